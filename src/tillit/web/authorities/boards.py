"""Boards and companies, one by one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.actions import boards as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.boards import KINDS
from tillit.queries import authorities as asked
from tillit.web.authorities.forms import BoardForm, VersionedForm
from tillit.web.authorities.views import STALE, attempt, page_of, saved
from tillit.web.doors import Visit, door


@door("authority.read", "GET")
def listing(request: Visit, authority: UUID) -> HttpResponse:
    """All boards and companies."""
    page = page_of(request, authority)
    found = asked.boards(actor=request.actor, at=request.at, authority=authority)
    rows = [(row, KINDS[row.kind]) for row in found]
    shown = {"authority": page, "rows": rows, "saved": "sparat" in request.GET}
    return render(request, "authorities/boards.html", shown)


@door("authority.boards", "GET", "POST")
def new(request: Visit, authority: UUID) -> HttpResponse:
    """Add a board or a company."""
    page = page_of(request, authority, "boards")
    form = BoardForm(request.POST if request.method == "POST" else None, initial={"kind": "board"})
    if request.method == "POST" and attempt(form, lambda: _add(request, authority, form)):
        return saved("authorities:boards", authority)
    shown = {"authority": page, "form": form, "board": None}
    return render(request, "authorities/board.html", shown, status=400 if form.errors else 200)


def _add(request: Visit, authority: UUID, form: BoardForm) -> None:
    facts = {name: form.cleaned_data[name] for name in ("name", "code", "kind", "contact")}
    acts.add(actor=request.actor, at=request.at, authority=authority, **facts)


@door("authority.boards", "GET", "POST")
def edit(request: Visit, authority: UUID, board: UUID) -> HttpResponse:
    """Change a board. When someone else was first, what was typed stays, beside what is kept now."""
    page = page_of(request, authority, "boards")
    kept = asked.board(actor=request.actor, at=request.at, authority=authority, board=board)
    names = ("name", "code", "kind", "contact", "version")
    facts = {name: getattr(kept, name) for name in names}
    form = BoardForm(request.POST if request.method == "POST" else None, initial=facts)
    shown = {"authority": page, "board": kept, "form": form, "kept": None}
    if request.method == "POST":
        whose: dict[str, Any] = {
            "actor": request.actor,
            "at": request.at,
            "authority": authority,
            "board": board,
        }
        try:
            if attempt(form, lambda: acts.edit(**whose, **form.cleaned_data)):
                return saved("authorities:boards", authority)
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, STALE)
            shown["kept"] = BoardForm(initial=facts)
            return render(request, "authorities/board.html", shown, status=409)
    return render(request, "authorities/board.html", shown, status=400 if form.errors else 200)


@door("authority.boards", "GET", "POST")
def close(request: Visit, authority: UUID, board: UUID) -> HttpResponse:
    """Close a board, asked once."""
    return _ask(request, authority, board, acts.close, "authorities/close_board.html")


@door("authority.boards", "GET", "POST")
def reopen(request: Visit, authority: UUID, board: UUID) -> HttpResponse:
    """Open a closed board again, asked once."""
    return _ask(request, authority, board, acts.reopen, "authorities/reopen_board.html")


def _ask(
    request: Visit, authority: UUID, board: UUID, act: Callable[..., None], template: str
) -> HttpResponse:
    page = page_of(request, authority, "boards")
    kept = asked.board(actor=request.actor, at=request.at, authority=authority, board=board)
    problem, status = "", 200
    if request.method == "POST":
        form = VersionedForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        try:
            act(actor=request.actor, at=request.at, authority=authority, board=board, version=version)
            return saved("authorities:boards", authority)
        except Conflict:
            problem, status = str(STALE), 409
        except Refused as refusal:
            problem, status = str(refusal), 400
    shown = {"authority": page, "board": kept, "problem": problem}
    return render(request, template, shown, status=status)
