"""Tasks in a case: given by a side, changed and taken back by the side that gave, done by the side that has them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.actions.task_news import tell_owner
from tillit.actions.writings import must_be_open
from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.tasks import Plan, may_be_due
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.tasks import owners, swedish_day
from tillit.store.models import Case, Task


def give(*, actor: Actor, at: datetime, case: UUID, side: UUID, plan: Plan) -> UUID:
    """Give a task on behalf of a side: an organisation's id, or the authority's. Returns its id.

    What all parties see may be anyone's; an internal one is the authority's own. Raises NotThere, NotAllowed; Refused
    when the case is closed, the day is out of bounds, or the owner is none of those who may be given it.
    """
    with acting("task.give", actor=actor, at=at) as act:
        home = gate.find(Case, case, actor=actor, lock=True)
        giver = None if side == home.authority_id else side
        if giver is not None and (plan.internal or giver not in gate.case_parties(home.pk)):
            raise gate.NotThere
        space = "internal" if plan.internal else "shared"
        act.allow(gate.side_subject(home, giver, space))
        must_be_open(home)
        task = Task(case=home, space=space, from_organisation_id=giver, given_at=at)
        _plan(act, task, plan)
        act.changed(task)
        tell_owner(task, act.person(), at)
        return task.pk


def change(*, actor: Actor, at: datetime, task: UUID, version: int, plan: Plan) -> None:
    """Change one's own side's task; who sees it stays. Raises as `give`, and Conflict."""
    with acting("task.give", actor=actor, at=at) as act:
        found = _take(act, task, version, gate.subject)
        before = (found.organisation_id, found.officer_id)
        _plan(act, found, plan)
        act.changed(found)
        if before != (found.organisation_id, found.officer_id):
            tell_owner(found, act.person(), at)


def withdraw(*, actor: Actor, at: datetime, task: UUID, version: int) -> None:
    """Take back one's own side's task. Raises NotThere, NotAllowed, Conflict, Refused when the case is closed."""
    with acting("task.give", actor=actor, at=at) as act:
        found = _take(act, task, version, gate.subject)
        found.withdrawn_at = at
        act.changed(found)


def finish(*, actor: Actor, at: datetime, task: UUID, version: int, done: bool) -> None:
    """Say that one's own side's task is done, or that it is not after all. Raises as `withdraw`.

    It is a conflict also when it is so already: somebody else was first.
    """
    with acting("task.do", actor=actor, at=at) as act:
        found = _take(act, task, version, _of_owner)
        if (found.done_at is not None) == done:
            raise Conflict(found.version)
        found.done_at = at if done else None
        act.changed(found)


def _of_owner(task: Task) -> Subject:
    """A task as the access table sees it for those who have to do it."""
    return gate.side_subject(task.case, task.organisation_id, task.space)


def _take(act: Act, task: UUID, version: int, whose: Callable[[Task], Subject]) -> Task:
    """Take a task in an open case, for an act of the side that `whose` says; the case is locked first."""
    seen = gate.find(Task, task, actor=act.actor)
    home = Case.objects.select_for_update().get(pk=seen.case_id)
    found = gate.find(Task, task, actor=act.actor, lock=True)
    act.allow(whose(found))
    if found.version != version:
        raise Conflict(found.version)
    must_be_open(home)
    return found


def _plan(act: Act, task: Task, plan: Plan) -> None:
    """Give a task what it says. A day that was there already may have passed."""
    if plan.due != task.due and not may_be_due(plan.due, swedish_day(act.at)):
        raise Refused(_("Välj en dag från i dag och högst två år framåt."))
    home = find_case(act.actor, task.case_id)
    choices = owners(home, internal=task.space == "internal", inside=task.from_organisation_id is None)
    owner = next((one for one in choices if one.id == plan.owner), None)
    if owner is None:
        raise Refused(_("Välj vem som ska göra uppgiften."))
    task.title, task.due = plan.title, plan.due
    task.organisation_id = owner.id if owner.kind == "organisation" else None
    personal = owner.kind == "authority" and owner.id != home.authority_id
    task.officer_id = owner.id if personal else None
