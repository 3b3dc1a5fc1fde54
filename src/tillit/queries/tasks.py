"""The tasks of a case, and those that wait for someone; each through the gate."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tillit.domain.actors import Actor
from tillit.domain.roles import Role
from tillit.domain.tasks import Copy, Item, Whose, copies, is_late
from tillit.domain.turns import SWEDEN
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.dialogue import Side, about_side, sides
from tillit.queries.officers import officers_of
from tillit.queries.people import shown_name
from tillit.store.models import Case, Organisation, StandardTask, Task

MOST = 100
ABOUT = ("case__board", "case__authority", "organisation", "officer", "from_organisation")


@dataclass(frozen=True)
class TaskLine:
    """A task as shown. `owner` has a person's name when it is a case officer's own.

    `days` is how many days are left, negative when the day has passed; `late`: and it is not done.
    `may_do`: the actor may say that it is done, or open it again; `may_change`: the actor's side gave it.
    """

    id: UUID
    case: UUID
    case_title: str
    title: str
    internal: bool
    owner: Side
    giver: Side
    due: date
    days: int
    late: bool
    done_at: datetime | None
    version: int
    may_do: bool
    may_change: bool


@dataclass(frozen=True)
class TaskList:
    """The tasks of a case by day. `voices`: the sides that the actor may give tasks for.

    `left`: how many tasks of the board's list it may still add; None for who may not add them.
    """

    case: UUID
    case_title: str
    open: tuple[TaskLine, ...]
    done: tuple[TaskLine, ...]
    voices: tuple[Side, ...]
    left: int | None


@dataclass(frozen=True)
class TaskPage:
    """A task with what a form needs to change it: its owner's key and who may own it."""

    line: TaskLine
    owner: UUID
    owners: tuple[Side, ...]


def case_tasks(*, actor: Actor, at: datetime, case: UUID) -> TaskList:
    """The tasks of a case, the first day first. Raises NotThere."""
    home = find_case(actor, case)
    found = gate.tasks(actor).filter(case=home.pk).select_related(*ABOUT).order_by("due", "given_at", "pk")
    lines = [task_line(one, actor, at) for one in found]
    done = sorted((one for one in lines if one.done_at), key=lambda one: str(one.done_at), reverse=True)
    inside = about_side(home, home.authority_id, "internal")
    may_copy = home.closed_at is None and gate.may("task.give", actor, inside, at)
    return TaskList(
        case=home.pk,
        case_title=home.title,
        open=tuple(one for one in lines if one.done_at is None),
        done=tuple(done),
        voices=givers(actor, home, at),
        left=len(copies_left(home, swedish_day(at))) if may_copy else None,
    )


def my_tasks(*, actor: Actor, at: datetime) -> tuple[TaskLine, ...]:
    """The open tasks in open cases that wait for the actor, the first day first; at most a hundred.

    Those given to the actor by name or to an organisation that the actor works for; and what the board has to do
    in cases that the actor, or nobody, is responsible for.
    """
    mine = Q(officer=actor.person) if actor.person else Q(pk__in=[])
    free = Q(case__officer=None) | Q(case__officer=actor.person)
    for held in actor.roles:
        if held.organisation is not None:
            mine |= Q(organisation=held.organisation)
        elif held.role is Role.CASE_OFFICER:
            mine |= Q(organisation=None, officer=None, case__board=held.board) & free
    found = gate.tasks(actor).filter(mine, case__closed_at=None, done_at=None).select_related(*ABOUT)
    lines = (task_line(one, actor, at) for one in found.order_by("due", "given_at", "pk")[:MOST])
    return tuple(one for one in lines if one.may_do)


def task_page(*, actor: Actor, at: datetime, case: UUID, task: UUID) -> TaskPage:
    """A task, for someone of the side that gave it. Raises NotThere, NotAllowed."""
    home = find_case(actor, case)
    found = one_task(actor=actor, case=case, task=task)
    gate.check("task.give", actor, gate.subject(found), at)
    choices = owners(home, internal=found.space == "internal", inside=found.from_organisation_id is None)
    key = found.organisation_id or found.officer_id or home.authority_id
    return TaskPage(task_line(found, actor, at), key, choices)


def one_task(*, actor: Actor, case: UUID, task: UUID) -> Task:
    """A task through its case. Raises NotThere."""
    found = gate.tasks(actor).filter(case=case, pk=task).select_related(*ABOUT).first()
    if found is None:
        raise gate.NotThere
    return found


def task_line(task: Task, actor: Actor, at: datetime) -> TaskLine:
    """A task as a line; wants what `ABOUT` names."""
    case, today = task.case, swedish_day(at)
    is_open = case.closed_at is None
    about = gate.side_subject(case, task.organisation_id, task.space)
    return TaskLine(
        id=task.pk,
        case=case.pk,
        case_title=case.title,
        title=task.title,
        internal=task.space == "internal",
        owner=_side(case, task.organisation, shown_name(task.officer) if task.officer else ""),
        giver=_side(case, task.from_organisation),
        due=task.due,
        days=(task.due - today).days,
        late=is_late(task.due, today, done=task.done_at is not None),
        done_at=task.done_at,
        version=task.version,
        may_do=is_open and gate.may("task.do", actor, about, at),
        may_change=is_open and gate.may("task.give", actor, gate.subject(task), at),
    )


def givers(actor: Actor, case: Case, at: datetime) -> tuple[Side, ...]:
    """The sides that the actor may give tasks for in an open case. Wants what `find_case` gives."""
    if case.closed_at is not None:
        return ()
    return tuple(
        one for one in sides(case) if gate.may("task.give", actor, about_side(case, one.id, "shared"), at)
    )


def owners(case: Case, *, internal: bool, inside: bool) -> tuple[Side, ...]:
    """Who may be given a task: the sides, and for the authority (`inside`) each of its case officers too."""
    board, *parties = sides(case)
    officers = [Side(one.id, "authority", one.name) for one in officers_of(case.board_id)] if inside else []
    return (board, *officers) if internal else (*parties, board, *officers)


def copies_left(case: Case, today: date) -> tuple[Copy, ...]:
    """What the board's list gives in a case that it has not given. Wants what `find_case` gives."""
    items = StandardTask.objects.filter(board=case.board_id, ended_at=None).order_by("days", "title", "pk")
    given = Task.objects.filter(case=case.pk, standard__isnull=False).values_list("standard", "organisation")
    listed = [Item(one.pk, Whose(one.whose), one.days) for one in items]
    parties = [one.id for one in sides(case) if one.kind == "organisation"]
    return copies(listed, parties, set(given), swedish_day(case.opened_at), today)


def copied(*, actor: Actor, at: datetime, case: UUID) -> tuple[tuple[str, str, date], ...]:
    """What would be given from the board's list: title, owner and day. Raises NotThere."""
    home = find_case(actor, case)
    left = copies_left(home, swedish_day(at))
    titles = {one.pk: one.title for one in StandardTask.objects.filter(board=home.board_id)}
    names = {one.id: one.name for one in sides(home)}
    board = shown_name(home.officer) if home.officer else home.board.name
    return tuple((titles[one.item], names[one.party] if one.party else board, one.due) for one in left)


def swedish_day(at: datetime) -> date:
    """The day in Sweden."""
    return at.astimezone(SWEDEN).date()


def _side(case: Case, organisation: Organisation | None, person: str = "") -> Side:
    if organisation is not None:
        return Side(organisation.pk, "organisation", organisation.name)
    return Side(case.authority_id, "authority", person or case.board.name)
