"""The outbox: what a mail holds, how it goes from waiting to sent, and when it is tried again.

A mail is delivered at least once. It comes twice only after an attempt whose end nobody saw (the answer was
lost, or the worker stopped); such a mail is marked uncertain for good. Pure; stdlib only.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
DAILY_AT = time(7)
#: An attempt older than this is nobody's any more: longer than any conversation with a mail server may take.
ABANDONED_AFTER = timedelta(minutes=10)
TRIED_FOR = timedelta(days=7, hours=12)
_FIRST_WAITS = (1, 2, 5, 15, 30, 60, 120)
_LATER_WAIT = 240
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f-\x9f]+@[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f-\x9f]+")
_SUBJECT_LENGTH = 200


class MailState(StrEnum):
    """Where a mail is. Queued and uncertain wait to be tried; sent, failed and gathered are ends."""

    QUEUED = "queued"
    SENDING = "sending"
    UNCERTAIN = "uncertain"  # waits, and may already have been delivered
    SENT = "sent"
    FAILED = "failed"  # kept and shown; an operator can put it back
    GATHERED = "gathered"  # its content left in the day's mail


WAITING = (MailState.QUEUED, MailState.UNCERTAIN)


class WrongStep(Exception):
    """A mail cannot go that way from where it is."""


@dataclass(frozen=True)
class Letter:
    """What a mail says: at most three sentences in `paragraphs`, a list, one link, and why it came."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str  # a path of our own, an address, or "" for none
    why: str
    points: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the letter as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Letter":
        """Read what `to_bytes` wrote. Raises ValueError when it is something else."""
        try:
            raw = json.loads(data)
            lists = {name: tuple(raw[name]) for name in ("paragraphs", "points")}
            return cls(**{**raw, **lists})
        except (KeyError, TypeError) as problem:
            raise ValueError("not a letter") from problem


@dataclass(frozen=True)
class Progress:
    """How far a mail has come. `problem` is a kind of error, never an address or a text."""

    due_at: datetime
    state: MailState = MailState.QUEUED
    attempts: int = 0
    uncertain: bool = False
    problem: str = ""


def wait_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: soon at first, then every fourth hour."""
    place = max(attempts, 1) - 1
    return timedelta(minutes=_FIRST_WAITS[place] if place < len(_FIRST_WAITS) else _LATER_WAIT)


def _attempts_in(span: timedelta) -> int:
    attempts, waited = 1, timedelta()
    while waited < span:
        waited += wait_after(attempts)
        attempts += 1
    return attempts


#: So many attempts that the last is made at least seven days after the first.
MOST_ATTEMPTS = _attempts_in(TRIED_FOR)


def claimed(mail: Progress) -> Progress:
    """A worker takes the mail. The attempt counts at once: what stops its worker is not tried for ever."""
    if mail.state not in WAITING:
        raise WrongStep(mail.state)
    return replace(mail, state=MailState.SENDING, attempts=mail.attempts + 1)


def delivered(mail: Progress) -> Progress:
    """The mail server has taken it."""
    _must_be_sending(mail)
    return replace(mail, state=MailState.SENT, problem="")


def refused(mail: Progress, problem: str) -> Progress:
    """The mail server says never: no use in trying again."""
    _must_be_sending(mail)
    return replace(mail, state=MailState.FAILED, problem=problem)


def not_delivered(mail: Progress, problem: str, at: datetime) -> Progress:
    """It certainly did not leave. Tried again later, until it has been tried for seven days."""
    _must_be_sending(mail)
    waiting = MailState.UNCERTAIN if mail.uncertain else MailState.QUEUED
    return _later(replace(mail, state=waiting, problem=problem), at)


def lost(mail: Progress, problem: str, at: datetime) -> Progress:
    """Nobody saw how the attempt ended. Tried again, and marked: it may come twice."""
    _must_be_sending(mail)
    return _later(replace(mail, state=MailState.UNCERTAIN, uncertain=True, problem=problem), at)


def put_back(mail: Progress, at: datetime) -> Progress:
    """An operator lets a failed mail begin anew."""
    if mail.state is not MailState.FAILED:
        raise WrongStep(mail.state)
    waiting = MailState.UNCERTAIN if mail.uncertain else MailState.QUEUED
    return replace(mail, state=waiting, attempts=0, due_at=at)


def _must_be_sending(mail: Progress) -> None:
    if mail.state is not MailState.SENDING:
        raise WrongStep(mail.state)


def _later(mail: Progress, at: datetime) -> Progress:
    if mail.attempts >= MOST_ATTEMPTS:
        return replace(mail, state=MailState.FAILED)
    return replace(mail, due_at=at + wait_after(mail.attempts))


def next_daily(at: datetime) -> datetime:
    """The next seven o'clock in Sweden, strictly after `at` (aware), summer time and winter time alike."""
    here = at.astimezone(SWEDEN)
    today = datetime.combine(here.date(), DAILY_AT, SWEDEN)
    return today if here < today else datetime.combine(here.date() + timedelta(days=1), DAILY_AT, SWEDEN)


def daily_letter(subjects: Sequence[str], link: str) -> Letter:
    """Many letters as one: their subjects as a list and one link to where all of them can be read."""
    return Letter(
        subject=f"{len(subjects)} nyheter i Tillit",
        paragraphs=("Det här har hänt sedan Ert förra brev.", "Allt finns att läsa på Er sida."),
        link=link,
        why="Ni får brevet därför att Ni har valt ett samlat brev om dagen.",
        points=tuple(subjects),
    )


def one_line(text: str) -> str:
    """A subject on one line and of fair length, whatever was written in it."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _SUBJECT_LENGTH else f"{line[: _SUBJECT_LENGTH - 1].rstrip()}…"


def address(text: str) -> str:
    """A mail address in its normal form. Raises ValueError when it is none, or holds more than one."""
    found = text.strip().lower()
    if not _ADDRESS.fullmatch(found) or len(found) > 254:
        raise ValueError("Skriv en e-postadress, till exempel namn@forening.se.")
    return found
