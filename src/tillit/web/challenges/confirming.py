"""Confirming a challenge: the page shows all that is confirmed, and for whom."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tillit.actions import challenges as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries.challenges import ChallengePage, may_confirm_some
from tillit.queries.gate import NotAllowed
from tillit.web.challenges.forms import SeenForm
from tillit.web.challenges.views import agenda_lines, page_for, to_challenge
from tillit.web.challenges.words import PARTS, SEEN_CHANGED
from tillit.web.doors import Visit, door

#: What the form calls the authority's side, which has no organisation's id.
AUTHORITY = "myndigheten"


@door("case.confirm_challenge", "GET", "POST")
def confirm(request: Visit, case: UUID) -> HttpResponse:
    """Confirm the wording that the page shows; when it was changed meanwhile, the new one is shown instead."""
    page = page_for(request, case)
    if not may_confirm_some(actor=request.actor, at=request.at, case=case):
        raise NotAllowed("role")
    problem, status = "", 200
    if request.method == "POST":
        form = SeenForm(request.POST)
        seen = form.cleaned_data["version"] if form.is_valid() else 0
        try:
            side = _side(page, request.POST.get("sida", ""))
            done = acts.confirm(actor=request.actor, at=request.at, case=case, version=seen, side=side)
            return to_challenge(case, "alla" if done else "bekraftad")
        except Conflict:
            problem, status = str(SEEN_CHANGED), 409
        except Refused as refusal:
            problem, status = str(refusal), 400
        page = page_for(request, case)
    texts = [(one, getattr(page.wording, one.name)) for one in PARTS if one.question]
    shown = {"page": page, "texts": texts, "agenda": agenda_lines(page.wording.agenda), "problem": problem}
    return render(request, "challenges/confirm.html", shown, status=status)


def _side(page: ChallengePage, text: str) -> UUID | None:
    """The side chosen, or the only one to confirm for; None is the authority. Raises Refused."""
    sides = {str(one.id or AUTHORITY): one.id for one in page.may_confirm}
    if text in sides or len(sides) == 1:
        return sides[text] if text in sides else next(iter(sides.values()))
    raise Refused(
        _("Välj vilken part ni bekräftar för.") if sides else _("Det finns inget för er att bekräfta nu.")
    )
