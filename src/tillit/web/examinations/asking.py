"""Asking with a form on a page of its own: what was typed is kept when someone else was first."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions.acting import Conflict
from tillit.actions.examinations import Which
from tillit.actions.homes import Refused
from tillit.domain.reading import BadData
from tillit.queries.examinations import Page, examination_page
from tillit.queries.gate import NotAllowed
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit
from tillit.web.examinations.fields import VersionedForm


def page_for(request: Visit, case: UUID, guide: str, act: str = "write") -> Page:
    """The examination, for someone who may do this. Raises NotThere, NotAllowed."""
    page = examination_page(actor=request.actor, at=request.at, case=case, guide=guide)
    if act not in page.head.can:
        raise NotAllowed("role")
    return page


def sent(request: Visit) -> Any:
    """What was posted, None when nothing was."""
    return request.POST if request.method == "POST" else None


def goal_of(page: Page, done: str = "", name: str = "show") -> str:
    """The address of an examination, with what was done there."""
    path = reverse(f"examinations:{name}", args=[page.head.id, page.guide.id])
    return f"{path}?klart={done}" if done else path


def ask(
    request: Visit, page: Page, form: VersionedForm, shown: dict[str, Any], goal: str,
    act: Callable[[Which], None],
) -> HttpResponse:  # fmt: skip
    """Show the form, or do what it asks and go to the goal. A stale form answers 409 with both texts."""
    status, theirs = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            act(Which(page.head.id, page.guide.id, form.cleaned_data["version"]))
            return HttpResponseRedirect(goal)
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, str(STALE))
            status, theirs = 409, page_for(request, page.head.id, page.guide.id)
        except (Refused, BadData) as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors and status == 200 else status
    whole = {"page": page, "form": form, "theirs": theirs, "back": goal_of(page), **shown}
    return render(request, "examinations/form.html", whole, status=status)
