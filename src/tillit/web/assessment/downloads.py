"""The result to take along: PDF, Word and the case file to go on from."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from tillit.documents.docx import render_docx
from tillit.documents.failure import PrintError
from tillit.documents.pdf import render_pdf
from tillit.domain.cases import plain_case
from tillit.queries.assessment import Weighed, weigh
from tillit.queries.papers import assessment_attachment, assessment_document
from tillit.web.assessment.visitor import idea_of
from tillit.web.doors import door

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@door("page.read")
def pdf(request: HttpRequest) -> HttpResponse:
    """The assessment as PDF, with the same content as JSON inside."""
    return _paper(request, _as_pdf, "application/pdf", "pdf")


@door("page.read")
def docx(request: HttpRequest) -> HttpResponse:
    """The assessment as a Word file."""
    return _paper(request, lambda weighed: render_docx(assessment_document(weighed)), WORD, "docx")


@door("page.read")
def case_file(request: HttpRequest) -> HttpResponse:
    """The answers as a case file, to go on from later."""
    idea = idea_of(request)
    if not idea.begun:
        return redirect("assessment:start")
    content = json.dumps(plain_case(idea.case), ensure_ascii=False, indent=2).encode()
    return attached(content, "application/json", "arende", "json")


def _as_pdf(weighed: Weighed) -> bytes:
    document = assessment_document(weighed)
    return render_pdf(document, attachment=assessment_attachment(weighed), attachment_name="bedomning.json")


def _paper(
    request: HttpRequest, render_paper: Callable[[Weighed], bytes], content_type: str, suffix: str
) -> HttpResponse:
    idea = idea_of(request)
    if not idea.begun:
        return redirect("assessment:start")
    weighed = weigh(case=idea.case, guideline_id=idea.guideline, on=localdate())
    try:
        content = render_paper(weighed)
    except PrintError:
        return render(request, "assessment/no_print.html", {"idea": idea}, status=503)
    return attached(content, content_type, "bedomning", suffix)


def attached(content: bytes, content_type: str, name: str, suffix: str) -> HttpResponse:
    """A file to keep, named with the day."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{localdate().isoformat()}.{suffix}"'
    return response
