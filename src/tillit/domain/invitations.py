"""Invitations: bound to an address, a role and its home; used once; they expire."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

LASTS = timedelta(days=14)
#: So that nobody is flooded with letters: in 24 hours, to one address from anyone, and from one home to anyone.
MOST_TO_ONE, MOST_FROM_HOME = 5, 100


class Standing(StrEnum):
    """What has become of an invitation."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Offer:
    """What decides whether an invitation may be accepted: by whom it is meant for, while it is open."""

    email: str
    expires_at: datetime
    used: bool
    withdrawn: bool
    invited_by: UUID | None


def standing(offer: Offer, at: datetime) -> Standing:
    """Tell the standing at a moment. The last moment is outside: it expires then."""
    if offer.used:
        return Standing.USED
    if offer.withdrawn:
        return Standing.WITHDRAWN
    return Standing.EXPIRED if at >= offer.expires_at else Standing.OPEN


def meant_for(offer: Offer, *, person: UUID, emails: frozenset[str]) -> bool:
    """Whether an invitation is to this person, whose proved addresses these are, and from someone else.

    Addresses are compared as they are kept, in lower case and no further: "ss" and "ß" are two people's.
    """
    return offer.email in emails and offer.invited_by != person
