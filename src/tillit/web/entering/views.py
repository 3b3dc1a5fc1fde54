"""Entering for an organisation what came on paper, by telephone or at a meeting; and saying if it is right."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from tillit.actions import entering as acts
from tillit.actions.homes import Refused
from tillit.queries import entered as asked
from tillit.queries.cases import case_page, find_case
from tillit.queries.dialogue import sides
from tillit.queries.gate import NotAllowed
from tillit.web.doors import Visit, door
from tillit.web.entering.forms import MessageForm, TextForm, WrongForm
from tillit.web.entering.words import DONE


@door("case.enter", "GET", "POST")
def message(request: Visit, case: UUID) -> HttpResponse:
    """Enter a message for a party."""
    return _enter(request, case, MessageForm, acts.enter_message, "dialogue:message")


@door("case.enter", "GET", "POST")
def text(request: Visit, case: UUID) -> HttpResponse:
    """Enter a text for a party."""
    return _enter(request, case, TextForm, acts.enter_text, "cases:writing")


def _enter(
    request: Visit, case: UUID, kind: type[MessageForm], act: Callable[..., UUID], goal: str
) -> HttpResponse:
    page = case_page(actor=request.actor, at=request.at, case=case)
    if "case.enter" not in page.can:
        raise NotAllowed("role")
    parties = [one for one in sides(find_case(request.actor, case)) if one.kind == "organisation"]
    started = {"came_on": localdate(request.at).isoformat()}
    form = kind(request.POST if request.method == "POST" else None, parties=parties, initial=started)
    if request.method == "POST" and form.is_valid():
        try:
            key = act(actor=request.actor, at=request.at, case=case, **form.said())
            return HttpResponseRedirect(reverse(goal, args=[case, key]))
        except Refused as refusal:
            form.add_error("came_on", str(refusal))
    shown = {"case": page, "form": form, "is_text": kind is TextForm}
    return render(request, "entering/enter.html", shown, status=400 if form.errors else 200)


def _page(request: Visit, case: UUID, entered: UUID) -> asked.EnteredPage:
    return asked.entered_page(actor=request.actor, at=request.at, case=case, entered=entered)


@door("case.read")
def show(request: Visit, case: UUID, entered: UUID) -> HttpResponse:
    """What was entered, how it came, and what the organisation says of it."""
    shown = {"page": _page(request, case, entered), "done": DONE.get(request.GET.get("klart", ""))}
    return render(request, "entering/show.html", shown)


@door("entered.answer", "POST")
def right(request: Visit, case: UUID, entered: UUID) -> HttpResponse:
    """Confirm for one's own organisation."""
    page = _answerable(request, case, entered)
    return _answer(request, page, right=True)


@door("entered.answer", "GET", "POST")
def wrong(request: Visit, case: UUID, entered: UUID) -> HttpResponse:
    """Say for one's own organisation what is wrong."""
    page = _answerable(request, case, entered)
    form = WrongForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, page, right=False, remark=form.cleaned_data["remark"])
    shown = {"page": page, "form": form}
    return render(request, "entering/wrong.html", shown, status=400 if form.errors else 200)


def _answerable(request: Visit, case: UUID, entered: UUID) -> asked.EnteredPage:
    """What was entered, for someone who may answer for the organisation. Raises NotThere, NotAllowed."""
    page = _page(request, case, entered)
    if not page.mark.may_answer:
        raise NotAllowed("role")
    return page


def _answer(request: Visit, page: asked.EnteredPage, **said: Any) -> HttpResponse:
    acts.answer(actor=request.actor, at=request.at, entered=page.mark.id, **said)
    done = "stammer" if said["right"] else "stammer-inte"
    path = reverse("entering:show", args=[page.case, page.mark.id])
    return HttpResponseRedirect(f"{path}?klart={done}")
