"""Meetings of a case, their notes, and who has confirmed them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tillit.domain.actors import Actor
from tillit.domain.meetings import (
    Agreement,
    Confirmed,
    MeetingState,
    Part,
    agreement,
    may_change,
    may_confirm,
    may_write,
    state,
)
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.dialogue import Side, parts, sides, voices
from tillit.store.models import Case, Meeting, Notes, NotesVersion

MOST = 100


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list."""

    id: UUID
    case: UUID
    case_title: str
    starts_at: datetime
    place: str
    side: Side
    state: MeetingState


@dataclass(frozen=True)
class Answer:
    """A side that is asked about the notes, and whether it has confirmed them."""

    side: Side
    confirmed: bool


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with all that its pages show. `notes_version` is 0 while there are none; `own`: the actor speaks for
    the side that proposed it.

    `voices` are the sides that the actor speaks for, `may_write_for` and `may_confirm_for` those among them that may.
    """

    line: MeetingLine
    version: int
    participants: str
    agenda: str
    notes: str
    notes_version: int
    notes_side: Side | None
    notes_at: datetime | None
    earlier: int
    answers: tuple[Answer, ...]
    voices: tuple[Side, ...]
    own: bool
    may_change: bool
    may_write_for: tuple[Side, ...]
    may_confirm_for: tuple[Side, ...]


@dataclass(frozen=True)
class EarlierNotes:
    """An earlier wording of the notes, and whose it was."""

    version: int
    body: str
    side: Side
    at: datetime


def standing(meeting: Meeting, within: tuple[Part, ...], at: datetime) -> tuple[MeetingState, Agreement]:
    """Where a meeting is and how far its notes have come; `within` are the parts of its case."""
    notes: Notes | None = getattr(meeting, "notes", None)
    given = [
        Confirmed(one.organisation_id or meeting.case.authority_id, one.version)
        for one in (notes.confirmations.all() if notes else ())
    ]
    version = notes.version if notes else 0
    agreed = agreement(within, meeting.starts_at, version, given)
    cancelled = meeting.cancelled_at is not None
    return state(
        starts_at=meeting.starts_at, cancelled=cancelled, version=version, sides=agreed, at=at
    ), agreed


def side_of(case: Case, thing: Meeting | Notes | NotesVersion) -> Side:
    """Whose a meeting or a wording is."""
    sender = thing.from_organisation
    if sender is None:
        return Side(case.authority_id, "authority", case.board.name)
    return Side(sender.pk, "organisation", sender.name)


def loaded(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with what a line needs."""
    kept = found.select_related("case__board", "from_organisation", "notes__from_organisation")
    return kept.prefetch_related("notes__confirmations")


def meeting_line(one: Meeting, within: tuple[Part, ...], at: datetime) -> MeetingLine:
    """A meeting as a line."""
    where, _agreed = standing(one, within, at)
    return MeetingLine(
        one.pk, one.case_id, one.case.title, one.starts_at, one.place, side_of(one.case, one), where
    )


def case_meetings(*, actor: Actor, at: datetime, case: UUID) -> tuple[MeetingLine, ...]:
    """The meetings of a case, the last in time first, at most a hundred. Raises NotThere."""
    home = find_case(actor, case)
    found = loaded(gate.meetings(actor).filter(case=case)).order_by("-starts_at", "-pk")[:MOST]
    within = parts(home)
    return tuple(meeting_line(one, within, at) for one in found)


def meeting_page(*, actor: Actor, at: datetime, case: UUID, meeting: UUID) -> MeetingPage:
    """One meeting. Raises NotThere, also when it is in another case than the address says."""
    home = find_case(actor, case)
    found = loaded(gate.meetings(actor).filter(case=case, pk=meeting)).first()
    if found is None:
        raise gate.NotThere
    within = parts(home)
    where, agreed = standing(found, within, at)
    notes: Notes | None = getattr(found, "notes", None)
    mine = voices("case.meeting", actor, home, at)
    own = gate.may("meeting.change", actor, gate.subject(found), at) and home.closed_at is None
    return MeetingPage(
        line=meeting_line(found, within, at),
        version=found.version,
        participants=found.participants,
        agenda=found.agenda,
        notes=notes.body if notes else "",
        notes_version=notes.version if notes else 0,
        notes_side=side_of(home, notes) if notes else None,
        notes_at=notes.changed_at if notes else None,
        earlier=notes.versions.count() if notes else 0,
        answers=tuple(
            Answer(one, one.id in agreed.confirmed) for one in sides(home) if one.id in agreed.asked
        ),
        voices=mine,
        own=own,
        may_change=own and may_change(where),
        may_write_for=tuple(one for one in mine if may_write(where, agreed, one.id)),
        may_confirm_for=tuple(one for one in mine if may_confirm(where, agreed, one.id)),
    )


def earlier_notes(*, actor: Actor, case: UUID, meeting: UUID) -> tuple[EarlierNotes, ...]:
    """The earlier wordings of the notes of a meeting, newest first. Raises NotThere."""
    home = find_case(actor, case)
    found = gate.meetings(actor).filter(case=case, pk=meeting).select_related("notes").first()
    if found is None:
        raise gate.NotThere
    notes: Notes | None = getattr(found, "notes", None)
    kept = notes.versions.select_related("from_organisation").order_by("-version") if notes else ()
    return tuple(EarlierNotes(one.version, one.body, side_of(home, one), one.at) for one in kept)
