"""Notes from a meeting: written, confirmed on one wording by all, and their earlier wordings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tillit.actions import notes as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import meetings as asked
from tillit.queries.gate import NotAllowed
from tillit.web.cases.telling import meeting_time
from tillit.web.cases.words import STALE
from tillit.web.dialogue.forms import NotesForm, SideForm
from tillit.web.dialogue.meetings import page_of, to_meeting
from tillit.web.doors import Visit, door


def _speaking(request: Visit, case: UUID, meeting: UUID) -> asked.MeetingPage:
    """A meeting, for someone who speaks for a side of its case. Raises NotThere, NotAllowed."""
    page = page_of(request, case, meeting)
    if not page.voices:
        raise NotAllowed("role")
    return page


@door("case.meeting", "GET", "POST")
def write(request: Visit, case: UUID, meeting: UUID) -> HttpResponse:
    """Write the notes, or change them. When someone else was first, both wordings are shown."""
    page = _speaking(request, case, meeting)
    sides, sent = page.may_write_for or page.voices, request.POST if request.method == "POST" else None
    form = NotesForm(sent, sides=sides, initial={"body": page.notes, "version": page.notes_version})
    theirs, status = None, 200
    if sent is not None and form.is_valid():
        try:
            acts.write_notes(actor=request.actor, at=request.at, meeting=meeting, **form.cleaned_data)
            return to_meeting(case, meeting, "antecknat")
        except Conflict:
            page = page_of(request, case, meeting)
            theirs = {"title": _("Anteckningar, version %d") % page.notes_version, "body": page.notes}
            form = NotesForm(sides=sides, initial={**sent.dict(), "version": page.notes_version})
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors else status
    return _render(request, "dialogue/notes.html", page, {"form": form, "theirs": theirs}, status)


@door("case.meeting", "GET", "POST")
def confirm(request: Visit, case: UUID, meeting: UUID) -> HttpResponse:
    """Confirm the notes as they stand, after reading them once more."""
    page, problem = _speaking(request, case, meeting), ""
    sides = page.may_confirm_for or page.voices
    form = SideForm(request.POST if request.method == "POST" else None, sides=sides)
    if request.method == "POST" and form.is_valid():
        try:
            acts.confirm(actor=request.actor, at=request.at, meeting=meeting, **form.cleaned_data)
            return to_meeting(case, meeting, "bekraftat")
        except Conflict:
            problem = str(STALE)
            page = page_of(request, case, meeting)
        except Refused as refusal:
            problem = str(refusal)
    status = 409 if problem else 400 if form.errors else 200
    form = form if form.errors else SideForm(sides=sides, initial={"version": page.notes_version})
    return _render(request, "dialogue/confirm.html", page, {"form": form, "problem": problem}, status)


@door("case.read")
def earlier(request: Visit, case: UUID, meeting: UUID) -> HttpResponse:
    """The earlier wordings of the notes."""
    page = page_of(request, case, meeting)
    found = asked.earlier_notes(actor=request.actor, case=case, meeting=meeting)
    return _render(request, "dialogue/earlier_notes.html", page, {"wordings": found}, 200)


def _render(
    request: Visit, template: str, page: asked.MeetingPage, more: dict[str, Any], status: int
) -> HttpResponse:
    shown = {"meeting": page, "when": meeting_time(page.line.starts_at), **more}
    return render(request, template, shown, status=status)
