"""The list of cases, a new case, and the page of a case."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from tillit.actions import cases as acts
from tillit.actions.homes import Refused
from tillit.documents.assessment_words import FORM_NAMES
from tillit.documents.ending_words import NAMES, worded
from tillit.queries import case_lists
from tillit.queries import cases as asked
from tillit.queries.agreements import agreement_page
from tillit.queries.case_filters import Filters
from tillit.queries.gate import NotAllowed
from tillit.queries.joint_lines import assessment_line
from tillit.queries.officers import count_late_answers
from tillit.queries.openings import answered_by
from tillit.queries.saved_filters import saved_filters
from tillit.queries.similar import similar_cases
from tillit.queries.timeline import LATEST, timeline
from tillit.web.cases.burden import burden_shown
from tillit.web.cases.filters import XLSX, cases_workbook, filters_of, kept_of
from tillit.web.cases.forms import CaseForm
from tillit.web.cases.open_tasks import open_tasks
from tillit.web.cases.telling import told
from tillit.web.cases.words import DONE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import page_of


@door("case.list")
def listing(request: Visit) -> HttpResponse:
    """The cases that one may read. How many answers are late is told before one has searched."""
    filters = filters_of(request.GET)
    found = case_lists.listing(actor=request.actor, at=request.at, filters=filters, page=page_of(request.GET))
    narrowed = filters != Filters(sort=filters.sort)
    late = None if narrowed else count_late_answers(actor=request.actor, at=request.at)
    shown = {"list": found, "filters": filters, "narrowed": narrowed, "kept": kept_of(filters), "late": late}
    shown["saved"] = saved_filters(actor=request.actor, at=request.at)
    shown["query"] = kept_of(filters).rstrip("&")
    return render(request, "cases/list.html", {**shown, "done": DONE.get(request.GET.get("klart", ""))})


@door("case.list")
def workbook(request: Visit) -> HttpResponse:
    """The same list as an Excel file."""
    lines = case_lists.exported(actor=request.actor, filters=filters_of(request.GET))
    made = cases_workbook(lines)
    name = f"Ärenden {localdate(request.at)}.xlsx"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made, content_type=XLSX, headers=headers)


@door("case.read")
def similar(request: Visit, case: UUID) -> HttpResponse:
    """Cases like this one: one's own, and examples from elsewhere."""
    page = asked.case_page(actor=request.actor, at=request.at, case=case)
    cases, examples = similar_cases(actor=request.actor, case=case)
    lines = [(one, worded(NAMES, one.way, page.agreement_word) if one.way else "") for one in cases]
    elsewhere = [(one, FORM_NAMES.get(one.used, "")) for one in examples]  # type: ignore[call-overload]
    return render(request, "cases/similar.html", {"case": page, "lines": lines, "elsewhere": elsewhere})


@door("case.open", "GET", "POST")
def new(request: Visit) -> HttpResponse:
    """Open a case at one's own board."""
    boards = case_lists.listing(actor=request.actor, at=request.at).begin_at
    if not boards:
        raise NotAllowed("role")
    choices = [(str(one.id), one.name) for one in boards]
    form = CaseForm(
        request.POST if request.method == "POST" else None, boards=choices, initial={"board": choices[0][0]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            case = acts.open_case(
                actor=request.actor,
                at=request.at,
                board=UUID(form.cleaned_data["board"]),
                title=form.cleaned_data["title"],
            )
            return HttpResponseRedirect(f"{reverse('cases:show', args=[case])}?klart=oppnat")
        except Refused as refusal:
            form.add_error("board", str(refusal))
    return render(
        request, "cases/new.html", {"form": form, "boards": choices}, status=400 if form.errors else 200
    )


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """A case: whose turn it is, the texts, what happened, the parties."""
    page = asked.case_page(actor=request.actor, at=request.at, case=case)
    latest = timeline(actor=request.actor, at=request.at, case=case, most=LATEST)
    shown = {
        "case": page,
        "lines": told(latest),
        "opening": answered_by(actor=request.actor, at=request.at, case=case),
        "assessment": assessment_line(actor=request.actor, at=request.at, case=case),
        "agreement": agreement_page(actor=request.actor, at=request.at, case=case),
        "tasks": open_tasks(request, case),
        "burden": burden_shown(request, case) if page.mine == "authority" else {},
        "done": DONE.get(request.GET.get("klart", "")),
    }
    return render(request, "cases/show.html", shown)
