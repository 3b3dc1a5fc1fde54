"""Who can be responsible for a case, who has been, what came last, and which answers are late."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal
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
    """Cases with what each side was given last: the latest text that is not internal, and the latest message;
    and the day it came, where it was entered for an organisation.
    """
    texts = Writing.objects.filter(case=OuterRef("pk"), space__in=("shared", "public"))
    texts = texts.order_by("-changed_at", "-pk")
    messages = Message.objects.filter(case=OuterRef("pk")).order_by("-sent_at", "-pk")
    as_entered = When(
        entered__entered_at=F("changed_at"), then=F("entered__came_on")
    )  # not written anew since
    return cases.annotate(
        text_at=Subquery(texts.values("changed_at")[:1]),
        text_from=Subquery(texts.values("from_organisation__name")[:1]),
        message_at=Subquery(messages.values("sent_at")[:1]),
        message_from=Subquery(messages.values("from_organisation__name")[:1]),
        text_came=Subquery(texts.annotate(came=CaseWhen(as_entered)).values("came")[:1]),
        message_came=Subquery(messages.values("entered__came_on")[:1]),
    )


#: What `_last` asks of a case of `_with_last`.
_LAST = (
    "board__name", "text_at", "text_from", "text_came", "message_at", "message_from", "message_came"
)  # fmt: skip


def _last(board: str, *given: Any) -> Last | None:
    """What came last. A message is an answer as good as a text; of each: when, from whom, and the day it came."""
    found = []
    for at, sender, came in (given[:3], given[3:]):
        side: Literal["authority", "organisation"] = "authority" if sender is None else "organisation"
        found.append(Last(side, sender or board, at, came) if at else None)
    return latest(*found)


def last_shared(case: Case) -> Last | None:
    """What the parties were given last, text or message."""
    return _last(*_with_last(Case.objects.filter(pk=case.pk)).values_list(*_LAST).get())


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

    Lists of cases ask this, so it is one query for just the values that the rule of domain/turns.py needs, and leaves
    out what nobody can be late with: what was confirmed today, with a day that has not passed, and what no
    organisation has spoken last in, by text or by message.
    """
    today = at.astimezone(SWEDEN).date()
    midnight = datetime.combine(today, time(), SWEDEN)
    found = gate.cases(actor).filter(closed_at=None)
    entered = Entered.objects.filter(case=OuterRef("pk"))  # may have come long before it was confirmed
    in_time = Q(acknowledged_at__gte=midnight, answer_by__gte=today) & ~Exists(entered)
    found = found.exclude(in_time)
    waiting = _with_last(found).filter(Q(text_from__isnull=False) | Q(message_from__isnull=False))
    promises = ("authority__acknowledge_days", "acknowledged_at", "answer_by")
    late = {}
    for row in waiting.values_list("pk", *promises, *_LAST):
        turn = whose(_last(*row[4:]), Promise(*row[1:4]))
        if turn.by is not None and turn.overdue(today):
            late[row[0]] = turn.by
    return late
