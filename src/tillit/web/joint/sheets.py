"""One's own side's answers: question by question or all on one page, sealed once and for all, then confirmed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import sheets as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.sealed_assessment import Stale
from tillit.queries.gate import NotAllowed
from tillit.queries.guidelines import bank
from tillit.queries.joint import assessment_page
from tillit.queries.sheets import SheetPage, sheet_page
from tillit.web.assessment import pages
from tillit.web.assessment.visitor import Idea
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of
from tillit.web.joint.forms import WORDS, EveryAnswerForm, SheetAnswerForm
from tillit.web.joint.words import DONE, idea_of, theirs


def _page(request: Visit, case: UUID, sheet: UUID, can: str = "") -> SheetPage:
    """One's own side's sheet, for someone who may do this to it. Raises NotThere, NotAllowed."""
    page = sheet_page(actor=request.actor, at=request.at, case=case, sheet=sheet)
    if can and can not in page.can:
        raise NotAllowed("role")
    return page


def _to(page: SheetPage, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('joint:sheet', args=[page.case, page.id])}?klart={done}")


@door("sheet.read")
def show(request: Visit, case: UUID, sheet: UUID) -> HttpResponse:
    """The sheet: every question with its answer."""
    page = _page(request, case, sheet)
    shown = {
        "sheet": page,
        "themes": pages.answer_themes(page.weighed, _idea(page)),
        "read_only": page.sealed_at is not None or page.opened or "answer" not in page.can,
        "next": next((fact for fact in page.weighed.asked if fact not in page.answers), None),
        "done": DONE.get(request.GET.get("klart", "")),
    }
    return render(request, "joint/sheet.html", shown)


def _idea(page: SheetPage) -> Idea:
    return idea_of(page.under[0], page.answers)


@door("sheet.answer", "GET", "POST")
def question(request: Visit, case: UUID, sheet: UUID, fact: str) -> HttpResponse:
    """Show one question, or take its answer and go to the next without one."""
    page = _page(request, case, sheet, "answer")
    if fact not in page.weighed.asked:
        raise Http404
    form = SheetAnswerForm(request.POST) if request.method == "POST" else None
    clash = None
    if form is not None and form.is_valid():
        given = (form.value, form.cleaned_data["why"])
        try:
            _write(request, page, {fact: given}, form.cleaned_data["version"])
            return _after(request, page, fact)
        except Stale as stale:
            clash = theirs(stale)
            page = _page(request, case, sheet, "answer")
        except Refused as refusal:
            form.add_error("answer", str(refusal))
    shown = pages.question_page(_idea(page), fact, form, under=page.under)
    shown |= {"sheet": page, "theirs": clash, "kept_in_case": True, "next": None}
    shown["version"] = page.version if form is None or clash else form.data.get("version", "")
    shown["after_change"] = "svar" in (request.GET.get("till"), request.POST.get("till"))
    shown["guideline"] = f"{page.under[0].id}/{page.under[0].version}"
    status = 409 if clash else 400 if shown["errors"] else 200
    return render(request, "joint/question.html", shown, status=status)


def _write(
    request: Visit, page: SheetPage, answers: dict[str, tuple[bool | None, str]], version: int
) -> None:
    """Write what is new. Whoever goes on without changing anything has written nothing."""
    kept = {fact: (one.value, one.why) for fact, one in page.answers.items()}
    new = {fact: given for fact, given in answers.items() if kept.get(fact) != given}
    if new:
        acts.answer(actor=request.actor, at=request.at, sheet=page.id, version=version, answers=new)


def _after(request: Visit, page: SheetPage, fact: str) -> HttpResponse:
    """To the next question without an answer, or to the sheet."""
    later = page.weighed.asked[page.weighed.asked.index(fact) + 1 :]
    following = next((one for one in later if one not in page.answers), None)
    if following is None or request.POST.get("till") == "svar":
        return _to(page, "sparat")
    return HttpResponseRedirect(reverse("joint:question", args=[page.case, page.id, following]))


@door("sheet.answer", "GET", "POST")
def every(request: Visit, case: UUID, sheet: UUID) -> HttpResponse:
    """All questions on one page."""
    page = _page(request, case, sheet, "answer")
    questions = [bank().by_id[fact] for fact in page.weighed.asked]
    form = EveryAnswerForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        answers=page.answers,
        initial={"version": page.version},
    )
    shown: dict[str, Any] = {"sheet": page, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, page, form.changed(), form.cleaned_data["version"])
            return _to(page, "sparat")
        except Stale as stale:
            shown["theirs"] = theirs(stale)
            form.data = {**request.POST.dict(), "version": str(page.version)}
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 409 if "theirs" in shown else 400 if form.errors else 200
    return render(request, "joint/every.html", shown, status=status)


@door("sheet.seal", "GET", "POST")
def seal(request: Visit, case: UUID, sheet: UUID) -> HttpResponse:
    """Say what sealing means, then seal."""
    page = _page(request, case, sheet, "seal")
    problem = ""
    if request.method == "POST":
        try:
            last = acts.seal(
                actor=request.actor, at=request.at, sheet=sheet, version=version_of(request.POST)
            )
            return _to(page, "oppnade" if last else "forseglat")
        except Conflict:
            problem = str(STALE)
            page = _page(request, case, sheet, "seal")
        except Refused as refusal:
            problem = str(refusal)
    themes = pages.answer_themes(page.weighed, _idea(page))
    shown = {"sheet": page, "problem": problem, "themes": themes, "read_only": True}
    return render(request, "joint/seal.html", shown, status=409 if problem else 200)


@door("sheet.confirm", "GET", "POST")
def confirm(request: Visit, case: UUID, sheet: UUID) -> HttpResponse:
    """Confirm what all have agreed on."""
    page = _page(request, case, sheet, "confirm")
    problem = ""
    if request.method == "POST":
        try:
            acts.confirm(actor=request.actor, at=request.at, sheet=sheet, version=version_of(request.POST))
            done = reverse("joint:show", args=[case, page.assessment])
            return HttpResponseRedirect(f"{done}?klart=bekraftat")
        except Conflict:
            problem = str(STALE)
        except Refused as refusal:
            problem = str(refusal)
    whole = assessment_page(actor=request.actor, at=request.at, case=case, assessment=page.assessment)
    shown = {"sheet": page, "page": whole, "problem": problem, "words": WORDS}
    return render(request, "joint/confirm.html", shown, status=409 if problem else 200)
