"""Notes from a meeting: written and rewritten by any side that is asked, and confirmed by all on the same wording."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.case_news import case_path
from tillit.actions.homes import Refused
from tillit.actions.speaking import News, Voice, speak, tell_others
from tillit.domain.actors import Actor
from tillit.domain.meetings import Agreement, MeetingState, may_confirm, may_write
from tillit.queries import gate
from tillit.queries.dialogue import parts
from tillit.queries.meetings import standing
from tillit.store.models import Meeting, Notes, NotesConfirmation, NotesVersion


def write_notes(*, actor: Actor, at: datetime, meeting: UUID, side: UUID, version: int, body: str) -> None:
    """Give the notes a wording on behalf of a side; `version` is the one it was written on, 0 for the first.

    Confirmations of the wording before no longer count. Raises NotThere, NotAllowed, Conflict; Refused when the case
    is closed, the meeting has not begun or is cancelled, the side is not asked, or all have confirmed.
    """
    with acting("case.meeting", actor=actor, at=at) as act:
        voice, found, where, agreed = _take(act, meeting, side)
        notes = _wording(found, version)
        if not may_write(where, agreed, side):
            raise Refused(_why_not(where))
        if notes is None:
            notes, earlier = Notes(meeting=found), []
        else:
            earlier = [_kept(notes)]
        notes.body, notes.from_organisation, notes.changed_at = body, voice.organisation, at
        act.changed(notes, *earlier)
        tell_others(voice, _news(voice, found, notes), at)


def confirm(*, actor: Actor, at: datetime, meeting: UUID, side: UUID, version: int) -> None:
    """Confirm this wording of the notes on behalf of a side. Raises NotThere, NotAllowed, Conflict.

    Refused when the case is closed, there are no notes, the side is not asked, or it has confirmed already.
    """
    with acting("case.meeting", actor=actor, at=at) as act:
        voice, found, where, agreed = _take(act, meeting, side)
        notes = _wording(found, version)
        if notes is None or not may_confirm(where, agreed, side):
            raise Refused(_("Det finns inget som ni behöver bekräfta."))
        act.changed(NotesConfirmation(notes=notes, version=version, organisation=voice.organisation, at=at))


def _take(act: Act, meeting: UUID, side: UUID) -> tuple[Voice, Meeting, MeetingState, Agreement]:
    """A meeting, with its case locked, as a side of it meets it."""
    seen = gate.find(Meeting, meeting, actor=act.actor)
    voice = speak(act, seen.case_id, side)
    found = gate.find(Meeting, meeting, actor=act.actor, lock=True)
    where, agreed = standing(found, parts(voice.case), act.at)
    return voice, found, where, agreed


def _wording(meeting: Meeting, version: int) -> Notes | None:
    """The notes in the wording that someone has read; None for version 0 when there are none. Raises Conflict."""
    notes = Notes.objects.select_for_update().filter(meeting=meeting).first()
    present = notes.version if notes else 0
    if version != present:
        raise Conflict(present)
    return notes


def _kept(notes: Notes) -> NotesVersion:
    """The present wording, to keep."""
    return NotesVersion(
        notes=notes,
        version=notes.version,
        body=notes.body,
        from_organisation=notes.from_organisation,
        at=notes.changed_at,
    )


def _why_not(where: MeetingState) -> str:
    """Why the notes cannot have another wording."""
    return {
        MeetingState.PLANNED: _("Mötet har inte börjat. Ni kan skriva anteckningar sedan."),
        MeetingState.CANCELLED: _("Mötet är inställt."),
        MeetingState.CONFIRMED: _("Alla har bekräftat anteckningarna. De kan inte ändras."),
    }.get(where, _("Ni var inte med i ärendet när mötet hölls."))


def _news(voice: Voice, meeting: Meeting, notes: Notes) -> News:
    """That there are notes to read and confirm."""
    names = {"name": voice.name}
    return News(
        event=f"notes:{notes.pk}:{notes.version}",
        subject=_("Er tur: läs och bekräfta anteckningar från ett möte"),
        told=_("%(name)s har skrivit anteckningar från ett möte. Läs dem och bekräfta om de stämmer.")
        % names,
        link=f"{case_path(voice.case)}moten/{meeting.pk}/",
    )
