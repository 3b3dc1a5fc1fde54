"""What the page of a section shows of its figures: sentences, a picture with its table, and what to think of."""

from typing import Any

from django.utils.safestring import mark_safe

from tillit.documents.balance_picture import HEADERS, balance_rows, balance_svg
from tillit.documents.pictures import clean_svg
from tillit.domain.balance import balance, second_thoughts
from tillit.domain.contributions import lines, read_contributions
from tillit.domain.term_limits import promises, refusals
from tillit.domain.terms import Term, read_term
from tillit.queries.agreement_papers import figure_lines
from tillit.queries.sections import SectionPage


def figures_shown(page: SectionPage) -> dict[str, Any]:
    """The figures of the present wording, for the template; nothing where the section has none."""
    wording = page.section.wording
    if wording is None or page.guide is None or page.guide.kind == "text":
        return {}
    shown: dict[str, Any] = {"figures": figure_lines(page.head, page.section.key, wording.content)}
    if page.guide.kind == "term":
        return shown | _term(page, read_term(wording.content.data))
    return shown | _contributions(page, wording.content.data)


def _term(page: SectionPage, term: Term) -> dict[str, Any]:
    """What stands in the way of the term, and what it does not promise."""
    if term == Term():
        return {}
    source = page.demands.source or "Riktlinjen"
    return {
        "thoughts": refusals(term, page.demands.longest_months, source),
        "promises": promises(term, None) if term.ends else (),
    }


def _contributions(page: SectionPage, data: str) -> dict[str, Any]:
    """Each contribution by its id, the balance, and what to think of once more."""
    items = read_contributions(data)
    if not items:
        return {}
    names = {str(one.id or ""): one.name for one in page.head.sides}
    sums = balance(items, tuple(names))
    picture = clean_svg(balance_svg(sums, names))
    return {
        "contributions": [(one.id, lines([one], names)[0]) for one in items],
        "picture": mark_safe(picture),  # noqa: S308  made here, and cleaned of all that does more than draw
        "headers": HEADERS,
        "rows": [list(zip(row, HEADERS, strict=True)) for row in balance_rows(sums, names)],
        "thoughts": second_thoughts(
            items, tuple(names), full_cost=None, state_aid_examined=page.aid_examined, names=names
        ),
    }
