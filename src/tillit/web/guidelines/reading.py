"""One guideline as a reader meets it: rules in groups, demands in words, amounts with their period."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.documents.lathund import SECTIONS
from tillit.domain.forms import FORMS as ALL_FORMS
from tillit.domain.forms import Effect
from tillit.domain.guidelines import Amount, Demands, Guideline, Rule
from tillit.queries.guidelines import Described
from tillit.web.guidelines.telling import condition_in_words, money
from tillit.web.guidelines.words import FORMS


@dataclass(frozen=True)
class RuleRow:
    """A rule, the answers it goes by and the amounts that belong to it."""

    rule: Rule
    when: str
    amounts: list["AmountRow"]


@dataclass(frozen=True)
class Group:
    """Rules of one kind under a heading."""

    id: str
    title: str | Promise
    intro: str
    rows: list[RuleRow]


@dataclass(frozen=True)
class AmountRow:
    """A number from the law and whether its period is over."""

    amount: Amount
    value: str
    past: bool


def partnership_groups(page: Described, on: datetime.date) -> list[Group]:
    """The rules about partnership, grey zones left out."""
    rules = [r for r in page.guideline.rules if r.form == "partnership" and not r.discretion]
    groups = [
        Group(name, title, intro, _rows(page, on, (r for r in rules if (r.effect, r.stops_every) == kind)))
        for name, title, intro, kind in _kinds()
    ]
    return [group for group in groups if group.rows]


def _kinds() -> tuple[tuple[str, str, str, tuple[Effect, bool]], ...]:
    """The groups in reading order: heading, what it means, and the effect (and whether it stops all)."""
    return (
        ("stoppar-allt", _("Stoppar alla former"), _("Då går inget av det att göra."), ("excludes", True)),
        ("kraver", _("Krävs"), _("Allt det här måste stämma för ett IOP."), ("requires", False)),
        (
            "stoppar",
            _("Stoppar ett IOP"),
            _("En enda punkt räcker för att utesluta ett IOP."),
            ("excludes", False),
        ),
        (
            "talar-for",
            _("Talar för ett IOP"),
            _("Det är inga krav, men det väger till fördel."),
            ("favours", False),
        ),
        (
            "bevakas",
            _("Var uppmärksamma på"),
            _("Det stoppar inget, men ni behöver tänka efter."),
            ("warns", False),
        ),
    )


def discretion(page: Described, on: datetime.date) -> list[RuleRow]:
    """The grey zones that a person must judge."""
    return _rows(page, on, (rule for rule in page.guideline.rules if rule.discretion))


def other_forms(page: Described, on: datetime.date) -> list[tuple[Group, list[Group]]]:
    """For every other form that the guideline speaks of: the whole, and its rules by effect."""
    found = []
    words = {
        "requires": _("Krävs"),
        "excludes": _("Stoppar"),
        "favours": _("Talar för"),
        "warns": _("Var uppmärksamma på"),
    }
    for form in ALL_FORMS[1:]:
        rules = [r for r in page.guideline.rules if r.form == form and not r.stops_every and not r.discretion]
        if rules:
            groups = [
                Group(f"{form}-{effect}", word, "", _rows(page, on, (r for r in rules if r.effect == effect)))
                for effect, word in words.items()
            ]
            whole = Group(form, FORMS[form], "", _rows(page, on, rules))
            found.append((whole, [group for group in groups if group.rows]))
    return found


def demands_in_words(demands: Demands) -> list[str]:
    """What an agreement must hold, one sentence or name each."""
    named = [SECTIONS.get(section, section) for section in demands.sections]
    told = [name[:1].upper() + name[1:] for name in named]
    if months := demands.longest_months:
        told.append(_("Avtalet får gälla högst %(months)s månader") % {"months": months})
    if months := demands.notice_months:
        told.append(
            ngettext("Uppsägningstiden är %d månad", "Uppsägningstiden är %d månader", months) % months
        )
    if months := demands.follow_up_months:
        told.append(_("Följ upp minst var %(months)s:e månad") % {"months": months})
    return told


def amounts(guideline: Guideline, on: datetime.date) -> tuple[list[AmountRow], list[AmountRow]]:
    """The numbers that apply, or the latest that are known; and the earlier ones."""
    ids = dict.fromkeys(amount.id for amount in guideline.amounts)
    newest = [found for name in ids if (found := guideline.amount_on(name, on)) is not None]
    earlier = [amount for amount in guideline.amounts if amount not in newest]
    return [_amount(amount, on) for amount in newest], [_amount(amount, on) for amount in earlier]


def _rows(page: Described, on: datetime.date, rules: Iterable[Rule]) -> list[RuleRow]:
    return [
        RuleRow(rule, condition_in_words(rule.when, page.bank), _amounts_of(rule, page.guideline, on))
        for rule in rules
    ]


def _amounts_of(rule: Rule, guideline: Guideline, on: datetime.date) -> list[AmountRow]:
    found = (guideline.amount_on(name, on) for name in rule.amounts)
    return [_amount(amount, on) for amount in found if amount is not None]


def _amount(amount: Amount, on: datetime.date) -> AmountRow:
    return AmountRow(amount, money(amount), past=not amount.valid_on(on))
