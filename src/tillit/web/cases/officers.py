"""Who is responsible for a case, and the confirmation to its parties. Also the coordinator's list of late answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from tillit.actions import officers as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.queries import cases as asked
from tillit.queries.gate import NotAllowed
from tillit.queries.officers import late_answers
from tillit.web.cases.forms import AnswerForm, OfficerForm
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door


def _page(request: Visit, case: UUID, action: str) -> asked.CasePage:
    """The case, for someone who may do this to it. Raises NotThere, NotAllowed."""
    page = asked.case_page(actor=request.actor, at=request.at, case=case)
    if action not in page.can:
        raise NotAllowed("role")
    return page


@door("case.assign", "GET", "POST")
def assign(request: Visit, case: UUID) -> HttpResponse:
    """Choose who is responsible. Whoever opens the page is the first choice when nobody is."""
    page = _page(request, case, "case.assign")
    choices = [(str(one.id), one.name) for one in page.officer.choices]
    mine = str(page.officer.id or request.actor.person)
    form = OfficerForm(
        request.POST if request.method == "POST" else None,
        officers=choices,
        initial={"officer": mine, "version": page.version},
    )
    return _answer(request, page, form, "cases/assign.html", "ansvar", acts.assign)


@door("case.acknowledge", "GET", "POST")
def acknowledge(request: Visit, case: UUID) -> HttpResponse:
    """Confirm what came in, with a day for the answer."""
    page = _page(request, case, "case.acknowledge")
    proposed = localtime(request.at).date() + timedelta(days=page.officer.answer_days)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"answer_by": proposed.isoformat(), "version": page.version},
    )
    return _answer(request, page, form, "cases/acknowledge.html", "bekraftat", acts.acknowledge)


def _answer(
    request: Visit, page: asked.CasePage, form: Any, template: str, done: str, act: Any
) -> HttpResponse:
    """Show a form, or do what it asks; when the case was changed meanwhile, say so and keep what was typed."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.actor, at=request.at, case=page.id, **form.cleaned_data)
            return HttpResponseRedirect(f"{reverse('cases:show', args=[page.id])}?klart={done}")
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, str(STALE))
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors and status == 200 else status
    return render(request, template, {"case": page, "form": form}, status=status)


@door("case.list", "GET")
def late(request: Visit) -> HttpResponse:
    """The answers that are late, of the cases that one may read."""
    return render(request, "cases/late.html", {"lines": late_answers(actor=request.actor, at=request.at)})
