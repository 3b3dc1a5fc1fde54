"""The timeline of a case. ?fore=40 shows what came before number 40; ?allt=1 all at once, to print or file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.queries import timeline as asked
from tillit.web.cases.telling import told
from tillit.web.doors import Visit, door


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """Everything that the parties share, the newest first."""
    before, printed = _number(request.GET.get("fore", "")), request.GET.get("allt") == "1"
    most = asked.PRINTED if printed else asked.PAGE
    found = asked.timeline(actor=request.actor, at=request.at, case=case, before=before, most=most)
    shown = {"timeline": found, "lines": told(found), "printed": printed, "newest": before is None}
    return render(request, "cases/timeline.html", shown)


def _number(text: str) -> int | None:
    """The number asked for in an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
