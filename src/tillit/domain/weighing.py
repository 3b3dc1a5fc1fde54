"""One set of answers weighed with everything behind it: what each rule rests on, and what is still open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tillit.domain.bits import each
from tillit.domain.engine import Engine
from tillit.domain.forms import FORMS, Form, Standing
from tillit.domain.guidelines import Rule


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that bears on a form. ``holds`` is whether its condition is met, None while that is open;
    ``facts`` are the answers it rests on, in the order of their ids."""

    rule: Rule
    holds: bool | None
    facts: tuple[tuple[str, bool], ...]

    @property
    def against(self) -> bool:
        """Whether the rule excludes its form."""
        return self.holds is not None and self.holds == (self.rule.effect == "excludes") and self.rule.hard


@dataclass(frozen=True, slots=True)
class FormView:
    """One form: where it stands, every rule that led there, what to watch and what is still open."""

    form: Form
    standing: Standing
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    open: tuple[str, ...]


class Weighing:
    """One set of answers under one engine: the verdict and what each rule rests on."""

    def __init__(self, engine: Engine, facts: Mapping[str, bool | None]) -> None:
        self._engine = engine
        self._answers = engine.answers(facts)
        self.verdict = engine.weigh(*self._answers)
        open_rules = (bit.bit_length() - 1 for bit in each(self.verdict.open))
        self._asked = {i: self._still_asked(i) for i in open_rules}

    def _still_asked(self, i: int) -> int:
        """The unanswered facts that can still decide an open rule: those of its terms not yet dead."""
        yes, no = self._answers
        terms = self._engine.true_terms[i]
        if len(terms) == 1:
            return self._engine.rule_facts[i] & ~(yes | no)
        asked = 0
        for want_yes, want_no in terms:
            if not want_yes & no and not want_no & yes:
                asked |= (want_yes | want_no) & ~(yes | no)
        return asked

    def order(self) -> tuple[str, ...]:
        """Every open fact, the most decisive first: how many forms one of its answers would exclude at
        once, then how many open rules ask for it, then its name."""
        mentions = self._counted(self._asked.values())
        ending = self._counted(bit for i in self._asked for bit in self._ending(i))
        name = self._engine.facts
        weight = {
            name[bit.bit_length() - 1]: (-ending.get(bit, 0), -count, name[bit.bit_length() - 1])
            for bit, count in mentions.items()
        }
        return tuple(sorted(weight, key=lambda fact: weight[fact]))

    @staticmethod
    def _counted(groups: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for group in groups:
            for bit in each(group):
                found[bit] = found.get(bit, 0) + 1
        return found

    def _ending(self, i: int) -> Iterator[int]:
        """For an open rule, the single facts of which one answer is enough to exclude its form."""
        yes, no = self._answers
        known = yes | no
        for want_yes, want_no in self._engine.excluding_terms[i]:
            left = (want_yes | want_no) & ~known
            if not left & (left - 1) and not want_yes & (no | want_no) and not want_no & yes:
                yield left

    def view(self, index: int, order: tuple[str, ...]) -> FormView:
        """One form with its reasons, warnings and open questions (in the order given)."""
        form, standing = FORMS[index], self.verdict.standings[index]
        requires, excludes, favours, warns = self._engine.masks[index]
        true, still = self.verdict.true, self.verdict.open
        if standing == "excluded":
            led, pending = (true & excludes) | (requires & ~(true | still)), 0
        else:
            led = requires | excludes | (favours & (true | still))
            pending = 0 if standing == "recommended" else still & (requires | excludes | favours)
        asked = 0
        for i, facts in self._asked.items():
            if pending >> i & 1:
                asked |= facts
        open_facts = tuple(fact for fact in order if self._engine.bit[fact] & asked)
        return FormView(form, standing, self._reasons(led), self._reasons(true & warns), open_facts)

    def watched(self, order: tuple[str, ...]) -> tuple[str, ...]:
        """The open facts that warnings about forms not excluded ask for."""
        warns, asked = 0, 0
        for masks, standing in zip(self._engine.masks, self.verdict.standings, strict=True):
            warns |= masks.warns if standing != "excluded" else 0
        for i, facts in self._asked.items():
            asked |= facts if warns >> i & 1 else 0
        return tuple(fact for fact in order if self._engine.bit[fact] & asked)

    def discretion(self) -> tuple[Reason, ...]:
        """The grey zones that apply, or may apply while their questions are open."""
        return self._reasons(self._engine.grey & (self.verdict.true | self.verdict.open))

    def _reasons(self, bits: int) -> tuple[Reason, ...]:
        return tuple(self._reason(bit.bit_length() - 1) for bit in each(bits))

    def _reason(self, i: int) -> Reason:
        """A rule with the answers it rests on: those of the shortest term that decides it. While it is
        open, every answer given to what it asks about."""
        engine, (yes, no) = self._engine, self._answers
        value = engine.value(i, self.verdict)
        if value is None:
            about = engine.rule_facts[i]
            return Reason(engine.rules[i], None, engine.pairs(yes & about, no & about))
        terms = engine.true_terms[i] if value else engine.false_terms[i]
        met = next((term for term in terms if not term[0] & ~yes and not term[1] & ~no), (0, 0))
        return Reason(engine.rules[i], value, engine.pairs(*met))
