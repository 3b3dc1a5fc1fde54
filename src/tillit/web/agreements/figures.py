"""The figures of a section, one thing a page: the term, and each contribution. Every save is a proposal."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.domain.contributions import (
    KIND_NAMES,
    Contribution,
    Kind,
    contributions_text,
    read_contributions,
    with_item,
    without,
)
from tillit.domain.terms import read_term, term_text
from tillit.queries.gate import NotThere
from tillit.queries.sections import SectionPage
from tillit.web.agreements.figure_forms import (
    ContributionForm,
    TermForm,
    WhoseForm,
    begin_contribution,
    begin_term,
    party_of,
)
from tillit.web.agreements.figure_sending import data_of, figure_page, sent
from tillit.web.doors import Visit, door
from tillit.web.examinations.fields import VersionedForm


@door("case.propose", "GET", "POST")
def term(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """How long the agreement holds, and whether it can be made longer."""
    page = figure_page(request, case, section, "term")
    begin = begin_term(read_term(data_of(page)), page.section.standing.version)
    form = TermForm(request.POST if request.method == "POST" else None, initial=begin)
    told = {"title": _("Hur länge ska överenskommelsen gälla?"), "button": _("Föreslå tiden")}
    told["lead"] = _("Skriv det ni vet. Tomma fält kan ni fylla i sedan.")
    return sent(request, page, form, told, lambda _now: term_text(form.cleaned_data["term"]))


@door("case.propose")
def whose(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Who gives what kind of thing: then on to its own form."""
    page = figure_page(request, case, section, "contributions")
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
    page = figure_page(request, case, section, "contributions")
    found = next((one for one in KIND_NAMES if one == kind), None)
    party = party_of(request.GET.get("part", ""))
    if found is None or party not in {str(one.id or "") for one in page.head.sides}:
        raise NotThere
    begin = {"version": page.section.standing.version}
    return _contribution(request, page, found, party, begin)


@door("case.propose", "GET", "POST")
def contribution(request: Visit, case: UUID, section: UUID, item: str) -> HttpResponse:
    """Change a contribution, or take it away."""
    page = figure_page(request, case, section, "contributions")
    one = next((each for each in read_contributions(data_of(page)) if each.id == item), None)
    if one is None:
        raise NotThere
    if request.method == "POST" and request.POST.get("hur") == "bort":
        form = VersionedForm(request.POST)
        told = {"title": _("Ta bort insatsen"), "button": _("Föreslå att den tas bort"), "how": "bort"}
        return sent(
            request, page, form, told, lambda now: contributions_text(without(read_contributions(now), item))
        )
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
    return sent(request, page, form, told, lambda now: _with(now, form.cleaned_data["item"]))


def _with(data: str, one: Contribution) -> str:
    """The figures with a contribution."""
    return contributions_text(with_item(read_contributions(data), one))
