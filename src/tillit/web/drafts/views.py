"""The own space: the list, a text, its earlier wordings, the waste-basket."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.actions import drafts as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import drafts as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.openings import published
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import TextForm, page_of, version_of
from tillit.web.drafts.summary import progress, summary

DONE = {
    "sparad": _("Texten är sparad. Bara er organisation kan läsa den."),
    "slangd": _("Texten ligger i papperskorgen. Ni kan ta tillbaka den."),
    "fil": _("Filen är tillagd. Bara er organisation kan läsa den."),
    "borttagen": _("Filen är borttagen."),
    "tillbaka": _("Texten är tillbaka."),
    "delad": _("Idén är delad. Den är nu en allmän handling hos kommunen."),
}
STALE = _("Någon annan har ändrat texten sedan ni öppnade sidan. Läs den igen innan ni går vidare.")


def _page(request: Visit, organisation: UUID, draft: UUID) -> asked.DraftPage:
    return asked.draft_page(actor=request.actor, at=request.at, organisation=organisation, draft=draft)


def _writable(request: Visit, organisation: UUID, draft: UUID) -> asked.DraftPage:
    page = _page(request, organisation, draft)
    if not page.may_write:
        raise NotAllowed("role")
    return page


def _to(page: asked.DraftPage, done: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('drafts:show', args=[page.organisation, page.id])}?klart={done}")


@door("draft.read")
def own_space(request: Visit, organisation: UUID) -> HttpResponse:
    """The texts of the own space, newest first, and the waste-basket."""
    found = asked.own_space(
        actor=request.actor, at=request.at, organisation=organisation, page=page_of(request.GET)
    )
    lines = [(line, progress(line.initiative) if line.initiative else None) for line in found.lines]
    done = DONE.get(request.GET.get("klart", ""))
    return render(request, "drafts/list.html", {"space": found, "lines": lines, "done": done})


@door("draft.write", "GET", "POST")
def new(request: Visit, organisation: UUID) -> HttpResponse:
    """Begin a text."""
    space = asked.own_space(actor=request.actor, at=request.at, organisation=organisation)
    if not space.may_write:
        raise NotAllowed("role")
    form = TextForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        text = {name: form.cleaned_data[name] for name in ("title", "body")}
        draft = acts.write(actor=request.actor, at=request.at, organisation=organisation, **text)
        return HttpResponseRedirect(f"{reverse('drafts:show', args=[organisation, draft])}?klart=sparad")
    return render(
        request, "drafts/new.html", {"space": space, "form": form}, status=400 if form.errors else 200
    )


@door("draft.read")
def show(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """One text; of an initiative its answers, to check."""
    page = _page(request, organisation, draft)
    return _show(request, page, done=DONE.get(request.GET.get("klart", "")))


def _show(request: Visit, page: asked.DraftPage, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"draft": page, **more}
    if page.initiative is None:
        return render(request, "drafts/show.html", shown, status=status)
    key = page.initiative.opening
    opening = published(at=request.at, opening=UUID(key)) if key else None
    shown |= {"idea": summary(page.initiative), "opening": opening}
    return render(request, "drafts/initiative.html", shown, status=status)


@door("draft.write", "GET", "POST")
def edit(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """Change a text. When someone else was first, both texts are shown and nothing is lost."""
    page = _writable(request, organisation, draft)
    if page.initiative is not None:  # it is changed one answer at a time
        return _show(request, page)
    started = {"title": page.title, "body": page.body, "version": page.version}
    form = TextForm(request.POST if request.method == "POST" else None, initial=started)
    shown: dict[str, Any] = {"draft": page, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            acts.rewrite(actor=request.actor, at=request.at, draft=draft, **form.cleaned_data)
            return _to(page, "sparad")
        except Conflict:
            theirs = _page(request, organisation, draft)
            form = TextForm(initial={**form.cleaned_data, "version": theirs.version})
            shown = {"draft": theirs, "form": form, "theirs": theirs}
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "drafts/edit.html", shown, status=_status(shown))


def _status(shown: dict[str, Any]) -> int:
    return 409 if "theirs" in shown else 400 if shown["form"].errors else 200


@door("draft.read")
def wordings(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """The earlier wordings of a text."""
    page = _page(request, organisation, draft)
    found = asked.wordings(actor=request.actor, organisation=organisation, draft=draft)
    return render(request, "drafts/wordings.html", {"draft": page, "wordings": found})


@door("draft.write", "GET", "POST")
def restore(request: Visit, organisation: UUID, draft: UUID, wording: int) -> HttpResponse:
    """Ask once, then let an earlier wording be the present one."""
    page = _writable(request, organisation, draft)
    found = asked.wordings(actor=request.actor, organisation=organisation, draft=draft)
    chosen = next((one for one in found if one.version == wording), None)
    if chosen is None:
        raise NotThere

    def act() -> HttpResponse:
        version = version_of(request.POST)
        acts.restore(actor=request.actor, at=request.at, draft=draft, version=version, wording=wording)
        return _to(page, "sparad")

    return _once(request, "drafts/restore.html", page, act, wording=chosen)


@door("draft.write", "GET", "POST")
def throw_away(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """Ask once, then put a text in the waste-basket."""
    page = _writable(request, organisation, draft)

    def act() -> HttpResponse:
        acts.throw_away(actor=request.actor, at=request.at, draft=draft, version=version_of(request.POST))
        return HttpResponseRedirect(f"{reverse('drafts:list', args=[organisation])}?klart=slangd")

    return _once(request, "drafts/throw_away.html", page, act)


@door("draft.write", "POST")
def take_back(request: Visit, organisation: UUID, draft: UUID) -> HttpResponse:
    """Take a text out of the waste-basket."""
    page = _writable(request, organisation, draft)

    def act() -> HttpResponse:
        acts.take_back(actor=request.actor, at=request.at, draft=draft, version=version_of(request.POST))
        return _to(page, "tillbaka")

    return _once(request, "", page, act)


def _once(request: Visit, template: str, page: asked.DraftPage, act: Any, **more: Any) -> HttpResponse:
    """A page that asks once ("": the text's own). When the text was changed meanwhile, or it is refused, it says so."""
    if request.method != "POST":
        return render(request, template, {"draft": page, **more})
    try:
        done: HttpResponse = act()
        return done
    except Conflict:
        problem = str(STALE)
    except Refused as refusal:
        problem = str(refusal)
    now = _page(request, page.organisation, page.id)
    if not template:
        return _show(request, now, status=409, problem=problem)
    return render(request, template, {"draft": now, "problem": problem, **more}, status=409)
