"""What is done with an authority's boards and companies: added, also by list; changed, closed, reopened."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.boards import KINDS, BoardRow, board_problems
from tillit.queries.gate import NotThere
from tillit.store.models import Authority, Board, Case


def add(
    *, actor: Actor, at: datetime, authority: UUID, name: str, code: str, kind: str, contact: str
) -> UUID:
    """Add a board or a company. Returns its id. Raises NotThere, NotAllowed, Refused."""
    row = BoardRow(1, name.strip(), code.strip(), kind, contact.strip())
    return bring_in(actor=actor, at=at, authority=authority, rows=[row])[0]


def bring_in(*, actor: Actor, at: datetime, authority: UUID, rows: Sequence[BoardRow]) -> tuple[UUID, ...]:
    """Add all boards of a list, or none of them. Returns their ids. Raises as `add`, naming the row."""
    with acting("authority.boards", actor=actor, at=at) as act:
        home = act.take(Authority, authority)
        if not rows:
            raise Refused(_("Det finns inga rader att lägga in."))
        taken = _codes(home)
        made = []
        for row in rows:
            _must_hold_together(row, taken)
            taken.add(row.code.casefold())
            made.append(
                Board(authority=home, name=row.name, code=row.code, kind=row.kind, contact=row.contact)
            )
        act.changed(*made)
        return tuple(board.pk for board in made)


def edit(
    *,
    actor: Actor,
    at: datetime,
    authority: UUID,
    board: UUID,
    version: int,
    name: str,
    code: str,
    kind: str,
    contact: str,
) -> None:
    """Change the facts of a board. Raises NotThere, NotAllowed, Conflict, Refused."""
    with acting("authority.boards", actor=actor, at=at) as act:
        kept = _take(act, authority, board, version)
        row = BoardRow(1, name.strip(), code.strip(), kind, contact.strip())
        _must_hold_together(row, _codes(kept.authority, but=kept.pk))
        kept.name, kept.code, kept.kind, kept.contact = row.name, row.code, row.kind, row.contact
        act.changed(kept)


def close(*, actor: Actor, at: datetime, authority: UUID, board: UUID, version: int) -> None:
    """Close a board: no new cases or roles there. Raises as `edit`; Refused while it has open cases."""
    with acting("authority.boards", actor=actor, at=at) as act:
        kept = _take(act, authority, board, version)
        count = Case.objects.filter(board=kept, closed_at=None).count()
        if count:
            told = ngettext(
                "Nämnden har %(n)d öppet ärende. Avsluta det först.",
                "Nämnden har %(n)d öppna ärenden. Avsluta dem först.",
                count,
            )
            raise Refused(told % {"n": count})
        kept.closed_at = at
        act.changed(kept)


def reopen(*, actor: Actor, at: datetime, authority: UUID, board: UUID, version: int) -> None:
    """Open a closed board again. Raises as `edit`."""
    with acting("authority.boards", actor=actor, at=at) as act:
        kept = _take(act, authority, board, version)
        kept.closed_at = None
        act.changed(kept)


def _take(act: Act, authority: UUID, board: UUID, version: int) -> Board:
    """A board of just this authority, which is locked first. Raises NotThere, NotAllowed, Conflict."""
    act.take(Authority, authority)
    kept = act.take(Board, board, version=version)
    if kept.authority_id != authority:
        raise NotThere
    return kept


def _codes(home: Authority, but: UUID | None = None) -> set[str]:
    """The codes in use, in lower case."""
    boards = Board.objects.filter(authority=home)
    boards = boards.exclude(pk=but) if but else boards
    return {code.casefold() for code in boards.values_list("code", flat=True)}


def _must_hold_together(row: BoardRow, taken: set[str]) -> None:
    problems = [*row.problems, *board_problems(name=row.name, code=row.code, contact=row.contact)]
    if row.kind not in KINDS:
        problems.append(_("Välj nämnd eller bolag."))
    if row.code.casefold() in taken:
        problems.append(_("Koden ”%(code)s” finns redan hos er. Välj en annan.") % {"code": row.code})
    if problems:
        raise Refused(problems[0])
