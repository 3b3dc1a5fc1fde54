"""What reached an authority on paper, by telephone or at a meeting, and was entered for the organisation it came from.

It counts as the organisation's from the day it came. Until the organisation has confirmed it, it is marked as not
confirmed; and nobody confirms for the other side what their own side has entered.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

OLDEST = timedelta(days=366)
LONGEST_REMARK = 4_000


class Channel(StrEnum):
    """How it came."""

    LETTER = "letter"
    TELEPHONE = "telephone"
    MEETING = "meeting"
    MAIL = "mail"


class Standing(StrEnum):
    """What the organisation has said of it."""

    UNCONFIRMED = "unconfirmed"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True)
class Came:
    """How something came, and on which day."""

    channel: Channel
    on: date


def may_have_come(on: date, today: date) -> bool:
    """Whether something can be entered as come that day: not in the future, at most a year ago."""
    return today - OLDEST <= on <= today


def standing(answers: Sequence[bool]) -> Standing:
    """What holds after these answers, in order: the last one, whether it was right. None: not confirmed."""
    if not answers:
        return Standing.UNCONFIRMED
    return Standing.RIGHT if answers[-1] else Standing.WRONG


def may_answer(person: UUID, entered_by: UUID, works_at: Collection[UUID], authority: UUID) -> bool:
    """Whether someone is free to answer for the organisation: they did not enter it, nor work where it was entered.

    `works_at` are the authorities where the person has any role. That they belong to the organisation, and in which
    role, is for the access table.
    """
    return person != entered_by and authority not in works_at
