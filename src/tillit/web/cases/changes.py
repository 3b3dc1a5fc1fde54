"""Changes of a case: its name, a party that comes, opened again. Each asks once, on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions import cases as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import cases as asked
from tillit.queries.case_lists import registered
from tillit.queries.gate import NotAllowed
from tillit.web.cases.forms import NumberForm, TitleForm
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of


def _page(request: Visit, case: UUID, action: str) -> asked.CasePage:
    """The case, for someone who may do this to it. Raises NotThere, NotAllowed."""
    page = asked.case_page(actor=request.actor, at=request.at, case=case)
    if action not in page.can:
        raise NotAllowed("role")
    return page


def _to(case: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('cases:show', args=[case])}?klart={done}")


@door("case.edit", "GET", "POST")
def rename(request: Visit, case: UUID) -> HttpResponse:
    """Give the case another name. When someone else was first, both names are shown."""
    page = _page(request, case, "case.edit")
    form = TitleForm(
        request.POST if request.method == "POST" else None,
        initial={"title": page.title, "version": page.version},
    )
    shown: dict[str, Any] = {"case": page, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            acts.rename(actor=request.actor, at=request.at, case=case, **form.cleaned_data)
            return _to(case, "sparad")
        except Conflict:
            theirs = _page(request, case, "case.edit")
            form = TitleForm(initial={**form.cleaned_data, "version": theirs.version})
            shown = {"case": theirs, "form": form, "problem": STALE}
    status = 409 if "problem" in shown else 400 if form.errors else 200
    return render(request, "cases/rename.html", shown, status=status)


@door("case.parties", "GET", "POST")
def add_party(request: Visit, case: UUID) -> HttpResponse:
    """Name an organisation by its exact number; see who it is; then let it in."""
    page = _page(request, case, "case.parties")
    form = NumberForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        found = registered(actor=request.actor, at=request.at, case=case, number=number)
        if found is None:
            form.add_error(
                "number", _("Ingen organisation med det numret finns i Tillit. Be den registrera sig först.")
            )
        elif request.POST.get("bekraftad") == "1":
            try:
                acts.add_party(actor=request.actor, at=request.at, case=case, organisation=found.id)
                return _to(case, "part")
            except Refused as refusal:
                form.add_error("number", str(refusal))
    shown = {"case": page, "form": form, "found": None if form.errors else found}
    return render(request, "cases/add_party.html", shown, status=400 if form.errors else 200)


@door("case.reopen", "GET", "POST")
def reopen(request: Visit, case: UUID) -> HttpResponse:
    """Open the case again; say so when it was changed meanwhile."""
    page, problem = _page(request, case, "case.reopen"), None
    if request.method == "POST":
        try:
            acts.reopen(actor=request.actor, at=request.at, case=page.id, version=version_of(request.POST))
            return _to(page.id, "oppnat")
        except Conflict:
            problem = STALE
            page = asked.case_page(actor=request.actor, at=request.at, case=page.id)
    shown = {"case": page, "problem": problem}
    return render(request, "cases/reopen.html", shown, status=409 if problem else 200)
