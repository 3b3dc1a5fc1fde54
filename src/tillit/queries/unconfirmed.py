"""Notes from meetings that wait for someone to confirm them, on behalf of each side that they speak for."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.meetings import may_confirm
from tillit.domain.roles import RoleHeld
from tillit.queries import gate
from tillit.queries.dialogue import parts
from tillit.queries.meetings import MOST, MeetingLine, loaded, meeting_line, standing
from tillit.store.models import NotesConfirmation, Party


def unconfirmed(*, actor: Actor, at: datetime) -> tuple[MeetingLine, ...]:
    """The meetings in open cases whose notes a side waits with that the actor may speak for, oldest wording first.

    At most a hundred for each side; each meeting once, also for someone who speaks for two sides.
    """
    found = {line.id: line for held in actor.roles for line in _of(held, actor, at)}
    return tuple(found.values())


def _of(held: RoleHeld, actor: Actor, at: datetime) -> Iterable[MeetingLine]:
    """The meetings that wait for the side of one role."""
    side = held.organisation or held.authority
    about = Subject(
        frozenset({held.organisation} - {None}),  # type: ignore[arg-type]
        held.authority,
        held.board,
        "open",
    )
    if side is None or not gate.may("case.meeting", actor, about, at):
        return ()
    given = NotesConfirmation.objects.filter(
        notes=OuterRef("notes__pk"), version=OuterRef("notes__version"), organisation=held.organisation
    )
    wanted = Q(case__closed_at=None, cancelled_at=None, notes__isnull=False) & _home(held)
    found = loaded(gate.meetings(actor).filter(wanted).filter(~Exists(given)))
    found = found.prefetch_related("case__parties").order_by("notes__changed_at", "pk")
    return _waiting(found[:MOST], side, at)


def _home(held: RoleHeld) -> Q:
    """The meetings of the cases where a role is at home."""
    if held.organisation is not None:
        here = Party.objects.filter(organisation=held.organisation, left_at=None)
        return Q(case__in=here.values("case"))
    mine = Q(case__authority=held.authority)
    return mine & Q(case__board=held.board) if held.board else mine


def _waiting(meetings: Iterable, side: UUID, at: datetime) -> Iterable[MeetingLine]:  # type: ignore[type-arg]
    for one in meetings:
        within = parts(one.case)
        where, agreed = standing(one, within, at)
        if may_confirm(where, agreed, side):
            yield meeting_line(one, within, at)
