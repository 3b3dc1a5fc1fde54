"""What changed between two versions of an agreement: on a page, as PDF and as Word; and the list of the versions."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tillit.documents.changes_paper import ChangedSection, changes_paper
from tillit.documents.document import Document
from tillit.documents.docx import render_docx
from tillit.documents.failure import PrintError
from tillit.documents.pdf import render_pdf
from tillit.documents.text_differences import changes, text_differences
from tillit.queries.agreement_versions import Between, between, versions_made
from tillit.web.agreements.downloads import number_in
from tillit.web.agreements.views import page_for
from tillit.web.assessment.downloads import WORD, attached
from tillit.web.doors import Visit, door

EACH = 50


@door("case.read")
def versions(request: Visit, case: UUID) -> HttpResponse:
    """What made each version, the newest first; two of them can be chosen to compare."""
    lines = versions_made(actor=request.actor, at=request.at, case=case)
    page = page_for(request, case)
    first = number_in(request, "fore") or page.version + 1
    shown = [one for one in lines if one.number < first]
    older = shown[EACH - 1].number if len(shown) > EACH else None
    given = {"page": page, "head": page.head, "lines": shown[:EACH], "older": older}
    return render(request, "agreements/all_versions.html", given)


def _asked(request: Visit, case: UUID) -> Between:
    """The two versions of the address: all that has happened, where none is said. Raises NotThere."""
    newer = number_in(request, "till") or page_for(request, case).version
    older = number_in(request, "fran") or 1
    return between(
        actor=request.actor, at=request.at, case=case, older=min(older, newer), newer=max(older, newer)
    )


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """The changes between two versions, marked in the text and told in words."""
    found = _asked(request, case)
    sections = []
    for one in found.sections:
        title = text_differences(one.title_before, one.title_after)
        text = text_differences(one.before, one.after)
        if any(piece.kind != "same" for piece in (*title, *text)):
            told = {"title": title, "text": text, "changes": (*changes(title), *changes(text))}
            sections.append((one, {**told, "differs": True}))
    shown = {"head": found.head, "found": found, "sections": sections}
    return render(request, "agreements/changes.html", shown)


@door("case.read")
def pdf(request: Visit, case: UUID) -> HttpResponse:
    """The same as PDF."""
    return _paper(request, case, render_pdf, "application/pdf", "pdf")


@door("case.read")
def docx(request: Visit, case: UUID) -> HttpResponse:
    """The same as a Word file."""
    return _paper(request, case, render_docx, WORD, "docx")


def _paper(
    request: Visit, case: UUID, made: Callable[[Document], bytes], content_type: str, suffix: str
) -> HttpResponse:
    found = _asked(request, case)
    head = found.head
    sections = [
        ChangedSection(one.title_before, one.title_after, one.before, one.after) for one in found.sections
    ]
    title = _("Ändringar: %(title)s") % {"title": head.case_title}
    day, numbers = localdate(request.at), (found.older, found.newer)
    paper = changes_paper(title, head.number, head.authority, numbers, sections, day)
    try:
        content = made(paper)
    except PrintError:
        return render(request, "agreements/no_print.html", {"head": head}, status=503)
    return attached(content, content_type, f"andringar-{found.older}-{found.newer}", suffix)
