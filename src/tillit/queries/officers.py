"""Who can be responsible for a case, who has been, what came last, and which answers are late."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.domain.roles import Role
from tillit.domain.turns import SWEDEN, Last, Promise, whose
from tillit.queries import gate
from tillit.queries.people import shown_name
from tillit.store.models import Case, Handover, Person, Writing


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


def last_shared(case: Case) -> Last | None:
    """What the parties were given last: the shared or public text that was changed latest."""
    texts = Writing.objects.filter(case=case, space__in=("shared", "public")).select_related(
        "from_organisation"
    )
    one = texts.order_by("-changed_at", "-pk").first()
    if one is None:
        return None
    if one.from_organisation is None:
        return Last("authority", case.board.name, one.changed_at)
    return Last("organisation", one.from_organisation.name, one.changed_at)


def promise_of(case: Case) -> Promise:
    """What the authority has promised in a case."""
    return Promise(case.authority.acknowledge_days, case.acknowledged_at, case.answer_by)


def late_answers(*, actor: Actor, at: datetime) -> tuple[Late, ...]:
    """The open cases that the actor may read where the authority is late, the latest promise first.

    One query, and the rule of domain/turns.py for each open case: only open cases count, and they are few.
    """
    latest = Writing.objects.filter(case=OuterRef("pk"), space__in=("shared", "public")).order_by(
        "-changed_at", "-pk"
    )
    found = gate.cases(actor).filter(closed_at=None).select_related("authority", "board", "officer")
    found = found.annotate(
        last_at=Subquery(latest.values("changed_at")[:1]),
        last_from=Subquery(latest.values("from_organisation")[:1]),
    ).filter(last_from__isnull=False)
    today = at.astimezone(SWEDEN).date()
    late = []
    for case in found:
        turn = whose(Last("organisation", "", case.last_at), promise_of(case))
        if turn.by is not None and turn.overdue(today):
            officer = shown_name(case.officer) if case.officer else ""
            number = shown(case.year, case.number)
            line = Late(
                case.pk, number, case.title, case.board.name, officer, turn.by, (today - turn.by).days
            )
            late.append(line)
    return tuple(sorted(late, key=lambda one: (one.by, one.number)))
