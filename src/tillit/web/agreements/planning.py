"""The plan of a partnership, one thing a page: a goal, a row of the effect chain, a day to follow up together.

Every save is a proposal. A goal may be looked at by the workshop first; then nothing is saved and nothing is lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tillit.domain.follow_ups import (
    FollowUp,
    follow_ups_text,
    read_follow_ups,
    with_follow_up,
    without_follow_up,
)
from tillit.domain.goal_workshop import questions
from tillit.domain.plans import Goal, Link, plan_text, read_plan, with_row, without_row
from tillit.queries.gate import NotThere
from tillit.queries.section_guide import workshop_rules
from tillit.queries.sections import SectionPage
from tillit.web.agreements.figure_sending import changed_since, data_of, figure_page, sent, shown
from tillit.web.agreements.plan_forms import FollowUpForm, GoalForm, LinkForm, begin_row
from tillit.web.doors import Visit, door
from tillit.web.examinations.fields import VersionedForm

LOOK, AWAY = "granska", "bort"
Row = TypeVar("Row", Goal, Link, FollowUp)


@door("case.propose", "GET", "POST")
def goal(request: Visit, case: UUID, section: UUID, item: str = "") -> HttpResponse:
    """A new goal, or one to change or take away; the workshop may look at it first."""
    page = figure_page(request, case, section, "goals")
    one = _found(request, page, read_plan(data_of(page)).goals, item)
    told = {
        "title": _("Ändra målet") if item else _("Lägg till ett mål"),
        "lead": _("Skriv det ni vet. Tomma fält kan ni fylla i sedan."),
        "button": _("Föreslå målet"),
        "item": item,
        "look": True,
    }
    if _to_take_away(request, item):
        return _taken_away(request, page, lambda now: _goals(now, lambda rows: without_row(rows, item)), told)
    form = GoalForm(_posted(request), item=item, initial=begin_row(one, page.section.standing.version))
    if request.method == "POST" and request.POST.get("hur") == LOOK:
        if form.is_valid():
            told |= {"looked": True, "questions": questions(workshop_rules(), form.cleaned_data["row"])}
        return shown(request, page, form, told)
    return sent(
        request,
        page,
        form,
        told,
        lambda now: _goals(now, lambda rows: with_row(rows, form.cleaned_data["row"])),
    )


def _goals(data: str, change: Callable[[tuple[Goal, ...]], tuple[Goal, ...]]) -> str:
    """The figures with other goals."""
    plan = read_plan(data)
    return plan_text(replace(plan, goals=change(plan.goals)))


@door("case.propose", "GET", "POST")
def link(request: Visit, case: UUID, section: UUID, item: str = "") -> HttpResponse:
    """A new row of the effect chain, or one to change or take away."""
    page = figure_page(request, case, section, "goals")
    one = _found(request, page, read_plan(data_of(page)).chain, item)
    told = {
        "title": _("Ändra i effektkedjan") if item else _("Lägg till i effektkedjan"),
        "lead": _("Kedjan visar hur ni tänker att det ni gör leder till målen."),
        "button": _("Föreslå raden"),
        "item": item,
    }
    if _to_take_away(request, item):
        return _taken_away(request, page, lambda now: _chain(now, lambda rows: without_row(rows, item)), told)
    form = LinkForm(_posted(request), item=item, initial=begin_row(one, page.section.standing.version))
    return sent(
        request,
        page,
        form,
        told,
        lambda now: _chain(now, lambda rows: with_row(rows, form.cleaned_data["row"])),
    )


def _chain(data: str, change: Callable[[tuple[Link, ...]], tuple[Link, ...]]) -> str:
    """The figures with another chain."""
    plan = read_plan(data)
    return plan_text(replace(plan, chain=change(plan.chain)))


@door("case.propose", "GET", "POST")
def follow_up(request: Visit, case: UUID, section: UUID, item: str = "") -> HttpResponse:
    """A new day to follow up together, or one to change or take away."""
    page = figure_page(request, case, section, "follow_up")
    one = _found(request, page, read_follow_ups(data_of(page)), item)
    told = {
        "title": _("Ändra uppföljningen") if item else _("Lägg till en uppföljning"),
        "lead": _("Minst en gång om året bör parterna se på målen ihop."),
        "button": _("Föreslå dagen"),
        "item": item,
    }
    if _to_take_away(request, item):
        return _taken_away(
            request, page, lambda now: follow_ups_text(without_follow_up(read_follow_ups(now), item)), told
        )
    form = FollowUpForm(_posted(request), item=item, initial=begin_row(one, page.section.standing.version))
    return sent(
        request,
        page,
        form,
        told,
        lambda now: follow_ups_text(with_follow_up(read_follow_ups(now), form.cleaned_data["row"])),
    )


def _posted(request: Visit) -> Any:
    return request.POST if request.method == "POST" else None


def _to_take_away(request: Visit, item: str) -> bool:
    return bool(item) and request.method == "POST" and request.POST.get("hur") == AWAY


def _found(request: Visit, page: SectionPage, rows: Iterable[Row], item: str) -> Row | None:
    """The row to change; None for a new one. Raises NotThere.

    Who has typed while another took the row away is not turned away: they see the present figures and keep their own.
    """
    one = next((each for each in rows if each.id == item), None)
    if item and one is None and not changed_since(request, page):
        raise NotThere
    return one


def _taken_away(
    request: Visit, page: SectionPage, made: Callable[[str], str], told: dict[str, Any]
) -> HttpResponse:
    """Propose the figures without a row."""
    asked = {
        "title": _("Ta bort raden"),
        "lead": "",
        "button": _("Föreslå att den tas bort"),
        "look": False,
        "how": AWAY,
    }
    return sent(request, page, VersionedForm(request.POST), {**told, **asked, "item": ""}, made)
