"""The whole agreement as a page to read, and to file: PDF with its machine-readable twin, and Word."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from tillit.documents.document import Document
from tillit.documents.docx import render_docx
from tillit.documents.failure import PrintError
from tillit.documents.html import render_html
from tillit.documents.pdf import render_pdf
from tillit.queries.agreement_papers import agreement_attachment, agreement_document
from tillit.queries.agreement_versions import page_at
from tillit.queries.agreements import AgreementPage
from tillit.queries.gate import NotThere
from tillit.web.assessment.downloads import WORD, attached
from tillit.web.doors import Visit, door


def _page(request: Visit, case: UUID) -> AgreementPage:
    """The agreement from when it is begun, now or at the version that is asked for. Raises NotThere."""
    version = number_in(request, "version")
    return page_at(actor=request.actor, at=request.at, case=case, version=version)


def number_in(request: Visit, name: str) -> int | None:
    """A number in the address, None where there is none. Raises NotThere for what is no number."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise NotThere
    return int(text)


@door("case.read")
def text(request: Visit, case: UUID) -> HttpResponse:
    """The whole text as it stands."""
    page = _page(request, case)
    made = agreement_document(page, request.at)
    paper = mark_safe(render_html(made))  # noqa: S308  every text in it is escaped by render_html
    return render(
        request,
        "agreements/text.html",
        {"page": page, "head": page.head, "paper": paper, "old": request.GET.get("version")},
    )


@door("case.read")
def pdf(request: Visit, case: UUID) -> HttpResponse:
    """The agreement as PDF."""
    page = _page(request, case)
    data = agreement_attachment(page)
    return _paper(
        request,
        page,
        lambda made: render_pdf(made, attachment=data, attachment_name="overenskommelse.json"),
        "application/pdf",
        "pdf",
    )


@door("case.read")
def docx(request: Visit, case: UUID) -> HttpResponse:
    """The agreement as a Word file."""
    return _paper(request, _page(request, case), render_docx, WORD, "docx")


def _paper(
    request: Visit,
    page: AgreementPage,
    render_paper: Callable[[Document], bytes],
    content_type: str,
    suffix: str,
) -> HttpResponse:
    try:
        content = render_paper(agreement_document(page, request.at))
    except PrintError:
        return render(request, "agreements/no_print.html", {"page": page, "head": page.head}, status=503)
    return attached(content, content_type, f"overenskommelse-version-{page.version}", suffix)
