"""How near a case is to an agreement: what is missing, why it is asked, and where to do it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tillit.domain.readiness import Line
from tillit.queries.cases import CasePage, case_page
from tillit.queries.joint_lines import AssessmentLine, assessment_line
from tillit.queries.readiness import readiness_of
from tillit.web.cases.open_tasks import open_tasks
from tillit.web.doors import Visit, door

#: Where each need is met; the assessment has no page of its own until it is begun.
PAGES = {
    "challenge": "challenges:show",
    "goal": "challenges:show",
    "meeting": "dialogue:meetings",
    "legal": "examinations:list",
    "consequence": "examinations:list",
    "conflict": "examinations:list",
}
#: Where it is met by those who may do this to the case.
ACTS = {"parties": "case.parties", "officer": "case.assign"}
ACT_PAGES = {"parties": "cases:add_party", "officer": "cases:assign"}


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """The needs of a case, those that are met last."""
    page = case_page(actor=request.actor, at=request.at, case=case)
    assessment = assessment_line(actor=request.actor, at=request.at, case=case)
    lines = readiness_of(actor=request.actor, at=request.at, case=case)
    shown = [(one, _link(one, page, assessment)) for one in sorted(lines, key=lambda one: one.met)]
    met = sum(one.met for one in lines)
    tasks = open_tasks(request, case)
    return render(request, "cases/readiness.html", {"case": page, "lines": shown, "met": met, "tasks": tasks})


def _link(line: Line, page: CasePage, assessment: AssessmentLine) -> str:
    """The address where a need is met, "" when the reader has none."""
    key = line.need.key
    if key in PAGES:
        return reverse(PAGES[key], args=[page.id])
    if key in ACTS:
        return reverse(ACT_PAGES[key], args=[page.id]) if ACTS[key] in page.can else ""
    if assessment.id:
        return reverse("joint:show", args=[page.id, assessment.id])
    return reverse("joint:begin", args=[page.id]) if assessment.may_begin and assessment.parties else ""
