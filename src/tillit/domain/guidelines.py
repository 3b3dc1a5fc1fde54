"""Guidelines as data: rules over facts, sections, demands on the agreement and the law's amounts."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from tillit.domain.conditions import Condition, Term, terms
from tillit.domain.forms import Effect, Form, Stance


@dataclass(frozen=True)
class Rule:
    """One rule of one guideline about one form. ``key`` names it everywhere: ``guideline.rule``."""

    id: str
    guideline: str
    form: Form
    effect: Effect
    when: Condition
    title: str
    because: str
    source: str
    url: str = ""
    discretion: bool = False
    stops_every: bool = False
    amounts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The rule's name across guidelines."""
        return f"{self.guideline}.{self.id}"

    @cached_property
    def true_terms(self) -> frozenset[Term]:
        """The terms that make the condition hold."""
        return terms(self.when)

    @cached_property
    def false_terms(self) -> frozenset[Term]:
        """The terms that make the condition fail."""
        return terms(self.when, positive=False)

    @property
    def hard(self) -> bool:
        """Whether the rule can exclude its form."""
        return self.effect in ("requires", "excludes")

    @property
    def excluding_terms(self) -> frozenset[Term]:
        """The terms under which this rule excludes its form; none for a rule that cannot."""
        if self.effect == "excludes":
            return self.true_terms
        return self.false_terms if self.effect == "requires" else frozenset()

    @property
    def allowing_terms(self) -> frozenset[Term]:
        """The terms under which a hard rule surely does not exclude its form."""
        return self.false_terms if self.effect == "excludes" else self.true_terms


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the guideline in our own words, with the instruction for applying it.

    ``stance`` is what the text says about single facts, so that a rule can be held against it.
    """

    id: str
    title: str
    text: str
    instruction: str
    source: str
    url: str = ""
    stance: tuple[tuple[str, Stance], ...] = ()


@dataclass(frozen=True, slots=True)
class Demands:
    """What the guideline demands of an agreement; None where it is silent."""

    sections: tuple[str, ...] = ()
    longest_months: int | None = None
    notice_months: int | None = None
    follow_up_months: int | None = None
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number from the law with its period. ``value`` is whole units of ``unit`` (SEK, EUR, månader)."""

    id: str
    title: str
    value: int
    unit: str
    valid_from: datetime.date
    valid_until: datetime.date | None
    source: str
    url: str = ""

    def valid_on(self, day: datetime.date) -> bool:
        """Whether the number is in force that day, as far as the product knows."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, eq=False)
class Guideline:
    """One version of one body's guideline, or the law. Compared by identity: files are read once."""

    id: str
    short: str
    issuer: str
    title: str
    version: str
    kind: str
    valid_from: datetime.date
    source: str
    summary: str
    valid_until: datetime.date | None = None
    url: str = ""
    subsidiary: bool | None = None
    rules: tuple[Rule, ...] = ()
    sections: tuple[Section, ...] = ()
    demands: Demands = field(default_factory=Demands)
    amounts: tuple[Amount, ...] = ()

    def valid_on(self, day: datetime.date) -> bool:
        """Whether this version is in force that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every fact that some rule asks for."""
        return frozenset(name for rule in self.rules for term in rule.true_terms for name, _ in term)

    def amount_on(self, amount_id: str, day: datetime.date) -> Amount | None:
        """The number in force that day, otherwise the latest one before it, otherwise None.

        Whoever shows it asks ``valid_on`` and says so when the number is past its period.
        """
        begun = [amount for amount in self.amounts if amount.id == amount_id and amount.valid_from <= day]
        return max(begun, key=lambda amount: amount.valid_from, default=None)
