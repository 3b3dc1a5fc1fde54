"""The sections of an agreement: new ones, and the order in which they stand."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import agreements as acts
from tillit.actions.homes import Refused
from tillit.queries.agreements import sections_offered
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web.agreements.forms import SectionForm
from tillit.web.agreements.views import page_for
from tillit.web.agreements.words import DONE
from tillit.web.doors import Visit, door


@door("case.agreement", "GET", "POST")
def add(request: Visit, case: UUID) -> HttpResponse:
    """Add a section of the library, or one of their own."""
    page = page_for(request, case)
    offered = sections_offered(actor=request.actor, at=request.at, case=case)
    if page.id is None:
        raise NotThere
    form = SectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = acts.add_section(
                actor=request.actor, at=request.at, case=case, key=given["key"], name=given["name"]
            )
            return HttpResponseRedirect(f"{reverse('agreements:section', args=[case, made])}?klart=nytt")
        except Refused as refusal:
            form.add_error("name", str(refusal))
    shown: dict[str, Any] = {"page": page, "head": page.head, "offered": offered, "form": form}
    return render(request, "agreements/add.html", shown, status=400 if form.errors else 200)


@door("case.agreement", "GET", "POST")
def order(request: Visit, case: UUID) -> HttpResponse:
    """Move a section one place up or down."""
    page = page_for(request, case)
    if page.id is None:
        raise NotThere
    if "agreement" not in page.head.can:
        raise NotAllowed("role")
    problem, status = "", 200
    if request.method == "POST":
        try:
            section, place = _wanted(request.POST.get("flytta", ""))
            acts.move(actor=request.actor, at=request.at, case=case, section=section, place=place)
            return HttpResponseRedirect(f"{reverse('agreements:order', args=[case])}?klart=flyttat#{section}")
        except Refused as refusal:
            problem, status = str(refusal), 400
    shown = {"page": page, "head": page.head, "problem": problem, "last": len(page.sections)}
    shown["done"] = DONE.get(request.GET.get("klart", ""))
    return render(request, "agreements/order.html", shown, status=status)


def _wanted(text: str) -> tuple[UUID, int]:
    """The section and the place that a button says: "<id> 4". Raises NotThere."""
    key, _space, place = text.partition(" ")
    try:
        return UUID(key), int(place[:4])
    except ValueError as none:
        raise NotThere from none
