"""The filters that someone has saved in the list of cases: their own, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tillit.domain.access import NOTHING
from tillit.domain.actors import Actor
from tillit.queries.gate import NotThere, check
from tillit.store.models import SavedFilter


@dataclass(frozen=True)
class SavedLine:
    """Saved filters; `query` as in the address of the list."""

    id: UUID
    name: str
    query: str
    version: int


def own_filters(actor: Actor) -> QuerySet[SavedFilter]:
    """The actor's own that are not removed."""
    return SavedFilter.objects.filter(person=actor.person, person__isnull=False, removed_at=None)


def saved_filters(*, actor: Actor, at: datetime) -> tuple[SavedLine, ...]:
    """The actor's own, by name. Raises NotAllowed."""
    check("my.filters", actor, NOTHING, at)
    found = own_filters(actor).order_by("name", "pk")
    return tuple(SavedLine(one.pk, one.name, one.query, one.version) for one in found)


def saved_filter(*, actor: Actor, at: datetime, saved: UUID) -> SavedLine:
    """One of the actor's own. Raises NotAllowed, NotThere."""
    found = next((one for one in saved_filters(actor=actor, at=at) if one.id == saved), None)
    if found is None:
        raise NotThere
    return found
