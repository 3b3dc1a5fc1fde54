"""Beginning an initiative: in the own space, from a self-assessment, or as an answer to an open invitation."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from tillit.actions import initiatives as acts
from tillit.actions.homes import Refused
from tillit.domain.openings import takes_answers
from tillit.queries.case_lists import BoardChoice
from tillit.queries.drafts import own_space
from tillit.queries.gate import NotAllowed
from tillit.queries.initiative_guide import initiative_guide
from tillit.queries.openings import published_page
from tillit.queries.own_spaces import written_in
from tillit.web.assessment.visitor import idea_of
from tillit.web.doors import Visit, door
from tillit.web.initiatives.carrying import carried_text
from tillit.web.initiatives.forms import BeginForm


@door("draft.write", "GET", "POST")
def begin(request: Visit, organisation: UUID) -> HttpResponse:
    """Begin with nothing but a name."""
    space = own_space(actor=request.actor, at=request.at, organisation=organisation)
    if not space.may_write:
        raise NotAllowed("role")
    return _begin(request, (BoardChoice(space.organisation, space.name),), {"space": space})


@door("my.read", "GET", "POST")
def from_assessment(request: Visit) -> HttpResponse:
    """Begin with what the visitor's own answers came to. They are in a cookie that is sent only here."""
    idea = idea_of(request)
    if not idea.begun:
        return redirect("assessment:start")
    text = carried_text(idea, localtime(request.at).date(), initiative_guide().carried.longest)
    homes = written_in(actor=request.actor, at=request.at)
    return _begin(request, homes, {"carried": text, "name": idea.title})


@door("my.read", "GET", "POST")
def answer(request: Visit, opening: UUID) -> HttpResponse:
    """Begin an idea that is to answer an open invitation, as long as that takes answers."""
    page = published_page(actor=request.actor, at=request.at, opening=opening)
    if not takes_answers(page.state):
        return redirect("openings:show", opening)
    homes = written_in(actor=request.actor, at=request.at)
    return _begin(request, homes, {"opening": page})


def _begin(request: Visit, homes: tuple[BoardChoice, ...], shown: dict[str, Any]) -> HttpResponse:
    """Ask what the idea is called, begin it, and go to the first question."""
    if not homes:
        return render(request, "initiatives/no_home.html", shown)
    guide = initiative_guide()
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        homes=homes,
        step=guide.name,
        initial={"name": shown.get("name", "")},
    )
    if request.method == "POST" and form.is_valid():
        home, opening = UUID(form.cleaned_data["organisation"]), shown.get("opening")
        try:
            draft = acts.begin(
                actor=request.actor,
                at=request.at,
                organisation=home,
                name=form.cleaned_data["name"],
                carried=shown.get("carried", ""),
                opening=opening.id if opening else None,
            )
            return HttpResponseRedirect(reverse("initiatives:step", args=[home, draft, guide.steps[0].id]))
        except Refused as refusal:
            form.add_error("name", str(refusal))
    page = {**shown, "form": form, "guide": guide}
    return render(request, "initiatives/begin.html", page, status=400 if form.errors else 200)
