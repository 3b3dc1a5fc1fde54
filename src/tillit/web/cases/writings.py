"""Texts in a case: read, written, changed, and their earlier wordings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import writings as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.spaces import Space
from tillit.queries import writings as asked
from tillit.queries.cases import case_page
from tillit.queries.gate import NotAllowed
from tillit.web.cases.words import DONE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import TextForm


def text_page(request: Visit, case: UUID, writing: UUID) -> asked.WritingPage:
    """A text as its page shows it. Raises NotThere."""
    return asked.writing_page(actor=request.actor, at=request.at, case=case, writing=writing)


def to_text(page: asked.WritingPage, done: str) -> HttpResponse:
    """Back to the page of a text, which says what was done."""
    return HttpResponseRedirect(f"{reverse('cases:writing', args=[page.case, page.id])}?klart={done}")


@door("writing.write", "GET", "POST")
def new_internal(request: Visit, case: UUID) -> HttpResponse:
    """Write for the authority alone."""
    return _new(request, case, Space.INTERNAL, "intern")


@door("writing.write", "GET", "POST")
def new_shared(request: Visit, case: UUID) -> HttpResponse:
    """Write to the parties, as the authority."""
    return _new(request, case, Space.SHARED, "delad")


def _new(request: Visit, case: UUID, space: Space, done: str) -> HttpResponse:
    page = case_page(actor=request.actor, at=request.at, case=case)
    if f"writing.write:{space}" not in page.can:
        raise NotAllowed("role")
    form = TextForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        text = {name: form.cleaned_data[name] for name in ("title", "body")}
        try:
            key = acts.write(actor=request.actor, at=request.at, case=case, space=space, **text)
            return HttpResponseRedirect(f"{reverse('cases:writing', args=[case, key])}?klart={done}")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {"case": page, "form": form, "internal": space is Space.INTERNAL}
    return render(request, "cases/new_writing.html", shown, status=400 if form.errors else 200)


@door("case.read")
def show(request: Visit, case: UUID, writing: UUID) -> HttpResponse:
    """One text."""
    page = text_page(request, case, writing)
    done = DONE.get(request.GET.get("klart", ""))
    return render(request, "cases/writing.html", {"text": page, "done": done})


@door("writing.write", "GET", "POST")
def edit(request: Visit, case: UUID, writing: UUID) -> HttpResponse:
    """Change one's own side's text. When someone else was first, both texts are shown."""
    page = text_page(request, case, writing)
    if "write" not in page.can:
        raise NotAllowed("role")
    started = {"title": page.title, "body": page.body, "version": page.version}
    form = TextForm(request.POST if request.method == "POST" else None, initial=started)
    shown: dict[str, Any] = {"text": page, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            acts.rewrite(actor=request.actor, at=request.at, writing=writing, **form.cleaned_data)
            return to_text(page, "sparad")
        except Conflict:
            theirs = text_page(request, case, writing)
            form = TextForm(initial={**form.cleaned_data, "version": theirs.version})
            shown = {"text": theirs, "form": form, "theirs": theirs}
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 409 if "theirs" in shown else 400 if form.errors else 200
    return render(request, "cases/edit_writing.html", shown, status=status)


@door("case.read")
def wordings(request: Visit, case: UUID, writing: UUID) -> HttpResponse:
    """The earlier wordings of a text that one may read."""
    page = text_page(request, case, writing)
    found = asked.wordings(actor=request.actor, case=case, writing=writing)
    return render(request, "cases/wordings.html", {"text": page, "wordings": found})
