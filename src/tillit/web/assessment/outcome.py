"""What the result pages show, worked out before the template."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from tillit.documents import assessment_words as words
from tillit.domain.assessment import Reason
from tillit.domain.forms import FORMS, Form
from tillit.queries.assessment import Elsewhere, Weighed
from tillit.queries.guidelines import bank

#: How many rows a list shows before the rest is folded away, and how few open facts are named in a row.
_MANY: Final = 6
_FEW: Final = 3


def result_page(weighed: Weighed, everywhere: Sequence[Elsewhere]) -> dict[str, Any]:
    """The result: heading, the four forms, reasons with sources, open questions, what would change it."""
    outcome = weighed.result
    open_questions = [bank().by_id[fact] for fact in outcome.open]
    changes = words.for_partnership(weighed.changes)
    reasons = _reasons(weighed, "partnership")
    return {
        "weighed": weighed,
        "conclusion": words.conclusion(outcome),
        "lead": words.lead(outcome, weighed.answered, len(weighed.asked)),
        "advice": words.advice(outcome),
        "forms": [_form(weighed, form) for form in FORMS],
        "reasons": [reason for reason in reasons if not reason["met"]],
        "met": [reason for reason in reasons if reason["met"]],
        "other_reasons": [
            {"name": words.FORM_NAMES[form], "reasons": _reasons(weighed, form)} for form in FORMS[1:]
        ],
        "discretion": [_reason(weighed, reason) for reason in outcome.discretion if reason.holds],
        "open_questions": open_questions[:_MANY],
        "more_open": open_questions[_MANY:],
        "changes": [words.change_line(change, bank()) for change in changes[:_MANY]],
        "more_changes": [words.change_line(change, bank()) for change in changes[_MANY:]],
        "others": others_rows([e for e in everywhere if e.guideline != weighed.guideline], limit=_MANY),
        "in_force": weighed.guideline.valid_on(weighed.on),
    }


def _form(weighed: Weighed, form: Form) -> dict[str, Any]:
    view = weighed.result.forms[form]
    return {
        "name": words.FORM_NAMES[form],
        "tag": words.STANDING_TAGS[view.standing],
        "line": words.form_line(view, bank()),
    }


def _reasons(weighed: Weighed, form: Form) -> list[dict[str, Any]]:
    view = weighed.result.forms[form]
    told = [r for r in (*view.reasons, *view.warnings) if not r.rule.discretion and r.holds is not None]
    shown = [r for r in told if r.against or not r.rule.stops_every or form == "partnership"]
    return [_reason(weighed, reason) for reason in sorted(shown, key=_weight)]


def _weight(reason: Reason) -> int:
    """What speaks against first, then what speaks for, requirements met, and what to watch."""
    if reason.against:
        return 0
    return {"favours": 1, "requires": 2, "excludes": 3, "warns": 4}[reason.rule.effect]


def _reason(weighed: Weighed, reason: Reason) -> dict[str, Any]:
    return {
        "tag": words.reason_tag(reason),
        "title": reason.rule.title,
        "met": reason.rule.hard and not reason.against,
        "text": words.reason_text(reason, bank(), weighed.amounts(reason), weighed.on),
        "source": reason.rule.source,
        "url": reason.rule.url,
    }


def _label(fact: str) -> str:
    return bank().by_id[fact].label.lower()


def others_rows(everywhere: Iterable[Elsewhere], limit: int | None) -> list[dict[str, Any]]:
    """What every guideline says of the idea, and why it excludes partnership where it does."""
    rows = [
        {
            "guideline": found.guideline,
            "tag": words.STANDING_TAGS[found.standing],
            "why": [reason.rule for reason in found.against],
            "open": len(found.open),
            "depends": ", ".join(_label(fact) for fact in found.open) if len(found.open) <= _FEW else "",
        }
        for found in everywhere
    ]
    return rows[:limit]
