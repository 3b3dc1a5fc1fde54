"""What is done with an authority's programme goals: added, also by list; changed, ended, rolled to the next year."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.programme_goals import LAST_YEAR, GoalFacts, goal_problems, rolled
from tillit.queries.gate import NotThere
from tillit.queries.programme_goals import facts_of, taken_keys
from tillit.store.models import Authority, Goal


def bring_in(*, actor: Actor, at: datetime, authority: UUID, goals: Sequence[GoalFacts]) -> tuple[UUID, ...]:
    """Add all these goals, or none of them. Returns their ids. Raises NotThere, NotAllowed, Refused."""
    with acting("authority.goals", actor=actor, at=at) as act:
        home = act.take(Authority, authority)
        if not goals:
            raise Refused(_("Det finns inga rader att lägga in."))
        taken = taken_keys(home)
        made = []
        for facts in goals:
            _must_hold_together(facts, taken)
            taken.add(facts.key)
            made.append(Goal(authority=home, **asdict(facts)))
        act.changed(*made)
        return tuple(goal.pk for goal in made)


def edit(*, actor: Actor, at: datetime, authority: UUID, goal: UUID, version: int, facts: GoalFacts) -> None:
    """Change a goal. What cases are linked to already reads as it did. Raises as `bring_in`, and Conflict."""
    with acting("authority.goals", actor=actor, at=at) as act:
        kept = _take(act, authority, goal, version)
        _must_hold_together(facts, taken_keys(kept.authority, but=kept.pk))
        for name, value in asdict(facts).items():
            setattr(kept, name, value)
        act.changed(kept)


def end(*, actor: Actor, at: datetime, authority: UUID, goal: UUID, version: int) -> None:
    """Take a goal out of use: nothing new can be linked to it. Raises NotThere, NotAllowed, Conflict."""
    with acting("authority.goals", actor=actor, at=at) as act:
        kept = _take(act, authority, goal, version)
        kept.ended_at = at
        act.changed(kept)


def resume(*, actor: Actor, at: datetime, authority: UUID, goal: UUID, version: int) -> None:
    """Take a goal into use again. Raises NotThere, NotAllowed, Conflict."""
    with acting("authority.goals", actor=actor, at=at) as act:
        kept = _take(act, authority, goal, version)
        kept.ended_at = None
        act.changed(kept)


def roll(
    *,
    actor: Actor,
    at: datetime,
    authority: UUID,
    goals: Collection[UUID],
    year: int,
    decided_on: date | None = None,
    reference: str = "",
) -> tuple[UUID, ...]:
    """Let goals that end with a year go on in the next, each once. Returns the ids of the new ones.

    Raises NotThere (a goal of someone else, or of another year), NotAllowed, Refused (it has gone on already).
    """
    with acting("authority.goals", actor=actor, at=at) as act:
        home = act.take(Authority, authority)
        taken = taken_keys(home)
        made = []
        for goal in _ending(home, goals, year):
            facts = rolled(facts_of(goal), year=year + 1, decided_on=decided_on, reference=reference)
            _must_hold_together(facts, taken)
            taken.add(facts.key)
            made.append(Goal(authority=home, rolled_from=goal, **asdict(facts)))
        act.changed(*made)
        return tuple(goal.pk for goal in made)


def _ending(home: Authority, goals: Collection[UUID], year: int) -> list[Goal]:
    """Goals that end with a year and that nothing goes on from. Raises NotThere, Refused."""
    if not goals or year >= LAST_YEAR:
        raise Refused(_("Välj minst ett mål."))
    found = list(Goal.objects.filter(authority=home, pk__in=goals, last_year=year, ended_at=None))
    if len(found) != len(set(goals)):
        raise NotThere
    if Goal.objects.filter(rolled_from__in=found).exists():
        raise Refused(_("Något av målen är redan överfört. Titta på listan igen."))
    return found


def _take(act: Act, authority: UUID, goal: UUID, version: int) -> Goal:
    """A goal of just this authority, which is locked first. Raises NotThere, NotAllowed, Conflict."""
    home = act.take(Authority, authority)
    kept = Goal.objects.filter(authority=home, pk=goal).first()
    if kept is None:
        raise NotThere
    if kept.version != version:
        raise Conflict(kept.version)
    return kept


def _must_hold_together(facts: GoalFacts, taken: set[tuple[str, str, int]]) -> None:
    problems = list(goal_problems(facts).values())
    if facts.key in taken:
        names = {"title": facts.title, "year": facts.first_year}
        problems.append(_("Målet ”%(title)s” finns redan för %(year)s.") % names)
    if problems:
        raise Refused(problems[0])
