"""History pages. ?sida=2 turns the page; ?allt=1 shows all at once, to print or put in a file."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.queries import history
from tillit.web.doors import Visit, door


@door("organisation.history", "GET")
def organisation(request: Visit, organisation: UUID) -> HttpResponse:
    """The history of an organisation."""
    found = history.organisation_history(
        actor=request.actor, at=request.at, organisation=organisation, **_asked(request)
    )
    return _page(request, found, "organisations:show")


@door("authority.history", "GET")
def authority(request: Visit, authority: UUID) -> HttpResponse:
    """The history of an authority."""
    found = history.authority_history(
        actor=request.actor, at=request.at, authority=authority, **_asked(request)
    )
    return _page(request, found, "authorities:show")


@door("case.history", "GET")
def case(request: Visit, case: UUID) -> HttpResponse:
    """The history of a case."""
    found = history.case_history(actor=request.actor, at=request.at, case=case, **_asked(request))
    return _page(request, found, "cases:show")


def _asked(request: Visit) -> dict[str, Any]:
    """Which page is asked for, and whether to print. What is no number means the first."""
    asked = request.GET.get("sida", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
    return {"page": page, "printed": request.GET.get("allt") == "1"}


def _page(request: Visit, found: history.History, home: str) -> HttpResponse:
    page = {"history": found, "home": home, "printed": request.GET.get("allt") == "1"}
    return render(request, "trail/history.html", page)
