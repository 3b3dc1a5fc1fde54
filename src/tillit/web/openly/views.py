"""Public texts: a list to search and a page for each. Nobody logs in here, and no person is named."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.queries import writings as asked
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import kept_query, page_of, words_of


@door("open.read")
def public_texts(request: Visit) -> HttpResponse:
    """The list, newest first."""
    search = words_of(request.GET)
    found = asked.open_list(actor=request.actor, search=search, page=page_of(request.GET))
    return render(
        request, "openly/list.html", {"list": found, "search": search, "kept": kept_query(sok=search)}
    )


@door("open.read")
def public_text(request: Visit, writing: UUID) -> HttpResponse:
    """One text."""
    return render(
        request, "openly/show.html", {"text": asked.open_page(actor=request.actor, writing=writing)}
    )
