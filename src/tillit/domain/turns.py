"""Whose turn it is in a case, since when, and by which day an answer was promised. The same rule for both sides."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
OTHER = {"organisation": "authority", "authority": "organisation"}


@dataclass(frozen=True)
class Last:
    """What was shared last: by which side ("organisation" or "authority"), by whom, and when.

    `came`: the day it came on paper or by telephone, when someone entered it later (domain/entering.py).
    """

    side: str
    source: str
    at: datetime
    came: date | None = None


def latest(*shared: Last | None) -> Last | None:
    """Of the last text and the last message, say, the one that came last; None when nothing was shared."""
    return max(filter(None, shared), key=lambda one: one.at, default=None)


@dataclass(frozen=True)
class Promise:
    """What an authority has promised: days to confirm in; when it last confirmed, and by which day it then answers."""

    acknowledge_days: int
    acknowledged_at: datetime | None = None
    answer_by: date | None = None


@dataclass(frozen=True)
class Turn:
    """Whose turn it is ("authority", "organisation" or ""), after whom, since when, and by which day if any.

    `confirmed`: the authority has confirmed what came last, and the day is that of its answer.
    """

    side: str = ""
    after: str = ""
    since: datetime | None = None
    by: date | None = None
    confirmed: bool = False

    def overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.by is not None and today > self.by


def whose(last: Last | None, promise: Promise) -> Turn:
    """The side that did not share last has the turn. Only the authority has promised days, so only it can be late.

    The days count from when it came, however late the authority entered it.
    """
    if last is None:
        return Turn()
    side = OTHER[last.side]
    if side == "organisation":
        return Turn(side, last.source, last.at)
    if promise.acknowledged_at is not None and promise.acknowledged_at >= last.at:
        return Turn(side, last.source, last.at, promise.answer_by, confirmed=True)
    received = last.came or last.at.astimezone(SWEDEN).date()
    return Turn(side, last.source, last.at, received + timedelta(days=promise.acknowledge_days))
