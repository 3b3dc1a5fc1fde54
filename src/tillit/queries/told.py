"""What a line of a timeline tells of each thing: whose it is, what it is called, and where it is read.

Everything is read through the gate, so a line never tells more than the thing's own page would.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tillit.domain.actors import Actor
from tillit.domain.trail import Touched
from tillit.queries import gate, told_agreements
from tillit.queries.dialogue import parts
from tillit.queries.entered import marks_of
from tillit.queries.meetings import loaded, standing
from tillit.queries.people import shown_name
from tillit.queries.told_tasks import Asking, Found, answers, named, tasks
from tillit.queries.told_tasks import Told as Told
from tillit.store.models import (
    Attachment,
    Case,
    Ending,
    Handover,
    Meeting,
    Notes,
    NotesConfirmation,
    NotesVersion,
    Organisation,
    Party,
)

EXCERPT = 120


def told_of(*, actor: Actor, at: datetime, case: Case, things: Iterable[Touched]) -> dict[Touched, Told]:
    """What to tell of each thing that the actor may read. One query for each kind of thing, or two."""
    sorted_out: defaultdict[str, defaultdict[UUID, list[Touched]]] = defaultdict(lambda: defaultdict(list))
    for thing in things:
        sorted_out[thing.kind][UUID(thing.id)].append(thing)
    found: dict[Touched, Told] = {}
    within = parts(case)
    for kind, by_id in sorted_out.items():
        asking = Asking(actor, at, case, within, {key: tuple(same) for key, same in by_id.items()})
        for key, told in _TELLERS[kind](asking) if kind in _TELLERS else ():
            found |= dict.fromkeys(asking.things[key], told)
        if kind == "notes":
            found |= _former_writers(asking, found)
        if kind == "section":
            found |= told_agreements.proposers(asking, found)
    return found


def _writings(asking: Asking) -> Found:
    """Texts that are no longer, and never will be again, internal."""
    found = gate.writings(asking.actor).filter(case=asking.case.pk, pk__in=asking.things)
    marks = marks_of(actor=asking.actor, at=asking.at, things=asking.things)
    for one in found.exclude(space="internal").select_related("from_organisation"):
        told = Told(named(one.from_organisation), one.title, "writing", one.pk)
        yield one.pk, replace(told, entered=marks.get(one.pk))


def _attachments(asking: Asking) -> Found:
    """Files: told by the text that they belong to, also when they have been removed since."""
    texts = gate.writings(asking.actor).filter(case=asking.case.pk).exclude(space="internal")
    found = Attachment.objects.filter(pk__in=asking.things, writing__in=texts)
    for one in found.select_related("writing__from_organisation"):
        if text := one.writing:
            yield one.pk, Told(named(text.from_organisation), text.title, "writing", text.pk)


def _messages(asking: Asking) -> Found:
    found = gate.messages(asking.actor).filter(case=asking.case.pk, pk__in=asking.things)
    marks = marks_of(actor=asking.actor, at=asking.at, things=asking.things)
    for one in found.select_related("from_organisation"):
        line = " ".join(one.body.split())
        short = line if len(line) <= EXCERPT else f"{line[:EXCERPT].rstrip()}…"
        told = Told(named(one.from_organisation), short, "message", one.pk)
        yield one.pk, replace(told, entered=marks.get(one.pk))


def _meeting(asking: Asking, one: Meeting, organisation: Organisation | None) -> Told:
    where, _agreed = standing(one, asking.within, asking.at)
    return Told(named(organisation), one.place, "meeting", one.pk, one.starts_at, where)


def _of_meetings(asking: Asking, wanted: Q) -> dict[UUID, Meeting]:
    """Meetings of the case by their id."""
    found = loaded(gate.meetings(asking.actor).filter(wanted, case=asking.case.pk))
    return {one.pk: one for one in found}


def _meetings(asking: Asking) -> Found:
    for key, one in _of_meetings(asking, Q(pk__in=asking.things)).items():
        yield key, _meeting(asking, one, one.from_organisation)


def _notes(asking: Asking) -> Found:
    for one in _of_meetings(asking, Q(notes__in=asking.things)).values():
        notes: Notes = one.notes
        yield notes.pk, _meeting(asking, one, notes.from_organisation)


def _former_writers(asking: Asking, found: dict[Touched, Told]) -> dict[Touched, Told]:
    """Earlier wordings of notes, told by whose each of them was."""
    kept = NotesVersion.objects.filter(notes__in=asking.things).select_related("from_organisation")
    whose = {(str(one.notes_id), one.version): named(one.from_organisation) for one in kept}
    return {
        thing: Told(whose[thing.id, thing.version], told.title, told.page, told.key, told.when, told.state)
        for thing, told in found.items()
        if (thing.id, thing.version) in whose
    }


def _confirmations(asking: Asking) -> Found:
    kept = NotesConfirmation.objects.filter(pk__in=asking.things).select_related("organisation", "notes")
    given = list(kept)
    meetings = _of_meetings(asking, Q(notes__confirmations__in=asking.things))
    for one in given:
        if one.notes.meeting_id in meetings:
            yield one.pk, _meeting(asking, meetings[one.notes.meeting_id], one.organisation)


def _parties(asking: Asking) -> Found:
    found = Party.objects.filter(case=asking.case.pk, pk__in=asking.things).select_related("organisation")
    return ((one.pk, Told(one.organisation.name, one.organisation.name)) for one in found)


def _handovers(asking: Asking) -> Found:
    """All parties see who is responsible: they are to know whom they meet."""
    found = Handover.objects.filter(case=asking.case.pk, pk__in=asking.things).select_related("after")
    return ((one.pk, Told("", shown_name(one.after))) for one in found)


def _endings(asking: Asking) -> Found:
    found = Ending.objects.filter(case=asking.case.pk, pk__in=asking.things)
    for one in found.select_related("from_organisation"):
        yield one.pk, Told(named(one.from_organisation), "", "ending", one.pk)


def _challenges(asking: Asking) -> Found:
    """The challenge itself: a case has one, and its acts tell what was done."""
    return ((key, Told(page="challenge", key=asking.case.pk)) for key in asking.things)


_TELLERS: dict[str, Callable[[Asking], Found]] = {
    "writing": _writings,
    "attachment": _attachments,
    "message": _messages,
    "meeting": _meetings,
    "notes": _notes,
    "notes_confirmation": _confirmations,
    "party": _parties,
    "handover": _handovers,
    "ending": _endings,
    "task": tasks,
    "entered_answer": answers,
    "challenge": _challenges,
    "challenge_confirmation": _challenges,
    "agreement": told_agreements.agreements,
    "agreement_reading": told_agreements.readings,
    "section": told_agreements.sections,
    "section_acceptance": told_agreements.acceptances,
    "section_comment": told_agreements.comments,
}
