"""What every form of a section's figures does: who may open it, and how what it says is proposed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.proposing import Content
from tillit.domain.sections import Kind
from tillit.queries.gate import NotThere
from tillit.queries.sections import SectionPage
from tillit.web.agreements.comparing import whole_text
from tillit.web.agreements.sections import to_section
from tillit.web.agreements.words import SEEN_CHANGED
from tillit.web.agreements.writing import propose_content, writable_page
from tillit.web.doors import Visit
from tillit.web.examinations.fields import VersionedForm


def figure_page(request: Visit, case: UUID, section: UUID, kind: Kind) -> SectionPage:
    """A section that holds such figures, for someone who may propose. Raises NotThere, NotAllowed."""
    page = writable_page(request, case, section)
    if page.guide is None or page.guide.kind != kind:
        raise NotThere
    return page


def data_of(page: SectionPage) -> str:
    """The figures of the present wording, as they are kept."""
    return page.section.wording.content.data if page.section.wording else ""


def changed_since(request: Visit, page: SectionPage) -> bool:
    """Whether a form that is sent was opened on an earlier wording than the present one."""
    seen = request.POST.get("version", "")
    now = page.section.standing.version
    return (
        request.method == "POST" and seen.isascii() and seen.isdigit() and len(seen) < 7 and int(seen) < now
    )


def _content(page: SectionPage, data: str) -> Content:
    """The present words with other figures."""
    now = page.section.wording.content if page.section.wording else Content()
    return Content(page.section.title, now.body, data)


def sent(
    request: Visit,
    page: SectionPage,
    form: VersionedForm,
    told: dict[str, Any],
    made: Callable[[str], str],
) -> HttpResponse:
    """Propose what a form says; when someone was first, the present figures are shown and what is typed stays.

    `made` gives the new figures from the present ones; `told` is what the page says.
    """
    problem, status = "", 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            content = _content(page, made(data_of(page)))
            propose_content(request, page, form.cleaned_data["version"], content)
            return to_section(page.head.case, page.section.id, "foreslaget")
        except Conflict as conflict:
            problem, status = str(SEEN_CHANGED), 409
            kept = request.POST.copy()
            kept["version"] = str(conflict.now)
            form.data = kept
        except (Refused, ValueError) as refusal:
            problem, status = str(refusal), 400
    return shown(request, page, form, {**told, "problem": problem}, status)


def shown(
    request: Visit, page: SectionPage, form: VersionedForm, told: dict[str, Any], status: int = 0
) -> HttpResponse:
    """The page of a form of figures; after a conflict with how the section reads now."""
    theirs = whole_text(page.head, page.section.key, page.section.wording) if status == 409 else ""
    all_of_it = {"page": page, "head": page.head, "form": form, "theirs": theirs, **told}
    code = 400 if form.errors else status or 200
    return render(request, "agreements/figures.html", all_of_it, status=code)
