"""The ways to a standing: which answers to try next, so that none that leads there is missed."""

from collections.abc import Iterable
from functools import lru_cache

from tillit.domain.bits import Bits, each, union
from tillit.domain.engine import Engine
from tillit.domain.forms import FORMS, Standing
from tillit.domain.judging import Verdict


@lru_cache(maxsize=256)
def ways_for(engine: Engine) -> "Ways":
    """The ways of an engine, worked out once."""
    return Ways(engine)


class Ways:
    """The rules of an engine, looked at from the goal: what would make each of them turn."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        rules = engine.rules
        self._true, self._false = engine.true_terms, engine.false_terms
        self._facts = engine.rule_facts
        self.hard = [[i for i, r in enumerate(rules) if r.form == form and r.hard] for form in FORMS]
        self._favours = [
            [i for i, r in enumerate(rules) if r.form == form and r.effect == "favours"] for form in FORMS
        ]
        self._requires = [rule.effect == "requires" for rule in rules]
        acting = [facts for facts, rule in zip(self._facts, rules, strict=True) if rule.effect != "warns"]
        self._every = union((facts, 0) for facts in acting)

    def towards(self, verdict: Verdict, answers: Bits, index: int, standing: Standing) -> Iterable[Bits]:
        """Answers, as bits of yes and no, at least one set of which is part of every way to the
        standing from where the form (by index) now is. Some of them may already be given."""
        now = verdict.standings[index]
        if now == "excluded":
            return self._back(verdict, answers, index)
        if standing == "undecided":
            return _flips(union((self._facts[i], 0) for i in self.hard[index]))
        if now == "undecided":
            first = next(i for i in self.hard[index] if self._engine.value(i, verdict) is None)
            return self._true[first] if self._requires[first] else self._false[first]
        if standing == "possible":
            return _flips(self._every)
        return self._up(verdict, index)

    def too_far(self, verdict: Verdict, index: int, standing: Standing, fixed: int, left: int) -> bool:
        """Whether the form needs more than ``left`` new answers, none of them ``fixed``: every hard rule
        not yet met needs one of its own facts, and rules without a fact in common need one each."""
        if standing == "undecided":
            return False
        used, needed = 0, 0
        for i in self.hard[index]:
            value = self._engine.value(i, verdict)
            if value is self._requires[i]:
                continue
            free = self._facts[i] & ~fixed
            if not free:
                return True
            if not free & used:
                needed += 1
                used |= free
                if needed > left:
                    return True
        return False

    def _back(self, verdict: Verdict, answers: Bits, index: int) -> list[Bits]:
        """From excluded: lift the first rule that excludes. It need not be settled the other way; it is
        enough that it is no longer against."""
        yes, no = answers
        for i in self.hard[index]:
            value = self._engine.value(i, verdict)
            if value is False and self._requires[i]:
                return [(want_yes & no, want_no & yes) for want_yes, want_no in self._true[i]]
            if value is True and not self._requires[i]:
                met = next((y, n) for y, n in self._true[i] if not y & ~yes and not n & ~no)
                return [*((0, bit) for bit in each(met[0])), *((bit, 0) for bit in each(met[1]))]
        raise AssertionError("an excluded form has a rule that excludes it")

    def _up(self, verdict: Verdict, index: int) -> list[Bits]:
        """From possible towards recommended: something must speak for the form, and whatever stands in
        its way must be excluded or lose its grounds."""
        engine = self._engine
        more = [term for i in self._favours[index] for term in self._true[i]]
        lows, highs = engine.judge.grounds(verdict.standings, verdict.true, verdict.open)
        rival = engine.judge.rival(index, lows, highs) if lows[index] > 0 else None
        if rival is None:
            return more
        out = [term for i in self.hard[rival] for term in self._engine.excluding_terms[i]]
        weaker = [term for i in self._favours[rival] for term in self._false[i]]
        return [*more, *out, *weaker]


def _flips(facts: int) -> list[Bits]:
    return [way for bit in each(facts) for way in ((bit, 0), (0, bit))]
