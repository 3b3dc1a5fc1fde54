"""Open invitations in public: those that can be answered, and each. Nobody logs in to read."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.queries import openings as asked
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import page_of


@door("open.read")
def open_list(request: Visit) -> HttpResponse:
    """The invitations that can be answered now."""
    return render(
        request,
        "openings/open_list.html",
        {"list": asked.open_list(at=request.at, page=page_of(request.GET))},
    )


@door("open.read")
def show(request: Visit, opening: UUID) -> HttpResponse:
    """One invitation; for those who have answered also how many have, and later which."""
    page = asked.published_page(actor=request.actor, at=request.at, opening=opening)
    return render(request, "openings/show.html", {"opening": page})
