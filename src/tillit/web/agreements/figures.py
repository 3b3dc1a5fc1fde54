"""The figures of a section, one thing a page: the term, and each contribution. Every save is a proposal."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.contributions import (
    KIND_NAMES,
    Contribution,
    Kind,
    contributions_text,
    read_contributions,
    with_item,
    without,
)
from tillit.domain.proposing import Content
from tillit.domain.terms import read_term, term_text
from tillit.queries.gate import NotThere
from tillit.queries.sections import SectionPage
from tillit.web.agreements.comparing import whole_text
from tillit.web.agreements.figure_forms import (
    ContributionForm,
    TermForm,
    WhoseForm,
    begin_contribution,
    begin_term,
    party_of,
)
from tillit.web.agreements.sections import to_section
from tillit.web.agreements.words import SEEN_CHANGED
from tillit.web.agreements.writing import propose_content, writable_page
from tillit.web.doors import Visit, door
from tillit.web.examinations.fields import VersionedForm


def _page(request: Visit, case: UUID, section: UUID, kind: str) -> SectionPage:
    """A section that holds such figures, for someone who may propose. Raises NotThere, NotAllowed."""
    page = writable_page(request, case, section)
    if page.guide is None or page.guide.kind != kind:
        raise NotThere
    return page


def _data(page: SectionPage) -> str:
    return page.section.wording.content.data if page.section.wording else ""


def _content(page: SectionPage, data: str) -> Content:
    """The present words with other figures."""
    now = page.section.wording.content if page.section.wording else Content()
    return Content(page.section.title, now.body, data)


@door("case.propose", "GET", "POST")
def term(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """How long the agreement holds, and whether it can be made longer."""
    page = _page(request, case, section, "term")
    begin = begin_term(read_term(_data(page)), page.section.standing.version)
    form = TermForm(request.POST if request.method == "POST" else None, initial=begin)
    told = {"title": _("Hur länge ska överenskommelsen gälla?"), "button": _("Föreslå tiden")}
    told["lead"] = _("Skriv det ni vet. Tomma fält kan ni fylla i sedan.")
    return _sent(request, page, form, told, lambda _now: term_text(form.cleaned_data["term"]))


@door("case.propose")
def whose(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Who gives what kind of thing: then on to its own form."""
    page = _page(request, case, section, "contributions")
    form = WhoseForm(request.GET or None, sides=page.head.sides)
    if request.GET and form.is_valid():
        given = form.cleaned_data
        path = reverse("agreements:contribute", args=[case, section, given["kind"]])
        return HttpResponseRedirect(f"{path}?{urlencode({'part': given['party']})}")
    shown = {"page": page, "head": page.head, "form": form}
    return render(request, "agreements/whose.html", shown, status=400 if form.errors else 200)


@door("case.propose", "GET", "POST")
def contribute(request: Visit, case: UUID, section: UUID, kind: str) -> HttpResponse:
    """A new contribution of a kind, by the side that the address names."""
    page = _page(request, case, section, "contributions")
    found = next((one for one in KIND_NAMES if one == kind), None)
    party = party_of(request.GET.get("part", ""))
    if found is None or party not in {str(one.id or "") for one in page.head.sides}:
        raise NotThere
    begin = {"version": page.section.standing.version}
    return _contribution(request, page, found, party, begin)


@door("case.propose", "GET", "POST")
def contribution(request: Visit, case: UUID, section: UUID, item: str) -> HttpResponse:
    """Change a contribution, or take it away."""
    page = _page(request, case, section, "contributions")
    one = next((each for each in read_contributions(_data(page)) if each.id == item), None)
    if one is None:
        raise NotThere
    if request.method == "POST" and request.POST.get("hur") == "bort":
        form = VersionedForm(request.POST)
        told = {"title": _("Ta bort insatsen"), "button": _("Föreslå att den tas bort")}
        return _sent(request, page, form, told, lambda now: contributions_text(without(now, item)))
    begin = begin_contribution(one, page.section.standing.version)
    return _contribution(request, page, one.kind, one.party, begin, item)


def _contribution(
    request: Visit, page: SectionPage, kind: Kind, party: str, begin: dict[str, Any], item: str = ""
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ContributionForm(data, kind=kind, party=party, item=item, initial=begin)
    names = {str(one.id or ""): one.name for one in page.head.sides}
    told = {
        "title": KIND_NAMES[kind],
        "lead": names.get(party, ""),
        "button": _("Föreslå insatsen"),
        "item": item,
    }
    return _sent(
        request, page, form, told, lambda now: contributions_text(with_item(now, form.cleaned_data["item"]))
    )


def _sent(
    request: Visit,
    page: SectionPage,
    form: VersionedForm,
    told: dict[str, Any],
    made: Callable[[tuple[Contribution, ...]], str],
) -> HttpResponse:
    """Propose what a form says; when someone was first, the present figures are shown and what is typed stays."""
    problem, status = "", 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            contributions = page.guide is not None and page.guide.kind == "contributions"
            data = made(read_contributions(_data(page)) if contributions else ())
            propose_content(request, page, form.cleaned_data["version"], _content(page, data))
            return to_section(page.head.case, page.section.id, "foreslaget")
        except Conflict as conflict:
            problem, status = str(SEEN_CHANGED), 409
            kept = request.POST.copy()
            kept["version"] = str(conflict.now)
            form.data = kept
        except (Refused, ValueError) as refusal:
            problem, status = str(refusal), 400
    shown = {"page": page, "head": page.head, "form": form, "problem": problem, **told}
    shown["theirs"] = whole_text(page.head, page.section.key, page.section.wording) if status == 409 else ""
    return render(request, "agreements/figures.html", shown, status=status)
