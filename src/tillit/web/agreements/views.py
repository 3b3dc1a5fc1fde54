"""The agreement as a whole: begun with a choice of sections, then a list of them and whose turn it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import agreements as acts
from tillit.actions.homes import Refused
from tillit.domain.plan_minimum import Missing
from tillit.queries.agreement_readings import reading_page
from tillit.queries.agreement_state import SectionSeen
from tillit.queries.agreements import (
    AgreementPage,
    agreement_page,
    agreements_to_begin_from,
    sections_offered,
)
from tillit.queries.gate import NotThere
from tillit.queries.plan_needs import plan_needs
from tillit.web.agreements.words import DONE, ago, tag_of
from tillit.web.doors import Visit, door


def page_for(request: Visit, case: UUID) -> AgreementPage:
    """The agreement of a case, begun or not. Raises NotThere."""
    return agreement_page(actor=request.actor, at=request.at, case=case)


def to_agreement(case: UUID, done: str) -> HttpResponse:
    """Back to the agreement, which says what was done."""
    return HttpResponseRedirect(f"{reverse('agreements:show', args=[case])}?klart={done}")


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """All sections and how they stand; before it is begun, what it will be and how to begin."""
    page = page_for(request, case)
    home = reverse("agreements:show", args=[case])
    lines = [
        (
            one,
            f"{home}avsnitt/{one.id}/",
            tag_of(one, page.head.ours),
            page.comments.get(one.id, 0),
            _since(one, request.at),
        )
        for one in page.sections
    ]
    shown: dict[str, Any] = {"page": page, "head": page.head, "lines": lines}
    shown["needs"] = _needs(page)
    shown["done"] = DONE.get(request.GET.get("klart", ""))
    if page.settled:
        shown["reading"] = reading_page(actor=request.actor, at=request.at, case=case)
    return render(request, "agreements/show.html", shown)


def _needs(page: AgreementPage) -> list[tuple[Missing, str, str]]:
    """What an auditor would miss, with the address of its section and its title; "" where that one is not there."""
    if page.id is None:
        return []
    return [
        (
            one.missing,
            reverse("agreements:section", args=[page.head.case, one.section]) if one.section else "",
            one.title,
        )
        for one in plan_needs(page.sections)
    ]


def _since(section: SectionSeen, now: datetime) -> str:
    """How long ago the present wording was proposed; "" where there is none."""
    return ago(section.wording.at, now) if section.wording else ""


@door("case.agreement", "GET", "POST")
def start(request: Visit, case: UUID) -> HttpResponse:
    """Choose sections and begin. What the guideline demands is chosen from the start."""
    page = page_for(request, case)
    offered = sections_offered(actor=request.actor, at=request.at, case=case)
    if page.id is not None:
        raise NotThere
    marked, source = {one.guide.id for one in offered if one.chosen}, None
    earlier = agreements_to_begin_from(actor=request.actor, at=request.at, case=case)
    problem, status = "", 200
    if request.method == "POST":
        marked = set(request.POST.getlist("avsnitt")[: len(offered)])
        source = next((key for key, _title in earlier if str(key) == request.POST.get("fran")), None)
        try:
            acts.start(actor=request.actor, at=request.at, case=case, keys=marked, source=source)
            return to_agreement(case, "borjad")
        except Refused as refusal:
            problem, status = str(refusal), 400
    lines = [(one, one.guide.id in marked) for one in offered]
    shown = {"page": page, "head": page.head, "lines": lines, "problem": problem}
    shown |= {"earlier": earlier, "source": source}
    return render(request, "agreements/start.html", shown, status=status)
