"""The joint assessment: sides answer apart and sealed; their differences are the agenda; then all agree on one view.

A side is the authority ("") or an organisation (its id). Until every side has sealed, answers are their own side's
only. The same rule for all: exchanging the sides exchanges the result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

AUTHORITY = ""
#: An assessment is joint from this many sides on.
FEWEST = 2


class Locked(Exception):
    """What is sealed, not yet open, or confirmed is not written in."""


class Stale(Exception):
    """Someone else was first with the same thing: `what` (a fact, a rule, or ""), and `theirs`, how it stands."""

    def __init__(self, what: str, theirs: "Answer | Text") -> None:
        super().__init__()
        self.what, self.theirs = what, theirs


@dataclass(frozen=True)
class Answer:
    """Yes, no or do not know (None), why, and the version of the sheet that it was written in."""

    value: bool | None
    why: str = ""
    version: int = 0


@dataclass(frozen=True)
class Text:
    """Something reasoned about, and the version that it was written in."""

    text: str = ""
    version: int = 0


@dataclass(frozen=True)
class Sheet:
    """One side's answers by fact. `present`: the side is in the case still. `opened`: all may read it."""

    side: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    sealed: bool = False
    opened: bool = False
    present: bool = True


@dataclass(frozen=True)
class Joint:
    """What the sides agree on: answers, the alternatives considered, and the reasoning by rule of discretion."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    alternatives: Text = field(default_factory=Text)
    reasoning: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """A question that the sides answer differently: each side's answer, None where it has not answered."""

    fact: str
    answers: tuple[tuple[str, Answer | None], ...]


def awaited(sheets: Iterable[Sheet]) -> frozenset[str]:
    """The sides that have not sealed. Who has left is not waited for."""
    return frozenset(one.side for one in sheets if one.present and not one.sealed)


def to_open(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The sides whose sheets are opened now: all that are present, once they have all sealed; else none.

    What someone sealed who has left before that stays closed.
    """
    present = [one for one in sheets if one.present]
    if len(present) < FEWEST or awaited(present) or any(one.opened for one in sheets):
        return frozenset()
    return frozenset(one.side for one in present)


def shown_to(viewers: Iterable[str], sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that someone of these sides may read: their own, and those that are opened."""
    mine = frozenset(viewers)
    return tuple(one for one in sheets if one.opened or one.side in mine)


def answered(sheet: Sheet, fact: str, answer: Answer, *, seen: int, asked: Iterable[str]) -> Sheet:
    """The sheet with one answer more or another; `seen` is the version it was written on.

    Raises Locked when the sheet is sealed, Stale when this very answer has been changed since.
    """
    if sheet.sealed or sheet.opened or fact not in set(asked):
        raise Locked
    _fresh(fact, sheet.answers.get(fact), seen)
    return replace(sheet, answers={**sheet.answers, fact: answer})


def settled(joint: Joint, fact: str, answer: Answer, *, seen: int) -> Joint:
    """The joint view with one answer more or another. Raises Stale."""
    now = joint.answers.get(fact)
    if now is not None and (now.value, now.why) == (answer.value, answer.why):
        return joint
    _fresh(fact, now, seen)
    return replace(joint, answers={**joint.answers, fact: answer})


def reasoned(joint: Joint, alternatives: Text, reasoning: Mapping[str, Text], *, seen: int) -> Joint:
    """The joint view with the alternatives and the reasoning that were changed. Raises Stale."""
    kept = dict(joint.reasoning)
    for rule, new in reasoning.items():
        kept[rule] = _changed(rule, kept.get(rule, Text()), new, seen)
    changed = _changed("", joint.alternatives, alternatives, seen)
    return replace(
        joint, alternatives=changed, reasoning={rule: one for rule, one in kept.items() if one.version}
    )


def _changed(what: str, now: Text, new: Text, seen: int) -> Text:
    if new.text == now.text:
        return now
    _fresh(what, now, seen)
    return new


def _fresh(what: str, now: Answer | Text | None, seen: int) -> None:
    if now is not None and now.version > seen:
        raise Stale(what, now)


def differences(sheets: Iterable[Sheet], asked: Iterable[str]) -> tuple[Difference, ...]:
    """The agenda: the questions with different answers, in the order they are asked. Only what is opened counts."""
    opened = [one for one in sheets if one.opened]
    found = []
    for fact in asked:
        answers = tuple((one.side, one.answers.get(fact)) for one in opened)
        if len({_value(answer) for _side, answer in answers}) > 1:
            found.append(Difference(fact, answers))
    return tuple(found)


def _value(answer: Answer | None) -> bool | None:
    return None if answer is None else answer.value


def agreed(sheets: Iterable[Sheet], joint: Joint, asked: Iterable[str]) -> dict[str, bool | None]:
    """The joint answers: what is settled, else what all have answered alike; where they differ unknown."""
    opened = [one for one in sheets if one.opened]
    values: dict[str, bool | None] = {}
    for fact in asked:
        given = {_value(one.answers.get(fact)) for one in opened}
        values[fact] = joint.answers[fact].value if fact in joint.answers else None
        if fact not in joint.answers and len(given) == 1:
            values[fact] = given.pop()
    return values


@dataclass(frozen=True)
class Missing:
    """What must be there before anyone can confirm: facts to settle, alternatives, rules to reason about."""

    unsettled: tuple[str, ...] = ()
    alternatives: bool = False
    discretion: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things are missing."""
        return len(self.unsettled) + self.alternatives + len(self.discretion)


def missing(agenda: Iterable[Difference], joint: Joint, discretion: Iterable[str]) -> Missing:
    """What is missing. A difference is settled by an answer with its reason, ”vet inte” included."""
    return Missing(
        unsettled=tuple(one.fact for one in agenda if not _has_reason(joint.answers.get(one.fact))),
        alternatives=not joint.alternatives.text.strip(),
        discretion=tuple(r for r in discretion if not joint.reasoning.get(r, Text()).text.strip()),
    )


def _has_reason(answer: Answer | None) -> bool:
    return answer is not None and bool(answer.why.strip())


def unconfirmed(sheets: Iterable[Sheet], confirmed: Mapping[str, int], version: int) -> frozenset[str]:
    """The sides in the case that have not confirmed this very version."""
    return frozenset(one.side for one in sheets if one.present and confirmed.get(one.side) != version)


def locks(sheets: Sequence[Sheet], confirmed: Mapping[str, int], version: int) -> bool:
    """Whether the joint view is confirmed by all: every side that is present, and by two at least in all."""
    given = [side for side, at in confirmed.items() if at == version]
    return len(given) >= FEWEST and not unconfirmed(sheets, confirmed, version)
