"""What people change about themselves: name, how often mail comes, which notices they have read."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tillit.actions.acting import acting
from tillit.domain.access import NOTHING
from tillit.domain.actors import Actor
from tillit.queries.gate import NotThere, check
from tillit.queries.people import known_person
from tillit.store.models import Notice, Person


def edit(*, actor: Actor, at: datetime, name: str, digest: str) -> None:
    """Change one's name and how mail comes: "immediate" or "daily". Raises ValueError for any other word."""
    if digest not in ("immediate", "daily"):
        raise ValueError(digest)
    with acting("my.edit", actor=actor, at=at) as act:
        act.allow()
        person = Person.objects.select_for_update().get(pk=known_person(actor))
        person.name, person.digest = " ".join(name.split()), digest
        act.changed(person)


@transaction.atomic
def read_notice(*, actor: Actor, at: datetime, notice_id: UUID) -> str:
    """Mark one's notice as read and return where it leads. Raises NotThere for anyone else's.

    Reading is nobody's act upon anything, so it leaves no entry in the trail.
    """
    check("my.read", actor, NOTHING, at)
    notice = Notice.objects.select_for_update().filter(pk=notice_id, person=actor.person).first()
    if notice is None:
        raise NotThere
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice.link
