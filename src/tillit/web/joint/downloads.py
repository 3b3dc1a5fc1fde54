"""The joint assessment to file: PDF with its machine-readable twin, and Word."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.documents.docx import render_docx
from tillit.documents.failure import PrintError
from tillit.documents.pdf import render_pdf
from tillit.queries.gate import NotThere
from tillit.queries.joint import AssessmentPage, assessment_page
from tillit.queries.papers import assessment_attachment, joint_document
from tillit.web.assessment.downloads import WORD, attached
from tillit.web.doors import Visit, door


@door("case.read")
def pdf(request: Visit, case: UUID, assessment: UUID) -> HttpResponse:
    """The assessment as PDF."""
    return _paper(request, case, assessment, _as_pdf, "application/pdf", "pdf")


@door("case.read")
def docx(request: Visit, case: UUID, assessment: UUID) -> HttpResponse:
    """The assessment as a Word file."""
    return _paper(request, case, assessment, lambda page: render_docx(joint_document(page)), WORD, "docx")


def _as_pdf(page: AssessmentPage) -> bytes:
    data = assessment_attachment(page.weighed)
    return render_pdf(joint_document(page), attachment=data, attachment_name="bedomning.json")


def _paper(
    request: Visit,
    case: UUID,
    assessment: UUID,
    render_paper: Callable[[AssessmentPage], bytes],
    content_type: str,
    suffix: str,
) -> HttpResponse:
    """The paper, from when the answers are open to all."""
    page = assessment_page(actor=request.actor, at=request.at, case=case, assessment=assessment)
    if page.opened_at is None:
        raise NotThere
    try:
        content = render_paper(page)
    except PrintError:
        return render(request, "joint/no_print.html", {"page": page}, status=503)
    return attached(content, content_type, f"bedomning-{page.number}", suffix)
