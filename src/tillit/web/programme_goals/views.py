"""The programme goals of an authority: the list, one goal, and a year that follows on another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from tillit.actions import programme_goals as acts
from tillit.actions.acting import Conflict
from tillit.domain.programme_goals import FIRST_YEAR, LAST_YEAR
from tillit.queries import programme_goals as asked
from tillit.web.authorities.forms import VersionedForm
from tillit.web.authorities.views import STALE, attempt, page_of, saved
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import kept_query, words_of
from tillit.web.drafts.forms import page_of as number_of
from tillit.web.programme_goals.forms import GoalForm, RollForm

FIELDS = ("programme", "title", "body", "reference", "decided_on", "first_year", "last_year")


def year_in(data: QueryDict) -> int | None:
    """The year asked for in an address, None for all years and for what is no year."""
    text = data.get("ar", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


@door("authority.read", "GET")
def listing(request: Visit, authority: UUID) -> HttpResponse:
    """The goals, searched by words and year."""
    page = page_of(request, authority)
    search, year = words_of(request.GET), year_in(request.GET)
    found = asked.goal_list(
        actor=request.actor,
        at=request.at,
        authority=authority,
        search=search,
        year=year,
        page=number_of(request.GET),
    )
    shown = {"authority": page, "list": found, "search": search, "year": year}
    shown["kept"] = kept_query(sok=search, ar=str(year or ""))
    return render(request, "programme_goals/list.html", {**shown, "saved": "sparat" in request.GET})


@door("authority.goals", "GET", "POST")
def new(request: Visit, authority: UUID) -> HttpResponse:
    """Add a goal."""
    page = page_of(request, authority, "goals")
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        initial={"first_year": localtime(request.at).year, "last_year": localtime(request.at).year},
    )
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority}
    if request.method == "POST" and attempt(form, lambda: acts.bring_in(**whose, goals=[form.facts()])):
        return saved("programme_goals:list", authority)
    shown = {"authority": page, "form": form, "goal": None}
    return render(request, "programme_goals/goal.html", shown, status=400 if form.errors else 200)


@door("authority.goals", "GET", "POST")
def edit(request: Visit, authority: UUID, goal: UUID) -> HttpResponse:
    """Change a goal. When someone else was first, what was typed stays, beside what is kept now."""
    page = page_of(request, authority, "goals")
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority, "goal": goal}
    kept = asked.one_goal(**whose)
    facts = {name: getattr(kept.facts, name) for name in FIELDS} | {"version": kept.version}
    facts["decided_on"] = facts["decided_on"].isoformat() if facts["decided_on"] else ""
    form = GoalForm(request.POST if request.method == "POST" else None, initial=facts)
    shown = {"authority": page, "goal": kept, "form": form, "kept": None}
    if request.method == "POST":
        try:
            if attempt(form, lambda: _edit(whose, form)):
                return saved("programme_goals:list", authority)
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, STALE)
            shown["kept"] = GoalForm(initial=facts)
            return render(request, "programme_goals/goal.html", shown, status=409)
    return render(request, "programme_goals/goal.html", shown, status=400 if form.errors else 200)


def _edit(whose: dict[str, Any], form: GoalForm) -> None:
    acts.edit(**whose, version=form.cleaned_data["version"], facts=form.facts())


@door("authority.goals", "GET", "POST")
def end(request: Visit, authority: UUID, goal: UUID) -> HttpResponse:
    """Take a goal out of use, asked once."""
    return _ask(request, authority, goal, acts.end, "programme_goals/end.html")


@door("authority.goals", "GET", "POST")
def resume(request: Visit, authority: UUID, goal: UUID) -> HttpResponse:
    """Take a goal into use again, asked once."""
    return _ask(request, authority, goal, acts.resume, "programme_goals/resume.html")


def _ask(
    request: Visit, authority: UUID, goal: UUID, act: Callable[..., None], template: str
) -> HttpResponse:
    page = page_of(request, authority, "goals")
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority, "goal": goal}
    kept, problem = asked.one_goal(**whose), ""
    if request.method == "POST":
        form = VersionedForm(request.POST)
        try:
            act(**whose, version=form.cleaned_data["version"] if form.is_valid() else 0)
            return saved("programme_goals:list", authority)
        except Conflict:
            problem = str(STALE)
    shown = {"authority": page, "goal": kept, "problem": problem}
    return render(request, template, shown, status=409 if problem else 200)


@door("authority.goals", "GET", "POST")
def roll(request: Visit, authority: UUID) -> HttpResponse:
    """Choose which goals of a year go on in the next."""
    page = page_of(request, authority, "goals")
    year = year_in(request.GET) or localtime(request.at).year
    whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "authority": authority, "year": year}
    found = asked.goals_to_roll(**whose)
    form = RollForm(request.POST if request.method == "POST" else None, goals=[str(one.id) for one in found])
    if request.method == "POST" and attempt(form, lambda: _roll(whose, form)):
        return HttpResponseRedirect(
            f"{reverse('programme_goals:list', args=[authority])}?ar={year + 1}&sparat=1"
        )
    chosen = set(request.POST.getlist("goal"))
    goals = [(one, str(one.id) in chosen) for one in found]
    shown = {"authority": page, "form": form, "goals": goals, "year": year, "after": year + 1}
    return render(request, "programme_goals/roll.html", shown, status=400 if form.errors else 200)


def _roll(whose: dict[str, Any], form: RollForm) -> None:
    sent = form.cleaned_data
    acts.roll(**whose, goals=sent["goal"], decided_on=sent["decided_on"], reference=sent["reference"].strip())
