"""A person's own filters in the list of cases: saved under a name, renamed, removed."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.saved_filters import naming_problem, tidied
from tillit.queries.gate import NotThere
from tillit.queries.people import known_person
from tillit.queries.saved_filters import own_filters
from tillit.store.models import Person, SavedFilter


def save(*, actor: Actor, at: datetime, name: str, query: str) -> UUID:
    """Save filters, as in the address of the list, under a name. Returns their id.

    Raises NotAllowed; Refused for a name that is empty, long or taken, and when there are twenty.
    """
    with acting("my.filters", actor=actor, at=at) as act:
        person = _begun(act)
        _must_be_named(actor, name, None)
        made = SavedFilter(person_id=person, name=tidied(name), query=query, saved_at=at)
        act.changed(made)
        return made.pk


def rename(*, actor: Actor, at: datetime, saved: UUID, version: int, name: str) -> None:
    """Give one's own another name. Raises NotAllowed, NotThere, Conflict; Refused as `save`."""
    with acting("my.filters", actor=actor, at=at) as act:
        found = _take(act, saved, version)
        _must_be_named(actor, name, found)
        found.name = tidied(name)
        act.changed(found)


def remove(*, actor: Actor, at: datetime, saved: UUID, version: int) -> None:
    """Remove one's own: its name and what it asked for are gone. Raises NotAllowed, NotThere, Conflict."""
    with acting("my.filters", actor=actor, at=at) as act:
        found = _take(act, saved, version)
        found.name, found.query, found.removed_at = "", "", at
        act.changed(found)


def _begun(act: Act) -> UUID:
    """Check the act, and lock the person: so that two saves at once are counted one at a time."""
    act.allow()
    person = known_person(act.actor)
    Person.objects.select_for_update().get(pk=person)
    return person


def _take(act: Act, saved: UUID, version: int) -> SavedFilter:
    """One's own, locked. Raises NotThere, Conflict."""
    _begun(act)
    found = own_filters(act.actor).filter(pk=saved).first()
    if found is None:
        raise NotThere
    if found.version != version:
        raise Conflict(found.version)
    return found


def _must_be_named(actor: Actor, name: str, present: SavedFilter | None) -> None:
    others = own_filters(actor).exclude(pk=present.pk) if present else own_filters(actor)
    problem = naming_problem(name, list(others.values_list("name", flat=True)), new=present is None)
    if problem:
        raise Refused(
            {
                "full": _("Ni har redan tjugo sparade urval. Ta bort ett först."),
                "empty": _("Skriv vad urvalet ska heta."),
                "long": _("Skriv ett kortare namn, högst sextio tecken."),
                "taken": _("Ni har redan ett urval med det namnet. Välj ett annat."),
            }[problem]
        )
