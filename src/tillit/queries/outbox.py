"""What waits in the outbox, for the operator; and a person's own notices."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Min

from tillit.domain.access import NOTHING
from tillit.domain.actors import Actor
from tillit.domain.outbox import WAITING, MailState
from tillit.queries.gate import NotAllowed, check
from tillit.store.models import Mail, Notice


@dataclass(frozen=True)
class Standing:
    """The outbox in figures. `late`: due but not yet sent; `doubtful`: sent, perhaps more than once."""

    states: dict[str, int]
    late: int
    oldest: datetime | None
    doubtful: int


@dataclass(frozen=True)
class DeadLetter:
    """A mail that could not be sent, without what it says or to whom. `kind`: the first word of its event."""

    id: UUID
    kind: str
    problem: str
    attempts: int
    created_at: datetime
    uncertain: bool


@dataclass(frozen=True)
class NoticeLine:
    """A notice as its person reads it; `read` tells whether they have."""

    id: UUID
    at: datetime
    kind: str
    text: str
    link: str
    due: date | None
    read: bool


def standing(*, actor: Actor, at: datetime) -> Standing:
    """How much mail is in each state, and how long the oldest has waited. Raises NotAllowed."""
    check("job.run", actor, NOTHING, at)
    counted = Mail.objects.order_by().values_list("state").annotate(number=Count("pk"))
    states = {state.value: 0 for state in MailState} | dict(counted)
    waiting = Mail.objects.filter(state__in=(*WAITING, MailState.SENDING), due_at__lte=at)
    late = waiting.aggregate(number=Count("pk"), oldest=Min("created_at"))
    doubtful = Mail.objects.filter(state=MailState.SENT, uncertain=True).count()
    return Standing(states, late["number"], late["oldest"], doubtful)


def dead_letters(*, actor: Actor, at: datetime, limit: int = 100) -> tuple[DeadLetter, ...]:
    """The mail that could not be sent, the newest first. Raises NotAllowed."""
    check("job.run", actor, NOTHING, at)
    failed = Mail.objects.filter(state=MailState.FAILED).order_by("-created_at", "pk")[:limit]
    return tuple(
        DeadLetter(
            mail.pk,
            mail.event.partition(":")[0],
            mail.last_problem,
            mail.attempts,
            mail.created_at,
            mail.uncertain,
        )
        for mail in failed
    )


def notices(*, actor: Actor, limit: int = 50) -> tuple[NoticeLine, ...]:
    """The actor's own notices: the unread first, then by due day, then the newest. Raises NotAllowed."""
    if actor.person is None:
        raise NotAllowed("login")
    order = (F("read_at").asc(nulls_first=True), F("due").asc(nulls_last=True), "-at", "pk")
    mine = Notice.objects.filter(person=actor.person).order_by(*order)[:limit]
    return tuple(
        NoticeLine(one.pk, one.at, one.kind, one.text, one.link, one.due, one.read_at is not None)
        for one in mine
    )


def unread(*, actor: Actor) -> int:
    """How many notices the actor has not read; 0 for someone not logged in."""
    return Notice.objects.filter(person=actor.person, read_at=None).count() if actor.person else 0
