"""Questions to a goal: does it say what changes, for whom, from where, measured how? The questions are data.

It never decides anything. A question says why it is asked and how the goal may be written instead, with an example
before and after; the parties choose (`agreements/workshop.toml`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from tillit.domain.plans import Goal

#: "blank": the field says nothing. "has": the pattern is there. "lacks": the field says something, without the pattern.
Test = Literal["blank", "has", "lacks"]
TESTS: Final[tuple[Test, ...]] = get_args(Test)
#: Which goals are asked: those about a change, those about what the sides want to learn, or both.
Of = Literal["change", "learning", "all"]
OF: Final[tuple[Of, ...]] = get_args(Of)
Field = Literal["change", "whom", "baseline", "target", "how", "source", "who", "by", "programme_goal"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for in a field of a goal. `before` is a text of the field that is asked about, `after` is not.

    `asks` is the question, `instead` how to write; `pattern` is None where the field is only to say something.
    """

    id: str
    field: Field
    test: Test
    of: Of
    pattern: re.Pattern[str] | None
    asks: str
    why: str
    instead: str
    before: str
    after: str
    source: str

    def finds(self, text: str) -> str | None:
        """What in the field's text gives reason to ask: the words found, "" for what is not there, None for nothing."""
        found = self.pattern.search(text) if self.pattern and text else None
        match self.test:
            case "blank":
                return None if text else ""
            case "has":
                return found.group() if found and found.group() else None
        return "" if text and not found else None


@dataclass(frozen=True, slots=True)
class Question:
    """A rule that gives reason to ask about a goal; `words` are those that it was found in, "" for none."""

    rule: Rule
    words: str


def questions(rules: Iterable[Rule], goal: Goal) -> tuple[Question, ...]:
    """What to ask about a goal, in the order of the rules; of two about the same words only the first."""
    asked: list[Question] = []
    kind = "learning" if goal.learning else "change"
    for rule in rules:
        words = rule.finds(getattr(goal, rule.field)) if rule.of in (kind, "all") else None
        told = any(one.words and one.words == words and one.rule.field == rule.field for one in asked)
        if words is not None and not told:
            asked.append(Question(rule, words))
    return tuple(asked)
