"""A list of roles, one click to be that role. Its addresses do not exist outside demo mode."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tillit.domain.actors import SECOND_FACTOR
from tillit.queries.demo import demo_houses, demo_person
from tillit.web.doors import door
from tillit.web.sessions import SessionFacts, begin


@door("demo.enter")
def choose(request: Any) -> HttpResponse:
    """Show every role of the demo world, by house."""
    return render(request, "demo/choose.html", {"houses": demo_houses(), "title": _("Välj roll")})


@door("demo.enter", "POST")
def enter(request: Any, person: UUID) -> HttpResponse:
    """Log in as one of the demo's roles."""
    found = demo_person(person)
    if found is None:
        raise Http404
    begin(request, found, SessionFacts(found.pk, SECOND_FACTOR, request.at), request.at)
    return redirect("people:mine")
