"""The history of an organisation, an authority or a case, as one who may read it sees it.

Names are for one's own house: people of the other side are told by role and side. What happened in an own
space stands in the organisation's chain only, and no history tells a title or a text.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from tillit.domain.actors import Actor
from tillit.domain.trail import Touched
from tillit.domain.trail_words import THING_NAMES, VERSIONED, role_words, sentence
from tillit.queries import gate
from tillit.queries.chains import chain_of
from tillit.queries.people import shown_name
from tillit.queries.trail import entries_between
from tillit.store.models import Authority, Case, Entry, Organisation, Party, Person, RoleGrant

PAGE, PRINTED = 50, 1000


@dataclass(frozen=True)
class Line:
    """One act: when, who (a name, or a role and a side), what in Swedish, and the versions it left."""

    number: int
    at: datetime
    who: str
    what: str
    versions: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """A page of a history, the newest first. `pages` is at least 1; `title` names what it is about."""

    title: str
    key: UUID
    lines: tuple[Line, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True)
class _Known:
    """A person who stands in the history: name, and every house they have or had a role in."""

    name: str
    organisations: frozenset[UUID]
    authorities: frozenset[UUID]


def organisation_history(
    *, actor: Actor, at: datetime, organisation: UUID, page: int = 1, printed: bool = False
) -> History:
    """The history of an organisation, for its members. Raises NotThere, NotAllowed."""
    found = gate.find(Organisation, organisation, actor=actor)
    gate.check("organisation.history", actor, gate.subject(found), at)
    return _history(actor, found, found.name, {found.pk: found.name}, page, printed)


def authority_history(
    *, actor: Actor, at: datetime, authority: UUID, page: int = 1, printed: bool = False
) -> History:
    """The history of an authority. Raises NotThere, NotAllowed."""
    found = gate.find(Authority, authority, actor=actor)
    gate.check("authority.history", actor, gate.subject(found), at)
    return _history(actor, found, found.name, {found.pk: found.name}, page, printed)


def case_history(*, actor: Actor, at: datetime, case: UUID, page: int = 1, printed: bool = False) -> History:
    """The history of a case, for its parties. Raises NotThere, NotAllowed."""
    found = gate.find(Case, case, actor=actor)
    gate.check("case.history", actor, gate.subject(found), at)
    parties = Party.objects.filter(case=found).values_list("organisation", "organisation__name")
    sides = {**dict(parties), found.authority_id: found.authority.name}
    return _history(actor, found, found.title, sides, page, printed)


def _history(
    actor: Actor, thing: Model, title: str, sides: dict[UUID, str], page: int, printed: bool
) -> History:
    """Cut one page out of the chain of a thing. `sides` are the houses that take part, with their names."""
    chain = chain_of(thing)
    count = Entry.objects.filter(chain=chain).count()
    size = PRINTED if printed else PAGE
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    last = count - (page - 1) * size
    entries = list(entries_between(chain, max(0, last - size), last))[::-1]
    own = {held.organisation or held.authority for held in actor.roles} & set(sides)
    people = _people({entry.actor for entry in entries})
    lines = tuple(
        Line(
            entry.number,
            entry.at,
            _who(entry.actor, entry.role, people, own, sides),
            sentence(entry.action, tuple(one.kind for one in entry.objects)),
            _versions(entry.objects),
        )
        for entry in entries
    )
    return History(title, thing.pk, lines, count, page, pages)


def _people(actors: set[str]) -> dict[str, _Known]:
    """Those of the actors who are people."""
    keys = [UUID(key) for key in actors if len(key) == 36]
    found = Person.objects.filter(pk__in=keys)
    grants = list(
        RoleGrant.objects.filter(person__in=keys).values_list("person", "organisation", "authority")
    )
    return {
        str(person.pk): _Known(
            shown_name(person),
            frozenset(o for key, o, _a in grants if key == person.pk and o),
            frozenset(a for key, _o, a in grants if key == person.pk and a),
        )
        for person in found
    }


def _who(
    key: str, roles: str, people: dict[str, _Known], own: set[UUID | None], sides: dict[UUID, str]
) -> str:
    """The name of someone in the reader's own house; else in which role, and for whom."""
    person = people.get(key)
    if person is None:
        return role_words(roles)
    home = person.organisations if "organisation_" in roles else person.authorities
    if not home & set(sides):
        home = person.organisations | person.authorities
    if home & own and person.name:
        return person.name
    names = sorted(sides[one] for one in home & set(sides))
    return ", ".join([role_words(roles), *names])


def _versions(objects: tuple[Touched, ...]) -> tuple[str, ...]:
    """The versions that an act left: "Text, version 3"."""
    return tuple(
        f"{THING_NAMES[one.kind]}, version {one.version}" for one in objects if one.kind in VERSIONED
    )
