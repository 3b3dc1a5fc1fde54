"""What an auditor asks at the least of a plan: a goal that can be followed, and follow-ups through the whole term.

It says what is missing and why, and never that a plan is good. Source: Stadsrevisionen i Stockholm, report 3/2021.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from tillit.domain.follow_ups import FollowUp
from tillit.domain.plans import Goal, Plan
from tillit.domain.terms import Term, months

SOURCE: Final = "Revisionens fråga. Stadsrevisionen i Stockholm, rapport 3/2021"
_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing in a section: what to do, why it is asked for, and who asks."""

    key: str
    section: Literal["goals", "follow_up"]
    text: str
    why: str
    source: str = SOURCE


#: What a goal that can be followed has: the field, what to do when it is empty, and why.
_FIELDS: Final = (
    ("how", "Skriv hur ni mäter.", "Ett mål går att följa först när alla vet vad som räknas."),
    ("baseline", "Skriv hur det är i dag.", "Utan ett läge att börja från syns ingen förändring."),
    ("target", "Skriv vilket läge ni vill nå.", "Då vet alla när målet är nått."),
    ("who", "Skriv vem som ansvarar för att mäta.", "Det som ingen ansvarar för blir sällan gjort."),
    ("by", "Skriv vilken dag målet ska vara nått.", "Då vet alla när ni ska ha svaret."),
)


def missing(plan: Plan, follow_ups: Iterable[FollowUp], term: Term | None = None) -> tuple[Missing, ...]:
    """What is missing in a plan, its goals first. One goal with all that it takes to be followed is enough.

    With both days of `term` every year of it needs a follow-up: years from its first day, and a rest of less than
    six months belongs to the year before. Extensions are not counted.
    """
    return (*_in_goals(plan), *_in_calendar(tuple(follow_ups), term or Term()))


def _in_goals(plan: Plan) -> Iterator[Missing]:
    """What is missing in the goal that lacks the least. What the sides want to learn is not such a goal."""
    goals = [one for one in plan.goals if not one.learning]
    if not goals:
        why = "Då går det att se om det ni gör tillsammans leder någonstans."
        yield Missing("goal", "goals", "Skriv minst ett mål som går att följa upp.", why)
        return
    nearest = min(goals, key=_lacking)
    for name, what, why in _FIELDS:
        if not getattr(nearest, name):
            yield Missing(
                name, "goals", f"Målet ”{_short(nearest.change)}”: {what[0].lower()}{what[1:]}", why
            )


def _lacking(goal: Goal) -> int:
    return sum(not getattr(goal, name) for name, _what, _why in _FIELDS)


def _short(text: str) -> str:
    """A goal as it is named in a sentence."""
    plain = text.rstrip(".!?")
    return plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 1] + "…"


def _in_calendar(follow_ups: tuple[FollowUp, ...], term: Term) -> Iterator[Missing]:
    if not follow_ups:
        text = "Skriv minst en dag då ni följer upp tillsammans."
        yield Missing(
            "calendar", "follow_up", text, "Följer ni upp i tid hinner ni ändra det som inte fungerar."
        )
        return
    number = _years(term)
    for year in sorted(set(range(number)) - _met(follow_ups, term, number)):
        text = f"Lägg till en dag för uppföljning under år {year + 1} av {number}."
        yield Missing(
            f"year_{year + 1}", "follow_up", text, "Minst en gång om året bör parterna se på målen ihop."
        )


def _years(term: Term) -> int:
    """How many years of a term need a follow-up each; none without both days."""
    if term.starts is None or term.ends is None:
        return 0
    whole = months(term.starts, term.ends + timedelta(days=1)) - 1  # those that are begun do not count
    return max((whole + 6) // 12, 1)


def _met(follow_ups: tuple[FollowUp, ...], term: Term, number: int) -> set[int]:
    """The years of a term that have a follow-up, from zero."""
    starts, ends = term.starts, term.ends
    if starts is None or ends is None:
        return set()
    inside = [one.on for one in follow_ups if starts <= one.on <= ends]
    return {min((months(starts, day) - 1) // 12, number - 1) for day in inside}
