"""An agreement's value in a procurement examination: what was typed, and what it comes to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.documents.value_words import PartWords, explained, part_words
from tillit.domain.actors import Actor
from tillit.domain.kronor import shown_kronor
from tillit.domain.procurement import Typed, Valued, read_typed, valued
from tillit.queries import gate
from tillit.queries.examinations import Page, examination_page
from tillit.queries.guidelines import law
from tillit.store.models import Board


@dataclass(frozen=True)
class ValueSeen:
    """A value with its explanation in words."""

    valued: Valued
    told: tuple[str, ...]
    rows: tuple[PartWords, ...]
    total: str


@dataclass(frozen=True)
class ValuePage:
    """The value of an agreement: what was typed, each value that counts, and the boards to choose from."""

    page: Page
    typed: Typed
    parts: tuple[PartWords, ...]
    values: tuple[ValueSeen, ...]
    boards: tuple[str, ...]


def values_of(page: Page) -> tuple[Typed, tuple[ValueSeen, ...]]:
    """What was typed in an examination, and each value with its explanation."""
    typed = read_typed(page.numbers)
    found = valued(typed, law().amounts)
    return typed, tuple(_seen(one, typed) for one in found)


def _seen(one: Valued, typed: Typed) -> ValueSeen:
    rows = tuple(part_words(line.part, line) for line in one.value.lines)
    return ValueSeen(one, explained(one, typed.service), rows, shown_kronor(one.value.amount))


def value_page(*, actor: Actor, at: datetime, case: UUID, guide: str) -> ValuePage:
    """The value, for those inside. Raises NotThere (also for what has no value to count), NotAllowed."""
    page = examination_page(actor=actor, at=at, case=case, guide=guide)
    if not page.head.inside:
        raise gate.NotAllowed("role")
    if page.guide.calculation != "contract_value":
        raise gate.NotThere
    typed, values = values_of(page)
    own = Board.objects.filter(authority=page.head.authority, closed_at=None).values_list("name", flat=True)
    boards = tuple(sorted({page.head.board, *own, *typed.boards}))
    return ValuePage(page, typed, tuple(map(part_words, typed.parts)), values, boards)
