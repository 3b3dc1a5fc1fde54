"""100,000 explained assessments of 12 answered facts, against zen-engine on the same decision table."""

from typing import Any, Final

from bench.figures import Figure, Times, at_least, in_turn, missing, ratio, ratio_processor, told
from bench.rule_table import KEY, every_answer, guideline, same_outcome, zen_content
from tillit.domain.engine import Engine

ALL: Final = 100_000
ROUNDS: Final = 3
GOAL: Final = 20


def measure() -> list[Figure]:
    """Ours 100,000 times; zen every set of answers a round, and every fourth with its trace, scaled."""
    engine, answers = Engine([guideline()]), every_answer()
    own = [answers[i % len(answers)] for i in range(-(-ALL // ROUNDS))]
    sides: dict[str, Any] = {"tillit": lambda _: [engine.explained(facts) for facts in own]}
    try:
        import zen
    except ImportError:
        times = in_turn(sides, range(ROUNDS))
        return [_ours(times["tillit"], len(own)), missing("Faster than zen-engine", "pip: zen-engine")]
    # The quickest of zen's ways: a static loader, so that the table is compiled once.
    judge = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: zen_content()}}})
    different = sum(
        not same_outcome(engine, facts, judge.evaluate(KEY, facts)["result"]) for facts in answers
    )
    if different:
        return [missing("Faster than zen-engine", f"{different} of {len(answers)} outcomes differ")]
    sides["zen"] = lambda _: [judge.evaluate(KEY, facts) for facts in answers]
    sides["zen, trace"] = lambda _: [judge.evaluate(KEY, facts, {"trace": True}) for facts in answers[::4]]
    times = in_turn(sides, range(ROUNDS))
    return [
        _ours(times["tillit"], len(own)),
        _against(times, "zen", "names of rules and standings", len(answers), len(own)),
        _against(times, "zen, trace", "the same with zen's trace", len(answers) // 4, len(own)),
    ]


def _ours(times: Times, each: int) -> Figure:
    seconds = times.typical * ALL / each
    against = f"{times.typical_processor * ALL / each:.2f} s of processor time"
    return told("100,000 explained assessments, 12 facts, 14 rules", seconds, "s", against)


def _against(times: dict[str, Times], side: str, what: str, each: int, own: int) -> Figure:
    """The smaller of the ratios on the clock and in processor time: zen hands work between threads, and
    a busy machine makes that look slower than it is."""
    clock = ratio(times[side], times["tillit"]) * own / each
    processor = ratio_processor(times[side], times["tillit"]) * own / each
    seconds = times[side].typical_processor * ALL / each
    against = f"{seconds:.1f} s of processor time (scaled from {each:,}); {clock:.1f} on the clock"
    return at_least(f"Faster than zen-engine ({what})", min(clock, processor), "times", GOAL, against)
