"""Where a draft may go: a case where its organisation is a party, or a new one at any open board."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.queries import gate
from tillit.queries.case_lists import joined_cases, open_boards, present_parties
from tillit.queries.openings import published
from tillit.store.models import Board


@dataclass(frozen=True)
class Goal:
    """Where a draft would go. `case` is the title of an existing case, "" for a new one; `opening` that of an open
    invitation that it would answer, "" for none."""

    board_id: UUID | None
    case_id: UUID | None
    board: str
    authority: str
    case: str
    others: tuple[str, ...]
    opening_id: UUID | None = None
    opening: str = ""


Choices = list[tuple[str, list[tuple[str, str]]]]


def choices(*, actor: Actor, organisation: UUID, cases_heading: str) -> Choices:
    """What a grouped list offers: values "case:<id>" and "board:<id>", by heading."""
    cases = joined_cases(actor=actor, organisation=organisation)
    groups = [(cases_heading, [(f"case:{one.id}", one.name) for one in cases])] if cases else []
    boards = [
        (one.name, [(f"board:{board.id}", board.name) for board in one.boards]) for one in open_boards()
    ]
    return groups + boards


def goal(*, actor: Actor, at: datetime, organisation: UUID, value: str) -> Goal | None:
    """The goal behind a value of `choices`, or None when it is not there to choose."""
    kind, _colon, text = value.partition(":")
    try:
        key = UUID(text)
    except ValueError:
        return None
    if kind == "case":
        return _case(actor, organisation, key)
    if kind == "opening":
        found = published(at=at, opening=key)
        return (
            Goal(None, None, found.board, found.authority, "", (), found.id, found.title) if found else None
        )
    return _board(key) if kind == "board" else None


def _case(actor: Actor, organisation: UUID, key: UUID) -> Goal | None:
    found = gate.cases(actor).filter(pk=key, closed_at=None).select_related("authority", "board")
    case = found.prefetch_related(present_parties()).first()
    parties = getattr(case, "present", [])
    if case is None or organisation not in {party.organisation_id for party in parties}:
        return None
    others = tuple(party.organisation.name for party in parties if party.organisation_id != organisation)
    return Goal(None, case.pk, case.board.name, case.authority.name, case.title, others)


def _board(key: UUID) -> Goal | None:
    board = Board.objects.filter(pk=key, closed_at=None).select_related("authority").first()
    return Goal(board.pk, None, board.name, board.authority.name, "", ()) if board else None
