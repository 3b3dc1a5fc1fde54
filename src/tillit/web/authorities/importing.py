"""A list of boards brought in: written or sent, looked at with what is wrong, then saved all at once."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.actions import boards as acts
from tillit.domain.boards import KINDS, read_boards
from tillit.domain.listed import LARGEST, decoded
from tillit.queries import authorities as asked
from tillit.web.authorities.forms import ListForm
from tillit.web.authorities.views import attempt, page_of, saved
from tillit.web.doors import Visit, door


@door("authority.boards", "GET", "POST")
def bring_in(request: Visit, authority: UUID) -> HttpResponse:
    """Read the list and show it; when it has been looked at (`sedd`), save it. It is read anew each time."""
    page = page_of(request, authority, "boards")
    shown = {"authority": page, "form": ListForm(), "kinds": KINDS}
    if request.method != "POST":
        return render(request, "authorities/import.html", shown)
    form = shown["form"] = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "authorities/import.html", shown, status=400)
    sheet = form.cleaned_data["sheet"]
    text = decoded(sheet.read(LARGEST + 1)) if sheet else form.cleaned_data["text"]
    taken = [row.code for row in asked.boards(actor=request.actor, at=request.at, authority=authority)]
    found = read_boards(text, taken=taken)
    if request.POST.get("sedd") == "1" and found.usable:
        whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority}
        if attempt(form, lambda: acts.bring_in(**whose, rows=found.rows)):
            return saved("authorities:boards", authority)
    faults = sum(bool(row.problems) for row in found.rows)
    rows = [(row, KINDS.get(row.kind, "")) for row in found.rows]
    shown |= {"list": found, "rows": rows, "text": text, "faults": faults}
    return render(request, "authorities/preview.html", shown, status=200 if found.usable else 400)
