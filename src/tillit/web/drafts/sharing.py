"""Sharing a text: choose where, read what it means, then share. Nothing is sent before the last button."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions import sharing as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.openings import takes_answers
from tillit.queries.drafts import DraftPage, draft_page
from tillit.queries.gate import NotAllowed
from tillit.queries.goals import Goal, choices, goal
from tillit.queries.openings import published
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of
from tillit.web.drafts.views import STALE


@door("draft.share", "GET", "POST")
def share(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """Choose where (GET), see what it means (GET with `till`), share (POST)."""
    page = draft_page(actor=request.actor, at=request.at, organisation=organisation, draft=draft)
    if not page.may_share:
        raise NotAllowed("role")
    value = str((request.POST if request.method == "POST" else request.GET).get("till", ""))
    chosen = (
        goal(actor=request.actor, at=request.at, organisation=organisation, value=value) if value else None
    )
    if chosen is None or page.thrown:
        return _choose(request, page, asked="till" in request.GET or request.method == "POST")
    if request.method == "POST":
        return _share(request, page, chosen, value)
    return _before(request, page, chosen, value)


def _choose(request: Visit, page: DraftPage, *, asked: bool) -> HttpResponse:
    heading = _("Ärenden där ni redan är part")
    groups = choices(actor=request.actor, organisation=page.organisation, cases_heading=heading)
    key = page.initiative.opening if page.initiative else ""
    invited = published(at=request.at, opening=UUID(key)) if key else None
    if invited and takes_answers(invited.state):
        named = (f"opening:{invited.id}", f"{invited.title} ({invited.board})")
        groups = [(_("Inbjudan som idén svarar på"), [named]), *groups]
    error = _("Välj en nämnd eller ett ärende i listan.") if asked else ""
    if page.thrown:
        error = _("Texten ligger i papperskorgen. Ta tillbaka den först.")
    shown = {"draft": page, "groups": groups, "error": error}
    return render(request, "drafts/choose_goal.html", shown, status=400 if error else 200)


def _before(request: Visit, page: DraftPage, chosen: Goal, value: str, problem: str = "") -> HttpResponse:
    shown: dict[str, Any] = {"draft": page, "goal": chosen, "value": value, "problem": problem}
    return render(request, "drafts/share.html", shown, status=409 if problem else 200)


def _share(request: Visit, page: DraftPage, chosen: Goal, value: str) -> HttpResponse:
    try:
        shared = acts.share(
            actor=request.actor,
            at=request.at,
            draft=page.id,
            version=version_of(request.POST),
            board=chosen.board_id,
            case=chosen.case_id,
            opening=chosen.opening_id,
        )
    except Conflict:
        now = draft_page(actor=request.actor, at=request.at, organisation=page.organisation, draft=page.id)
        return _before(request, now, chosen, value, str(STALE))
    except Refused as refusal:
        return _before(request, page, chosen, value, str(refusal))
    if page.initiative is not None:  # an idea may go to several: its own page says where it has gone
        return HttpResponseRedirect(
            f"{reverse('drafts:show', args=[page.organisation, page.id])}?klart=delad"
        )
    return HttpResponseRedirect(f"{reverse('cases:show', args=[shared.case])}?klart=delad")
