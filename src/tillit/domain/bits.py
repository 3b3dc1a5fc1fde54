"""Facts, terms and rules as bits of integers, and tables that turn eight answers at a time into terms."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

CHUNK: Final = 8

#: A term as bits of facts: those that must be yes and those that must be no.
Bits = tuple[int, int]


def union(terms: Iterable[Bits]) -> int:
    """Every fact that some term names."""
    found = 0
    for yes, no in terms:
        found |= yes | no
    return found


def each(bits: int) -> Iterator[int]:
    """Every single bit that is set, the lowest first."""
    while bits:
        yield bits & -bits
        bits &= bits - 1


class Masks(NamedTuple):
    """The rules of one form as bits, by effect."""

    requires: int
    excludes: int
    favours: int
    warns: int


def table(terms: Sequence[Bits], start: int, wanted: tuple[bool, bool]) -> list[int]:
    """For every combination of eight facts from ``start``, the terms that want one of them to be yes
    and/or no (``wanted``)."""
    single = []
    for fact in range(start, start + CHUNK):
        hits = (bool((wanted[0] and yes >> fact & 1) or (wanted[1] and no >> fact & 1)) for yes, no in terms)
        single.append(sum(1 << position for position, hit in enumerate(hits) if hit))
    combined = [0]
    for mask in single:
        combined += [entry | mask for entry in combined]
    return combined
