"""Telling people: rows for mail and notices, written in the transaction of the act that they tell about.

Not actions of their own: an action calls them, so that a mail is kept if and only if what it tells about is.
The same event is told once to each address, however often it is posted.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from tillit.domain.outbox import Letter, address, next_daily, one_line
from tillit.gateways.keys import house_key
from tillit.gateways.sealing import open_sealed, seal
from tillit.queries.people import NO_ADDRESS
from tillit.store.models import Mail, Notice, Person


def post(
    *,
    event: str,
    subject: str,
    paragraphs: Sequence[str],
    link: str,
    why: str,
    at: datetime,
    to: str = "",
    person: Person | None = None,
    urgent: bool = False,
    until: datetime | None = None,
) -> None:
    """Queue a mail to a person, or to an address `to` without an account.

    `link` is a path of our own ("" for none), `why` a whole sentence. Urgent mail never waits for the daily
    one; after `until` it is pointless and is not sent. Nothing is queued for a person with a closed account, or
    without an address (who came by an identity service): the notice on their own page is theirs to read.
    Raises ValueError for an address that is none, and outside a transaction.
    """
    _must_be_inside()
    if person is not None and (not person.is_active or person.email.endswith(NO_ADDRESS)):
        return
    daily = person is not None and person.digest == "daily" and not urgent
    letter = Letter(one_line(subject), tuple(paragraphs), link, why)
    mail = new_mail(event=event, to=to or (person.email if person else ""), letter=letter, at=at)
    mail.person = person
    mail.urgent, mail.daily, mail.useful_until = urgent, daily, until
    mail.due_at = next_daily(at) if daily else at
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


def notify(
    *, person: Person, event: str, kind: str, text: str, link: str, at: datetime, due: date | None = None
) -> None:
    """Put a line on a person's own page. Raises ValueError for a foreign link, and outside a transaction."""
    _must_be_inside()
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError("A notice leads to a path of our own.")
    notice = Notice(person=person, event=event, at=at, kind=kind, text=one_line(text), link=link, due=due)
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def new_mail(*, event: str, to: str, letter: Letter, at: datetime) -> Mail:
    """A mail, not yet saved: letter sealed, Message-ID fixed. Raises ValueError for a bad address."""
    key = uuid4()
    return Mail(
        id=key,
        event=event,
        recipient=address(to),
        subject=letter.subject,
        body=seal(house_key(), letter.to_bytes(), _about(key)),
        created_at=at,
        due_at=at,
        message_id=f"<{key}@{settings.MAIL_FROM.rpartition('@')[2]}>",
    )


def letter_in(mail: Mail) -> Letter:
    """Open the letter of a mail. Raises SealBroken, or ValueError when it is no letter or has been sent."""
    if mail.body is None:
        raise ValueError("The letter has left.")
    return Letter.from_bytes(open_sealed(house_key(), bytes(mail.body), _about(mail.pk)))


def _about(key: UUID) -> str:
    return f"mail:{key}"


def _must_be_inside() -> None:
    if not connection.in_atomic_block:
        raise ValueError("Mail is posted in the transaction of the act that it tells about.")
