"""Examinations before a decision: what each asks, when it is proposed, and what a finished one must hold.

What an examination asks is data (`examinations/*.toml`); here is what is true of every one of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tillit.domain.conditions import Condition, facts_of, holds
from tillit.domain.reading import BadData, known, table

Kind = Literal["legal", "consequence"]
Calculation = Literal["", "contract_value", "minor_aid", "declarations"]
#: always: asked in every case; yes and no: the facts say so; maybe: they do not say yet.
Proposal = Literal["always", "yes", "maybe", "no"]
State = Literal["begun", "concluded", "left_out"]

KINDS: Final[tuple[Kind, ...]] = ("legal", "consequence")
CALCULATIONS: Final[tuple[Calculation, ...]] = ("contract_value", "minor_aid", "declarations")
LONGEST_NOTE: Final = 5_000
LONGEST_MOTIVATION: Final = 10_000
#: Where only the outcome is kept, there is no room to write down what is sensitive about someone.
LONGEST_OUTCOME_ONLY: Final = 300


@dataclass(frozen=True, slots=True)
class Step:
    """A plain question. `text`: answered in words only; else yes, no or unknown, with a note.

    `warns` is the answer that is a warning, None where no answer is, and `because` says why.
    """

    id: str
    question: str
    help: str
    text: bool = False
    warns: bool | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A possible conclusion and what it means. `clear`: nothing in it stands in the way of an agreement."""

    id: str
    title: str
    meaning: str
    clear: bool = False


@dataclass(frozen=True, slots=True)
class WayOut:
    """What can be done instead, with its source."""

    title: str
    text: str
    source: str


@dataclass(frozen=True, eq=False)
class Guide:
    """One examination as data. `edition` is the version of its file; without `when` it is always proposed.

    `outcome_only`: nothing but conclusion, short motivation and date is kept. Compared by identity.
    """

    id: str
    kind: Kind
    edition: str
    title: str
    about: str
    ground: str
    law: str
    source: str
    url: str
    when: Condition | None
    calculation: Calculation
    outcome_only: bool
    steps: tuple[Step, ...]
    conclusions: tuple[Conclusion, ...]
    ways_out: tuple[WayOut, ...] = ()

    def conclusion(self, key: str) -> Conclusion | None:
        """The conclusion with this id, if it is one of this examination's."""
        return next((one for one in self.conclusions if one.id == key), None)

    @property
    def longest_motivation(self) -> int:
        """How many characters a motivation may have."""
        return LONGEST_OUTCOME_ONLY if self.outcome_only else LONGEST_MOTIVATION


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a step: yes, no or unknown (None), and a note."""

    value: bool | None = None
    note: str = ""

    @property
    def given(self) -> bool:
        """Whether anything was said."""
        return self.value is not None or bool(self.note)


def proposal(guide: Guide, facts: Mapping[str, bool | None]) -> Proposal:
    """Whether the facts of a case ask for the examination. What is unknown never leaves it out."""
    if guide.when is None:
        return "always"
    value = holds(guide.when, facts)
    return "maybe" if value is None else "yes" if value else "no"


def facts_asked(guides: Iterable[Guide]) -> frozenset[str]:
    """Every fact that decides whether some examination is proposed."""
    return frozenset(fact for guide in guides if guide.when for fact in facts_of(guide.when))


def read_facts(raw: Any, asked: Collection[str]) -> dict[str, bool]:
    """Facts from plain data, without those that are unknown. Raises BadData."""
    content = table(raw, place="fakta", keys=asked)
    for name, value in content.items():
        if value is not None and not isinstance(value, bool):
            raise BadData(f"fakta.{name}", "ska vara true, false eller null.")
    return {name: value for name, value in sorted(content.items()) if value is not None}


def read_answers(guide: Guide, raw: Any) -> dict[str, Answer]:
    """Answers from plain data, in the order of the steps, without empty ones. Raises BadData.

    An examination that keeps its outcome only has no answers to keep.
    """
    steps = {} if guide.outcome_only else {step.id: step for step in guide.steps}
    content = table(raw, place="svar", keys=steps)
    found = {name: _answer(step, content[name]) for name, step in steps.items() if name in content}
    return {name: answer for name, answer in found.items() if answer.given}


def _answer(step: Step, raw: Any) -> Answer:
    place = f"svar.{step.id}"
    row = table(raw, place=place, keys=("value", "note"))
    value = row.get("value")
    if value is not None and (step.text or not isinstance(value, bool)):
        raise BadData(
            f"{place}.value", "frågan besvaras med text." if step.text else "ska vara ja eller nej."
        )
    note = row.get("note", "")
    if not isinstance(note, str) or len(note) > LONGEST_NOTE:
        raise BadData(f"{place}.note", f"ska vara text, högst {LONGEST_NOTE} tecken.")
    return Answer(value, note)


def plain_answers(answers: Mapping[str, Answer]) -> dict[str, dict[str, Any]]:
    """Answers as `read_answers` reads them."""
    return {name: {"value": answer.value, "note": answer.note} for name, answer in answers.items()}


def warnings(guide: Guide, answers: Mapping[str, Answer]) -> tuple[Step, ...]:
    """The steps whose answers are warnings, in their order. What is not answered warns of nothing."""
    answered = ((step, answers[step.id]) for step in guide.steps if step.id in answers)
    return tuple(step for step, answer in answered if step.warns is not None and answer.value is step.warns)


def concluded(guide: Guide, conclusion: str, motivation: str) -> Conclusion:
    """The conclusion, when it is one of the examination's and has a motivation. Raises BadData."""
    by_id = {one.id: one for one in guide.conclusions}
    name = known(conclusion, by_id, what="slutsats", place="slutsats")
    must_be_reasoned(motivation, guide.longest_motivation)
    return by_id[name]


def must_be_reasoned(motivation: str, longest: int = LONGEST_MOTIVATION) -> None:
    """Refuse what has no reason, or too long a one. Raises BadData."""
    if not motivation.strip():
        raise BadData("motivering", "saknas.")
    if len(motivation) > longest:
        raise BadData("motivering", f"är längre än {longest} tecken.")
