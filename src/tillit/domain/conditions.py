"""Conditions over facts in three-valued logic (strong Kleene): what is unknown stays unknown.

A condition is parsed once to a tree, evaluated either directly (``holds``, the plain definition) or by
its terms (``terms``, the disjunctive normal form that the engine works on). Both give the same value;
the tests show it on generated conditions.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tillit.domain.reading import BadData, known, rows, table


@dataclass(frozen=True, slots=True)
class Fact:
    """Holds when the fact is answered yes."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when the part does not; unknown when the part is."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds; fails as soon as one fails."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds as soon as one part holds; fails when every part fails."""

    parts: tuple["Condition", ...]


Condition = Fact | Not | AllOf | AnyOf
#: One term: every fact named has the value given. Terms are compared and sorted as sets of pairs.
Term = frozenset[tuple[str, bool]]


def holds(condition: Condition, answers: Mapping[str, bool | None]) -> bool | None:
    """Kleene's value of the condition: True, False or None (unknown)."""
    if isinstance(condition, Fact):
        return answers.get(condition.name)
    if isinstance(condition, Not):
        value = holds(condition.part, answers)
        return None if value is None else not value
    decisive = isinstance(condition, AnyOf)
    values = [holds(part, answers) for part in condition.parts]
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def terms(condition: Condition, *, positive: bool = True) -> frozenset[Term]:
    """The condition (or its negation) as a set of terms, at least one of which must hold.

    Only distribution, De Morgan and absorption are used. They are valid in Kleene's logic, so a term
    that contradicts itself is kept: ``a and not a`` is unknown, not false, while ``a`` is unknown.
    """
    if isinstance(condition, Fact):
        return frozenset({frozenset({(condition.name, positive)})})
    if isinstance(condition, Not):
        return terms(condition.part, positive=not positive)
    parts = [terms(part, positive=positive) for part in condition.parts]
    if isinstance(condition, AnyOf) == positive:
        return absorb(term for part in parts for term in part)
    return both(parts)


def both(parts: Iterable[frozenset[Term]]) -> frozenset[Term]:
    """The terms that say that every part holds."""
    product: frozenset[Term] = frozenset({frozenset()})
    for part in parts:
        product = absorb(left | right for left in product for right in part)
    return product


def absorb(found: Iterable[Term]) -> frozenset[Term]:
    """The terms without those that say no more than a shorter one."""
    kept: list[Term] = []
    for term in sorted(set(found), key=len):
        if not any(other <= term for other in kept):
            kept.append(term)
    return frozenset(kept)


def consistent(term: Term) -> bool:
    """Whether some answers make the term hold."""
    return len({name for name, _ in term}) == len(term)


def facts_of(condition: Condition) -> frozenset[str]:
    """Every fact that the condition mentions."""
    return frozenset(name for term in terms(condition) for name, _ in term)


def parse(raw: Any, *, facts: Collection[str], named: Mapping[str, Any], place: str) -> Condition:
    """A condition from plain data; ``named`` holds the guideline's own named conditions, still raw.

    Raises BadData for an unknown fact or name, a wrong type, an empty list or a cycle among the names.
    """
    return _Parser(facts, named).parse(raw, place, ())


@dataclass(frozen=True, slots=True)
class _Parser:
    facts: Collection[str]
    named: Mapping[str, Any]

    def parse(self, raw: Any, place: str, path: tuple[str, ...]) -> Condition:
        if isinstance(raw, str):
            return self._name(raw, place, path)
        content = table(raw, place=place, keys=("all", "any", "not"))
        if len(content) != 1:
            raise BadData(place, "ett villkor har exakt en av nycklarna ”all”, ”any” och ”not”.")
        operator, inner = next(iter(content.items()))
        if operator == "not":
            return Not(self.parse(inner, f"{place}.not", path))
        parts = rows(inner, place=f"{place}.{operator}")
        if not parts:
            raise BadData(f"{place}.{operator}", "listan är tom.")
        build: Callable[[tuple[Condition, ...]], Condition] = AllOf if operator == "all" else AnyOf
        return build(
            tuple(self.parse(part, f"{place}.{operator}[{i}]", path) for i, part in enumerate(parts))
        )

    def _name(self, raw: str, place: str, path: tuple[str, ...]) -> Condition:
        if not raw.startswith("@"):
            return Fact(known(raw, self.facts, what="fråga", place=place))
        name = known(raw[1:], self.named, what="villkor", place=place)
        if name in path:
            raise BadData(place, f"villkoren går i ring: {' → '.join((*path, name))}.")
        return self.parse(self.named[name], f"conditions.{name}", (*path, name))


def plain(condition: Condition) -> Any:
    """The condition as plain data again: what ``parse`` reads, names written out."""
    if isinstance(condition, Fact):
        return condition.name
    if isinstance(condition, Not):
        return {"not": plain(condition.part)}
    return {"all" if isinstance(condition, AllOf) else "any": [plain(part) for part in condition.parts]}
