"""Where an authority writes open invitations, publishes and closes them, and sees who has answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.actions import openings as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import openings as asked
from tillit.queries.gate import NotAllowed
from tillit.web.authorities.views import page_of as house_of
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import page_of, version_of
from tillit.web.openings.forms import NewOpeningForm, OpeningForm

DONE = {
    "sparad": _("Sparat. Bara ni ser inbjudan tills den publiceras."),
    "publicerad": _("Inbjudan är publicerad. Alla kan läsa den."),
    "stangd": _("Inbjudan är stängd. Inga fler kan svara."),
}
STALE = _("Någon annan har ändrat inbjudan sedan ni öppnade sidan. Läs den igen innan ni går vidare.")


def _to(authority: UUID, opening: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('openings:one', args=[authority, opening])}?klart={done}")


@door("opening.read")
def listing(request: Visit, authority: UUID) -> HttpResponse:
    """All invitations of the authority."""
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority}
    found = asked.house_list(**whose, page=page_of(request.GET))
    return render(request, "openings/list.html", {"list": found, "authority": house_of(request, authority)})


@door("opening.write", "GET", "POST")
def new(request: Visit, authority: UUID) -> HttpResponse:
    """Begin one."""
    house = house_of(request, authority)
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority}
    boards = asked.beginnable(**whose)
    if not boards:
        raise NotAllowed("role")
    form = NewOpeningForm(request.POST if request.method == "POST" else None, boards=boards)
    if request.method == "POST" and form.is_valid():
        try:
            opening = acts.begin(**whose, board=form.chosen_board(), texts=form.texts())
            return _to(authority, opening, "sparad")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {"authority": house, "form": form}
    return render(request, "openings/write.html", shown, status=400 if form.errors else 200)


@door("opening.read")
def one(request: Visit, authority: UUID, opening: UUID) -> HttpResponse:
    """One invitation and who has answered it."""
    page = _page(request, authority, opening)
    done = DONE.get(request.GET.get("klart", ""))
    shown = {"authority": house_of(request, authority), "opening": page, "done": done}
    return render(request, "openings/one.html", shown)


@door("opening.write", "GET", "POST")
def edit(request: Visit, authority: UUID, opening: UUID) -> HttpResponse:
    """Change one before it is published. When someone else was first, both are shown and nothing typed is lost."""
    page = _page(request, authority, opening, "write")
    started = {name: getattr(page, name) for name in ("title", "challenge", "who_may", "version")}
    started["last_day"] = page.last_day.isoformat()  # as it is typed: it is sent again with the rest
    form = OpeningForm(request.POST if request.method == "POST" else None, initial=started)
    shown: dict[str, Any] = {"authority": house_of(request, authority), "opening": page, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "opening": opening}
        try:
            acts.rewrite(**whose, version=sent["version"], texts=form.texts())
            return _to(authority, opening, "sparad")
        except Conflict:
            theirs = _page(request, authority, opening, "write")
            mine = {**sent, "last_day": sent["last_day"].isoformat(), "version": theirs.version}
            shown |= {"theirs": theirs, "form": OpeningForm(initial=mine)}
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "openings/write.html", shown, status=400 if form.errors else status)


@door("opening.publish", "GET", "POST")
def publish(request: Visit, authority: UUID, opening: UUID) -> HttpResponse:
    """Ask once, then publish."""
    page = _page(request, authority, opening, "publish")
    return _once(request, authority, page, acts.publish, "publish", "publicerad")


@door("opening.close", "GET", "POST")
def close(request: Visit, authority: UUID, opening: UUID) -> HttpResponse:
    """Ask once, then take no more answers."""
    page = _page(request, authority, opening, "close")
    return _once(request, authority, page, acts.close, "close", "stangd")


def _page(request: Visit, authority: UUID, opening: UUID, act: str = "") -> asked.HousePage:
    """An invitation that the actor may do this to now. Raises NotThere, NotAllowed."""
    page = asked.house_page(actor=request.actor, at=request.at, authority=authority, opening=opening)
    if act and act not in page.can:
        raise NotAllowed("role")
    return page


def _once(
    request: Visit, authority: UUID, page: asked.HousePage, act: Callable[..., None], name: str, done: str
) -> HttpResponse:
    """A page that asks once; when the invitation was changed meanwhile, or the act is refused, it says so."""
    problem = ""
    if request.method == "POST":
        try:
            act(actor=request.actor, at=request.at, opening=page.id, version=version_of(request.POST))
            return _to(authority, page.id, done)
        except Conflict:
            problem = str(STALE)
        except Refused as refusal:
            problem = str(refusal)
        page = _page(request, authority, page.id)
    shown = {"authority": house_of(request, authority), "opening": page, "problem": problem}
    return render(request, f"openings/{name}.html", shown, status=409 if problem else 200)
