"""Figures and how they are taken: the sides in turn, in the same run, and medians."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Final

LOOP: Final = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One row of the table. ``ok`` is None where there is no goal or nothing was measured."""

    name: str
    value: float | None
    unit: str
    against: str = ""
    goal: str | None = None
    ok: bool | None = None


def at_most(name: str, value: float, unit: str, goal: float, against: str = "") -> Figure:
    """A figure that should be no larger than the goal."""
    return Figure(name, round(value, 3), unit, against, f"≤ {goal:g}", value <= goal)


def at_least(name: str, value: float, unit: str, goal: float, against: str = "") -> Figure:
    """A figure that should be no smaller than the goal."""
    return Figure(name, round(value, 3), unit, against, f"≥ {goal:g}", value >= goal)


def told(name: str, value: float, unit: str, against: str = "") -> Figure:
    """A figure without a goal."""
    return Figure(name, round(value, 3), unit, against)


def missing(name: str, why: str, goal: str | None = None) -> Figure:
    """A row that could not be measured, and what is missing."""
    return Figure(name, None, "", f"not measured: {why}", goal)


@dataclass(frozen=True)
class Times:
    """What one side took, round by round: on the clock, and in this process's processor time."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median on the clock, in seconds."""
        return median(self.clock)

    @property
    def typical_processor(self) -> float:
        """The median of processor time, in seconds."""
        return median(self.processor)


def in_turn(sides: Mapping[str, Callable[[int], object]], rounds: Iterable[int]) -> dict[str, Times]:
    """Time the sides in turn, each called with the number of the round; every other round backwards,
    so that neither side always comes first."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for number in rounds:
        names = list(sides)[:: 1 if number % 2 == 0 else -1]
        for name in names:
            taken[name].append(timed(partial(sides[name], number)))
    return {
        name: Times(tuple(clock for clock, _ in found), tuple(processor for _, processor in found))
        for name, found in taken.items()
    }


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds that the work took, on the clock and of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def ratio(one: Times, other: Times) -> float:
    """How many times ``other`` one is, on the clock: the median of the rounds' own ratios."""
    return median(a / b for a, b in zip(one.clock, other.clock, strict=True))


def ratio_processor(one: Times, other: Times) -> float:
    """The same in processor time, for work that this process does itself."""
    return median(a / b for a, b in zip(one.processor, other.processor, strict=True))


def plain_loop() -> Times:
    """What a plain loop takes here, so that a slow or busy machine is seen."""
    return in_turn({"loop": lambda _: sum(range(LOOP))}, range(9))["loop"]
