"""Checking one guideline: gaps, dead rules, contradictions, and forms that nothing can recommend.

Gaps and witnesses are told as cases, so anyone can put them to ``assess`` and see for themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tillit.domain.conditions import Term, both, consistent
from tillit.domain.cover import all_covered, covered
from tillit.domain.engine import engine_for
from tillit.domain.forms import FORMS, Form, Stance
from tillit.domain.guidelines import Guideline, Rule
from tillit.domain.reach import reachable
from tillit.domain.treatment import Treatment, treatment


@dataclass(frozen=True, slots=True)
class DeadRule:
    """A rule that never decides anything: ``never`` met, or always ``covered`` by other rules."""

    rule: Rule
    why: Literal["never", "covered"]
    covered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rules of which one undoes the other (``shut``: together they always exclude the form;
    ``undone``: one favours what another always excludes), or a rule against a section's instruction
    (``instruction``, with the fact)."""

    kind: Literal["shut", "undone", "instruction"]
    rules: tuple[str, ...]
    section: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What the checker found. A gap is a smallest set of answers that leaves no form at all, apart from
    what a rule stops outright (not a municipal matter, exercise of authority)."""

    guideline: Guideline
    gaps: tuple[Term, ...]
    dead_rules: tuple[DeadRule, ...]
    contradictions: tuple[Contradiction, ...]
    unreachable: tuple[Form, ...]


def check(guideline: Guideline, *, beside: Iterable[Guideline] = ()) -> Check:
    """Check a guideline with ``beside`` (the law) applying at the same time."""
    together = frozenset({*beside, guideline})
    rules = engine_for(together).rules
    return Check(
        guideline,
        gaps=tuple(_gaps(rules)),
        dead_rules=tuple(_dead(guideline, rules)),
        contradictions=(*_between_rules(guideline, rules), *_against_instruction(guideline)),
        unreachable=tuple(form for form in FORMS if not reachable(engine_for(together), form)),
    )


def _gaps(rules: Iterable[Rule]) -> list[Term]:
    excluded = [
        frozenset(
            term
            for rule in rules
            if rule.form == form and not rule.stops_every
            for term in rule.excluding_terms
            if consistent(term)
        )
        for form in FORMS
    ]
    if not all(excluded):
        return []
    stopped = [t for rule in rules if rule.stops_every for t in rule.excluding_terms]
    found = (term for term in both(excluded) if consistent(term) and not covered(term, stopped))
    return sorted(found, key=lambda term: (len(term), sorted(term)))


def _dead(guideline: Guideline, rules: Iterable[Rule]) -> Iterator[DeadRule]:
    for rule in sorted(guideline.rules, key=lambda rule: (rule.key, rule.form)):
        acting = rule.excluding_terms if rule.hard else rule.true_terms
        if not any(consistent(term) for term in acting):
            yield DeadRule(rule, "never", ())
            continue
        if rule.effect == "warns":
            continue
        others = [other for other in rules if other.form == rule.form and _comes_before(other, rule)]
        if all_covered(acting, [term for other in others for term in other.excluding_terms]):
            used = tuple(o.key for o in others if _touches(acting, o.excluding_terms))
            yield DeadRule(rule, "covered", used)


def _comes_before(other: Rule, rule: Rule) -> bool:
    """Whether ``other`` may make ``rule`` dead. Of two hard rules that say exactly the same thing only
    the later one is dead: the guideline's after the law's, otherwise by name."""
    if not other.hard or other.key == rule.key:
        return False
    if other.excluding_terms != (rule.excluding_terms if rule.hard else frozenset()):
        return True
    return other.guideline != rule.guideline or other.key < rule.key


def _touches(terms: Iterable[Term], others: Iterable[Term]) -> bool:
    return any(consistent(a | b) for a in terms for b in others)


def _between_rules(guideline: Guideline, rules: Iterable[Rule]) -> Iterator[Contradiction]:
    ordered = list(rules)
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if one.form != other.form or guideline.id not in (one.guideline, other.guideline):
                continue
            pair = (one, other) if one.hard else (other, one)
            if one.hard and other.hard and covered(frozenset(), one.excluding_terms | other.excluding_terms):
                yield Contradiction("shut", (one.key, other.key))
            elif pair[0].hard and pair[1].effect == "favours" and _undone(*pair):
                yield Contradiction("undone", (pair[0].key, pair[1].key))


def _undone(hard: Rule, favour: Rule) -> bool:
    possible = [term for term in favour.true_terms if consistent(term)]
    return bool(possible) and all_covered(possible, hard.excluding_terms)


def _against_instruction(guideline: Guideline) -> Iterator[Contradiction]:
    for section in guideline.sections:
        for fact, stance in section.stance:
            if treatment(guideline, fact) not in _FITTING[stance]:
                yield Contradiction("instruction", _rules_about(guideline, fact), section.id, fact)


def _rules_about(guideline: Guideline, fact: str) -> tuple[str, ...]:
    about = [r for r in guideline.rules if any(n == fact for t in r.true_terms for n, _ in t)]
    return tuple(sorted({rule.key for rule in about if rule.form == "partnership"}))


#: The treatments that do what a section's instruction says about a fact.
_FITTING: dict[Stance, tuple[Treatment, ...]] = {
    "required": ("requires_true", "requires_false"),
    "preferred": ("favours_true", "favours_false", "warns"),
    "not_required": ("favours_true", "favours_false", "warns", "silent"),
}
