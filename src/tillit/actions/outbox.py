"""The work of the outbox: send what is due, gather the day's mail, put failed mail back.

Each mail goes by three steps, each kept before the next: claimed, handed to the mail server, marked. A
worker that stops between two steps leaves a claimed mail behind; later it is tried again and marked as
uncertain. Two workers never have the same mail. A job, not an act by a person: no entry in the trail.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from tillit.actions.daily_mail import gather_daily
from tillit.actions.posting import letter_in
from tillit.domain import outbox
from tillit.domain.access import NOTHING
from tillit.domain.actors import Actor
from tillit.domain.outbox import WAITING, MailState, Progress
from tillit.gateways.mail import Carrier, NotDelivered, Refused, Uncertain, as_message
from tillit.gateways.sealing import SealBroken
from tillit.queries.gate import check
from tillit.store.models import Mail


@dataclass(frozen=True)
class Tally:
    """What a round came to. `down`: the mail server could not be reached, so the round ended early."""

    sent: int = 0
    retried: int = 0
    uncertain: int = 0
    failed: int = 0
    down: bool = False

    @property
    def handled(self) -> int:
        """How many mails were tried."""
        return self.sent + self.retried + self.uncertain + self.failed

    def plus(self, other: "Tally") -> "Tally":
        """Two rounds, one after the other, as one."""
        return Tally(
            self.sent + other.sent,
            self.retried + other.retried,
            self.uncertain + other.uncertain,
            self.failed + other.failed,
            other.down,
        )


def send_due(*, actor: Actor, at: datetime, smtp: Carrier, limit: int = 5) -> Tally:
    """Send what is due, the urgent first, at most `limit` mails. Must not run inside a transaction.

    All of the round counts as at `at`, so keep it short of ABANDONED_AFTER. Trouble with one mail never stops
    the others. Raises NotAllowed for anyone but the operator.
    """
    check("job.run", actor, NOTHING, at)
    with transaction.atomic(durable=True):
        take_back_abandoned(at=at)
        gather_daily(at=at)
    tally = Tally()
    due = Mail.objects.filter(state__in=WAITING, due_at__lte=at).order_by("-urgent", "due_at", "pk")
    for mail in list(due[:limit]):
        if _claim(mail, at):
            tally = tally.plus(_count(*_attempt(mail, at, smtp)))
            if tally.down:
                break
    return tally


def _count(state: MailState, down: bool) -> Tally:
    """One mail as a tally."""
    match state:
        case MailState.SENT:
            return Tally(sent=1, down=down)
        case MailState.FAILED:
            return Tally(failed=1, down=down)
        case MailState.UNCERTAIN:
            return Tally(uncertain=1, down=down)
    return Tally(retried=1, down=down)


def _claim(mail: Mail, at: datetime) -> bool:
    """Take a mail for this attempt, and keep that before anything is sent. False: another was first."""
    own = Mail.objects.filter(pk=mail.pk, state__in=WAITING, claimed_by=mail.claimed_by)
    then = outbox.claimed(progress(mail))
    mail.state, mail.attempts, mail.claimed_by = then.state, then.attempts, uuid4()
    return bool(own.update(**_fields(then), claimed_at=at, claimed_by=mail.claimed_by))


def _attempt(mail: Mail, at: datetime, smtp: Carrier) -> tuple[MailState, bool]:
    """Hand a claimed mail to the carrier and mark how it went: its new state; whether the server is down."""
    now, down = progress(mail), False
    try:
        if mail.useful_until is not None and at > mail.useful_until:
            raise Refused("too late")
        letter = letter_in(mail)
        house, sender = settings.ADDRESS, settings.MAIL_FROM
        message = as_message(
            letter,
            sender=sender,
            recipient=mail.recipient,
            message_id=mail.message_id,
            at=mail.created_at,
            house=house,
        )
        smtp.deliver(message)
        then = outbox.delivered(now)
    except NotDelivered as trouble:
        then, down = outbox.not_delivered(now, trouble.problem, at), trouble.unreachable
    except (SealBroken, ValueError):
        then = outbox.not_delivered(now, "unreadable", at)
    except Refused as trouble:
        then = outbox.refused(now, trouble.problem)
    except Uncertain as trouble:
        then = outbox.lost(now, trouble.problem, at)
    _mark(mail, then, at)
    return then.state, down


def _mark(mail: Mail, then: Progress, at: datetime) -> None:
    """Keep how an attempt went, unless another attempt has the mail by now."""
    own = Mail.objects.filter(pk=mail.pk, claimed_by=mail.claimed_by)
    if then.state is MailState.SENT:
        left = {"body": None, "sent_at": at}
        own.filter(state__in=(MailState.SENDING, *WAITING)).update(state=then.state, last_problem="", **left)
    else:
        own.filter(state=MailState.SENDING).update(**_fields(then))


def take_back_abandoned(*, at: datetime) -> int:
    """Let mail whose worker stopped be tried again, marked as uncertain. Returns how many."""
    before = at - outbox.ABANDONED_AFTER
    count = 0
    for mail in Mail.objects.filter(state=MailState.SENDING, claimed_at__lte=before):
        then = outbox.lost(progress(mail), "stopped", at)
        own = Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_by=mail.claimed_by)
        count += own.update(**_fields(then))
    return count


def put_back_failed(*, actor: Actor, at: datetime) -> int:
    """Let every failed mail that still has use begin anew, when what stopped it is mended. Returns how many.

    Raises NotAllowed for anyone but the operator.
    """
    check("job.run", actor, NOTHING, at)
    count = 0
    for mail in Mail.objects.filter(state=MailState.FAILED).exclude(useful_until__lt=at):
        then = outbox.put_back(progress(mail), at)
        count += Mail.objects.filter(pk=mail.pk, state=MailState.FAILED).update(**_fields(then))
    return count


def progress(mail: Mail) -> Progress:
    """How far a mail has come, as the domain sees it."""
    return Progress(mail.due_at, MailState(mail.state), mail.attempts, mail.uncertain, mail.last_problem)


def _fields(then: Progress) -> dict[str, object]:
    """The columns that hold how far a mail has come."""
    return {
        "state": then.state,
        "attempts": then.attempts,
        "due_at": then.due_at,
        "uncertain": then.uncertain,
        "last_problem": then.problem,
    }
