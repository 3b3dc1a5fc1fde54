"""Who has prepared a case, and what each has said of their own interest in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.roles import Role
from tillit.queries.people import shown_name
from tillit.store.models import (
    Case,
    Declaration,
    Entry,
    Examination,
    Handover,
    Person,
    Writing,
    WritingVersion,
)


@dataclass(frozen=True)
class Preparer:
    """Someone who prepares the case. `conflict` is None for who has not declared; `now`: still responsible."""

    id: UUID
    name: str
    conflict: bool | None
    what: str
    at: datetime | None
    now: bool


def preparers(case: UUID) -> tuple[Preparer, ...]:
    """Everyone at the authority who has written in the case, answered for it or declared; by name."""
    home = Case.objects.get(pk=case)
    latest = {one.person_id: one for one in Declaration.objects.filter(case=home).order_by("at", "pk")}
    people = Person.objects.filter(pk__in=_ids(home) | set(latest))
    found = [_preparer(one, latest.get(one.pk), home.officer_id == one.pk) for one in people]
    return tuple(sorted(found, key=lambda one: (one.name, str(one.id))))


def _preparer(person: Person, said: Declaration | None, now: bool) -> Preparer:
    if said is None:
        return Preparer(person.pk, shown_name(person), None, "", None, now)
    return Preparer(person.pk, shown_name(person), said.conflict, said.what, said.at, now)


def _ids(case: Case) -> set[UUID]:
    """From the case's officers, earlier wordings and examinations; and from the trail, who wrote what stands now."""
    own = {"writing__case": case, "writing__from_organisation": None}
    found: set[UUID | None] = {case.officer_id}
    found |= set(Handover.objects.filter(case=case).values_list("after", flat=True))
    found |= set(WritingVersion.objects.filter(**own).values_list("by", flat=True))
    found |= set(Examination.objects.filter(case=case).values_list("author", flat=True))
    in_case = Entry.objects.filter(chain=f"case:{case.pk}", role__contains=Role.CASE_OFFICER)
    actors = set(in_case.values_list("actor", flat=True)) | _writers_inside(case)
    found |= {UUID(actor) for actor in actors if len(actor) == 36}
    return {one for one in found if one is not None}


def _writers_inside(case: Case) -> set[str]:
    """Who wrote the internal texts: their entries stand in the authority's chain, at the time of the text."""
    texts = Writing.objects.filter(case=case, space="internal").values_list("pk", "changed_at")
    keys, times = {str(pk) for pk, _at in texts}, {at for _pk, at in texts}
    entries = Entry.objects.filter(
        chain=f"authority:{case.authority_id}", action="writing.write", at__in=times
    )
    named = entries.values_list("actor", "objects_json")
    return {actor for actor, objects in named if any(key in objects for key in keys)}
