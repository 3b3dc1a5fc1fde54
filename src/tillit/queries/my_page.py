"""A person's own page: what waits, what has happened, where they belong; and all that is kept about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tillit.domain.access import NOTHING, row
from tillit.domain.actors import SECOND_FACTOR, Actor
from tillit.domain.outbox import SWEDEN
from tillit.domain.roles import ROLE_NAMES, Role
from tillit.queries.gate import check
from tillit.queries.meetings import MeetingLine
from tillit.queries.people import NO_ADDRESS, known_person
from tillit.queries.saved_filters import own_filters
from tillit.queries.unconfirmed import unconfirmed
from tillit.store.models import Entry, Notice, Person, RoleGrant

#: So many notices that nobody misses anything of this year, and the page stays short to fetch.
MOST_NOTICES = 50


@dataclass(frozen=True)
class NoticeLine:
    """A notice as shown. `days` is how many days are left until it is due; negative when it is late."""

    id: UUID
    text: str
    link: str
    at: datetime
    due: date | None
    days: int | None
    read: bool


@dataclass(frozen=True)
class MyRole:
    """One of the person's roles. `counts`: it gives what it should, with the present way of logging in."""

    grant: UUID
    name: str
    board: str
    counts: bool


@dataclass(frozen=True)
class MyHome:
    """An organisation or authority where the person has roles."""

    organisation: UUID | None
    authority: UUID | None
    name: str
    roles: tuple[MyRole, ...]


@dataclass(frozen=True)
class MyPage:
    """The whole page. `needs_factor`: some role does not count until a second factor is shown.

    `notes`: the meetings whose notes wait for the person's own side to confirm them.
    """

    waiting: tuple[NoticeLine, ...]
    notes: tuple[MeetingLine, ...]
    news: tuple[NoticeLine, ...]
    homes: tuple[MyHome, ...]
    needs_factor: bool


@dataclass(frozen=True)
class MySettings:
    """What a person may change about themselves."""

    email: str
    name: str
    digest: str


def my_page(*, actor: Actor, at: datetime) -> MyPage:
    """The actor's own page. What waits comes first due first; the rest newest first. Raises NotAllowed."""
    check("my.read", actor, NOTHING, at)
    today = at.astimezone(SWEDEN).date()
    own = Notice.objects.filter(person=actor.person)
    lines = [_line(one, today) for one in own.order_by("-at", "pk")[:MOST_NOTICES]]
    dated = [_line(one, today) for one in own.filter(due__isnull=False).order_by("due", "at", "pk")]
    waiting = [one for one in dated if not one.read or (one.days or 0) >= 0]
    shown = {one.id for one in waiting}
    homes = _homes(actor)
    return MyPage(
        tuple(waiting),
        unconfirmed(actor=actor, at=at),
        tuple(one for one in lines if one.id not in shown),
        homes,
        any(not role.counts for home in homes for role in home.roles),
    )


def _line(notice: Notice, today: date) -> NoticeLine:
    days = (notice.due - today).days if notice.due else None
    return NoticeLine(
        notice.pk, notice.text, notice.link, notice.at, notice.due, days, notice.read_at is not None
    )


def _homes(actor: Actor) -> tuple[MyHome, ...]:
    """The homes of the roles that the actor came with, in the order of their names."""
    keys = [held.id for held in actor.roles if held.id]
    grants = RoleGrant.objects.filter(pk__in=keys, person=actor.person, withdrawn_at=None)
    found: dict[tuple[str, UUID | None, UUID | None], list[MyRole]] = {}
    for grant in grants.select_related("organisation", "authority", "board").order_by("granted_at", "pk"):
        place = grant.organisation or grant.authority
        counts = grant.authority_id is None or actor.assurance >= SECOND_FACTOR
        mine = MyRole(grant.pk, ROLE_NAMES[Role(grant.role)], grant.board.name if grant.board else "", counts)
        home = (place.name if place else "", grant.organisation_id, grant.authority_id)
        found.setdefault(home, []).append(mine)
    ordered = sorted(found.items(), key=lambda item: item[0][0])
    return tuple(
        MyHome(organisation, authority, name, tuple(roles))
        for (name, organisation, authority), roles in ordered
    )


def my_settings(*, actor: Actor, at: datetime) -> MySettings:
    """What the actor may change about themselves. Raises NotAllowed."""
    check("my.edit", actor, NOTHING, at)
    person = Person.objects.get(pk=known_person(actor))
    address = "" if person.email.endswith(NO_ADDRESS) else person.email
    return MySettings(address, person.name, person.digest)


def _as_data(notice: Notice) -> dict[str, Any]:
    """A notice as plain values."""
    return {
        "text": notice.text,
        "adress": notice.link,
        "tid": _moment(notice.at),
        "senast": notice.due.isoformat() if notice.due else None,
        "last": _moment(notice.read_at),
    }


def own_data(*, actor: Actor, at: datetime) -> dict[str, Any]:
    """All that is kept about the actor, as plain values for JSON; of nobody else. Raises NotAllowed.

    GDPR, articles 15 and 20.
    """
    check("my.export", actor, NOTHING, at)
    person = Person.objects.get(pk=known_person(actor))
    grants = RoleGrant.objects.filter(person=person).select_related("organisation", "authority", "board")
    notices = Notice.objects.filter(person=person).order_by("at", "pk")
    return {
        "uttaget": _moment(at),
        "person": {
            "id": str(person.pk),
            "adress": person.email,
            "namn": person.name,
            "brev": person.digest,
            "kom": _moment(person.joined_at),
        },
        "roller": _roles(grants.order_by("granted_at", "pk")),
        "notiser": [_as_data(one) for one in notices],
        "urval": list(own_filters(actor).order_by("name", "pk").values("name", "query")),
        "handlingar": _acts(person),
    }


def _roles(grants: Iterable[RoleGrant]) -> list[dict[str, Any]]:
    """Every role the person has or has had."""
    return [
        {
            "roll": ROLE_NAMES[Role(grant.role)],
            "hos": place.name if (place := grant.organisation or grant.authority) else "",
            "namnd": grant.board.name if grant.board else "",
            "fran": _moment(grant.granted_at),
            "till": _moment(grant.withdrawn_at),
        }
        for grant in grants
    ]


def _acts(person: Person) -> list[dict[str, Any]]:
    """What the person has done, logins among it, from the trail."""
    entries = Entry.objects.filter(actor=str(person.pk)).order_by("at", "pk")
    return [
        {"tid": _moment(entry.at), "vad": found.what if (found := row(entry.action)) else entry.action}
        for entry in entries
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
