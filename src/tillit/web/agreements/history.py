"""The wordings of a section: all of them, and one beside another."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tillit.queries.gate import NotThere
from tillit.queries.sections import section_history
from tillit.web.agreements.comparing import compared, whole_text
from tillit.web.agreements.sections import page_for
from tillit.web.doors import Visit, door


@door("case.read")
def versions(request: Visit, case: UUID, section: UUID) -> HttpResponse:
    """Every wording, by which side, and who accepted it."""
    page = page_for(request, case, section)
    lines = section_history(actor=request.actor, at=request.at, case=case, section=section)
    return render(request, "agreements/versions.html", {"page": page, "head": page.head, "lines": lines})


@door("case.read")
def compare(request: Visit, case: UUID, section: UUID, version: int) -> HttpResponse:
    """One wording, and what differs from an older one: the one before, if not said."""
    page = page_for(request, case, section)
    lines = section_history(actor=request.actor, at=request.at, case=case, section=section)
    by_version = {line.wording.version: line.wording for line in lines}
    if version not in by_version:
        raise NotThere
    asked = request.GET.get("mot", "")
    older = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else version - 1
    one, before = by_version[version], by_version.get(older)
    shown = {
        "page": page,
        "head": page.head,
        "wording": one,
        "before": before,
        "text": whole_text(page.head, page.section.key, one),
        "compared": compared(page.head, page.section, before, one),
        "others": [number for number in by_version if number != version],
    }
    return render(request, "agreements/version.html", shown)
