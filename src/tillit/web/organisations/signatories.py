"""Who may sign for an organisation: add and end, each on its own page, by someone who has just proved who."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions.signatories import add_signatory, end_signatory
from tillit.queries.organisations import signatory_to_change
from tillit.web.doors import Visit, door
from tillit.web.kept import typed
from tillit.web.organisations.forms import SignatoryForm
from tillit.web.organisations.words import MANNERS


@door("organisation.signatories", "GET", "POST")
def add(request: Visit, organisation: UUID) -> HttpResponse:
    """Add someone who may sign."""
    facts, _none = signatory_to_change(actor=request.actor, at=request.at, organisation_id=organisation)
    form = SignatoryForm(
        request.POST if request.method == "POST" else None, initial={"manner": "together", **typed(request)}
    )
    if request.method == "POST" and form.is_valid():
        add_signatory(actor=request.actor, at=request.at, organisation_id=organisation, **form.cleaned_data)
        return _back(organisation, "firmatecknare")
    page = {"form": form, "facts": facts}
    return render(request, "organisations/add_signatory.html", page, status=400 if form.errors else 200)


@door("organisation.signatories", "GET", "POST")
def end(request: Visit, organisation: UUID, signatory: UUID) -> HttpResponse:
    """End someone's right to sign; asked once."""
    facts, line = signatory_to_change(
        actor=request.actor, at=request.at, organisation_id=organisation, signatory_id=signatory
    )
    if request.method == "POST":
        end_signatory(
            actor=request.actor, at=request.at, organisation_id=organisation, signatory_id=signatory
        )
        return _back(organisation, "avslutad")
    page = {"facts": facts, "signatory": line, "manner": _(MANNERS[line.manner]) if line else ""}
    return render(request, "organisations/end_signatory.html", page)


def _back(organisation: UUID, told: str) -> HttpResponse:
    """To the organisation's page, which says what was done."""
    return HttpResponseRedirect(f"{reverse('organisations:show', args=[organisation])}?klart={told}")
