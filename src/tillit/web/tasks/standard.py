"""The list of tasks of a board: read, changed, and copied into a case."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import standard_tasks as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import standard_tasks as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.tasks import case_tasks, copied
from tillit.web.authorities.forms import VersionedForm
from tillit.web.authorities.views import STALE, attempt
from tillit.web.doors import Visit, door
from tillit.web.tasks.forms import StandardForm
from tillit.web.tasks.views import to_list
from tillit.web.tasks.words import WHOSE


def _page(request: Visit, authority: UUID, board: UUID, *, edit: bool = True) -> asked.StandardList:
    """The list, for someone who may do this to it. Raises NotThere, NotAllowed."""
    page = asked.standard_list(actor=request.actor, at=request.at, authority=authority, board=board)
    if edit and not page.may_edit:
        raise NotAllowed("role")
    return page


def _saved(page: asked.StandardList) -> HttpResponse:
    path = reverse("tasks:standard", args=[page.authority, page.board])
    return HttpResponseRedirect(f"{path}?sparat=1")


@door("authority.read")
def listing(request: Visit, authority: UUID, board: UUID) -> HttpResponse:
    """The tasks that the board gives in each of its cases."""
    page = _page(request, authority, board, edit=False)
    lines = [(one, WHOSE[one.whose]) for one in page.lines]
    shown = {"page": page, "lines": lines, "saved": "sparat" in request.GET}
    return render(request, "tasks/standard.html", shown)


@door("authority.tasks", "GET", "POST")
def new(request: Visit, authority: UUID, board: UUID) -> HttpResponse:
    """Put a task on the list."""
    page = _page(request, authority, board)
    form = StandardForm(request.POST if request.method == "POST" else None)
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "board": board}
    if request.method == "POST" and attempt(form, lambda: acts.add(**whose, **form.facts())):
        return _saved(page)
    shown = {"page": page, "form": form, "item": None}
    return render(request, "tasks/standard_form.html", shown, status=400 if form.errors else 200)


@door("authority.tasks", "GET", "POST")
def edit(request: Visit, authority: UUID, board: UUID, standard: UUID) -> HttpResponse:
    """Change a task of the list. When someone else was first, what was typed stays, beside what is kept now."""
    page = _page(request, authority, board)
    item = _item(page, standard)
    facts = {"title": item.title, "whose": item.whose.value, "days": item.days, "version": item.version}
    form = StandardForm(request.POST if request.method == "POST" else None, initial=facts)
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "board": board, "task": standard}
    shown = {"page": page, "form": form, "item": item, "kept": None}
    if request.method == "POST":
        try:
            if attempt(form, lambda: acts.edit(**whose, version=_version(form), **form.facts())):
                return _saved(page)
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, STALE)
            shown["kept"] = StandardForm(initial={**facts, "whose": WHOSE[item.whose]})
            return render(request, "tasks/standard_form.html", shown, status=409)
    return render(request, "tasks/standard_form.html", shown, status=400 if form.errors else 200)


@door("authority.tasks", "GET", "POST")
def end(request: Visit, authority: UUID, board: UUID, standard: UUID) -> HttpResponse:
    """Take a task off the list, asked once."""
    page = _page(request, authority, board)
    item, problem = _item(page, standard), ""
    if request.method == "POST":
        form = VersionedForm(request.POST)
        version = _version(form) if form.is_valid() else 0
        whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "board": board}
        try:
            acts.end(**whose, task=standard, version=version)
            return _saved(page)
        except (Conflict, Refused) as why:
            problem = str(STALE) if isinstance(why, Conflict) else str(why)
    shown = {"page": page, "item": item, "problem": problem}
    return render(request, "tasks/end_standard.html", shown, status=409 if problem else 200)


@door("task.give", "GET", "POST")
def copy(request: Visit, case: UUID) -> HttpResponse:
    """Give what the board's list has not given in a case; each task is shown first."""
    page = case_tasks(actor=request.actor, at=request.at, case=case)
    if page.left is None:
        raise NotAllowed("role")
    problem = ""
    if request.method == "POST":
        try:
            acts.copy_into(actor=request.actor, at=request.at, case=case)
            return to_list(case, "lista")
        except Refused as refusal:
            problem = str(refusal)
    lines = copied(actor=request.actor, at=request.at, case=case)
    shown = {"page": page, "lines": lines, "problem": problem}
    return render(request, "tasks/copy.html", shown, status=409 if problem else 200)


def _item(page: asked.StandardList, standard: UUID) -> asked.StandardLine:
    """A task of the list. Raises NotThere."""
    found = next((one for one in page.lines if one.id == standard), None)
    if found is None:
        raise NotThere
    return found


def _version(form: VersionedForm) -> int:
    version: int = form.cleaned_data["version"]
    return version
