"""Conditions, answers and periods in plain Swedish."""

import datetime
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.domain.conditions import AllOf, AnyOf, Condition, Fact, Not
from tillit.domain.guidelines import Amount, Guideline
from tillit.domain.questions import Bank

NO_BREAK_SPACE = "\u00a0"


def condition_in_words(condition: Condition, bank: Bank) -> str:
    """What has to be answered for the condition to hold: the whole question where it is a single one."""
    value, part = True, condition
    while isinstance(part, Not):
        value, part = not value, part.part
    if isinstance(part, Fact):
        question = bank.by_id[part.name].question
        return _("Svaret är %(answer)s på frågan: %(question)s") % {
            "answer": _("ja") if value else _("nej"),
            "question": question,
        }
    return _("Svaren är: %(answers)s") % {"answers": _in_words(condition, bank, True, False)}


def _in_words(condition: Condition, bank: Bank, value: bool, nested: bool) -> str:
    if isinstance(condition, Not):
        return _in_words(condition.part, bank, not value, nested)
    if isinstance(condition, Fact):
        return f"{bank.by_id[condition.name].label} – {_('ja') if value else _('nej')}"
    word = _("och") if isinstance(condition, AllOf) == value else _("eller")
    parts = [_in_words(part, bank, value, True) for part in condition.parts]
    told = f" {word} ".join(parts)
    several = isinstance(condition, AllOf | AnyOf) and len(parts) > 1
    return f"({told})" if nested and several else told


def answers_in_words(facts: Iterable[tuple[str, bool]], bank: Bank) -> list[str]:
    """Each answer as what follows "Ni har svarat att …", in the order of the questions."""
    given = dict(facts)
    questions = (bank.by_id[fact] for fact in bank.in_order(given))
    return [question.if_true if given[question.id] else question.if_false for question in questions]


def in_a_row(texts: list[str]) -> str:
    """att a, att b och att c."""
    told = [_("att %(what)s") % {"what": text} for text in texts]
    if len(told) < 2:
        return "".join(told)
    return _("%(first)s och %(last)s") % {"first": ", ".join(told[:-1]), "last": told[-1]}


def money(amount: Amount) -> str:
    """The amount with spaces between the thousands: 8 109 450 kronor."""
    digits = f"{amount.value:,}".replace(",", NO_BREAK_SPACE)
    return f"{digits}{NO_BREAK_SPACE}{amount.unit}"


def validity(guideline: Guideline, on: datetime.date) -> str:
    """When the version applies, and what is not known of it."""
    begins = date_format(guideline.valid_from, "j F Y")
    if on < guideline.valid_from:
        return _("Börjar gälla %(day)s.") % {"day": begins}
    if guideline.valid_until is None:
        return _("Gäller från %(day)s. Vi känner inte till någon senare version.") % {"day": begins}
    period = {"first": begins, "last": date_format(guideline.valid_until, "j F Y")}
    if guideline.valid_on(on):
        return _("Gäller från %(first)s till %(last)s.") % period
    return _("Gällde från %(first)s till %(last)s.") % period
