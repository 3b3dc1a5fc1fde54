"""The lathund (quick guide) of a guideline: as a page, as PDF with the rules attached, and as Word."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from tillit.documents.document import Document
from tillit.documents.docx import render_docx
from tillit.documents.failure import PrintError
from tillit.documents.html import render_html
from tillit.documents.lathund import lathund
from tillit.documents.pdf import render_pdf
from tillit.domain.conditions import plain
from tillit.domain.guidelines import Guideline
from tillit.queries import guidelines as queries
from tillit.web.doors import door
from tillit.web.guidelines.unknown import named_guideline

log = logging.getLogger(__name__)
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@door("page.read")
@named_guideline
def show_page(request: HttpRequest, guideline_id: str) -> HttpResponse:
    """Show the lathund as a page that prints well."""
    guideline, document = _made(guideline_id)
    paper = mark_safe(render_html(document))  # noqa: S308  every text in it is escaped by render_html
    return render(request, "guidelines/lathund.html", {"guideline": guideline, "paper": paper})


@door("page.read")
@named_guideline
def send_pdf(request: HttpRequest, guideline_id: str) -> HttpResponse:
    """Send the lathund as PDF, with the guideline's rules attached as JSON."""
    guideline, document = _made(guideline_id)
    name, rules = f"riktlinje-{guideline.id}.json", rules_as_json(guideline)
    return _sent(
        request,
        guideline,
        document,
        lambda: render_pdf(document, attachment=rules, attachment_name=name),
        "pdf",
        PDF,
    )


@door("page.read")
@named_guideline
def send_docx(request: HttpRequest, guideline_id: str) -> HttpResponse:
    """Send the lathund as a Word file."""
    guideline, document = _made(guideline_id)
    return _sent(request, guideline, document, lambda: render_docx(document), "docx", DOCX)


def rules_as_json(guideline: Guideline) -> bytes:
    """The guideline's rules for machines."""
    keys = ("id", "form", "effect", "title", "because", "source", "url", "discretion", "stops_every")
    rules = [{**{key: getattr(r, key) for key in keys}, "when": plain(r.when)} for r in guideline.rules]
    head = ("id", "title", "issuer", "version", "valid_from", "valid_until", "source", "url")
    whole = {
        **{key: getattr(guideline, key) for key in head},
        "rules": rules,
        "demands": asdict(guideline.demands),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()


def _made(guideline_id: str) -> tuple[Guideline, Document]:
    page = queries.described(guideline_id=guideline_id)
    return page.guideline, lathund(page.guideline, page.law, page.bank, localdate())


def _sent(
    request: HttpRequest, guideline: Guideline, document: Document,
    make: Callable[[], bytes], ending: str, content_type: str,
) -> HttpResponse:  # fmt: skip
    try:
        made = make()
    except PrintError as error:
        log.error("lathund of %s was not printed: %s (%s)", guideline.id, error, error.detail)
        context = {"guideline": guideline, "problem": str(error)}
        return render(request, "guidelines/print_error.html", context, status=503)
    name = f"Lathund IOP {guideline.short} {document.date}.{ending}"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made, content_type=content_type, headers=headers)
