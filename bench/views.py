"""The whole view of a real case under every guideline, and all the guidelines checked and compared."""

import datetime
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.conf import settings

from bench.figures import Figure, Times, at_most, in_turn, told
from tillit.domain.cases import Case
from tillit.domain.checker import check
from tillit.domain.comparer import compare
from tillit.domain.engine import engine_for
from tillit.queries import guidelines as queries
from tillit.queries.assessment import read_case, weigh

ON: Final = datetime.date(2026, 11, 22)


def cases() -> list[Case]:
    """The real cases."""
    return [read_case(path=path) for path in sorted(Path(settings.EXAMPLES_DIR, "cases").glob("*.json"))]


def measure() -> list[Figure]:
    """Both figures, in processor time: the work is this process's own, and the machine may be busy."""
    return [*_views(), _cold()]


def _views() -> list[Figure]:
    installed, real = list(queries.guidelines()), cases()
    weigh_all(real[0], installed)
    whole = in_turn({"": lambda at: weigh_all(real[at], installed)}, range(len(real)))[""]
    some = range(0, len(real), 4)
    plain = in_turn({"": lambda at: weigh_all(real[at], installed, changes=False)}, some)[""]
    name = f"One case under {len(installed)} guidelines, with what would change it (processor time)"
    less = "The same without what would change it (processor time)"
    return [
        at_most(name, whole.typical_processor * 1e3, "ms", 20, _clock(whole, 1e3, "ms")),
        told(less, plain.typical_processor * 1e3, "ms", _clock(plain, 1e3, "ms")),
    ]


def _cold() -> Figure:
    count = len(queries.guidelines())
    cold = in_turn({"": lambda _: check_all()}, range(2))[""]
    pairs = count * (count - 1) // 2
    name = f"{count} guidelines checked, {pairs} pairs compared, cold (processor time)"
    return at_most(name, cold.typical_processor, "s", 3, _clock(cold, 1, "s"))


def _clock(times: Times, scale: float, unit: str) -> str:
    """What the clock said, and the slowest round."""
    slowest = max(times.processor) * scale
    return f"on the clock {times.typical * scale:.1f} {unit}; slowest round {slowest:.1f} {unit}"


def weigh_all(case: Case, guideline_ids: list[str], *, changes: bool = True) -> None:
    """The case under each of the guidelines."""
    for guideline_id in guideline_ids:
        weigh(case=case, guideline_id=guideline_id, on=ON, with_changes=changes)


def check_all() -> None:
    """Read, check and compare everything, with nothing remembered from before."""
    forget: list[Callable[[], None]] = [
        cached.cache_clear
        for cached in (engine_for, *vars(queries).values())
        if hasattr(cached, "cache_clear")
    ]
    for clear in forget:
        clear()
    found = list(queries.guidelines().values())
    beside = [queries.law()]
    for guideline in found:
        check(guideline, beside=beside)
    for a, b in itertools.combinations(found, 2):
        compare(a, b, beside=beside)
