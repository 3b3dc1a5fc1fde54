"""Confirming the same version: a text is agreed when every side that is present has confirmed its current version.

The rule knows nothing of who the sides are, so all have the same place in it. Nobody agrees alone: it takes two.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Side = TypeVar("Side", bound=Hashable)
FEWEST_SIDES = 2


@dataclass(frozen=True)
class Confirmation(Generic[Side]):
    """A side has confirmed a version."""

    side: Side
    version: int


@dataclass(frozen=True)
class Standing(Generic[Side]):
    """How a text stands: which present sides have confirmed its current version, and which have not."""

    confirmed_by: frozenset[Side]
    missing: frozenset[Side]

    @property
    def confirmed(self) -> bool:
        """Whether every present side has confirmed the current version."""
        return not self.missing and len(self.confirmed_by) >= FEWEST_SIDES


def standing(
    sides: Iterable[Side], version: int, confirmations: Iterable[Confirmation[Side]]
) -> Standing[Side]:
    """How a text stands now. `sides` are those present; what others or other versions say does not count."""
    present = frozenset(sides)
    confirmed = frozenset(one.side for one in confirmations if one.version == version) & present
    return Standing(confirmed, present - confirmed)


def may_confirm(side: Side, seen: int, version: int, now: Standing[Side]) -> bool:
    """Whether a side may confirm: it is present, has not done so, and what it has seen is the current version."""
    return side in now.missing and seen == version
