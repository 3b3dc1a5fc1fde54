"""The list of tasks that a board gives in each of its cases, as its pages show it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.tasks import Whose
from tillit.queries import gate
from tillit.store.models import Board, StandardTask


@dataclass(frozen=True)
class StandardLine:
    """A task of the list, due so many days after registration."""

    id: UUID
    title: str
    whose: Whose
    days: int
    version: int


@dataclass(frozen=True)
class StandardList:
    """The list of a board by days. `may_edit`: the actor may change it."""

    authority: UUID
    authority_name: str
    board: UUID
    board_name: str
    lines: tuple[StandardLine, ...]
    may_edit: bool


def standard_list(*, actor: Actor, at: datetime, authority: UUID, board: UUID) -> StandardList:
    """The list of a board, for those who work at its authority. Raises NotThere, NotAllowed."""
    home = board_of(actor, authority, board)
    gate.check("authority.read", actor, gate.subject(home.authority), at)
    found = StandardTask.objects.filter(board=home, ended_at=None).order_by("days", "title", "pk")
    lines = tuple(StandardLine(one.pk, one.title, Whose(one.whose), one.days, one.version) for one in found)
    may_edit = home.closed_at is None and gate.may("authority.tasks", actor, gate.subject(home), at)
    return StandardList(home.authority_id, home.authority.name, home.pk, home.name, lines, may_edit)


def board_of(actor: Actor, authority: UUID, board: UUID) -> Board:
    """A board through its authority. Raises NotThere."""
    found = gate.boards(actor).filter(authority=authority, pk=board).select_related("authority").first()
    if found is None:
        raise gate.NotThere
    return found
