"""One question at a time, back and forth at will, to an explained result. Nothing is stored."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from tillit.domain.reading import BadData
from tillit.gateways.data_files import LARGEST
from tillit.queries.assessment import case_from_bytes, elsewhere, weigh
from tillit.queries.guidelines import bank, guidelines
from tillit.web.assessment import outcome, pages
from tillit.web.assessment.forms import AnswerForm, CaseFileForm, StartForm
from tillit.web.assessment.visitor import Idea, TooMuchText, forget, idea_from_case, idea_of, keep
from tillit.web.doors import door


@door("assessment.answer", "GET", "POST")
def start(request: HttpRequest) -> HttpResponse:
    """Choose the guideline and name the idea; then the first question."""
    idea = idea_of(request)
    choices = [(found.id, found.short) for found in guidelines().values()]
    chosen = request.GET.get("riktlinje", "") or idea.guideline
    form = StartForm(
        request.POST if request.method == "POST" else None,
        guidelines=choices,
        initial={"guideline": chosen, "title": idea.title},
    )
    if request.method == "POST" and form.is_valid():
        idea = replace(idea, guideline=form.cleaned_data["guideline"], title=form.cleaned_data["title"])
        weighed = weigh(case=idea.case, guideline_id=idea.guideline, on=localdate(), with_changes=False)
        first = next((fact for fact in weighed.asked if fact not in idea.facts), None)
        try:
            return keep(redirect(_question_or_answers(first)), idea)
        except TooMuchText:
            form.add_error("title", pages.TOO_MUCH)
    page = {"form": form, "idea": idea, "groups": pages.guideline_groups(localdate())}
    return render(request, "assessment/start.html", page, status=400 if form.errors else 200)


@door("assessment.answer", "GET", "POST")
def question(request: HttpRequest, fact: str) -> HttpResponse:
    """Show one question, or take its answer and go to the next that still makes a difference."""
    idea = idea_of(request)
    if fact not in bank().by_id:
        raise Http404
    if not idea.begun:
        return redirect("assessment:start")
    form = AnswerForm(request.POST) if request.method == "POST" else None
    too_much = False
    if form is not None and form.is_valid():
        idea = idea.answered(fact, form.value, form.cleaned_data["why"])
        try:
            return keep(_after(request, idea, fact), idea)
        except TooMuchText:
            too_much = True
    page = pages.question_page(idea, fact, form, under=pages.installed(idea), too_much=too_much)
    page["after_change"] = request.GET.get("till") == "svar"
    return render(request, "assessment/question.html", page, status=400 if page["errors"] else 200)


@door("page.read")
def answers(request: HttpRequest) -> HttpResponse:
    """Every question with its answer, to check and change."""
    idea = idea_of(request)
    if not idea.begun:
        return redirect("assessment:start")
    weighed = weigh(case=idea.case, guideline_id=idea.guideline, on=localdate(), with_changes=False)
    page = {"idea": idea, "weighed": weighed, "themes": pages.answer_themes(weighed, idea)}
    return render(request, "assessment/answers.html", page)


@door("page.read")
def result(request: HttpRequest) -> HttpResponse:
    """The explained result."""
    idea = idea_of(request)
    if not idea.begun:
        return redirect("assessment:start")
    weighed = weigh(case=idea.case, guideline_id=idea.guideline, on=localdate())
    page = outcome.result_page(weighed, elsewhere(facts=idea.case.facts))
    return render(request, "assessment/result.html", {**page, "idea": idea})


@door("page.read")
def others(request: HttpRequest) -> HttpResponse:
    """The same idea under every guideline."""
    idea = idea_of(request)
    if not idea.begun:
        return redirect("assessment:start")
    found = outcome.others_rows(elsewhere(facts=idea.case.facts), limit=None)
    return render(request, "assessment/others.html", {"idea": idea, "rows": found})


@door("assessment.answer", "GET", "POST")
def resume(request: HttpRequest) -> HttpResponse:
    """Go on from a case file that was downloaded earlier."""
    form = CaseFileForm(request.POST or None, request.FILES or None) if request.method == "POST" else None
    if form is None:
        form = CaseFileForm()
    elif form.is_valid():
        upload = form.cleaned_data["case_file"]
        try:
            case = case_from_bytes(raw=upload.read(LARGEST + 1), name=upload.name)
            return keep(redirect("assessment:answers"), idea_from_case(case))
        except BadData as error:
            form.add_error("case_file", str(error))
        except TooMuchText:
            form.add_error("case_file", pages.FILE_TOO_LONG)
    page = {"form": form, "idea": idea_of(request)}
    return render(request, "assessment/resume.html", page, status=400 if form.errors else 200)


@door("assessment.answer", "GET", "POST")
def restart(request: HttpRequest) -> HttpResponse:
    """Ask once, then forget every answer."""
    if request.method == "POST":
        return forget(redirect("assessment:start"))
    return render(request, "assessment/restart.html", {"idea": idea_of(request)})


def _after(request: HttpRequest, idea: Idea, fact: str) -> HttpResponseRedirect:
    """Where to go when a question is answered: to the next one that still makes a difference and has not
    been seen, or to the answers when there is none or when one of them was being changed."""
    if request.POST.get("till") == "svar":
        return HttpResponseRedirect(reverse("assessment:answers"))
    weighed = weigh(case=idea.case, guideline_id=idea.guideline, on=localdate(), with_changes=False)
    order = weighed.asked
    later = order[order.index(fact) + 1 :] if fact in order else order
    following = next((f for f in later if f in weighed.remaining and f not in idea.facts), None)
    return HttpResponseRedirect(_question_or_answers(following))


def _question_or_answers(fact: str | None) -> str:
    return reverse("assessment:question", args=[fact]) if fact else reverse("assessment:answers")
