"""What would change the view: the smallest sets of answers that would give a form another standing.

The search starts from the case and adds, step by step, only answers that every way to the goal must
choose among (domain.ways); so no smaller set is missed. Sets are grown in order of size, and the first
size that reaches the goal is the smallest. Every set told has been weighed by the engine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tillit.domain.bits import Bits
from tillit.domain.engine import Engine, engine_for
from tillit.domain.forms import FORMS, STANDINGS, Form, Standing
from tillit.domain.guidelines import Guideline
from tillit.domain.judging import Verdict
from tillit.domain.ways import ways_for

#: Answers in one set at most: beyond that it is no longer a change but another case.
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """These answers instead of the present ones would give the form that standing."""

    facts: tuple[tuple[str, bool], ...]
    form: Form
    standing: Standing


def what_would_change(
    guidelines: Iterable[Guideline], facts: Mapping[str, bool | None], *, longest: int = LONGEST
) -> tuple[Change, ...]:
    """For every form and every other standing, all the smallest sets of answers that give it.

    Sets larger than ``longest`` answers are left out. The order is fixed: form, standing, facts.
    """
    engine = engine_for(frozenset(guidelines))
    search = _Search(engine, facts, longest)
    found: list[Change] = []
    for index, form in enumerate(FORMS):
        for standing in STANDINGS:
            if standing != search.now.standings[index]:
                sets = sorted(engine.pairs(*change) for change in search.smallest(index, standing))
                found.extend(Change(change, form, standing) for change in sets)
    return tuple(found)


class _Search:
    """One case, from which sets of changed answers are tried. A set is two integers: the facts that it
    makes yes and those that it makes no."""

    def __init__(self, engine: Engine, facts: Mapping[str, bool | None], longest: int) -> None:
        self._engine, self._longest = engine, longest
        self._ways = ways_for(engine)
        self._yes, self._no = engine.answers(facts)
        self._weighed: dict[Bits, Verdict] = {}
        self.now = self._weigh((0, 0))

    def _answers(self, change: Bits) -> Bits:
        return (self._yes & ~change[1]) | change[0], (self._no & ~change[0]) | change[1]

    def _weigh(self, change: Bits) -> Verdict:
        if change not in self._weighed:
            self._weighed[change] = self._engine.weigh(*self._answers(change))
        return self._weighed[change]

    def smallest(self, index: int, standing: Standing) -> list[Bits]:
        """Every smallest set that gives the form with that index the standing."""
        if standing == "excluded":
            return self._smallest_exclusions(index)
        sizes: dict[int, set[Bits]] = {0: {(0, 0)}}
        for size in range(self._longest + 1):
            reached: list[Bits] = []
            for change in sizes.get(size, ()):
                if self._weigh(change).standings[index] == standing:
                    reached.append(change)
            if reached:
                return reached
            for change in sizes.get(size, ()):
                for larger in self._grown(change, index, standing, self._longest - size):
                    sizes.setdefault((larger[0] | larger[1]).bit_count(), set()).add(larger)
        return []

    def _smallest_exclusions(self, index: int) -> list[Bits]:
        """A form is excluded when one excluding term is met, so the smallest sets are what the nearest
        terms lack."""
        lacking = {
            (want_yes & ~self._yes, want_no & ~self._no)
            for i in self._ways.hard[index]
            for want_yes, want_no in self._engine.excluding_terms[i]
            if not want_yes & want_no
        }
        sizes = {change: (change[0] | change[1]).bit_count() for change in lacking}
        least = min(sizes.values(), default=self._longest + 1)
        return [change for change, size in sizes.items() if size == least <= self._longest]

    def _grown(self, change: Bits, index: int, standing: Standing, left: int) -> Iterator[Bits]:
        fixed = change[0] | change[1]
        yes, no = self._answers(change)
        verdict = self._weigh(change)
        if left == 0 or self._ways.too_far(verdict, index, standing, fixed, left):
            return
        for add_yes, add_no in self._ways.towards(verdict, (yes, no), index, standing):
            add_yes, add_no = add_yes & ~yes, add_no & ~no
            added = add_yes | add_no
            if added and not add_yes & add_no and not added & fixed and added.bit_count() <= left:
                yield change[0] | add_yes, change[1] | add_no
