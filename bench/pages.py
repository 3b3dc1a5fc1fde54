"""A page with a question against an empty page of the same Django, in this process and over gunicorn."""

from typing import Final

from bench.figures import Figure, at_most, in_turn, missing, ratio, told
from bench.serving import requests_a_second
from bench.visits import application, half_answered, visit

ROUNDS: Final = 40
EACH: Final = 5
EMPTY: Final = "/bench/empty/"


def measure() -> list[Figure]:
    """The ratio in this process; the figures of a real server for information."""
    app = application()
    cookie, fact = half_answered()
    question = f"/iop/fraga/{fact}/"
    answers = [visit(app, path, cookie) for path in (question, EMPTY) for _ in range(3)]
    if any(answer.status != 200 for answer in answers):
        return [missing("A page with a question", f"it answered {answers[0].status}", "≤ 5")]
    times = in_turn(
        {
            "question": lambda _: [visit(app, question, cookie) for _ in range(EACH)],
            "empty": lambda _: [visit(app, EMPTY, cookie) for _ in range(EACH)],
        },
        range(ROUNDS),
    )
    one, none = (times[side].typical / EACH * 1e3 for side in ("question", "empty"))
    against = f"empty page {none:.2f} ms, question {one:.2f} ms"
    found = at_most(
        "A page with a question, of the time of an empty one", ratio(*times.values()), "times", 5, against
    )
    return [found, *_served(question, cookie)]


def _served(question: str, cookie: str) -> list[Figure]:
    name = "gunicorn with 2 workers, pages with a question"
    served = requests_a_second({"question": question, "empty": EMPTY}, cookie)
    if isinstance(served, str):
        return [missing(name, served)]
    return [
        told(
            name,
            served["question"],
            "a second",
            f"empty page {served['empty']:.0f} a second; wrk, 8 connections",
        )
    ]
