"""The ways out of a case: choose one, write why, read it through, send. And the letter, as a page and as a paper."""

import logging
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from tillit.actions import endings as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.documents.ending_words import LEADS, MEANINGS, NAMES, NEXT_STEPS, TITLES, worded
from tillit.documents.failure import PrintError
from tillit.documents.html import render_html
from tillit.documents.letter_paper import letter_paper
from tillit.documents.pdf import render_pdf
from tillit.domain.endings import OF_AUTHORITY, Way, offered
from tillit.queries import cases as asked
from tillit.queries.endings import letter_of
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web.cases.forms import EndingForm, LeaveForm
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door

log = logging.getLogger(__name__)


def _page(request: Visit, case: UUID) -> asked.CasePage:
    """The case, for someone who may say how it ends. Raises NotThere, NotAllowed."""
    page = asked.case_page(actor=request.actor, at=request.at, case=case)
    if "case.close" not in page.can:
        raise NotAllowed("role")
    return page


@door("case.close", "GET")
def choose(request: Visit, case: UUID) -> HttpResponse:
    """Choose how the case ends, or that it goes on."""
    page = _page(request, case)
    mine = [line.way for line in page.endings if line.way is not Way.WITHDRAW]
    ways = [
        (way, worded(NAMES, way, page.agreement_word), MEANINGS[way])
        for way in offered(mine[0] if mine else None)
    ]
    return render(request, "cases/ways.html", {"case": page, "ways": ways})


@door("case.close", "GET", "POST")
def write(request: Visit, case: UUID, way: str) -> HttpResponse:
    """Write the reasons; read the letter through; send it."""
    page = _page(request, case)
    if way not in set(OF_AUTHORITY):
        raise NotThere
    chosen, status = Way(way), 200
    form = EndingForm(
        request.POST if request.method == "POST" else None,
        initial={"next_steps": NEXT_STEPS[chosen], "version": page.version},
    )
    if "skicka" in request.POST and form.is_valid():
        status = _sent(request, case, chosen, form)
        if status == 200:
            return HttpResponseRedirect(f"{reverse('cases:show', args=[case])}?klart=besked")
    reading = request.method == "POST" and "tillbaka" not in request.POST and form.is_valid()
    told = (("name", NAMES), ("title", TITLES), ("lead", LEADS))
    words = {name: worded(kind, chosen, page.agreement_word) for name, kind in told}
    shown: dict[str, Any] = {"case": page, "form": form, "way": chosen, "words": words}
    template = "cases/read_letter.html" if reading else "cases/end.html"
    return render(request, template, shown, status=400 if form.errors and status == 200 else status)


def _sent(request: Visit, case: UUID, way: Way, form: EndingForm) -> int:
    """Send the letter: 200 when it is sent; 400 or 409 with the trouble in the form when it is not."""
    try:
        acts.end(actor=request.actor, at=request.at, case=case, way=way, **form.cleaned_data)
    except Conflict as conflict:
        form.data = {**request.POST.dict(), "version": str(conflict.now)}
        form.add_error(None, str(STALE))
        return 409
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return 400
    return 200


@door("case.leave", "GET", "POST")
def leave(request: Visit, case: UUID, organisation: UUID) -> HttpResponse:
    """Let one's organisation leave the case, and say why if it wants to."""
    page = asked.case_page(actor=request.actor, at=request.at, case=case)
    if organisation not in {one.id for one in page.parties}:
        raise NotThere
    leaving = next((one for one in page.may_leave_for if one.id == organisation), None)
    if leaving is None:
        raise NotAllowed("role")
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["reasons"]
        acts.leave(actor=request.actor, at=request.at, case=case, organisation=organisation, reasons=told)
        return HttpResponseRedirect(f"{reverse('cases:list')}?klart=lamnat")
    shown = {"case": page, "leaving": leaving, "form": form, "last": len(page.parties) == 1}
    return render(request, "cases/leave.html", shown, status=400 if form.errors else 200)


@door("case.read")
def letter(request: Visit, case: UUID, ending: UUID) -> HttpResponse:
    """The letter as a page that prints well."""
    found = letter_of(actor=request.actor, case=case, ending=ending)
    paper = mark_safe(render_html(letter_paper(found)))  # noqa: S308  every text in it is escaped by render_html
    return render(
        request, "cases/letter.html", {"letter": found, "paper": paper, "case": case, "ending": ending}
    )


@door("case.read")
def letter_pdf(request: Visit, case: UUID, ending: UUID) -> HttpResponse:
    """The letter as PDF."""
    found = letter_of(actor=request.actor, case=case, ending=ending)
    try:
        made = render_pdf(letter_paper(found))
    except PrintError as error:
        log.error("a letter was not printed: %s (%s)", error, error.detail)
        return render(
            request, "cases/no_letter.html", {"problem": error, "case": case, "ending": ending}, status=503
        )
    name = f"Besked {found.number.replace('/', '-')} {found.on}.pdf"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)
