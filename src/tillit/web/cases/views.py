"""The list of cases, a new case, and the page of a case."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import cases as acts
from tillit.actions.homes import Refused
from tillit.queries import case_lists
from tillit.queries import cases as asked
from tillit.queries.gate import NotAllowed
from tillit.queries.officers import late_answers
from tillit.web.cases.forms import CaseForm
from tillit.web.cases.words import DONE, happened
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import kept_query, page_of, words_of


@door("case.list")
def listing(request: Visit) -> HttpResponse:
    """The cases that one may read."""
    search, sort = words_of(request.GET), request.GET.get("ordning", "nyast")
    found = case_lists.listing(
        actor=request.actor, at=request.at, search=search, sort=sort, page=page_of(request.GET)
    )
    sort = sort if sort in case_lists.SORTS else "nyast"
    late = len(late_answers(actor=request.actor, at=request.at))
    kept = kept_query(sok=search, ordning=sort)
    shown = {"list": found, "search": search, "sort": sort, "kept": kept, "late": late}
    return render(request, "cases/list.html", {**shown, "done": DONE.get(request.GET.get("klart", ""))})


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
    events = [(one, happened(one.action)) for one in page.events]
    done = DONE.get(request.GET.get("klart", ""))
    return render(request, "cases/show.html", {"case": page, "events": events, "done": done})
