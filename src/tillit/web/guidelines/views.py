"""Pages about the guidelines, read by anyone: all of them, one of them, and how they differ."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from tillit.domain.guidelines import Guideline
from tillit.queries import guidelines as queries
from tillit.web.doors import door
from tillit.web.guidelines import comparing, reading
from tillit.web.guidelines.findings import findings
from tillit.web.guidelines.telling import validity
from tillit.web.guidelines.unknown import named_guideline
from tillit.web.guidelines.words import TREATMENTS


@door("page.read")
def show_list(request: HttpRequest) -> HttpResponse:
    """Show every guideline, the law first and set apart."""
    on = localdate()
    rows = [_card(found, on) for found in queries.guidelines().values()]
    law = [row for row in rows if row["guideline"].kind == "law"]
    others = [row for row in rows if row["guideline"].kind != "law"]
    return render(request, "guidelines/list.html", {"laws": law, "others": others})


def _card(found: Guideline, on: datetime.date) -> dict[str, Any]:
    rules = [rule for rule in found.rules if rule.form == "partnership"]
    return {
        "guideline": found,
        "validity": validity(found, on),
        "in_force": found.valid_on(on),
        "requires": sum(rule.effect == "requires" for rule in rules),
        "excludes": sum(rule.effect == "excludes" for rule in rules),
        "favours": sum(rule.effect == "favours" for rule in rules),
    }


@door("page.read")
@named_guideline
def show(request: HttpRequest, guideline_id: str) -> HttpResponse:
    """Show one guideline as a document, with what the checker found in it."""
    on = localdate()
    page = queries.described(guideline_id=guideline_id)
    newest, earlier = reading.amounts(page.guideline, on)
    context = {
        "guideline": page.guideline,
        "law": page.law,
        "is_law": page.guideline is page.law,
        "validity": validity(page.guideline, on),
        "in_force": page.guideline.valid_on(on),
        "groups": reading.partnership_groups(page, on),
        "discretion": reading.discretion(page, on),
        "other_forms": reading.other_forms(page, on),
        "demands": reading.demands_in_words(page.guideline.demands),
        "amounts": newest,
        "earlier_amounts": earlier,
        "on": on,
        "findings": findings(page),
    }
    return render(request, "guidelines/show.html", context)


@door("page.read")
def show_matrix(request: HttpRequest) -> HttpResponse:
    """Show how every guideline treats every question; only where they differ unless all are asked for."""
    everything = "alla" in request.GET
    found = queries.matrix()
    themes = comparing.matrix_rows(found, everything=everything)
    context = {
        "guidelines": found.guidelines,
        "themes": themes,
        "shown": sum(len(theme.rows) for theme in themes),
        "total": len(found.rows),
        "everything": everything,
        "words": [word for key, word in TREATMENTS.items() if key != "silent"],
        "silent": TREATMENTS["silent"],
    }
    return render(request, "guidelines/matrix.html", context)


@door("page.read")
def show_comparison(request: HttpRequest) -> HttpResponse:
    """Hold two guidelines against each other: the differences and the smallest case they part on."""
    context = comparing.comparison(request.GET.get("a", "").strip(), request.GET.get("b", "").strip())
    return render(request, "guidelines/compare.html", context, status=404 if context["unknown"] else 200)


@door("page.read")
def send_case(request: HttpRequest) -> HttpResponse:
    """Send the smallest case where two guidelines part as a case file, to be tried under one of them."""
    a, b, chosen = (request.GET.get(name, "") for name in ("a", "b", "med"))
    try:
        found = queries.comparison(a=a, b=b)
    except queries.UnknownGuideline as error:
        raise Http404 from error
    case = comparing.case_file(found, found.b if chosen == b else found.a)
    if case is None:
        raise Http404
    name = content_disposition_header(True, f"fall-{case['id']}.json") or "attachment"
    dumps = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(case, json_dumps_params=dumps, headers={"Content-Disposition": name})
