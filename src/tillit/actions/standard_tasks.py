"""The list of tasks that a board gives in each of its cases: kept by a coordinator, copied into a case."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.actions.task_news import tell_owner
from tillit.actions.writings import must_be_open
from tillit.domain.actors import Actor
from tillit.domain.tasks import Copy, Whose
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.tasks import copies_left, swedish_day
from tillit.store.models import Board, Case, StandardTask, Task

MOST = 50


def add(*, actor: Actor, at: datetime, board: UUID, title: str, whose: Whose, days: int) -> UUID:
    """Put a task on the list of a board. Returns its id. Raises NotThere, NotAllowed, Refused."""
    with acting("authority.tasks", actor=actor, at=at) as act:
        home = _board(act, board)
        if StandardTask.objects.filter(board=home, ended_at=None).count() >= MOST:
            raise Refused(_("Listan är full: den har femtio uppgifter."))
        made = StandardTask(board=home, title=title, whose=whose, days=days)
        act.changed(made)
        return made.pk


def edit(
    *, actor: Actor, at: datetime, board: UUID, task: UUID, version: int, title: str, whose: Whose, days: int
) -> None:
    """Change a task of the list; those that it has given stay as they are. Raises as `add`, and Conflict."""
    with acting("authority.tasks", actor=actor, at=at) as act:
        kept = _listed(act, board, task, version)
        kept.title, kept.whose, kept.days = title, whose, days
        act.changed(kept)


def end(*, actor: Actor, at: datetime, board: UUID, task: UUID, version: int) -> None:
    """Take a task off the list; those that it has given stay. Raises as `edit`."""
    with acting("authority.tasks", actor=actor, at=at) as act:
        kept = _listed(act, board, task, version)
        kept.ended_at = at
        act.changed(kept)


def copy_into(*, actor: Actor, at: datetime, case: UUID) -> int:
    """Give what the board's list has not given in a case. Returns how many tasks that was.

    Two entries in the trail when some are internal and some are not: what is internal never stands in the case's own
    chain. Raises NotThere, NotAllowed; Refused when the case is closed or nothing is left.
    """
    with transaction.atomic():
        home = gate.find(Case, case, actor=actor, lock=True)
        for space in ("internal", "shared"):
            gate.check("task.give", actor, gate.side_subject(home, None, space), at)
        must_be_open(home)
        home = find_case(actor, case)
        left = copies_left(home, swedish_day(at))
        items = StandardTask.objects.in_bulk({one.item for one in left})
        inside = [one for one in left if items[one.item].whose == Whose.INTERNAL]
        for space, some in (("internal", inside), ("shared", [one for one in left if one not in inside])):
            if some:
                _give(actor, at, home, space, some, items)
    if not left:
        raise Refused(_("Alla uppgifter i listan finns redan i ärendet."))
    return len(left)


def _give(
    actor: Actor, at: datetime, case: Case, space: str, some: Iterable[Copy], items: dict[UUID, StandardTask]
) -> None:
    """Give the tasks of one space, in a frame of its own. The responsible officer gets the board's."""
    with acting("task.give", actor=actor, at=at) as act:
        act.allow(gate.side_subject(case, None, space))
        made = []
        for one in some:
            task = Task(case=case, space=space, given_at=at, standard=items[one.item], due=one.due)
            task.title, task.organisation_id = items[one.item].title, one.party
            task.officer_id = None if one.party else case.officer_id
            made.append(task)
        act.changed(*made)
        for task in made:
            tell_owner(task, act.person(), at)


def _board(act: Act, board: UUID) -> Board:
    home = act.take(Board, board)
    if home.closed_at is not None:
        raise Refused(_("Nämnden är avslutad. Listan kan inte ändras."))
    return home


def _listed(act: Act, board: UUID, task: UUID, version: int) -> StandardTask:
    """A task on the list of a board, locked. Raises NotThere, Conflict."""
    home = _board(act, board)
    kept = StandardTask.objects.select_for_update().filter(board=home, pk=task, ended_at=None).first()
    if kept is None:
        raise gate.NotThere
    if kept.version != version:
        raise Conflict(kept.version)
    return kept
