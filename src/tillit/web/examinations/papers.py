"""Examinations on paper: a page that prints well, and PDF."""

import logging
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from tillit.documents.document import Document
from tillit.documents.failure import PrintError
from tillit.documents.html import render_html
from tillit.documents.pdf import render_pdf
from tillit.queries.examination_papers import examination_document
from tillit.queries.examinations import Head, examination_page
from tillit.web.doors import Visit, door
from tillit.web.examinations.asking import goal_of

log = logging.getLogger(__name__)


@door("case.read")
def show(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """One examination as a page that prints well."""
    page = examination_page(actor=request.actor, at=request.at, case=case, guide=guide)
    paper = examination_document(page, localdate(request.at))
    return as_page(request, page.head, paper, goal_of(page), goal_of(page, name="pdf"))


@door("case.read")
def pdf(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """One examination as PDF."""
    page = examination_page(actor=request.actor, at=request.at, case=case, guide=guide)
    paper = examination_document(page, localdate(request.at))
    return as_pdf(request, page.head, paper, page.guide.id, goal_of(page, name="paper"))


def as_page(request: Visit, head: Head, paper: Document, back: str, pdf_path: str) -> HttpResponse:
    """A paper inside a page."""
    made = mark_safe(render_html(paper))  # noqa: S308  every text in it is escaped by render_html
    shown = {"head": head, "paper": made, "title": paper.title, "back": back, "pdf": pdf_path}
    return render(request, "examinations/paper.html", shown)


def as_pdf(request: Visit, head: Head, paper: Document, name: str, page_path: str) -> HttpResponse:
    """A paper as a file; when it cannot be printed, the way to the page."""
    try:
        made = render_pdf(paper)
    except PrintError as error:
        log.error("%s was not printed: %s (%s)", name, error, error.detail)
        shown = {"head": head, "problem": str(error), "back": page_path}
        return render(request, "examinations/print_error.html", shown, status=503)
    file = content_disposition_header(True, f"{name}-{paper.date}.pdf") or "attachment"
    headers = {"Content-Disposition": file, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
