"""Comparing two guidelines: the questions they treat differently, and the smallest case they part on."""

from collections.abc import Iterable
from dataclasses import dataclass

from tillit.domain.conditions import Term
from tillit.domain.engine import Engine, engine_for
from tillit.domain.forms import FORMS, Standing
from tillit.domain.guidelines import Guideline, Rule
from tillit.domain.treatment import Treatment, treatment

_PARTNERSHIP = FORMS.index("partnership")


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the two guidelines treat differently."""

    fact: str
    a: Treatment
    b: Treatment


@dataclass(frozen=True, slots=True)
class Witness:
    """A smallest case on which the two part: one excludes partnership, the other finds it possible
    (or recommends it). The standings are those with the law beside each guideline."""

    facts: tuple[tuple[str, bool], ...]
    a: Standing
    b: Standing


@dataclass(frozen=True, slots=True)
class Comparison:
    """Guideline ``a`` held against guideline ``b``."""

    a: Guideline
    b: Guideline
    differences: tuple[Difference, ...]
    witness: Witness | None


def compare(a: Guideline, b: Guideline, *, beside: Iterable[Guideline] = ()) -> Comparison:
    """The differences and the witness. ``beside`` applies with both (the law). Swapping ``a`` and ``b``
    gives the same, mirrored."""
    law = frozenset(beside)
    treated = ((fact, treatment(a, fact), treatment(b, fact)) for fact in sorted(a.facts | b.facts))
    differences = tuple(Difference(fact, left, right) for fact, left, right in treated if left != right)
    return Comparison(a, b, differences, _witness(engine_for(law | {a}), engine_for(law | {b})))


def _witness(a: Engine, b: Engine) -> Witness | None:
    tried = (_smallest_case(a, b), _smallest_case(b, a))
    found: list[Term] = [case for case in tried if case is not None]
    if not found:
        return None
    smallest = min(found, key=_size)
    facts = dict(smallest)
    return Witness(
        tuple(sorted(facts.items())),
        a.verdict(facts).standings[_PARTNERSHIP],
        b.verdict(facts).standings[_PARTNERSHIP],
    )


def _smallest_case(strict: Engine, lenient: Engine) -> Term | None:
    """A smallest case that ``strict`` excludes and ``lenient`` lets through: depth first, every branch
    choosing among answers that one of the two goals needs, cut as soon as it is no better than the best."""
    search = _Search(strict, lenient)
    search.extend({})
    return search.best


class _Search:
    def __init__(self, strict: Engine, lenient: Engine) -> None:
        self._strict, self._lenient = strict, lenient
        allow = [sorted(rule.allowing_terms, key=_size) for rule in _hard(lenient)]
        self._allow = sorted(allow, key=lambda terms: (len(terms), [_size(term) for term in terms]))
        self._exclude = sorted({t for rule in _hard(strict) for t in rule.excluding_terms}, key=_size)
        self._seen: set[Term] = set()
        self.best: Term | None = None

    def extend(self, case: dict[str, bool]) -> None:
        key = frozenset(case.items())
        if key in self._seen or (self.best is not None and _size(key) >= _size(self.best)):
            return
        self._seen.add(key)
        ways = self._ways(case)
        if ways is None:
            self.best = key
            return
        for way in sorted(ways, key=_size):
            if all(case.get(name) in (None, value) for name, value in way):
                self.extend({**case, **dict(way)})

    def _ways(self, case: dict[str, bool]) -> list[Term] | None:
        waiting = [terms for terms in self._allow if not _some(terms, case)]
        if waiting:
            return waiting[0]
        return None if _some(self._exclude, case) else self._exclude


def _hard(engine: Engine) -> list[Rule]:
    return [rule for rule in engine.rules if rule.form == "partnership" and rule.hard]


def _some(terms: Iterable[Term], case: dict[str, bool]) -> bool:
    return any(all(case.get(name) is value for name, value in term) for term in terms)


def _size(term: Term) -> tuple[int, list[tuple[str, bool]]]:
    return len(term), sorted(term)
