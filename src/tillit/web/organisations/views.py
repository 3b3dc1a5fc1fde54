"""Registration of an organisation, its own page and facts, and what the parties of a case see of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions import organisations
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.organisations import Taken
from tillit.domain.organisations import LEGAL_FORMS
from tillit.queries.organisations import Facts, profile, profile_for_case, to_edit
from tillit.web.doors import Visit, door
from tillit.web.organisations.forms import FactsForm, RegisterForm
from tillit.web.organisations.words import FILE_KINDS, MANNERS, REGISTERED, done, tasks


@door("organisation.register", "GET", "POST")
def register(request: Visit) -> HttpResponse:
    """Register an organisation: four fields."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key = organisations.register(actor=request.actor, at=request.at, **form.cleaned_data)
        except Taken:
            form.add_error(
                "number",
                _("Numret är redan registrerat. Be er administratör i Tillit att bjuda in er."),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"{reverse('organisations:show', args=[key])}?klart=registrerad")
    return render(request, "organisations/register.html", {"form": form}, status=400 if form.errors else 200)


@door("organisation.read", "GET")
def show(request: Visit, organisation: UUID) -> HttpResponse:
    """The organisation's own page."""
    found = profile(actor=request.actor, at=request.at, organisation_id=organisation)
    todo = tasks(found)
    page = {
        "found": found,
        "facts": found.facts,
        "registered": _(REGISTERED[found.facts.registered]),
        "signatories": [(one, _(MANNERS[one.manner])) for one in found.signatories],
        "files": [(one, _(FILE_KINDS[one.kind])) for one in found.files],
        "tasks": todo,
        "missing": sum(not task.done for task in todo),
        "done": done(request.GET.get("klart")),
    }
    return render(request, "organisations/show.html", page)


@door("organisation.edit", "GET", "POST")
def edit(request: Visit, organisation: UUID) -> HttpResponse:
    """Change the organisation's facts."""
    facts = to_edit(actor=request.actor, at=request.at, organisation_id=organisation)
    form = FactsForm(request.POST if request.method == "POST" else None, initial=_typed(facts))
    if request.method == "POST" and form.is_valid():
        try:
            organisations.edit(
                actor=request.actor, at=request.at, organisation_id=organisation, **form.facts()
            )
        except Conflict:
            return _conflict(request, organisation, form)
        return HttpResponseRedirect(f"{reverse('organisations:show', args=[organisation])}?klart=sparat")
    page = {"form": form, "facts": facts}
    return render(request, "organisations/edit.html", page, status=400 if form.errors else 200)


def _typed(facts: Facts) -> dict[str, Any]:
    """Facts as the form shows them."""
    names = ("version", "name", "legal_form", "purpose", "seat", "contact")
    answers = {value: key for key, value in FactsForm.REGISTERED.items()}
    return {**{name: getattr(facts, name) for name in names}, "registered": answers[facts.registered]}


def _conflict(request: Visit, organisation: UUID, form: FactsForm) -> HttpResponse:
    """Someone else saved meanwhile: show where the two differ, with the form as it was typed."""
    facts = to_edit(actor=request.actor, at=request.at, organisation_id=organisation)
    theirs, mine = _typed(facts), form.cleaned_data
    again = FactsForm(initial={**mine, "version": facts.version})
    told = {"legal_form": LEGAL_FORMS, "registered": dict(again.fields["registered"].choices)}  # type: ignore[attr-defined]
    differing = [
        (again[name].label, told.get(name, {}).get(mine[name], mine[name]), _said(told, name, theirs))
        for name in again.fields
        if name != "version" and mine[name] != theirs[name]
    ]
    page = {"form": again, "facts": facts, "conflict": True, "differing": differing}
    return render(request, "organisations/edit.html", page, status=409)


def _said(told: dict[str, dict[str, str]], name: str, values: dict[str, Any]) -> Any:
    """A value as people read it."""
    return told.get(name, {}).get(values[name], values[name])


@door("case.read", "GET")
def party(request: Visit, case: UUID, organisation: UUID) -> HttpResponse:
    """An organisation as the parties of a case see it."""
    found = profile_for_case(actor=request.actor, case_id=case, organisation_id=organisation)
    page = {
        "found": found,
        "facts": found.facts,
        "registered": _(REGISTERED[found.facts.registered]),
        "signatories": [(one, _(MANNERS[one.manner])) for one in found.signatories],
    }
    return render(request, "organisations/party.html", page)
