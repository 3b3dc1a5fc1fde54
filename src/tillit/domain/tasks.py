"""Tasks in a case: by which day they may be due, when they are late, and what a board's standard list gives.

A standard list counts days from the registration of the case. What it gives to the parties it gives to each of them
alike, and nothing is given twice.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST_TITLE = 200
LONGEST_WAIT = timedelta(days=2 * 366)
MOST_DAYS = 730


class Whose(StrEnum):
    """For whom a task of a standard list is: the authority alone, the board so that all see it, or each party."""

    INTERNAL = "internal"
    BOARD = "board"
    PARTIES = "parties"


@dataclass(frozen=True)
class Plan:
    """A task as it is given. `owner`: a party's id, the authority's id for the board, or a case officer's id."""

    title: str
    due: date
    owner: UUID
    internal: bool = False


@dataclass(frozen=True)
class Item:
    """A task of a standard list, due so many days after registration."""

    id: UUID
    whose: Whose
    days: int


@dataclass(frozen=True)
class Copy:
    """A task that a standard list gives in a case; `party` is None for the board's."""

    item: UUID
    party: UUID | None
    due: date


def may_be_due(due: date, today: date) -> bool:
    """Whether a task may be given until then: a day that has not passed, at most two years ahead."""
    return today <= due <= today + LONGEST_WAIT


def is_late(due: date, today: date, *, done: bool) -> bool:
    """Whether a task should have been done before today."""
    return not done and due < today


def due_of(item: Item, registered: date, today: date) -> date:
    """The day that the list means; today if it has passed, for nobody is given what is late already."""
    return max(registered + timedelta(days=item.days), today)


def copies(
    items: Iterable[Item],
    parties: Iterable[UUID],
    given: Collection[tuple[UUID, UUID | None]],
    registered: date,
    today: date,
) -> tuple[Copy, ...]:
    """What a list gives in a case that it has not given: `given` holds (item, party) of what it has.

    The order is that of the list, and of the parties within it.
    """
    there = tuple(parties)
    found = []
    for item in items:
        for party in there if item.whose is Whose.PARTIES else (None,):
            if (item.id, party) not in given:
                found.append(Copy(item.id, party, due_of(item, registered, today)))
    return tuple(found)
