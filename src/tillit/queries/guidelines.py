"""The question bank and the guidelines that are installed, and what the checker and comparer say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from django.conf import settings

from tillit.domain.assessment import FormView, assess
from tillit.domain.checker import Check, check
from tillit.domain.comparer import Comparison, compare
from tillit.domain.conditions import facts_of
from tillit.domain.guideline_files import parse_guideline
from tillit.domain.guidelines import Guideline
from tillit.domain.questions import Bank, parse_bank
from tillit.domain.reading import BadData, nearest
from tillit.domain.treatment import Treatment, treatment
from tillit.gateways.data_files import naming, read_data

LAW = "law-se"


class UnknownGuideline(BadData):
    """No installed guideline has that id; the message names the nearest one."""


@dataclass(frozen=True)
class Described:
    """A guideline with all that a page about it tells: the law, the questions and what the checker found,
    there and in the law alone."""

    guideline: Guideline
    law: Guideline
    bank: Bank
    check: Check
    law_check: Check


@dataclass(frozen=True)
class Matrix:
    """How every guideline treats every fact that some guideline asks for, in the order of the bank."""

    bank: Bank
    guidelines: tuple[Guideline, ...]
    rows: tuple[tuple[str, tuple[Treatment, ...]], ...]


@dataclass(frozen=True)
class Compared:
    """Two guidelines held against each other, and what each says of partnership in the witness."""

    comparison: Comparison
    bank: Bank
    views: tuple[FormView, FormView] | None


def bank() -> Bank:
    """The question bank."""
    return _bank(settings.QUESTIONS_DIR)


def guidelines() -> Mapping[str, Guideline]:
    """Every installed guideline by id: the law first, then in the order of their short names."""
    return _guidelines(settings.GUIDELINES_DIR, settings.QUESTIONS_DIR)


def guideline(*, guideline_id: str) -> Guideline:
    """One guideline. Raises UnknownGuideline."""
    found = guidelines().get(guideline_id)
    if found is None:
        raise UnknownGuideline("", f"okänd riktlinje ”{guideline_id}”.{nearest(guideline_id, guidelines())}")
    return found


def law() -> Guideline:
    """The law, which always applies beside a guideline."""
    return guideline(guideline_id=LAW)


def closest(*, guideline_id: str) -> Guideline | None:
    """The installed guideline whose id or short name is nearest to what someone wrote, if any is near."""
    names = {name.casefold(): g for g in guidelines().values() for name in (g.short, g.id)}
    near = get_close_matches(guideline_id.casefold(), list(names), n=1, cutoff=0.5)
    return names[near[0]] if near else None


def described(*, guideline_id: str) -> Described:
    """One guideline for its own page. Raises UnknownGuideline."""
    found = guideline(guideline_id=guideline_id)
    return Described(found, law(), bank(), _check(found), _check(law()))


def matrix() -> Matrix:
    """Every guideline, the law last, against every fact."""
    chosen = tuple(sorted(guidelines().values(), key=lambda found: found.kind == "law"))
    facts = bank().in_order(fact for found in chosen for fact in found.facts)
    return Matrix(bank(), chosen, tuple((fact, tuple(_treats(g, fact) for g in chosen)) for fact in facts))


def compared(*, a: str, b: str) -> Compared:
    """Two guidelines for the page that compares them. Raises UnknownGuideline."""
    found = comparison(a=a, b=b)
    if found.witness is None:
        return Compared(found, bank(), None)
    facts = dict(found.witness.facts)
    one, other = (assess({law(), g}, facts).forms["partnership"] for g in (found.a, found.b))
    return Compared(found, bank(), (one, other))


def asked(found: Guideline, beside: Guideline) -> tuple[str, ...]:
    """The facts that a guideline and the law beside it ask for, in the order of the bank."""
    return _asked(found, beside, bank())


def reasons_to_ask(found: Guideline, beside: Guideline, fact: str) -> tuple[tuple[str, str], ...]:
    """Who asks for the fact and why: the short name and the reason of each rule, at most four."""
    return _reasons_to_ask(found, beside, fact)


def checks(*, guideline_id: str | None = None) -> tuple[Check, ...]:
    """What the checker says of one guideline, or of every one."""
    chosen = [guideline(guideline_id=guideline_id)] if guideline_id else list(guidelines().values())
    return tuple(_check(found) for found in chosen)


def comparison(*, a: str, b: str) -> Comparison:
    """Two guidelines held against each other, with the law beside both. Raises UnknownGuideline."""
    return _compare(guideline(guideline_id=a), guideline(guideline_id=b))


def comparisons() -> tuple[Comparison, ...]:
    """Every pair of guidelines."""
    return tuple(_compare(a, b) for a, b in combinations(guidelines().values(), 2))


@lru_cache(maxsize=4)
def _bank(folder: Path) -> Bank:
    path = folder / "bank.toml"
    with naming(path):
        return parse_bank(read_data(path))


@lru_cache(maxsize=4)
def _guidelines(folder: Path, questions: Path) -> Mapping[str, Guideline]:
    facts = _bank(questions).by_id
    read: list[Guideline] = []
    for path in sorted(folder.glob("*.toml")):
        with naming(path):
            found = parse_guideline(read_data(path), facts=facts)
            if found.id != path.stem:
                raise BadData("id", f"”{found.id}” ska vara filens namn, ”{path.stem}”.")
            read.append(found)
    read.sort(key=lambda g: (g.kind != "law", g.short.casefold()))
    return {found.id: found for found in read}


@lru_cache(maxsize=256)
def _check(found: Guideline) -> Check:
    return check(found, beside=[law()])


@lru_cache(maxsize=1024)
def _compare(a: Guideline, b: Guideline) -> Comparison:
    return compare(a, b, beside=[law()])


@lru_cache(maxsize=4096)
def _treats(found: Guideline, fact: str) -> Treatment:
    return treatment(found, fact)


@lru_cache(maxsize=256)
def _asked(found: Guideline, beside: Guideline, questions: Bank) -> tuple[str, ...]:
    return questions.in_order(found.facts | beside.facts)


@lru_cache(maxsize=4096)
def _reasons_to_ask(found: Guideline, beside: Guideline, fact: str) -> tuple[tuple[str, str], ...]:
    rules = (
        (owner, rule) for owner in (found, beside) for rule in owner.rules if fact in facts_of(rule.when)
    )
    return tuple(dict.fromkeys((owner.short, rule.because) for owner, rule in rules))[:4]
