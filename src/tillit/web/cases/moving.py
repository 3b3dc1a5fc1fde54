"""Moving a text to a wider space: a page says beforehand what it means, then the act. Never back."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.actions import writings as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries.gate import NotAllowed
from tillit.web.cases.words import STALE
from tillit.web.cases.writings import text_page, to_text
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of


@door("writing.share", "GET", "POST")
def share(request: Visit, case: UUID, writing: UUID) -> HttpResponse:
    """Let the parties read an internal text."""
    return _move(request, case, writing, "share", acts.share, "delad")


@door("writing.publish", "GET", "POST")
def publish(request: Visit, case: UUID, writing: UUID) -> HttpResponse:
    """Let anyone read one's own side's shared text."""
    return _move(request, case, writing, "publish", acts.publish, "offentlig")


def _move(
    request: Visit, case: UUID, writing: UUID, can: str, act: Callable[..., None], done: str
) -> HttpResponse:
    page = text_page(request, case, writing)
    if can not in page.can:
        raise NotAllowed("role")
    problem = ""
    if request.method == "POST":
        try:
            act(actor=request.actor, at=request.at, writing=writing, version=version_of(request.POST))
            return to_text(page, done)
        except Conflict:
            problem = str(STALE)
            page = text_page(request, case, writing)
        except Refused as refusal:
            problem = str(refusal)
    shown = {"text": page, "problem": problem}
    return render(request, f"cases/{can}_writing.html", shown, status=409 if problem else 200)
