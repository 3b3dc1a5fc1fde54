"""Who can be responsible for a case, who has been, what came last, and which answers are late."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case as CaseWhen
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, When

from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.domain.roles import Role
from tillit.domain.turns import SWEDEN, Last, Promise, latest, whose
from tillit.queries import gate
from tillit.queries.people import shown_name
from tillit.store.models import Case, Handover, Message, Person, Writing


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


def _last(case: Case) -> Last | None:
    """What came last in a case of `_with_last`. A message is an answer as good as a text."""
    found = []
    for what in ("text", "message"):
        at, sender, came = (getattr(case, f"{what}_{part}") for part in ("at", "from", "came"))
        side = "authority" if sender is None else "organisation"
        found.append(Last(side, sender or case.board.name, at, came) if at else None)
    return latest(*found)


def last_shared(case: Case) -> Last | None:
    """What the parties were given last, text or message."""
    return _last(_with_last(Case.objects.filter(pk=case.pk).select_related("board")).get())


def promise_of(case: Case) -> Promise:
    """What the authority has promised in a case."""
    return Promise(case.authority.acknowledge_days, case.acknowledged_at, case.answer_by)


def late_answers(*, actor: Actor, at: datetime) -> tuple[Late, ...]:
    """The open cases that the actor may read where the authority is late, the latest promise first.

    One query, and the rule of domain/turns.py for each open case: only open cases count, and they are few.
    """
    found = gate.cases(actor).filter(closed_at=None).select_related("authority", "board", "officer")
    found = _with_last(found).filter(Q(text_from__isnull=False) | Q(message_from__isnull=False))
    today = at.astimezone(SWEDEN).date()
    late = []
    for case in found:
        turn = whose(_last(case), promise_of(case))
        if turn.by is not None and turn.overdue(today):
            officer = shown_name(case.officer) if case.officer else ""
            number = shown(case.year, case.number)
            line = Late(
                case.pk, number, case.title, case.board.name, officer, turn.by, (today - turn.by).days
            )
            late.append(line)
    return tuple(sorted(late, key=lambda one: (one.by, one.number)))
