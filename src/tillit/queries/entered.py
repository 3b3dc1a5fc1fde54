"""What was entered for an organisation, as it is marked everywhere: by whom, how it came, and what they say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tillit.domain.actors import Actor
from tillit.domain.entering import Standing, may_answer, standing
from tillit.queries import gate
from tillit.queries.people import shown_name
from tillit.store.models import Entered, EnteredAnswer


@dataclass(frozen=True)
class Answered:
    """An answer of the organisation: that it is right, or what is wrong."""

    at: datetime
    right: bool
    remark: str


@dataclass(frozen=True)
class EnteredMark:
    """That something was entered: by which officer of which board, for whom, and how and when it came.

    `channel` is one of domain/entering.py; `may_answer`: the actor may say for the organisation if it is right.
    """

    id: UUID
    officer: str
    board: str
    organisation: str
    channel: str
    came_on: date
    standing: Standing
    answers: tuple[Answered, ...]
    may_answer: bool


@dataclass(frozen=True)
class EnteredPage:
    """What was entered, to be read before one says if it is right. `title` is "" for a message."""

    mark: EnteredMark
    case: UUID
    case_title: str
    title: str
    body: str
    message: UUID | None
    writing: UUID | None


def marks_of(*, actor: Actor, at: datetime, things: Iterable[UUID]) -> dict[UUID, EnteredMark]:
    """The marks of those among these messages and texts that were entered, by the id of the message or text."""
    keys = list(things)
    found = gate.entered(actor).filter(Q(message__in=keys) | Q(writing__in=keys))
    return {(one.message_id or one.writing_id or one.pk): mark(one, actor, at) for one in _whole(found)}


def entered_page(*, actor: Actor, at: datetime, case: UUID, entered: UUID) -> EnteredPage:
    """One thing that was entered. Raises NotThere."""
    found = _whole(gate.entered(actor).filter(case=case, pk=entered)).first()
    if found is None:
        raise gate.NotThere
    text = found.message or found.writing
    return EnteredPage(
        mark(found, actor, at),
        found.case_id,
        found.case.title,
        found.writing.title if found.writing else "",
        text.body if text else "",
        found.message_id,
        found.writing_id,
    )


def mark(one: Entered, actor: Actor, at: datetime) -> EnteredMark:
    """The mark of something that was entered; wants what `_whole` loads."""
    given = sorted(one.answers.all(), key=lambda answer: (answer.at, str(answer.pk)))
    return EnteredMark(
        id=one.pk,
        officer=shown_name(one.officer),
        board=one.case.board.name,
        organisation=one.organisation.name,
        channel=one.channel,
        came_on=one.came_on,
        standing=standing([answer.right for answer in given]),
        answers=tuple(Answered(answer.at, answer.right, answer.remark) for answer in given),
        may_answer=gate.may("entered.answer", actor, gate.subject(one), at) and is_free(one, actor),
    )


def is_free(one: Entered, actor: Actor) -> bool:
    """Whether an actor neither entered it nor works where it was entered, whatever they are besides."""
    works_at = {held.authority for held in actor.roles if held.authority is not None}
    return actor.person is not None and may_answer(
        actor.person, one.officer_id, works_at, one.case.authority_id
    )


def is_confirmed(writing: UUID) -> bool:
    """Whether a text is the organisation's own word: not entered for it, or confirmed since."""
    if not Entered.objects.filter(writing=writing).exists():
        return True
    given = EnteredAnswer.objects.filter(entered__writing=writing).order_by("at", "pk")
    return standing(list(given.values_list("right", flat=True))) is Standing.RIGHT


def _whole(found: QuerySet[Entered]) -> QuerySet[Entered]:
    """With all that a mark tells."""
    return found.select_related(
        "case__board", "case__authority", "organisation", "officer", "message", "writing"
    ).prefetch_related("answers")
