"""What a challenge is linked to: the authority's programme goals, searched and marked, and those of Agenda 2030."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.actions import challenges as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.challenges import AGENDA
from tillit.queries.challenges import ChallengePage, goal_choices
from tillit.web.challenges.forms import AgendaForm, GoalsForm
from tillit.web.challenges.views import agenda_lines, page_for, to_challenge
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import words_of

SEARCH = "sok"


@door("case.challenge", "GET", "POST")
def goals(request: Visit, case: UUID) -> HttpResponse:
    """Mark programme goals. A search is posted too, so that what is marked stays marked."""
    page = page_for(request, case, writing=True)
    sent = request.method == "POST"
    form = GoalsForm(request.POST) if sent else None
    marked = form.cleaned_data.get("goal", []) if form and form.is_valid() else None
    search = words_of(request.POST if sent else request.GET)
    status, more = 200, dict[str, Any]()
    if form and form.is_valid() and request.POST.get("hur") != SEARCH:
        chosen = form.cleaned_data
        status, more, answer = _attempt(
            request,
            page,
            lambda: acts.link_goals(
                actor=request.actor,
                at=request.at,
                case=case,
                version=chosen["version"],
                goals=chosen["goal"],
            ),
        )
        if answer:
            return answer
    found = goal_choices(actor=request.actor, at=request.at, case=case, marked=marked, search=search)
    shown: dict[str, Any] = {"page": page, "goals": found, "search": search, **more}
    kept = form is not None and "conflict" not in more  # a search or a refusal is still about what was seen
    shown["version"] = form.data.get("version", "") if form and kept else shown["page"].state.version
    return render(request, "challenges/goals.html", shown, status=status)


@door("case.challenge", "GET", "POST")
def agenda(request: Visit, case: UUID) -> HttpResponse:
    """Mark goals of Agenda 2030."""
    page = page_for(request, case, writing=True)
    form = AgendaForm(request.POST if request.method == "POST" else None)
    marked, status, more = set(page.wording.agenda), 200, dict[str, Any]()
    if request.method == "POST" and form.is_valid():
        marked = set(form.cleaned_data["number"])
        status, more, answer = _attempt(
            request,
            page,
            lambda: acts.link_agenda(
                actor=request.actor,
                at=request.at,
                case=case,
                version=form.cleaned_data["version"],
                numbers=marked,
            ),
        )
        if answer:
            return answer
    lines = [(number, name, number in marked) for number, name in AGENDA.items()]
    shown: dict[str, Any] = {"page": page, "lines": lines, **more}
    shown["theirs"] = agenda_lines(shown["page"].wording.agenda)
    return render(request, "challenges/agenda.html", shown, status=400 if form.errors else status)


def _attempt(
    request: Visit, page: ChallengePage, act: Callable[[], int]
) -> tuple[int, dict[str, Any], HttpResponse | None]:
    """Link: the way on when it went well; else a status, and the page as it is now to show beside what was marked."""
    try:
        act()
        return 200, {}, to_challenge(page.case, "mal")
    except Conflict:
        return 409, {"page": page_for(request, page.case, writing=True), "conflict": True}, None
    except Refused as refusal:
        now = page_for(request, page.case, writing=True)
        return 400, {"page": now, "problem": str(refusal)}, None
