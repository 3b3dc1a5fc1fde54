"""The matrix of all guidelines and the comparison of two, ready to be shown."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tillit.domain.assessment import FormView, Reason
from tillit.domain.comparer import Comparison
from tillit.domain.guidelines import Guideline
from tillit.domain.questions import Question
from tillit.queries import guidelines as queries
from tillit.web.guidelines.telling import answers_in_words
from tillit.web.guidelines.words import STANDINGS, TREATMENTS, Word


@dataclass(frozen=True)
class MatrixRow:
    """One question and how each guideline treats it."""

    question: Question
    cells: list[tuple[Guideline, Word, bool]]


@dataclass(frozen=True)
class Theme:
    """The rows of one theme."""

    title: str
    rows: list[MatrixRow]


@dataclass(frozen=True)
class Side:
    """One of the two guidelines in the smallest case where they part."""

    guideline: Guideline
    standing: Word
    against: list[Reason]


def matrix_rows(found: queries.Matrix, *, everything: bool) -> list[Theme]:
    """The rows by theme; only those where the guidelines (the law aside) differ, unless all are wanted."""
    rows: dict[str, list[MatrixRow]] = {}
    for fact, treatments in found.rows:
        pairs = list(zip(found.guidelines, treatments, strict=True))
        different = len({treated for one, treated in pairs if one.kind != "law"}) > 1
        if different or everything:
            question = found.bank.by_id[fact]
            cells = [(one, TREATMENTS[treated], treated == "silent") for one, treated in pairs]
            rows.setdefault(question.theme, []).append(MatrixRow(question, cells))
    return [Theme(theme.title, rows[theme.id]) for theme in found.bank.themes if theme.id in rows]


def comparison(a: str, b: str) -> dict[str, Any]:
    """What the page that compares two guidelines shows; ``problem`` says what is wrong with the choice."""
    chosen: dict[str, Any] = {"a": a, "b": b, "unknown": False, "choices": queries.guidelines().values()}
    if not (a or b):
        return chosen
    if not (a and b):
        return {**chosen, "problem": _("Välj två riktlinjer."), "field": "b" if a else "a"}
    if a == b:
        problem = _("Ni har valt samma riktlinje två gånger. Välj en annan i ett av fälten.")
        return {**chosen, "problem": problem, "field": "b"}
    try:
        return {**chosen, **_told(queries.compared(a=a, b=b))}
    except queries.UnknownGuideline:
        known = a in queries.guidelines()
        problem = _("Det finns ingen riktlinje som heter ”%(name)s”.") % {"name": (b if known else a)[:60]}
        near = queries.closest(guideline_id=b if known else a)
        if near:
            problem = _("%(problem)s Menade ni %(near)s?") % {"problem": problem, "near": near.short}
        return {**chosen, "problem": problem, "field": "b" if known else "a", "unknown": True}


def _told(found: queries.Compared) -> dict[str, Any]:
    both = found.comparison
    treated = {d.fact: (TREATMENTS[d.a], TREATMENTS[d.b]) for d in both.differences}
    questions = [found.bank.by_id[fact] for fact in found.bank.in_order(treated)]
    told: dict[str, Any] = {
        "found": both,
        "differences": [(question, *treated[question.id]) for question in questions],
    }
    if both.witness is None or found.views is None:
        return told
    facts = dict(both.witness.facts)
    sides = [_side(one, view) for one, view in zip((both.a, both.b), found.views, strict=True)]
    deciding = {fact for side in sides for reason in side.against for fact, _value in reason.facts}
    return {
        **told,
        "sides": sides,
        "deciding": answers_in_words(((f, v) for f, v in facts.items() if f in deciding), found.bank),
        "rest": answers_in_words(((f, v) for f, v in facts.items() if f not in deciding), found.bank),
    }


def _side(guideline: Guideline, view: FormView) -> Side:
    against = [reason for reason in view.reasons if reason.against]
    return Side(guideline, STANDINGS[view.standing], against)


def case_file(found: Comparison, guideline: Guideline) -> dict[str, Any] | None:
    """The smallest case where the two part as a case file to be tried under one of them; None without one."""
    if found.witness is None:
        return None
    names = {"a": found.a.short, "b": found.b.short}
    return {
        "id": f"{found.a.id}-{found.b.id}",
        "title": _("Minsta fall där %(a)s och %(b)s säger olika") % names,
        "facts": dict(found.witness.facts),
        "about": {"guideline": guideline.id},
    }
