"""Proposing how a section is to read; when someone else was first, both texts are shown and nothing typed is lost."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import sections as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.documents.text_differences import text_differences
from tillit.domain.proposing import LONGEST, Content
from tillit.queries.gate import NotAllowed
from tillit.queries.sections import SectionPage, wording_of
from tillit.web.agreements.forms import WordingForm
from tillit.web.agreements.sections import hints_for, page_for, to_section
from tillit.web.agreements.words import SEEN_CHANGED
from tillit.web.challenges.forms import SeenForm
from tillit.web.doors import Visit, door

BOTH, LOOK = "bada", "granska"


@door("case.propose", "GET", "POST")
def write(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Write a proposal. `fran`: begin from an earlier wording."""
    page = writable_page(request, case, section)
    data = request.POST if request.method == "POST" else None
    form = WordingForm(data, initial=_initial(request, page), optional=_has_figures(page))
    shown: dict[str, Any] = {"page": page, "head": page.head, "form": form, "longest": LONGEST}
    status = 200
    if request.method == "POST" and form.is_valid():
        how = request.POST.get("hur")
        if how == LOOK:
            shown |= {"looked": True, **hints_for(form.cleaned_data["wording"])}
        elif how == BOTH:
            _put_both(shown, form, page)
        else:
            status, answer = _proposed(request, page, form, shown)
            if answer:
                return answer
    return render(request, "agreements/write.html", shown, status=400 if form.errors else status)


@door("case.propose", "GET", "POST")
def remove(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Propose that the section be left out. It is, when all have accepted that."""
    page = writable_page(request, case, section)
    problem, status = "", 200
    if request.method == "POST":
        form = SeenForm(request.POST)
        seen = form.cleaned_data["version"] if form.is_valid() else 0
        now = page.section.wording.content if page.section.wording else Content()
        content = Content(page.section.title, now.body, now.data, removed=True)
        try:
            propose_content(request, page, seen, content)
            return to_section(case, section, "foreslaget")
        except Conflict:
            problem, status = str(SEEN_CHANGED), 409
        except Refused as refusal:
            problem, status = str(refusal), 400
        page = writable_page(request, case, section)
    shown = {"page": page, "head": page.head, "problem": problem}
    return render(request, "agreements/remove.html", shown, status=status)


def writable_page(request: Visit, case: UUID, section: UUID) -> SectionPage:
    """The section, for someone who may propose. Raises NotThere, NotAllowed."""
    page = page_for(request, case, section)
    if "propose" not in page.head.can:
        raise NotAllowed("role")
    return page


def _has_figures(page: SectionPage) -> bool:
    """Whether a section says something without a text."""
    return bool(page.section.wording and page.section.wording.content.data)


def _initial(request: Visit, page: SectionPage) -> dict[str, Any]:
    """What the form begins with: the present wording, or the earlier one that is asked for."""
    wording, asked = page.section.wording, request.GET.get("fran", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 7:
        wording = wording_of(
            actor=request.actor,
            at=request.at,
            case=page.head.case,
            section=page.section.id,
            version=int(asked),
        )
    text = wording.content.body if wording else ""
    title = wording.content.title if wording else page.section.title
    return {"title": title, "wording": text, "version": page.section.standing.version}


def propose_content(request: Visit, page: SectionPage, seen: int, content: Content) -> None:
    """Propose this. Raises Conflict, Refused."""
    acts.propose(
        actor=request.actor,
        at=request.at,
        case=page.head.case,
        section=page.section.id,
        version=seen,
        content=content,
    )


def _proposed(
    request: Visit, page: SectionPage, form: WordingForm, shown: dict[str, Any]
) -> tuple[int, HttpResponse | None]:
    """Propose and go back; or a status, with what the page is to show."""
    given = form.cleaned_data
    data = page.section.wording.content.data if page.section.wording else ""
    try:
        propose_content(request, page, given["version"], Content(given["title"], given["wording"], data))
    except Refused as refusal:
        form.add_error("wording", str(refusal))
        return 400, None
    except Conflict:
        now = writable_page(request, page.head.case, page.section.id)
        theirs = now.section.wording.content.body if now.section.wording else ""
        mine = {"title": given["title"], "wording": given["wording"], "version": now.section.standing.version}
        pieces = text_differences(theirs, given["wording"])
        shown |= {
            "page": now,
            "form": WordingForm(initial=mine),
            "theirs": theirs,
            "pieces": pieces,
            "conflict": True,
        }
        return 409, None
    address = reverse("agreements:section", args=[page.head.case, page.section.id])
    return 302, HttpResponseRedirect(f"{address}?klart=foreslaget")


def _put_both(shown: dict[str, Any], form: WordingForm, page: SectionPage) -> None:
    """Both texts in the form, one after the other, to be worked into one."""
    theirs = page.section.wording.content.body if page.section.wording else ""
    both = f"{theirs}\n\n{form.cleaned_data['wording']}"
    begin = {"title": form.cleaned_data["title"], "wording": both, "version": page.section.standing.version}
    shown |= {"form": WordingForm(initial=begin), "both": True}
