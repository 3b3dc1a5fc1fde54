"""An open invitation: an authority asks organisations for ideas around a challenge. Who may answer until when, and
who is told of whom.

Equal treatment (regeringsformen 1 kap. 9 §; kommunallagen 2 kap. 3 §; guidelines that ask for an open dialogue when
several organisations are interested): everybody meets the same text, so a published one is never rewritten, and all
have until the end of the same day. While it is open, those who have answered see how many answers there are and
when they came, not whose: nobody should shape an idea after who else is in, or be dissuaded by it. When it has
closed they see each other's names, so that the circle that the authority let in is known to all who stand in it.
The board sees the names at once, since each answer is a case that it must take care of.
"""

from datetime import date, datetime

LONGEST_TITLE = 120
LONGEST_TEXT = 6_000
#: Where an invitation is: written, published, or over.
STATES = ("draft", "open", "closed")


def state_of(published_at: datetime | None, closed_at: datetime | None, last_day: date, today: date) -> str:
    """Where an invitation is on a day in Sweden; the last day is within it."""
    if published_at is None:
        return "draft"
    return "closed" if closed_at is not None or today > last_day else "open"


def takes_answers(state: str) -> bool:
    """Whether an invitation can be answered."""
    return state == "open"


def names_shown(state: str) -> bool:
    """Whether those who have answered see who the others are."""
    return state == "closed"
