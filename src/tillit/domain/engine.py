"""The assessment engine: guidelines compiled once, then each set of answers weighed in microseconds.

Answers are two integers: a bit for every fact answered yes, and one for every fact answered no. Rules
are terms (domain.conditions), and terms too are bits: an answer kills the terms that want the opposite,
an open question leaves its terms waiting, and what is neither holds. Tables over eight facts at a time
turn answers into terms. The plain definition of the same thing is ``conditions.holds``; the tests
compare the two.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import Final, TypeVar

from tillit.domain.bits import CHUNK, Bits, Masks, each, table, union
from tillit.domain.conditions import Term
from tillit.domain.forms import EFFECTS, FORMS, Form
from tillit.domain.guidelines import Guideline, Rule
from tillit.domain.judging import Judge, Verdict

Remembered = TypeVar("Remembered")

#: How many outcomes an engine remembers before it forgets them all.
_REMEMBERED: Final = 100_000


class _Marks(dict[tuple[str, bool | None], int]):
    """An answer's bit; 0 for what is unknown and for facts that no rule asks for."""

    def __missing__(self, answer: tuple[str, bool | None]) -> int:
        return 0


class Engine:
    """The rules of some guidelines together. Their order, and that of the rules, does not matter."""

    def __init__(self, guidelines: Iterable[Guideline]) -> None:
        together = list(guidelines)
        unique = {(rule.key, rule.form): rule for guideline in together for rule in guideline.rules}
        self.subsidiary = not any(guideline.subsidiary is False for guideline in together)
        ordered = sorted(unique.values(), key=lambda rule: (len(rule.true_terms) != 1, rule.key, rule.form))
        self.rules: tuple[Rule, ...] = tuple(ordered)
        self.facts = tuple(sorted({n for rule in ordered for term in rule.true_terms for n, _ in term}))
        self.bit = {fact: 1 << index for index, fact in enumerate(self.facts)}
        self.masks = tuple(Masks(*(self._mask(form, effect) for effect in EFFECTS)) for form in FORMS)
        self.grey = sum(1 << i for i, rule in enumerate(ordered) if rule.discretion)
        self._compile()
        self.judge = Judge(self.masks, subsidiary=self.subsidiary)
        self._outcomes: dict[tuple[int, int], Verdict] = {}
        self._told: dict[tuple[int, int], tuple[tuple[Rule, ...], ...]] = {}

    def _mask(self, form: Form, effect: str) -> int:
        """The rules with this effect on this form. Of favouring rules that say the same thing in
        several guidelines only one counts."""
        found, seen = 0, set()
        for position, rule in enumerate(self.rules):
            if rule.form == form and rule.effect == effect:
                if effect == "favours" and rule.true_terms in seen:
                    continue
                seen.add(rule.true_terms)
                found |= 1 << position
        return found

    def _compile(self) -> None:
        self.true_terms = [self.as_bits(rule.true_terms) for rule in self.rules]
        self.false_terms = [self.as_bits(rule.false_terms) for rule in self.rules]
        self.excluding_terms = [self.as_bits(rule.excluding_terms) for rule in self.rules]
        self.rule_facts = [union(terms) for terms in self.true_terms]
        self._singles = sum(1 << i for i, rule in enumerate(self.rules) if len(rule.true_terms) == 1)
        self._several: list[tuple[int, int]] = []
        terms: list[Bits] = []
        for position in range(len(self.rules)):
            own = self.true_terms[position]
            if len(own) != 1:
                self._several.append((1 << position, ((1 << len(own)) - 1) << len(terms)))
            terms.extend(own)
        self._terms = (1 << len(terms)) - 1
        self._every = (1 << len(self.facts)) - 1
        wanting = ((False, True), (True, False), (True, True))
        self._tables = [
            tuple(table(terms, start, wanted) for wanted in wanting)
            for start in range(0, len(self.facts), CHUNK)
        ]
        self._marks = self._marked()

    def _marked(self) -> _Marks:
        """For every answer its bit among yes or no and, above both, the terms it kills."""
        marks, size = _Marks(), len(self.facts)
        for index, (fact, bit) in enumerate(self.bit.items()):
            kills_yes, kills_no, _ = self._tables[index // CHUNK]
            at = 1 << index % CHUNK
            marks[fact, True] = bit | kills_yes[at] << 2 * size
            marks[fact, False] = bit << size | kills_no[at] << 2 * size
        return marks

    def as_bits(self, terms: Iterable[Term]) -> list[Bits]:
        """The terms as bits of facts, in a fixed order, the shortest first."""
        found = (
            (sum(self.bit[n] for n, v in term if v), sum(self.bit[n] for n, v in term if not v))
            for term in terms
        )
        return sorted(found, key=lambda bits: ((bits[0] | bits[1]).bit_count(), bits))

    def pairs(self, yes: int, no: int) -> tuple[tuple[str, bool], ...]:
        """Answers given as bits, as facts and answers in the order of the facts."""
        return tuple((self.facts[bit.bit_length() - 1], bool(bit & yes)) for bit in each(yes | no))

    def answers(self, facts: Mapping[str, bool | None]) -> Bits:
        """The answers as bits. Facts that no rule asks for make no difference."""
        marks = reduce(or_, map(self._marks.__getitem__, facts.items()), 0)
        return marks & self._every, marks >> len(self.facts) & self._every

    def verdict(self, facts: Mapping[str, bool | None]) -> Verdict:
        """Weigh the answers."""
        size = len(self.facts)
        marks = reduce(or_, map(self._marks.__getitem__, facts.items()), 0)
        return self._settle(marks >> 2 * size, self._every & ~(marks | marks >> size))

    def weigh(self, yes: int, no: int) -> Verdict:
        """Weigh answers given as bits."""
        killed, unknown = 0, self._every & ~(yes | no)
        for kills_yes, kills_no, _ in self._tables:
            killed |= kills_yes[yes & 255] | kills_no[no & 255]
            yes >>= CHUNK
            no >>= CHUNK
        return self._settle(killed, unknown)

    def _settle(self, killed: int, unknown: int) -> Verdict:
        """From the terms that are killed and the facts that are unknown to the verdict."""
        met, waiting = self._terms & ~killed, 0
        if unknown:
            for _, _, waits in self._tables:
                waiting |= waits[unknown & 255]
                unknown >>= CHUNK
            waiting &= met
            met &= ~waiting
        true, still = met & self._singles, waiting & self._singles
        for rule_bit, term_bits in self._several:
            if met & term_bits:
                true |= rule_bit
            elif waiting & term_bits:
                still |= rule_bit
        outcome = self._outcomes.get((true, still))
        return outcome or self._remember(self._outcomes, (true, still), self.judge.verdict(true, still))

    def explained(self, facts: Mapping[str, bool | None]) -> tuple[Verdict, tuple[tuple[Rule, ...], ...]]:
        """The verdict, and for each form the rules that led there: those that exclude it where it is
        excluded, otherwise the requirements, what speaks for it and what is still open.

        What the same rules led to before is remembered; the answers are always weighed.
        """
        verdict = self.verdict(facts)
        told = self._told.get((verdict.true, verdict.open))
        return verdict, told or self._remember(
            self._told, (verdict.true, verdict.open), self._reasons(verdict)
        )

    def _reasons(self, verdict: Verdict) -> tuple[tuple[Rule, ...], ...]:
        true, still, found = verdict.true, verdict.open, []
        for standing, (requires, excludes, favours, _) in zip(verdict.standings, self.masks, strict=True):
            if standing == "excluded":
                bits = (true & excludes) | (requires & ~(true | still))
            else:
                bits = (true & (requires | favours)) | (still & (requires | excludes | favours))
            found.append(tuple(self.rules[bit.bit_length() - 1] for bit in each(bits)))
        return tuple(found)

    @staticmethod
    def _remember(
        memory: dict[tuple[int, int], Remembered], key: tuple[int, int], value: Remembered
    ) -> Remembered:
        if len(memory) >= _REMEMBERED:
            memory.clear()
        memory[key] = value
        return value

    def value(self, position: int, verdict: Verdict) -> bool | None:
        """Whether the rule's condition holds under the verdict; None while it is open."""
        if verdict.true >> position & 1:
            return True
        return None if verdict.open >> position & 1 else False


@lru_cache(maxsize=256)
def engine_for(guidelines: frozenset[Guideline]) -> Engine:
    """The engine of these guidelines, compiled once."""
    return Engine(guidelines)
