"""The tasks of a case: listed, given, changed, taken back, done and opened again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions import tasks as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.documents.swedish import long_date
from tillit.queries import tasks as asked
from tillit.queries.cases import find_case
from tillit.queries.dialogue import Side
from tillit.queries.gate import NotAllowed
from tillit.web.cases.burden import burden_shown
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of
from tillit.web.people.words import due_words
from tillit.web.tasks.forms import TaskForm
from tillit.web.tasks.words import DONE


def to_list(case: UUID, done: str) -> HttpResponse:
    """Back to the tasks of a case, which says what was done."""
    return HttpResponseRedirect(f"{reverse('tasks:list', args=[case])}?klart={done}")


def _list(request: Visit, case: UUID, problem: str = "") -> HttpResponse:
    """The tasks of a case, with what went wrong if something did."""
    page = asked.case_tasks(actor=request.actor, at=request.at, case=case)
    shown = {
        "page": page,
        "open": [(one, due_words(one.days)) for one in page.open],
        "done": DONE.get(request.GET.get("klart", "")),
        "problem": problem,
    }
    return render(request, "tasks/list.html", shown, status=409 if problem else 200)


@door("case.read")
def listing(request: Visit, case: UUID) -> HttpResponse:
    """The open tasks by day, and those that are done."""
    return _list(request, case)


@door("task.give", "GET", "POST")
def new(request: Visit, case: UUID) -> HttpResponse:
    """Give a task that all parties see."""
    page = asked.case_tasks(actor=request.actor, at=request.at, case=case)
    return _new(request, page, page.voices, internal=False)


@door("task.give", "GET", "POST")
def new_internal(request: Visit, case: UUID) -> HttpResponse:
    """Give a task that only the authority sees."""
    page = asked.case_tasks(actor=request.actor, at=request.at, case=case)
    board = () if page.left is None else tuple(one for one in page.voices if one.kind == "authority")
    return _new(request, page, board, internal=True)


def _new(request: Visit, page: asked.TaskList, voices: Sequence[Side], *, internal: bool) -> HttpResponse:
    if not voices:
        raise NotAllowed("role")
    home = find_case(request.actor, page.case)
    inside = any(one.kind == "authority" for one in voices)
    choices = asked.owners(home, internal=internal, inside=inside)
    form = TaskForm(request.POST if request.method == "POST" else None, sides=voices, owners=choices)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"side": form.cleaned_data["side"], "plan": form.plan(internal=internal)}
        try:
            acts.give(actor=request.actor, at=request.at, case=page.case, **said)
            return to_list(page.case, "intern" if internal else "given")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {"page": page, "form": form, "internal": internal, "task": None}
    if not internal:
        shown["burden"] = burden_shown(request, page.case, {"task": 1})
    return render(request, "tasks/form.html", shown, status=400 if form.errors else 200)


@door("task.give", "GET", "POST")
def edit(request: Visit, case: UUID, task: UUID) -> HttpResponse:
    """Change one's own side's task. When someone else was first, both are shown."""
    page = asked.task_page(actor=request.actor, at=request.at, case=case, task=task)
    line, own, sent = page.line, (page.line.giver,), request.POST if request.method == "POST" else None
    started = {"title": line.title, "owner": str(page.owner), "due": line.due.isoformat()}
    form = TaskForm(sent, sides=own, owners=page.owners, initial={**started, "version": line.version})
    theirs, status = None, 200
    if sent is not None and form.is_valid():
        said: dict[str, Any] = {
            "version": form.cleaned_data["version"],
            "plan": form.plan(internal=line.internal),
        }
        try:
            acts.change(actor=request.actor, at=request.at, task=task, **said)
            return to_list(case, "andrad")
        except Conflict as conflict:
            told = _("%(name)s, senast %(day)s") % {"name": line.owner.name, "day": long_date(line.due)}
            theirs = {"title": line.title, "body": told}
            status = 409
            form.data = {**sent.dict(), "version": str(conflict.now)}
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors else status
    where = {"case": line.case, "case_title": line.case_title}
    shown = {"page": where, "form": form, "internal": line.internal, "task": line, "theirs": theirs}
    return render(request, "tasks/form.html", shown, status=status)


@door("task.give", "GET", "POST")
def withdraw(request: Visit, case: UUID, task: UUID) -> HttpResponse:
    """Take back one's own side's task, asked once."""
    page, problem = asked.task_page(actor=request.actor, at=request.at, case=case, task=task), ""
    if request.method == "POST":
        try:
            version = version_of(request.POST)
            acts.withdraw(actor=request.actor, at=request.at, task=task, version=version)
            return to_list(case, "borta")
        except Conflict:
            problem = str(STALE)
        except Refused as refusal:
            problem = str(refusal)
    shown = {"task": page.line, "problem": problem}
    return render(request, "tasks/withdraw.html", shown, status=409 if problem else 200)


@door("task.do", "POST")
def finish(request: Visit, case: UUID, task: UUID) -> HttpResponse:
    """Say that a task is done."""
    return _finish(request, case, task, done=True)


@door("task.do", "POST")
def reopen(request: Visit, case: UUID, task: UUID) -> HttpResponse:
    """Open a task again that was said to be done."""
    return _finish(request, case, task, done=False)


def _finish(request: Visit, case: UUID, task: UUID, *, done: bool) -> HttpResponse:
    version = version_of(request.POST)
    try:
        asked.one_task(actor=request.actor, case=case, task=task)
        acts.finish(actor=request.actor, at=request.at, task=task, version=version, done=done)
        return to_list(case, "klar" if done else "oppnad")
    except Conflict:
        return _list(request, case, str(STALE))
    except Refused as refusal:
        return _list(request, case, str(refusal))
