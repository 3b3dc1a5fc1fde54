"""The question bank and the guidelines that are installed, and what the checker and comparer say of them."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from django.conf import settings

from tillit.domain.checker import Check, check
from tillit.domain.comparer import Comparison, compare
from tillit.domain.guideline_files import parse_guideline
from tillit.domain.guidelines import Guideline
from tillit.domain.questions import Bank, parse_bank
from tillit.domain.reading import BadData, nearest
from tillit.gateways.data_files import naming, read_data

LAW = "law-se"


class UnknownGuideline(BadData):
    """No installed guideline has that id; the message names the nearest one."""


def bank() -> Bank:
    """The question bank."""
    return _bank(Path(settings.QUESTIONS_DIR))


def guidelines() -> Mapping[str, Guideline]:
    """Every installed guideline by id: the law first, then in the order of their short names."""
    return _guidelines(Path(settings.GUIDELINES_DIR), Path(settings.QUESTIONS_DIR))


def guideline(*, guideline_id: str) -> Guideline:
    """One guideline. Raises UnknownGuideline."""
    found = guidelines().get(guideline_id)
    if found is None:
        raise UnknownGuideline("", f"okänd riktlinje ”{guideline_id}”.{nearest(guideline_id, guidelines())}")
    return found


def law() -> Guideline:
    """The law, which always applies beside a guideline."""
    return guideline(guideline_id=LAW)


def together(*, guideline_id: str) -> frozenset[Guideline]:
    """The guideline and the law beside it. Raises UnknownGuideline."""
    return frozenset({law(), guideline(guideline_id=guideline_id)})


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
