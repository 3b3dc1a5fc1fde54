"""Aid that a party has got: the list with the room that is left, and the certificate to sign."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions import examination_grounds as acts
from tillit.actions.homes import Refused
from tillit.documents.value_words import KINDS
from tillit.queries.aids import Account, account
from tillit.queries.examination_papers import certificate
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web.doors import Visit, door
from tillit.web.examinations.asking import sent
from tillit.web.examinations.number_forms import SCHEMES, AidForm
from tillit.web.examinations.papers import as_page, as_pdf
from tillit.web.examinations.words import DONE


def _path(found: Account, name: str = "aids", done: str = "") -> str:
    path = reverse(f"examinations:{name}", args=[found.head.id, found.organisation.id])
    return f"{path}?klart={done}" if done else path


def _account(request: Visit, case: UUID, organisation: UUID) -> Account:
    return account(actor=request.actor, at=request.at, case=case, organisation=organisation)


def _own(request: Visit, case: UUID, organisation: UUID) -> Account:
    """The aid, for someone who may change the list. Raises NotThere, NotAllowed."""
    found = _account(request, case, organisation)
    if "write" not in found.head.can:
        raise NotAllowed("role")
    return found


@door("examination.read")
def show(request: Visit, case: UUID, organisation: UUID) -> HttpResponse:
    """Every aid, and what is left under each ceiling."""
    found = _account(request, case, organisation)
    shown = {
        "found": found,
        "head": found.head,
        "kinds": KINDS,
        "schemes": SCHEMES,
        "done": DONE.get(request.GET.get("klart", "")),
    }
    return render(request, "examinations/aids.html", shown)


@door("examination.write", "GET", "POST")
def add(request: Visit, case: UUID, organisation: UUID) -> HttpResponse:
    """Add aid to the list."""
    found = _own(request, case, organisation)
    form = AidForm(sent(request), initial={"kind": "money", "scheme": "general"})
    if request.method == "POST" and form.is_valid():
        try:
            acts.add_aid(
                actor=request.actor, at=request.at, case=case, organisation=organisation, given=form.given()
            )
            return HttpResponseRedirect(_path(found, done="stod"))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {
        "head": found.head,
        "form": form,
        "back": _path(found),
        "title": _("Lägg till stöd"),
        "lead": _("Ta med stöd som %(name)s har fått, och stöd ni tänker ge.")
        % {"name": found.organisation.name},
        "button": _("Lägg till stödet"),
    }
    return render(request, "examinations/form.html", shown, status=400 if form.errors else 200)


@door("examination.write", "GET", "POST")
def remove(request: Visit, case: UUID, organisation: UUID, aid: UUID) -> HttpResponse:
    """Take away aid that was entered by mistake."""
    found = _own(request, case, organisation)
    line = next((one for one in found.lines if one.id == aid), None)
    if line is None:
        raise NotThere
    problem = ""
    if request.method == "POST":
        try:
            acts.remove_aid(actor=request.actor, at=request.at, case=case, organisation=organisation, aid=aid)
            return HttpResponseRedirect(_path(found, done="stod"))
        except Refused as refusal:
            problem = str(refusal)
    shown = {
        "head": found.head,
        "problem": problem,
        "back": _path(found),
        "title": _("Ta bort stödet?"),
        "lead": line.what,
        "button": _("Ta bort stödet"),
    }
    return render(request, "examinations/form.html", shown, status=409 if problem else 200)


@door("examination.read")
def certificate_page(request: Visit, case: UUID, organisation: UUID) -> HttpResponse:
    """The certificate that the organisation signs, as a page that prints well."""
    found = _account(request, case, organisation)
    back, pdf = _path(found), _path(found, "certificate_pdf")
    return as_page(request, found.head, certificate(found), back, pdf)


@door("examination.read")
def certificate_pdf(request: Visit, case: UUID, organisation: UUID) -> HttpResponse:
    """The certificate as PDF."""
    found = _account(request, case, organisation)
    return as_pdf(request, found.head, certificate(found), "intyg", _path(found, "certificate"))
