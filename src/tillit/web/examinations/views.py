"""The examinations of a case: the list, what is known, and each one."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.actions.acting import Conflict
from tillit.actions.examination_grounds import declare, note_facts
from tillit.actions.homes import Refused
from tillit.domain.roles import ROLE_NAMES, Role
from tillit.queries.examination_guides import questions_asked
from tillit.queries.examinations import examination_page, head_of, overview
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.ground import ground_of
from tillit.queries.preparers import preparers
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door
from tillit.web.examinations.asking import goal_of, page_for, sent
from tillit.web.examinations.forms import DeclarationForm, FactsForm
from tillit.web.examinations.words import DONE, PROPOSED, STATES, WORDS_OF_ANSWERS


@door("case.read")
def listing(request: Visit, case: UUID) -> HttpResponse:
    """All examinations for those who prepare the case; the shared ones for the parties."""
    found = overview(actor=request.actor, at=request.at, case=case)
    groups = [
        (_("Rättsliga prövningar"), "legal", found.legal),
        (_("Prövningar av konsekvenser"), "consequence", found.consequence),
    ]
    done = DONE.get(request.GET.get("klart", ""))
    shown = {"head": found.head, "groups": groups, "states": STATES, "proposed": PROPOSED, "done": done}
    return render(request, "examinations/list.html", shown)


@door("case.read")
def show(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """One examination: why, the questions, the conclusion, what one may do."""
    page = examination_page(actor=request.actor, at=request.at, case=case, guide=guide)
    declared = page.head.inside and page.guide.calculation == "declarations"
    return render(
        request,
        "examinations/show.html",
        {
            "page": page,
            "head": page.head,
            "role": ROLE_NAMES[Role.CASE_OFFICER],
            "people": preparers(case) if declared else (),
            "answers": WORDS_OF_ANSWERS,
            "states": STATES,
            "proposed": PROPOSED[page.proposal],
            "done": DONE.get(request.GET.get("klart", "")),
        },
    )


@door("examination.write", "GET", "POST")
def ground(request: Visit, case: UUID) -> HttpResponse:
    """Say what is known of the case; from that examinations are proposed."""
    head = head_of(request.actor, case, request.at)
    if "write" not in head.can:
        raise NotAllowed("role")
    known = ground_of(case)
    form = FactsForm(
        sent(request), questions=questions_asked(), facts=known.facts, initial={"version": known.version}
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            note_facts(actor=request.actor, at=request.at, case=case, version=version, **form.kept())
            return HttpResponseRedirect(f"{reverse('examinations:list', args=[case])}?klart=underlag")
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, str(STALE))
            status = 409
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors and status == 200 else status
    theirs = ground_of(case) if status == 409 else None
    shown = {"head": head, "form": form, "theirs": theirs}
    return render(request, "examinations/ground.html", shown, status=status)


@door("examination.declare", "GET", "POST")
def declaration(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Say of oneself whether one has an interest in the case."""
    page = page_for(request, case, guide, "declare")
    if page.guide.calculation != "declarations":
        raise NotThere
    form = DeclarationForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            declare(actor=request.actor, at=request.at, case=case, **form.kept())
            return HttpResponseRedirect(goal_of(page, "jav"))
        except Refused as refusal:
            form.add_error("what", str(refusal))
    shown = {
        "page": page,
        "form": form,
        "back": goal_of(page),
        "title": _("Svara om jäv"),
        "lead": _("Tänk på er själv, närstående och uppdrag i organisationen. Ni svarar bara för er själv."),
        "button": _("Spara svaret"),
    }
    return render(request, "examinations/form.html", shown, status=400 if form.errors else 200)
