"""Who can be responsible for a case, who has been, what came last, and which answers are late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID

from django.db.models import Case as CaseWhen
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, When

from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.domain.roles import Role
from tillit.domain.turns import SWEDEN, Last, Promise, latest, whose
from tillit.queries import gate
from tillit.queries.people import shown_name
from tillit.store.models import Case, Entered, Handover, Message, Person, Writing


@dataclass(frozen=True)
class Officer:
    """A case officer: an id and a name."""

    id: UUID
    name: str


@dataclass(frozen=True)
class HandoverLine:
    """A line of the hand-over log; `before` is "" for the first officer."""

    at: datetime
    before: str
    after: str


@dataclass(frozen=True)
class Late:
    """A case whose answer is late: the day that was promised, and how many days ago that was."""

    case: UUID
    number: str
    title: str
    board: str
    officer: str
    by: date
    days: int


def officers_of(board: UUID) -> tuple[Officer, ...]:
    """The case officers of a board now, by name."""
    held = Person.objects.filter(
        is_active=True,
        grants__role=Role.CASE_OFFICER,
        grants__board=board,
        grants__withdrawn_at=None,
    )
    found = [Officer(one.pk, shown_name(one)) for one in held.distinct()]
    return tuple(sorted(found, key=lambda one: (one.name, str(one.id))))


def handovers(case: Case) -> tuple[HandoverLine, ...]:
    """The hand-over log of a case, latest first."""
    rows = Handover.objects.filter(case=case).select_related("before", "after").order_by("-at", "pk")
    return tuple(
        HandoverLine(one.at, shown_name(one.before) if one.before else "", shown_name(one.after))
        for one in rows
    )


def _with_last(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with the latest text that is not internal and the latest message: their ids, and the organisation's."""
    texts = Writing.objects.filter(case=OuterRef("pk"), space__in=("shared", "public"))
    messages = Message.objects.filter(case=OuterRef("pk"))
    texts, messages = texts.order_by("-changed_at", "-pk"), messages.order_by("-sent_at", "-pk")
    return cases.annotate(
        text=Subquery(texts.values("pk")[:1]),
        text_from=Subquery(texts.values("from_organisation")[:1]),
        message=Subquery(messages.values("pk")[:1]),
        message_from=Subquery(messages.values("from_organisation")[:1]),
    )


_LATEST = ("text", "message")  # the ids that `_with_last` adds
#: Of a text or a message: when it came in, from which organisation, and the day it came if it was entered for one.
Given = tuple[datetime, str | None, date | None]


def _given(texts: Collection[UUID], messages: Collection[UUID]) -> dict[UUID, Given]:
    """What is known of each: two questions, however many they are."""
    as_entered = When(
        entered__entered_at=F("changed_at"), then=F("entered__came_on")
    )  # not written anew since
    written = Writing.objects.filter(pk__in=texts).annotate(came=CaseWhen(as_entered))
    said = Message.objects.filter(pk__in=messages)
    rows = [
        *written.values_list("pk", "changed_at", "from_organisation__name", "came"),
        *said.values_list("pk", "sent_at", "from_organisation__name", "entered__came_on"),
    ]
    return {pk: (at, sender, came) for pk, at, sender, came in rows}


def _last(board: str, *given: Given | None) -> Last | None:
    """What came last. A message is an answer as good as a text."""
    found = []
    for at, sender, came in filter(None, given):
        side: Literal["authority", "organisation"] = "authority" if sender is None else "organisation"
        found.append(Last(side, sender or board, at, came))
    return latest(*found)


def last_shared(case: Case) -> Last | None:
    """What the parties were given last, text or message."""
    text, message = _with_last(Case.objects.filter(pk=case.pk)).values_list(*_LATEST).get()
    known = _given([text], [message])
    return _last(case.board.name, known.get(text), known.get(message))


def promise_of(case: Case) -> Promise:
    """What the authority has promised in a case."""
    return Promise(case.authority.acknowledge_days, case.acknowledged_at, case.answer_by)


def late_answers(*, actor: Actor, at: datetime) -> tuple[Late, ...]:
    """The open cases that the actor may read where the authority is late, the latest promise first."""
    promised = _late(actor, at)
    today = at.astimezone(SWEDEN).date()
    cases = Case.objects.select_related("board", "officer").in_bulk(promised)
    lines = (_late_line(cases[key], by, today) for key, by in promised.items())
    return tuple(sorted(lines, key=lambda one: (one.by, one.number)))


def count_late_answers(*, actor: Actor, at: datetime) -> int:
    """How many `late_answers` there are."""
    return len(_late(actor, at))


def _late_line(case: Case, by: date, today: date) -> Late:
    officer = shown_name(case.officer) if case.officer else ""
    number = shown(case.year, case.number)
    return Late(case.pk, number, case.title, case.board.name, officer, by, (today - by).days)


def _late(actor: Actor, at: datetime) -> dict[UUID, date]:
    """The open cases where the authority is late, each with the day that was promised.

    Lists of cases ask this, so it is three queries for just the values that the rule of domain/turns.py needs, and
    leaves out what nobody can be late with: what was confirmed today, with a day that has not passed, and what no
    organisation has spoken last in, by text or by message.
    """
    today = at.astimezone(SWEDEN).date()
    midnight = datetime.combine(today, time(), SWEDEN)
    found = gate.cases(actor).filter(closed_at=None)
    entered = Entered.objects.filter(case=OuterRef("pk"))  # may have come long before it was confirmed
    in_time = Q(acknowledged_at__gte=midnight, answer_by__gte=today) & ~Exists(entered)
    promises = ("authority__acknowledge_days", "acknowledged_at", "answer_by")
    asked = ("pk", "board__name", *_LATEST, *promises)
    spoken = Q(text_from__isnull=False) | Q(message_from__isnull=False)
    waiting = list(_with_last(found.exclude(in_time)).filter(spoken).values_list(*asked))
    known = _given([row[2] for row in waiting if row[2]], [row[3] for row in waiting if row[3]])
    late = {}
    for pk, board, text, message, *promised in waiting:
        turn = whose(_last(board, known.get(text), known.get(message)), Promise(*promised))
        if turn.by is not None and turn.overdue(today):
            late[pk] = turn.by
    return late
