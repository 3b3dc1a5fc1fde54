"""Meetings of a case: listed, proposed, read, changed and cancelled."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from tillit.actions import meetings as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import meetings as asked
from tillit.queries.cases import case_page
from tillit.queries.dialogue import speak_page
from tillit.queries.gate import NotAllowed
from tillit.web.cases.burden import burden_shown
from tillit.web.cases.telling import MEETING_STATES, meeting_time
from tillit.web.cases.words import STALE
from tillit.web.dialogue.forms import MeetingForm
from tillit.web.dialogue.words import DONE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of


def page_of(request: Visit, case: UUID, meeting: UUID) -> asked.MeetingPage:
    """A meeting as its pages show it. Raises NotThere."""
    return asked.meeting_page(actor=request.actor, at=request.at, case=case, meeting=meeting)


def to_meeting(case: UUID, meeting: UUID, done: str) -> HttpResponse:
    """Back to the page of a meeting, which says what was done."""
    return HttpResponseRedirect(f"{reverse('dialogue:meeting', args=[case, meeting])}?klart={done}")


@door("case.read")
def listing(request: Visit, case: UUID) -> HttpResponse:
    """The meetings of a case."""
    page = case_page(actor=request.actor, at=request.at, case=case)
    found = asked.case_meetings(actor=request.actor, at=request.at, case=case)
    lines = [(one, meeting_time(one.starts_at), MEETING_STATES[one.state]) for one in found]
    return render(request, "dialogue/meetings.html", {"case": page, "lines": lines})


@door("case.meeting", "GET", "POST")
def propose(request: Visit, case: UUID) -> HttpResponse:
    """Propose a meeting to all parties."""
    page = speak_page(actor=request.actor, at=request.at, case=case, action="case.meeting")
    form = MeetingForm(request.POST if request.method == "POST" else None, sides=page.voices)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("side", "plan")}
        try:
            key = acts.propose(actor=request.actor, at=request.at, case=case, **said)
            return to_meeting(case, key, "foreslaget")
        except Refused as refusal:
            form.add_error("day", str(refusal))
    status = 400 if form.errors else 200
    burden = burden_shown(request, case, {"meeting": 1, "notes": 1})
    shown = {"page": page, "form": form, "burden": burden}
    return render(request, "dialogue/propose.html", shown, status=status)


@door("case.read")
def show(request: Visit, case: UUID, meeting: UUID) -> HttpResponse:
    """One meeting with its notes and who has confirmed them."""
    page = page_of(request, case, meeting)
    shown = {
        "meeting": page,
        "when": meeting_time(page.line.starts_at),
        "tag": MEETING_STATES[page.line.state],
        "done": DONE.get(request.GET.get("klart", "")),
    }
    return render(request, "dialogue/meeting.html", shown)


def _started(page: asked.MeetingPage) -> dict[str, Any]:
    """A meeting as the form begins."""
    local = localtime(page.line.starts_at)
    return {
        "day": f"{local:%Y-%m-%d}",
        "clock": f"{local:%H:%M}",
        "place": page.line.place,
        "participants": page.participants,
        "agenda": page.agenda,
        "version": page.version,
    }


def _changeable(request: Visit, case: UUID, meeting: UUID) -> asked.MeetingPage:
    """A meeting of one's own side. What was typed before it came too late still gets an answer, not a closed door."""
    page = page_of(request, case, meeting)
    if not (page.own if request.method == "POST" else page.may_change):
        raise NotAllowed("role")
    return page


@door("meeting.change", "GET", "POST")
def change(request: Visit, case: UUID, meeting: UUID) -> HttpResponse:
    """Change one's own side's meeting. When someone else was first, both are shown."""
    page = _changeable(request, case, meeting)
    own, sent = (page.line.side,), request.POST if request.method == "POST" else None
    form = MeetingForm(sent, sides=own, initial=_started(page))
    theirs, status = None, 200
    if sent is not None and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("version", "plan")}
        try:
            acts.change(actor=request.actor, at=request.at, meeting=meeting, **said)
            return to_meeting(case, meeting, "andrat")
        except Conflict:
            page = page_of(request, case, meeting)
            title = f"{meeting_time(page.line.starts_at)}, {page.line.place}"
            theirs = {"title": title, "body": f"{page.agenda}\n\n{page.participants}"}
            form = MeetingForm(sides=own, initial={**sent.dict(), "version": page.version})
            status = 409
        except Refused as refusal:
            form.add_error("day", str(refusal))
    status = 400 if form.errors else status
    shown = {"meeting": page, "form": form, "theirs": theirs}
    return render(request, "dialogue/change.html", shown, status=status)


@door("meeting.change", "GET", "POST")
def cancel(request: Visit, case: UUID, meeting: UUID) -> HttpResponse:
    """Cancel one's own side's meeting, asked once."""
    page, problem = _changeable(request, case, meeting), ""
    if request.method == "POST":
        try:
            version = version_of(request.POST)
            acts.cancel(actor=request.actor, at=request.at, meeting=meeting, version=version)
            return to_meeting(case, meeting, "installt")
        except Conflict:
            problem = str(STALE)
            page = page_of(request, case, meeting)
        except Refused as refusal:
            problem = str(refusal)
    shown = {"meeting": page, "when": meeting_time(page.line.starts_at), "problem": problem}
    return render(request, "dialogue/cancel.html", shown, status=409 if problem else 200)
