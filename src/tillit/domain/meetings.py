"""Meetings in a case: when, and whether the notes are confirmed by all sides. The same rule for every side.

A side is the authority or an organisation. Those who are asked about the notes are the sides that were in the case
when the meeting began and still are: one that has left is no longer needed, and one that came later is not asked
about what it did not hear. The notes are locked when everyone who is asked has confirmed the wording that stands, and
at least two sides have: nobody confirms alone. A new wording has no confirmations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
FIRST_YEAR, LAST_YEAR = 2000, 2199
FARTHEST = timedelta(days=2 * 366)
FEWEST = 2  # sides behind notes that are locked


@dataclass(frozen=True)
class Plan:
    """What a side proposes: when (aware), where or how, who by role, and what about."""

    starts_at: datetime
    place: str
    participants: str
    agenda: str


@dataclass(frozen=True)
class Part:
    """A side's time in a case; `left_at` is None while it is there."""

    side: UUID
    joined_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True)
class Confirmed:
    """A side has confirmed one wording of the notes."""

    side: UUID
    version: int


@dataclass(frozen=True)
class Agreement:
    """How far the sides have come with the wording that stands: who is asked, and who has confirmed it."""

    asked: frozenset[UUID]
    confirmed: frozenset[UUID]

    @property
    def missing(self) -> frozenset[UUID]:
        """Those who are asked and have not confirmed."""
        return self.asked - self.confirmed

    @property
    def locked(self) -> bool:
        """Whether everyone has confirmed, so that nothing can be changed any more."""
        return not self.missing and len(self.confirmed) >= FEWEST


class MeetingState(StrEnum):
    """Where a meeting is."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"  # has begun; no notes yet
    NOTED = "noted"  # the notes are not confirmed by all
    CONFIRMED = "confirmed"


def asked(parts: Iterable[Part], starts_at: datetime) -> frozenset[UUID]:
    """The sides that are asked about the notes of a meeting that began then."""
    return frozenset(one.side for one in parts if one.left_at is None and one.joined_at <= starts_at)


def agreement(
    parts: Iterable[Part], starts_at: datetime, version: int, confirmations: Iterable[Confirmed]
) -> Agreement:
    """Who is asked and who has confirmed the wording that stands; version 0 means that there are no notes.

    A side that confirmed and then left counts as having confirmed, so notes once locked stay locked.
    """
    given = frozenset(one.side for one in confirmations if version and one.version == version)
    return Agreement(asked(parts, starts_at), given)


def state(
    *, starts_at: datetime, cancelled: bool, version: int, sides: Agreement, at: datetime
) -> MeetingState:
    """Where a meeting is at a moment."""
    if cancelled:
        return MeetingState.CANCELLED
    if version:
        return MeetingState.CONFIRMED if sides.locked else MeetingState.NOTED
    return MeetingState.HELD if starts_at <= at else MeetingState.PLANNED


def may_write(where: MeetingState, sides: Agreement, side: UUID) -> bool:
    """Whether a side may give the notes a wording: it is asked, the meeting has begun, and nothing is locked."""
    return side in sides.asked and where in (MeetingState.HELD, MeetingState.NOTED)


def may_confirm(where: MeetingState, sides: Agreement, side: UUID) -> bool:
    """Whether a side may confirm the wording that stands, once."""
    return side in sides.missing and where is MeetingState.NOTED


def may_change(where: MeetingState) -> bool:
    """Whether time, place and the rest may still be changed, or the meeting cancelled: until there are notes."""
    return where in (MeetingState.PLANNED, MeetingState.HELD)


def swedish_time(day: date, clock: time) -> datetime:
    """A day and a time on a Swedish clock as a moment (UTC). Of two equal times in October the first.

    Raises ValueError for the hour in March that is not there, and for a year that is surely mistyped.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("year")
    local = datetime.combine(day, clock, SWEDEN)
    moment = local.astimezone(UTC)
    if moment.astimezone(SWEDEN).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError("hour")
    return moment


def may_be_held(starts_at: datetime, joined_at: datetime, at: datetime) -> bool:
    """Whether a side may propose that time: not before it joined the case, and at most two years from now."""
    return joined_at <= starts_at <= at + FARTHEST
