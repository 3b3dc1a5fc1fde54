"""The aid that an organisation has got, as one authority knows it, and the room left under the ceilings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.timezone import localtime

from tillit.documents.aid_words import NAMES, held_words, rate_words
from tillit.domain.actors import Actor
from tillit.domain.kronor import shown_euro, shown_kronor
from tillit.domain.state_aid import Grant, MinorAid, Scheme, minor_aid
from tillit.queries import gate
from tillit.queries.case_lists import BoardChoice
from tillit.queries.examinations import Head, head_of
from tillit.queries.guidelines import law
from tillit.store.models import Aid

SCHEMES: tuple[Scheme, ...] = ("general", "sgei")


@dataclass(frozen=True)
class AidLine:
    """Aid that was given. `giver` is "" for the authority itself; `counts` whether it is within the three years."""

    id: UUID
    grant: Grant
    giver: str
    what: str
    rate_source: str
    counts: bool
    kronor: str
    euro: str
    rate: str


@dataclass(frozen=True)
class Account:
    """An organisation's aid: every line, and what is left of each ceiling on a day."""

    head: Head
    organisation: BoardChoice
    day: date
    lines: tuple[AidLine, ...]
    held: tuple[tuple[str, tuple[str, ...]], ...]  # what each ceiling is about, and how it stands


def account(*, actor: Actor, at: datetime, case: UUID, organisation: UUID) -> Account:
    """The aid to a party of a case, for those inside. Raises NotThere, NotAllowed.

    It is reckoned today, or on the day of the last aid where that is planned for later.
    """
    head = head_of(actor, case, at)
    if not head.inside:
        raise gate.NotAllowed("role")
    party = next((one for one in head.parties if one.id == organisation), None)
    if party is None:
        raise gate.NotThere
    rows = list(kept_aids(head.authority, organisation))
    grants = {row.pk: as_grant(row) for row in rows}
    held = held_of(grants.values(), organisation, localtime(at).date())
    counted = {grant.id for one in held for grant in one.counted}
    lines = tuple(_line(row, grants[row.pk], str(row.pk) in counted) for row in rows)
    told = tuple((NAMES[one.new.scheme], held_words(one)) for one in held)
    return Account(head, party, held[0].new.granted_on, lines, told)


def held_of(grants: Iterable[Grant], organisation: UUID, today: date) -> tuple[MinorAid, ...]:
    """An organisation's aid against each ceiling, today or on the day of the last aid where that is later."""
    given = tuple(grants)
    day = max([today, *(one.granted_on for one in given)])
    return tuple(_held(scheme, given, organisation, day) for scheme in SCHEMES)


def _line(row: Aid, grant: Grant, counts: bool) -> AidLine:
    return AidLine(
        id=row.pk,
        grant=grant,
        giver=row.giver,
        what=row.what,
        rate_source=row.rate_source,
        counts=counts,
        kronor=shown_kronor(grant.amount),
        euro=shown_euro(grant.cents),
        rate=rate_words(grant),
    )


def kept_aids(authority: UUID, organisation: UUID) -> Iterable[Aid]:
    """The aid that the authority keeps of an organisation, the latest first."""
    found = Aid.objects.filter(authority=authority, organisation=organisation, removed_at=None)
    return found.order_by("-given_on", "-entered_at", "pk")


def as_grant(row: Aid) -> Grant:
    """A kept aid as a plain value."""
    return Grant(
        id=str(row.pk),
        organisation=str(row.organisation_id),
        granted_on=row.given_on,
        amount=row.amount,
        rate=Decimal(row.rate).scaleb(-4),
        rate_on=row.rate_on,
        kind=row.kind,  # type: ignore[arg-type]
        scheme=row.scheme,  # type: ignore[arg-type]
    )


def _held(scheme: Scheme, grants: Iterable[Grant], organisation: UUID, day: date) -> MinorAid:
    """What is counted on a day: nothing new, held against the ceiling."""
    nothing = Grant("", str(organisation), day, 0, Decimal(1), day, scheme=scheme)
    return minor_aid(nothing, grants, {str(organisation)}, law().amounts)
