"""The challenge: read, written one part at a time, its earlier wordings and how they differ."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import challenges as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.challenges import AGENDA, LONGEST, TEXTS, Wording, differences
from tillit.queries import challenges as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web.challenges.forms import PartForm
from tillit.web.challenges.words import BY_SLUG, DONE, PARTS, TITLES, PartWords
from tillit.web.doors import Visit, door

BOTH = "bada"


def page_for(request: Visit, case: UUID, *, writing: bool = False) -> asked.ChallengePage:
    """The challenge, for someone who may write in it if asked. Raises NotThere, NotAllowed."""
    page = asked.challenge_page(actor=request.actor, at=request.at, case=case)
    if writing and not page.can_write:
        raise NotAllowed("role")
    return page


def to_challenge(case: UUID, done: str) -> HttpResponse:
    """Back to the challenge, which says what was done."""
    return HttpResponseRedirect(f"{reverse('challenges:show', args=[case])}?klart={done}")


def agenda_lines(numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    """Goals of Agenda 2030 with their names."""
    return [(number, AGENDA[number]) for number in numbers]


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """The whole challenge, who has confirmed it, and ways to write in it."""
    page = page_for(request, case)
    parts = [(one, getattr(page.wording, one.name), one.path(case)) for one in PARTS]
    shown = {"page": page, "parts": parts, "agenda": agenda_lines(page.wording.agenda)}
    return render(request, "challenges/show.html", {**shown, "done": DONE.get(request.GET.get("klart", ""))})


@door("case.challenge", "GET", "POST")
def write(request: Visit, case: UUID, part: str) -> HttpResponse:
    """Write one part. When someone else changed it meanwhile, both texts are shown and nothing typed is lost."""
    words = BY_SLUG.get(part)
    if words is None:
        raise NotThere
    page = page_for(request, case, writing=True)
    text = getattr(page.wording, words.name)
    form = PartForm(
        request.POST if request.method == "POST" else None,
        initial={"wording": text, "version": page.state.version},
    )
    shown: dict[str, Any] = {"page": page, "part": words, "form": form, "longest": LONGEST}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("hur") != BOTH:
                return _saved(request, page, words, form.cleaned_data)
            _put_both(shown, form, page, text)
        except Conflict:
            _show_both(shown, form, page_for(request, case, writing=True), words.name)
            status = 409
    return render(request, "challenges/write.html", shown, status=400 if form.errors else status)


def _saved(request: Visit, page: asked.ChallengePage, words: PartWords, sent: dict[str, Any]) -> HttpResponse:
    """Save and go on to the next text that is not written. Raises Conflict."""
    try:
        acts.write(
            actor=request.actor,
            at=request.at,
            case=page.case,
            version=sent["version"],
            part=words.name,
            text=sent["wording"],
        )
    except Refused:  # it reads so already: there is nothing to say
        return to_challenge(page.case, "sparad")
    empty = (one for one in PARTS if one.name in TEXTS and not getattr(page.wording, one.name))
    following = next((one for one in empty if one.name != words.name), None)
    return HttpResponseRedirect(following.path(page.case)) if following else to_challenge(page.case, "sparad")


def _show_both(shown: dict[str, Any], form: PartForm, now: asked.ChallengePage, part: str) -> None:
    """The writer's text stays in the form, now on the present version; the saved one stands beside it."""
    mine, theirs = form.cleaned_data["wording"], getattr(now.wording, part)
    form = PartForm(initial={"wording": mine, "version": now.state.version})
    shown |= {"page": now, "form": form, "theirs": theirs, "pieces": differences(theirs, mine)}


def _put_both(shown: dict[str, Any], form: PartForm, page: asked.ChallengePage, theirs: str) -> None:
    """Both texts in the form, one after the other, to be worked into one."""
    mine = form.cleaned_data["wording"]
    both = {"wording": f"{theirs}\n\n{mine}", "version": page.state.version}
    shown |= {"form": PartForm(initial=both), "both": True}


@door("case.read")
def versions(request: Visit, case: UUID) -> HttpResponse:
    """Every wording: by which side, when, what it changed and who confirmed it."""
    page = page_for(request, case)
    found = asked.versions(actor=request.actor, case=case)
    lines = [(one, [TITLES[part] for part in one.changed]) for one in found]
    return render(request, "challenges/versions.html", {"page": page, "lines": lines})


@door("case.read")
def compare(request: Visit, case: UUID, version: int) -> HttpResponse:
    """One wording, and what differs from an older one."""
    page = page_for(request, case)
    asked_for = request.GET.get("mot", "")
    older = int(asked_for) if asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 7 else None
    found = asked.compared(actor=request.actor, case=case, version=version, older=older)
    before, after = found.before if found.older else found.after, found.after
    parts = [(TITLES[part], differences(getattr(before, part), getattr(after, part))) for part in TEXTS]
    shown = {"page": page, "one": found, "parts": parts, "goals": _changed_goals(before, after)}
    shown |= {"agenda": _changed_agenda(before, after), "older": range(version - 1, 0, -1)}
    return render(request, "challenges/version.html", shown)


def _changed_goals(before: Wording, after: Wording) -> list[tuple[str, Any]]:
    """Programme goals with what became of each: "same", "added" or "removed"."""
    old, new = {one.id for one in before.goals}, {one.id for one in after.goals}
    kept = [("same" if one.id in old else "added", one) for one in after.goals]
    return kept + [("removed", one) for one in before.goals if one.id not in new]


def _changed_agenda(before: Wording, after: Wording) -> list[tuple[str, tuple[int, str]]]:
    """The same for the goals of Agenda 2030."""
    kept = [("same" if one in before.agenda else "added", (one, AGENDA[one])) for one in after.agenda]
    gone = (one for one in before.agenda if one not in after.agenda)
    return kept + [("removed", (one, AGENDA[one])) for one in gone]
