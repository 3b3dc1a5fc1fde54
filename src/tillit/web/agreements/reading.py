"""Reading the whole text back, with what it does not promise, and confirming it for one's side."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.readings import confirm_reading
from tillit.documents.html import render_html
from tillit.queries.agreement_papers import agreement_document
from tillit.queries.agreement_readings import ReadingPage, reading_page
from tillit.queries.gate import NotAllowed
from tillit.web.agreements.sections import AUTHORITY
from tillit.web.agreements.words import READ_CHANGED
from tillit.web.challenges.forms import SeenForm
from tillit.web.doors import Visit, door


@door("case.read_back", "GET", "POST")
def read_back(request: Visit, case: UUID) -> HttpResponse:
    """The whole text; when it was changed meanwhile, the new one is shown instead of confirmed."""
    found = reading_page(actor=request.actor, at=request.at, case=case)
    if "read_back" not in found.page.head.can:
        raise NotAllowed("role")
    problem, status = "", 200
    if request.method == "POST":
        form = SeenForm(request.POST)
        seen = form.cleaned_data["version"] if form.is_valid() else 0
        try:
            side = _side(found, request.POST.get("sida", ""))
            done = confirm_reading(actor=request.actor, at=request.at, case=case, version=seen, side=side)
            address = reverse("agreements:show", args=[case])
            return HttpResponseRedirect(f"{address}?klart={'redo' if done else 'last'}")
        except Conflict:
            problem, status = str(READ_CHANGED), 409
        except Refused as refusal:
            problem, status = str(refusal), 400
        found = reading_page(actor=request.actor, at=request.at, case=case)
    made = render_html(agreement_document(found.page, request.at), title_level=2)
    paper = mark_safe(made)  # noqa: S308  every text in it is escaped by render_html
    shown = {"found": found, "page": found.page, "head": found.page.head, "paper": paper, "problem": problem}
    return render(request, "agreements/read_back.html", shown, status=status)


def _side(found: ReadingPage, text: str) -> UUID | None:
    """The side chosen, or the only one to confirm for; None is the authority. Raises Refused."""
    sides = {str(one.id or AUTHORITY): one.id for one in found.may_confirm}
    if text in sides or len(sides) == 1:
        return sides[text] if text in sides else next(iter(sides.values()))
    raise Refused(
        _("Välj vilken part ni bekräftar för.") if sides else _("Det finns inget för er att bekräfta nu.")
    )
