"""Agreements: opened with many versions and few, compared, and printed against bare Typst."""

import random
from contextlib import ExitStack
from datetime import date
from typing import Any, Final

import typst

from bench.figures import Figure, at_most, in_turn, missing, ratio
from bench.many import Worker, sqlite_folders
from bench.papers import Noted
from tillit.documents import worker
from tillit.documents.agreement_paper import PaperAgreement, PaperSection, agreement_paper
from tillit.documents.fonts import FONT_DIR
from tillit.documents.pdf import render_pdf
from tillit.documents.press import Press
from tillit.documents.text_differences import text_differences

FEW, MANY, ROUNDS = 45, 500, 30
PAPERS: Final = 12
NAMES = {"agreement": "An agreement of 40 sections", "section": "A section of it"}


def measure() -> list[Figure]:
    """All figures."""
    return [*_opened(), *_compared(), _printed()]


def _opened() -> list[Figure]:
    """Pages with 500 versions and 1,000 comments, against an empty view and against few versions."""
    with ExitStack() as stack:
        try:
            given = stack.enter_context(sqlite_folders())
            few, many = (
                Worker(count, found, "bench.agreement_cases")
                for count, found in zip((FEW, MANY), given, strict=True)
            )
            for one in (few, many):
                stack.callback(one.end)
            few.ready()
            many.ready()
            return [figure for name in NAMES for figure in _page(name, few, many)]
        except Exception as problem:
            return [missing("An agreement with 500 versions", str(problem)[:200])]


def _page(name: str, few: Worker, many: Worker) -> list[Figure]:
    for _ in range(3):
        for side in (few, many):
            side.ask(name)
            side.ask("empty")
    times = in_turn(
        {
            "many": lambda _: many.ask(name),
            "few": lambda _: few.ask(name),
            "empty": lambda _: [many.ask("empty") for _ in range(5)],
        },
        range(ROUNDS),
    )
    a, b, none = (times[side].typical * 1e3 for side in ("many", "few", "empty"))
    against = f"empty view {none / 5:.2f} ms, {MANY} versions {a:.1f} ms, {FEW} versions {b:.1f} ms"
    told = f"{NAMES[name]}, {MANY} versions and 1,000 comments"
    return [
        at_most(f"{told}, of an empty view", ratio(times["many"], times["empty"]) * 5, "times", 20, against),
        at_most(f"{told}, of {FEW} versions", ratio(times["many"], times["few"]), "times", 1.5, against),
    ]


def _text(rng: random.Random, words: int) -> str:
    """A text of so many words in lines of forty."""
    made = [f"ord{rng.randrange(4000)}" for _ in range(words)]
    return "\n".join(" ".join(made[at : at + 40]) + "." for at in range(0, words, 40))


def _compared() -> list[Figure]:
    """Thirty pages of 400 words, with a word changed on every third line, and on every line."""
    rng, figures = random.Random(2026), []
    before = _text(rng, 30 * 400)
    for name, every in (("every third line", 3), ("every line", 1)):
        lines = [
            line.replace(line.split()[5], "nytt", 1) if at % every == 0 else line
            for at, line in enumerate(before.splitlines())
        ]
        after = "\n".join(lines)
        times = in_turn({"ours": lambda _, after=after: text_differences(before, after)}, range(15))
        value = times["ours"].typical * 1e3
        figures.append(at_most(f"Difference of two texts of 30 pages, {name} changed", value, "ms", 50))
    return figures


def _paper(number: int) -> Any:
    """An agreement of forty sections; each is another."""
    rng = random.Random(number)
    sections = [
        PaperSection(f"Avsnitt {at}", ("2027, Föreningen: Pengar, 100 kr.",), _text(rng, 120))
        for at in range(40)
    ]
    parties = ["Socialnämnden", "Föreningen Ett", "Föreningen Två"]
    return agreement_paper(
        PaperAgreement("Överenskommelse", f"IOP 2026/{number:04}", "Kommunen", 1, True, parties, sections),
        date(2026, 11, 23),
    )


def _printed() -> Figure:
    """An agreement as PDF against Typst in this process, every paper new to both."""
    press, note, jobs = Press(), Noted(), []
    made = [_paper(number) for number in range(PAPERS + 1)]
    for one in made:
        render_pdf(one, press=note)
        jobs.append(note.job)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])
    render_pdf(made[0], press=press)
    worker.compiled(jobs[0], fonts)
    times = in_turn(
        {
            "ours": lambda at: render_pdf(made[at], press=press),
            "bare": lambda at: worker.compiled(jobs[at], fonts),
        },
        range(1, PAPERS + 1),
    )
    press.close()
    against = f"bare Typst {times['bare'].typical * 1e3:.0f} ms, ours {times['ours'].typical * 1e3:.0f} ms"
    value = ratio(times["ours"], times["bare"])
    return at_most("An agreement as PDF, of the time of bare Typst", value, "times", 1.3, against)
