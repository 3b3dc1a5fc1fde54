"""The assessment engine: guidelines compiled once, then each set of answers weighed in microseconds.

Answers are two integers: a bit for every fact answered yes, and one for every fact answered no. Rules
are terms (domain.conditions), and terms too are bits: an answer kills the terms that want the opposite,
an open question leaves its terms waiting, and what is neither holds. Tables over eight facts at a time
turn answers into terms. The plain definition of the same thing is ``conditions.holds``; the tests
compare the two.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from tillit.domain.bits import CHUNK, Bits, Masks, each, table, union
from tillit.domain.conditions import Term
from tillit.domain.forms import EFFECTS, FORMS, Form, Standing
from tillit.domain.guidelines import Guideline, Rule

PARTNERSHIP: Final = FORMS.index("partnership")
_OTHERS: Final = tuple(i for i in range(len(FORMS)) if i != PARTNERSHIP)


class Verdict(NamedTuple):
    """What the rules say about one set of answers: standings in the order of FORMS, the form that is
    recommended whatever is still open, and the rules that hold and those still open as bits."""

    standings: tuple[Standing, ...]
    recommended: Form | None
    true: int
    open: int


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
        self._read: dict[int, tuple[Rule, ...]] = {}

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
        self._tables = [
            tuple(table(terms, start, wanted) for wanted in ((False, True), (True, False), (True, True)))
            for start in range(0, len(self.facts), CHUNK)
        ]

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
        yes, no, bit = 0, 0, self.bit
        for fact, value in facts.items():
            if fact in bit:
                if value:
                    yes |= bit[fact]
                elif value is False:
                    no |= bit[fact]
        return yes, no

    def verdict(self, facts: Mapping[str, bool | None]) -> Verdict:
        """Weigh the answers."""
        return self.weigh(*self.answers(facts))

    def weigh(self, yes: int, no: int) -> Verdict:
        """Weigh answers given as bits."""
        killed, waiting = 0, 0
        unknown = self._every & ~(yes | no)
        for kills_yes, kills_no, waits in self._tables:
            killed |= kills_yes[yes & 255] | kills_no[no & 255]
            waiting |= waits[unknown & 255]
            yes >>= CHUNK
            no >>= CHUNK
            unknown >>= CHUNK
        alive = self._terms & ~killed
        met, waiting = alive & ~waiting, alive & waiting
        true, still = met & self._singles, waiting & self._singles
        for rule_bit, term_bits in self._several:
            if met & term_bits:
                true |= rule_bit
            elif waiting & term_bits:
                still |= rule_bit
        return self._stand(true, still)

    def _stand(self, true: int, still: int) -> Verdict:
        standings: list[Standing] = []
        for requires, excludes, _, _ in self.masks:
            if true & excludes or requires & ~(true | still):
                standings.append("excluded")
            else:
                standings.append("undecided" if still & (requires | excludes) else "possible")
        if "possible" in standings:
            lows, highs = self.grounds(standings, true, still)
            for index, standing in enumerate(standings):
                if standing == "possible" and lows[index] > 0 and self.rival(index, lows, highs) is None:
                    standings[index] = "recommended"
                    return Verdict(tuple(standings), FORMS[index], true, still)
        return Verdict(tuple(standings), None, true, still)

    def grounds(self, standings: Iterable[Standing], true: int, still: int) -> tuple[list[int], list[int]]:
        """The fewest and the most grounds that each form can end up with; -1 where it is excluded."""
        lows, highs = [], []
        for standing, (_, _, favours, _) in zip(standings, self.masks, strict=True):
            low = -1 if standing == "excluded" else (true & favours).bit_count()
            lows.append(low)
            highs.append(low if low < 0 else low + (still & favours).bit_count())
        return lows, highs

    def rival(self, index: int, lows: list[int], highs: list[int]) -> int | None:
        """The first form that may keep this one from being recommended, whatever is still open.

        A partnership is subsidiary: any other form that something speaks for comes before it, unless a
        guideline says otherwise.
        """
        if self.subsidiary and index == PARTNERSHIP:
            return next((other for other in _OTHERS if highs[other] > 0), None)
        others = _OTHERS if self.subsidiary else range(len(FORMS))
        return next((o for o in others if o != index and highs[o] >= lows[index]), None)

    def explained(self, facts: Mapping[str, bool | None]) -> tuple[Verdict, tuple[tuple[Rule, ...], ...]]:
        """The verdict, and for each form the rules that led there: those that exclude it where it is
        excluded, otherwise the requirements, what speaks for it and what is still open."""
        verdict = self.verdict(facts)
        true, still, found = verdict.true, verdict.open, []
        for standing, (requires, excludes, favours, _) in zip(verdict.standings, self.masks, strict=True):
            if standing == "excluded":
                bits = (true & excludes) | (requires & ~(true | still))
            else:
                bits = (true & (requires | favours)) | (still & (requires | excludes | favours))
            found.append(self.rules_in(bits))
        return verdict, tuple(found)

    def rules_in(self, bits: int) -> tuple[Rule, ...]:
        """The rules of a set of bits, in a fixed order."""
        if bits not in self._read:
            if len(self._read) > 100_000:
                self._read.clear()
            self._read[bits] = tuple(rule for i, rule in enumerate(self.rules) if bits >> i & 1)
        return self._read[bits]

    def value(self, position: int, verdict: Verdict) -> bool | None:
        """Whether the rule's condition holds under the verdict; None while it is open."""
        if verdict.true >> position & 1:
            return True
        return None if verdict.open >> position & 1 else False


@lru_cache(maxsize=256)
def engine_for(guidelines: frozenset[Guideline]) -> Engine:
    """The engine of these guidelines, compiled once."""
    return Engine(guidelines)
