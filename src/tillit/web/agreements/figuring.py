"""What the page of a section shows of its figures: sentences, a picture with its table, and what to think of."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tillit.documents import chain_picture
from tillit.documents.balance_picture import HEADERS, balance_rows, balance_svg
from tillit.documents.pictures import clean_svg
from tillit.domain import follow_ups
from tillit.domain.balance import balance, second_thoughts
from tillit.domain.contributions import lines, read_contributions
from tillit.domain.goal_workshop import questions
from tillit.domain.plans import goal_line, link_line, read_plan
from tillit.domain.term_limits import neighbours, promises, refusals
from tillit.domain.terms import Term, read_term
from tillit.queries.agreement_papers import figure_lines
from tillit.queries.plan_needs import plan_needs
from tillit.queries.section_guide import workshop_rules
from tillit.queries.sections import SectionPage


def figures_shown(page: SectionPage) -> dict[str, Any]:
    """The figures of the present wording, for the template, and where to fill in more; nothing where there are none."""
    wording = page.section.wording
    if page.guide is None or page.guide.kind == "text":
        return {}
    shown: dict[str, Any] = {"figure_links": _links(page)}
    if wording is None:
        return shown
    shown["figures"] = figure_lines(page.head, page.section.key, wording.content)
    data = wording.content.data
    match page.guide.kind:
        case "term":
            return shown | _term(page, read_term(data))
        case "goals":
            return shown | _goals(page, data) | _thought_of(page)
        case "follow_up":
            return shown | _follow_ups(page, data) | _thought_of(page)
    return shown | _contributions(page, data)


def _links(page: SectionPage) -> list[tuple[str, str]]:
    """Where figures are filled in."""
    there = bool(page.section.wording and page.section.wording.content.data)
    found = {
        "contributions": [("whose", _("Lägg till en insats"))],
        "term": [("term", _("Ändra tiden") if there else _("Fyll i tiden"))],
        "goals": [("goal_new", _("Lägg till ett mål")), ("link_new", _("Lägg till i effektkedjan"))],
        "follow_up": [("follow_up_new", _("Lägg till en uppföljning"))],
    }
    return [(_address(page, name), words) for name, words in found[page.guide.kind if page.guide else ""]]


def _address(page: SectionPage, name: str, *more: str) -> str:
    return reverse(f"agreements:{name}", args=[page.head.case, page.section.id, *more])


def _term(page: SectionPage, term: Term) -> dict[str, Any]:
    """What stands in the way of the term, and what it does not promise."""
    if term == Term():
        return {}
    source = page.demands.source or "Riktlinjen"
    return {
        "thoughts": refusals(term, page.demands.longest_months, source),
        "promises": promises(term, None) if term.ends else (),
        "beside": [one.text for one in neighbours(term, page.earlier)],
    }


def _contributions(page: SectionPage, data: str) -> dict[str, Any]:
    """Each contribution by its id, the balance, and what to think of once more."""
    items = read_contributions(data)
    if not items:
        return {}
    names = {str(one.id or ""): one.name for one in page.head.sides}
    sums = balance(items, tuple(names))
    thoughts = second_thoughts(
        items, tuple(names), full_cost=None, state_aid_examined=page.aid_examined, names=names
    )
    return {
        "items": [(_address(page, "contribution", one.id), lines([one], names)[0]) for one in items],
        "items_title": _("Alla insatser i förslaget"),
        "picture_title": _("Vem bidrar med vad"),
        "thoughts": thoughts,
        **_drawn(balance_svg(sums, names), HEADERS, balance_rows(sums, names)),
    }


def _drawn(svg: str, headers: tuple[str, ...], rows: Any) -> dict[str, Any]:
    """A picture and the table that says the same."""
    return {
        "picture": mark_safe(clean_svg(svg)),  # noqa: S308  made here, and cleaned of all that does more than draw
        "headers": headers,
        "rows": [list(zip(row, headers, strict=True)) for row in rows],
    }


def _goals(page: SectionPage, data: str) -> dict[str, Any]:
    """Each goal and row of the chain by its id, the chain as a picture, and what the workshop asks."""
    plan = read_plan(data)
    asked = [
        (one.change, _address(page, "goal", one.id), questions(workshop_rules(), one)) for one in plan.goals
    ]
    shown = {
        "items": [
            *((_address(page, "goal", one.id), goal_line(one)) for one in plan.goals),
            *((_address(page, "link", one.id), link_line(one)) for one in plan.chain),
        ],
        "items_title": _("Alla mål och hela kedjan i förslaget"),
        "asked": [one for one in asked if one[2]],
    }
    if not plan.chain:
        return shown
    rows = chain_picture.chain_rows(plan.stages)
    drawn = _drawn(chain_picture.chain_svg(plan.stages), chain_picture.HEADERS, rows)
    return {**shown, "picture_title": _("Effektkedjan"), **drawn}


def _follow_ups(page: SectionPage, data: str) -> dict[str, Any]:
    """Each follow-up by its id."""
    items = follow_ups.read_follow_ups(data)
    return {
        "items": [(_address(page, "follow_up", one.id), follow_ups.lines([one])[0]) for one in items],
        "items_title": _("Alla uppföljningar i förslaget"),
    }


def _thought_of(page: SectionPage) -> dict[str, Any]:
    """What an auditor would miss in this section."""
    return {"thoughts": [one.missing for one in plan_needs(page.all) if one.section == page.section.id]}
