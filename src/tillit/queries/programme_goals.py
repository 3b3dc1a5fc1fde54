"""The goals of an authority's programmes and budgets: for those who keep them, and for a case to be linked to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from tillit.domain.actors import Actor
from tillit.domain.challenges import Linked
from tillit.domain.programme_goals import GoalFacts
from tillit.domain.turns import SWEDEN
from tillit.queries import gate
from tillit.queries.case_lists import containing
from tillit.store.models import Authority, Goal

PAGE, SHOWN = 50, 40


@dataclass(frozen=True)
class GoalSeen:
    """A goal. `came_from` is the year of the goal that it goes on from, and `went_on` whether one goes on from it."""

    id: UUID
    facts: GoalFacts
    ended_at: datetime | None
    version: int
    came_from: str
    went_on: bool


@dataclass(frozen=True)
class GoalPage:
    """A page of an authority's goals."""

    lines: tuple[GoalSeen, ...]
    page: int
    more: bool
    years: tuple[int, ...]


@dataclass(frozen=True)
class GoalChoices:
    """Goals to choose among: those chosen, others that fit the search, and how many more there are."""

    chosen: tuple[Linked, ...]
    others: tuple[Linked, ...]
    left_out: int


def goal_list(
    *, actor: Actor, at: datetime, authority: UUID, search: str = "", year: int | None = None, page: int = 1
) -> GoalPage:
    """The goals of an authority by programme. `year`: only those that hold then. Raises NotThere, NotAllowed."""
    home = _home(actor, at, authority, "authority.read")
    every = Goal.objects.filter(authority=home)
    found = _matching(every, search) if search else every
    if year is not None:
        found = found.filter(first_year__lte=year, last_year__gte=year)
    first = (page - 1) * PAGE
    ordered = found.select_related("rolled_from", "rolled_to").order_by(
        "programme", "title", "-first_year", "pk"
    )
    kept = list(ordered[first : first + PAGE + 1])
    ends = every.aggregate(first=Min("first_year"), last=Max("last_year"))
    years = tuple(range(ends["last"], ends["first"] - 1, -1)) if ends["first"] else ()
    return GoalPage(tuple(_seen(one) for one in kept[:PAGE]), page, len(kept) > PAGE, years)


def every_goal(*, actor: Actor, at: datetime, authority: UUID) -> tuple[GoalSeen, ...]:
    """All goals of an authority, to export. Raises NotThere, NotAllowed."""
    home = _home(actor, at, authority, "authority.read")
    found = Goal.objects.filter(authority=home).select_related("rolled_from", "rolled_to")
    return tuple(_seen(one) for one in found.order_by("programme", "title", "first_year", "pk"))


def one_goal(*, actor: Actor, at: datetime, authority: UUID, goal: UUID) -> GoalSeen:
    """One goal, for someone who may change it. Raises NotThere, NotAllowed."""
    home = _home(actor, at, authority, "authority.goals")
    found = Goal.objects.filter(authority=home, pk=goal).select_related("rolled_from", "rolled_to").first()
    if found is None:
        raise gate.NotThere
    return _seen(found)


def goals_to_roll(*, actor: Actor, at: datetime, authority: UUID, year: int) -> tuple[GoalSeen, ...]:
    """The goals that end with a year and that nothing goes on from yet. Raises NotThere, NotAllowed."""
    home = _home(actor, at, authority, "authority.goals")
    found = Goal.objects.filter(authority=home, last_year=year, ended_at=None, rolled_to=None)
    return tuple(
        _seen(one)
        for one in found.select_related("rolled_from", "rolled_to").order_by("programme", "title", "pk")
    )


def taken_keys(home: Authority, but: UUID | None = None) -> set[tuple[str, str, int]]:
    """What makes the goals of an authority the same as others."""
    found = Goal.objects.filter(authority=home)
    return {facts_of(one).key for one in (found.exclude(pk=but) if but else found)}


def keys(*, actor: Actor, at: datetime, authority: UUID) -> set[tuple[str, str, int]]:
    """The same, for someone who may add goals. Raises NotThere, NotAllowed."""
    return taken_keys(_home(actor, at, authority, "authority.goals"))


def goals_in_force(authority: UUID, at: datetime) -> QuerySet[Goal]:
    """The goals of an authority that hold this year, in Sweden."""
    year = at.astimezone(SWEDEN).year
    return Goal.objects.filter(authority=authority, ended_at=None, first_year__lte=year, last_year__gte=year)


def choices(
    authority: UUID, at: datetime, *, chosen: Iterable[Linked], marked: Iterable[str], search: str
) -> GoalChoices:
    """What a case may be linked to. `chosen` are linked already, `marked` the ids that are marked in the form."""
    linked = {one.id: one for one in chosen}
    valid = {str(one.pk): linked_to(one) for one in goals_in_force(authority, at)}
    known = {**linked, **valid}
    wanted = tuple(known[key] for key in marked if key in known)
    found = goals_in_force(authority, at).exclude(pk__in=[one.id for one in wanted])
    found = (_matching(found, search) if search else found).order_by("programme", "title", "pk")
    others = tuple(linked_to(one) for one in found[:SHOWN])
    return GoalChoices(wanted, others, max(0, found.count() - SHOWN))


def linked_to(goal: Goal) -> Linked:
    """A goal as it reads now, to be kept with a challenge."""
    facts = facts_of(goal)
    day = facts.decided_on.isoformat() if facts.decided_on else ""
    return Linked(str(goal.pk), facts.programme, facts.title, facts.body, facts.reference, day, facts.years)


def facts_of(goal: Goal) -> GoalFacts:
    """What a goal says."""
    return GoalFacts(
        goal.programme,
        goal.title,
        goal.body,
        goal.reference,
        goal.decided_on,
        goal.first_year,
        goal.last_year,
    )


def _home(actor: Actor, at: datetime, authority: UUID, action: str) -> Authority:
    found = gate.find(Authority, authority, actor=actor)
    gate.check(action, actor, gate.subject(found), at)
    return found


def _matching(found: QuerySet[Goal], search: str) -> QuerySet[Goal]:
    """Every word stands somewhere in the goal."""
    for word in search.split()[:8]:
        anywhere = Q()
        for field in ("programme", "title", "body", "reference"):
            anywhere |= containing(field, word)
        found = found.filter(anywhere)
    return found


def _seen(goal: Goal) -> GoalSeen:
    before = facts_of(goal.rolled_from).years if goal.rolled_from else ""
    return GoalSeen(
        goal.pk,
        facts_of(goal),
        goal.ended_at,
        goal.version,
        before,
        getattr(goal, "rolled_to", None) is not None,
    )
