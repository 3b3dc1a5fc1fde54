"""One section: the proposal with its changes marked and told in words, accepted or commented."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions import sections as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.wording_hints import find_hints, long_sentences
from tillit.queries.section_guide import wording_hints
from tillit.queries.sections import SectionPage, section_page
from tillit.web.agreements.comparing import compared
from tillit.web.agreements.figuring import figures_shown
from tillit.web.agreements.forms import CommentForm
from tillit.web.agreements.words import DONE, SEEN_CHANGED, ago, tag_of
from tillit.web.challenges.forms import SeenForm
from tillit.web.doors import Visit, door

#: What the form calls the authority's side, which has no organisation's id.
AUTHORITY = "myndigheten"


def page_for(request: Visit, case: UUID, section: UUID) -> SectionPage:
    """One section. Raises NotThere."""
    return section_page(actor=request.actor, at=request.at, case=case, section=section)


def to_section(case: UUID, section: UUID, done: str) -> HttpResponse:
    """Back to the section, which says what was done."""
    return HttpResponseRedirect(f"{reverse('agreements:section', args=[case, section])}?klart={done}")


@door("case.read")
def show(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """A section: what stands, what differs, what is said, and what one may do."""
    return _shown(request, page_for(request, case, section))


@door("case.accept", "POST")
def accept(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Accept the proposal that the page showed; when another has come, that one is shown instead."""
    page = page_for(request, case, section)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        side = _side(page, request.POST.get("sida", ""))
        done = acts.accept(
            actor=request.actor, at=request.at, case=case, section=section, version=seen, side=side
        )
        return to_section(case, section, "overens" if done else "godtaget")
    except Conflict:
        return _shown(request, page_for(request, case, section), problem=str(SEEN_CHANGED), status=409)
    except Refused as refusal:
        return _shown(request, page_for(request, case, section), problem=str(refusal), status=400)


@door("case.comment", "POST")
def comment(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Say something about the section."""
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            acts.comment(
                actor=request.actor, at=request.at, case=case, section=section, body=form.cleaned_data["said"]
            )
            return HttpResponseRedirect(
                f"{reverse('agreements:section', args=[case, section])}?klart=kommentar#samtal"
            )
        except Refused as refusal:
            form.add_error("said", str(refusal))
    return _shown(request, page_for(request, case, section), form=form, status=400)


def _side(page: SectionPage, text: str) -> UUID | None:
    """The side chosen, or the only one to accept for; None is the authority. Raises Refused."""
    sides = {str(one.id or AUTHORITY): one.id for one in page.may_accept}
    if text in sides or len(sides) == 1:
        return sides[text] if text in sides else next(iter(sides.values()))
    raise Refused(
        _("Välj vilken part ni godtar för.") if sides else _("Det finns inget förslag som väntar på er här.")
    )


def _shown(
    request: Visit,
    page: SectionPage,
    *,
    problem: str = "",
    form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a section."""
    ours, wording = page.head.ours, page.section.wording
    home = reverse("agreements:show", args=[page.head.case])
    shown: dict[str, Any] = {
        "page": page,
        "head": page.head,
        "one": page.section,
        "tag": tag_of(page.section, ours),
        "lines": [(one, f"{home}avsnitt/{one.id}/", tag_of(one, ours)) for one in page.all],
        "compared": compared(page.head, page.section, page.before),
        "ago": ago(wording.at, request.at) if wording else "",
        "problem": problem,
        "form": form or CommentForm(),
        "done": DONE.get(request.GET.get("klart", "")),
        **figures_shown(page),
        **hints_for(wording.content.body if wording else ""),
    }
    return render(request, "agreements/section.html", shown, status=status)


def hints_for(text: str) -> dict[str, Any]:
    """What is worth a second look in a text: wordings of a purchase, heavy ones, long sentences."""
    found = find_hints(wording_hints(), text)
    return {
        "purchase": [one for one in found if one.hint.kind == "purchase"],
        "heavy": [one for one in found if one.hint.kind == "language"],
        "long": long_sentences(text),
    }
