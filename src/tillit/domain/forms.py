"""The four forms of co-operation, the standings a form can have and the effects a rule can have."""

from typing import Final, Literal

Form = Literal["partnership", "grant", "procurement", "choice_system"]
Standing = Literal["excluded", "undecided", "possible", "recommended"]
Effect = Literal["requires", "excludes", "favours", "warns"]
Stance = Literal["required", "preferred", "not_required"]
#: What is known about a case: fact id to True, False or None (unknown). A missing fact is unknown.
Answers = dict[str, bool | None]

FORMS: Final[tuple[Form, ...]] = ("partnership", "grant", "procurement", "choice_system")
STANDINGS: Final[tuple[Standing, ...]] = ("excluded", "undecided", "possible", "recommended")
EFFECTS: Final[tuple[Effect, ...]] = ("requires", "excludes", "favours", "warns")
STANCES: Final[tuple[Stance, ...]] = ("required", "preferred", "not_required")
#: In a guideline file a rule may stop all four forms at once.
EVERY: Final = "every"
