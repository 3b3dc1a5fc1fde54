"""What the sides share: where the assessment is, the differences as an agenda, the joint answers and reasons."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions import joint as acts
from tillit.actions.homes import Refused
from tillit.domain.sealed_assessment import Stale
from tillit.queries.burden import questions_asked
from tillit.queries.cases import case_page
from tillit.queries.gate import NotAllowed
from tillit.queries.joint import AssessmentPage, assessment_page
from tillit.queries.joint_lines import assessment_line
from tillit.web.assessment import outcome, pages
from tillit.web.cases.burden import burden_shown
from tillit.web.doors import Visit, door
from tillit.web.joint.forms import BeginForm, JointAnswerForm, ReasonsForm, field_of
from tillit.web.joint.words import DONE, idea_of, left, points, theirs
from tillit.web.joint.words import agenda as agenda_of


def _page(request: Visit, case: UUID, assessment: UUID, can: str = "") -> AssessmentPage:
    """The assessment, for someone who may do this to it. Raises NotThere, NotAllowed."""
    page = assessment_page(actor=request.actor, at=request.at, case=case, assessment=assessment)
    if can and can not in page.can:
        raise NotAllowed("role")
    return page


def _to(case: UUID, assessment: UUID, name: str, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(f'joint:{name}', args=[case, assessment])}?klart={done}")


@door("case.assess", "GET", "POST")
def begin(request: Visit, case: UUID) -> HttpResponse:
    """Begin an assessment; when there is one already, say why."""
    home = case_page(actor=request.actor, at=request.at, case=case)
    line = assessment_line(actor=request.actor, at=request.at, case=case)
    if not line.may_begin:
        raise NotAllowed("role")
    form = BeginForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].required = line.id is not None
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.begin(
                actor=request.actor, at=request.at, case=case, reason=form.cleaned_data["reason"]
            )
            return _to(case, made, "show", "borjat")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {"case": home, "form": form, "line": line}
    questions = questions_asked(actor=request.actor, case=case)
    shown["burden"] = burden_shown(request, case, {"question": questions})
    return render(request, "joint/begin.html", shown, status=400 if form.errors else 200)


@door("case.read")
def show(request: Visit, case: UUID, assessment: UUID) -> HttpResponse:
    """Where the assessment is; when it is open, what the agreed answers say."""
    page = _page(request, case, assessment)
    shown: dict[str, Any] = {"page": page, "done": DONE.get(request.GET.get("klart", ""))}
    if page.opened_at is not None:
        shown |= outcome.result_page(page.weighed, ())
        shown |= {"left": left(page), "reasoning": _reasoning(page)}
    return render(request, "joint/show.html", shown)


def _reasoning(page: AssessmentPage) -> list[tuple[str, str]]:
    """Each point of discretion with what the sides have written."""
    kept = page.joint.reasoning
    return [(title, kept[rule].text) for rule, title, _because in points(page) if rule in kept]


@door("case.read")
def agenda(request: Visit, case: UUID, assessment: UUID) -> HttpResponse:
    """The differences as the agenda of the next meeting."""
    page = _page(request, case, assessment)
    done = DONE.get(request.GET.get("klart", ""))
    return render(request, "joint/agenda.html", {"page": page, "points": agenda_of(page), "done": done})


@door("case.agree", "GET", "POST")
def settle(request: Visit, case: UUID, assessment: UUID, fact: str) -> HttpResponse:
    """Agree on the answer to one question."""
    page = _page(request, case, assessment, "agree")
    if fact not in page.asked:
        raise Http404
    if page.state != "agreeing":
        return render(request, "joint/not_now.html", {"page": page})
    form = JointAnswerForm(request.POST) if request.method == "POST" else None
    clash = None
    if form is not None and form.is_valid():
        given: dict[str, Any] = {
            "value": form.value,
            "why": form.cleaned_data["why"],
            "version": form.cleaned_data["version"],
        }
        try:
            acts.settle(actor=request.actor, at=request.at, assessment=assessment, fact=fact, **given)
            return _to(case, assessment, "agenda", "enats")
        except Stale as stale:
            clash = theirs(stale)
            page = _page(request, case, assessment, "agree")
        except Refused as refusal:
            form.add_error("answer", str(refusal))
    shown = _settling(page, fact, form) | {"theirs": clash}
    shown["version"] = page.version if form is None or clash else form.data.get("version", "")
    status = 409 if clash else 400 if shown["errors"] else 200
    return render(request, "joint/settle.html", shown, status=status)


def _settling(page: AssessmentPage, fact: str, form: JointAnswerForm | None) -> dict[str, Any]:
    """One question to agree on, with what each side has answered."""
    idea, under = idea_of(page.guideline, page.joint.answers), (page.guideline, page.law)
    point = next((one for one in agenda_of(page) if one["question"].id == fact), None)
    return {
        **pages.question_page(idea, fact, form, under=under),
        "page": page,
        "sides": point["answers"] if point else [],
        "guideline": f"{page.guideline.id}/{page.guideline.version}",
        "kept_in_case": True,
        "why_needed": True,
    }


@door("case.agree", "GET", "POST")
def reasons(request: Visit, case: UUID, assessment: UUID) -> HttpResponse:
    """Write which alternatives were considered, and the reasoning on each point of discretion."""
    page = _page(request, case, assessment, "agree")
    if page.state != "agreeing":
        return render(request, "joint/not_now.html", {"page": page})
    asked = points(page)
    kept = {field_of(rule): one.text for rule, one in page.joint.reasoning.items()}
    started = {"alternatives": page.joint.alternatives.text, "version": page.version, **kept}
    form = ReasonsForm(request.POST if request.method == "POST" else None, points=asked, initial=started)
    shown: dict[str, Any] = {"page": page, "form": form, "points": asked}
    if request.method == "POST" and form.is_valid():
        given = {**form.texts(), "version": form.cleaned_data["version"]}
        try:
            acts.reason(actor=request.actor, at=request.at, assessment=assessment, **given)
            return _to(case, assessment, "show", "skrivet")
        except Stale as stale:
            shown["theirs"] = theirs(stale)
            now = _page(request, case, assessment, "agree")
            form.data = {**request.POST.dict(), "version": str(now.version)}
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 409 if "theirs" in shown else 400 if form.errors else 200
    return render(request, "joint/reasons.html", shown, status=status)
