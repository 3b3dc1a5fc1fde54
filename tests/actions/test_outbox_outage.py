"""Seven days without a mail server, workers killed at any moment: nothing is lost, and doubles are marked."""

import datetime as dt
import random
from collections import Counter

import pytest

from mail_server import Moods, mail_server
from serving import free_port
from sizes import size
from tillit.actions import outbox
from tillit.actions.outbox import Tally, send_due
from tillit.actions.posting import new_mail
from tillit.domain.actors import OPERATOR
from tillit.domain.outbox import ABANDONED_AFTER, Letter
from tillit.gateways.mail import Message, NotDelivered, Refused, Uncertain
from tillit.gateways.smtp import Server, SmtpCarrier
from tillit.store.models import Mail

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
OUTAGE = dt.timedelta(days=7)
MAILS, KILLS = size(5_000, 800), size(200, 60)
LETTER = Letter("Er tur", ("Hej.",), "/min-sida/", "Därför.")


class Killed(BaseException):
    """The worker stops here, as when its process is killed."""


class Killer:
    """Kills a worker at a chosen step of a chosen mail, and counts its victims."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.kills = Counter()
        self.next: tuple[str, int] | None = None

    def arm(self) -> None:
        """Choose where the worker that starts now will die."""
        self.next = (self.random.choice(("claimed", "before", "after", "mark")), self.random.randint(1, 6))

    def at(self, step: str) -> None:
        """Die, if this is the place."""
        if self.next is not None and self.next[0] == step:
            left = self.next[1] - 1
            self.next = (step, left) if left else None
            if not left:
                self.kills[step] += 1
                raise Killed


class Post:
    """The mail server in the simulation: down, grumpy or well; `delivered` counts by Message-ID."""

    def __init__(self, killer: Killer) -> None:
        self.killer = killer
        self.mood = "well"
        self.delivered: Counter[str] = Counter()
        self.safe_troubles = 0

    def deliver(self, message) -> None:
        """Take, refuse for now, or lose the answer."""
        self.killer.at("before")
        if self.mood == "down":
            raise NotDelivered("ConnectionRefusedError", unreachable=True)
        if self.mood == "grumpy":
            self.safe_troubles += 1
            raise NotDelivered("smtp 451")
        if self.mood == "moody" and self.killer.random.random() < 0.02:
            taken = self.killer.random.random() < 0.5
            self.delivered[message.message_id] += taken
            raise Uncertain("timeout")
        self.delivered[message.message_id] += 1
        self.killer.at("after")

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def killer(monkeypatch) -> Killer:
    """A killer that also waits between the claim and the letter, and between the answer and the mark."""
    killer = Killer(seed=20261122)
    read, mark = outbox.letter_in, outbox._mark

    def reading(mail):
        killer.at("claimed")
        return read(mail)

    def marking(mail, then, at):
        killer.at("mark")
        mark(mail, then, at)

    monkeypatch.setattr(outbox, "letter_in", reading)
    monkeypatch.setattr(outbox, "_mark", marking)
    return killer


def many(number: int, at: dt.datetime = START) -> None:
    """So many mails wait."""
    Mail.objects.bulk_create(
        [new_mail(event=f"e:{one}", to=f"p{one}@b.se", letter=LETTER, at=at) for one in range(number)],
        batch_size=500,
    )


def work(at: dt.datetime, smtp, killer: Killer, limit: int, *, deadly: bool) -> Tally:
    """A fresh worker, which may be killed."""
    if deadly:
        killer.arm()
    try:
        return send_due(actor=OPERATOR, at=at, smtp=smtp, limit=limit)
    except Killed:
        return Tally()
    finally:
        killer.next = None


def judge(delivered: Counter[str]) -> None:
    """Nothing missing; what came twice is marked; the bodies are gone."""
    rows = {mail.message_id: mail for mail in Mail.objects.defer("body")}
    assert {mail.state for mail in rows.values()} == {"sent"}
    assert set(delivered) >= set(rows), "missing"
    assert not set(delivered) - set(rows)
    twice = {key for key, times in delivered.items() if times > 1}
    assert not [key for key in twice if not rows[key].uncertain], "came twice and is not marked"
    assert not Mail.objects.exclude(body=None).exists()


def test_seven_days_without_a_server_and_two_hundred_killed_workers(killer, monkeypatch):
    def slip(letter, *, sender, recipient, message_id, **_):
        return Message(sender, recipient, message_id, letter.to_bytes())

    monkeypatch.setattr(
        outbox, "as_message", slip
    )  # how a message looks is tested elsewhere, and takes its time
    post, at = Post(killer), START
    many(MAILS)
    while at < START + OUTAGE:  # nobody answers, and every sixth hour the server refuses what it gets
        post.mood = "grumpy" if at.hour % 6 == 0 else "down"
        work(at, post, killer, limit=12, deadly=killer.kills.total() < KILLS // 2)
        at += dt.timedelta(minutes=60)
    assert not post.delivered
    assert not Mail.objects.filter(state__in=("sent", "failed")).exists()
    assert post.safe_troubles > 100
    post.mood = "moody"
    while Mail.objects.exclude(state="sent").exists():
        assert at < START + OUTAGE + dt.timedelta(days=3), "the queue never empties"
        deadly = killer.kills.total() < KILLS
        work(at, post, killer, limit=20 if deadly else 1_000, deadly=deadly)
        at += dt.timedelta(minutes=1) if deadly else ABANDONED_AFTER
    assert killer.kills.total() == KILLS
    assert all(killer.kills[step] for step in ("claimed", "before", "after", "mark"))
    judge(post.delivered)
    marked = Mail.objects.filter(uncertain=True).count()
    doubled = sum(times > 1 for times in post.delivered.values())
    assert 0 < doubled <= marked <= KILLS + 0.04 * MAILS


def test_fifty_mails_through_a_real_server_that_refuses_hangs_and_hangs_up(killer):
    bad = (
        "later_rcpt",
        "later_dot",
        "drop_mail",
        "drop_data",
        "drop_354",
        "take_drop",
        "drop_dot",
        "closing",
    )
    moods = Moods(
        *(mood for trouble in bad * 2 for mood in (trouble, "take", "take_tired")), "hang_rcpt", "take_hang"
    )
    at = START
    many(50)
    with mail_server(moods) as port:
        while Mail.objects.exclude(state="sent").exists():
            smtp = SmtpCarrier(Server("127.0.0.1", port, seconds=0.5))
            work(at, smtp, killer, limit=10, deadly=killer.kills.total() < 10)
            smtp.close()
            at += dt.timedelta(minutes=11)
            assert at < START + dt.timedelta(days=3)
    judge(Counter(str(mail["Message-ID"]) for mail in moods.taken))


def test_a_server_that_is_not_there_for_a_week_is_found_again(killer):
    many(3)
    gone = SmtpCarrier(Server("127.0.0.1", free_port(), seconds=0.5))
    for hour in range(24 * 7):
        assert work(START + dt.timedelta(hours=hour), gone, killer, limit=10, deadly=False).failed == 0
    moods = Moods()
    with mail_server(moods) as port:
        smtp = SmtpCarrier(Server("127.0.0.1", port))
        assert work(START + OUTAGE + dt.timedelta(hours=4), smtp, killer, limit=10, deadly=False).sent == 3
        smtp.close()
    assert not Mail.objects.filter(uncertain=True).exists()


def test_a_refusal_is_shown_and_never_lost(killer):
    class Never(Post):
        def deliver(self, message):
            raise Refused("smtp 550")

    many(1)
    assert work(START, Never(killer), killer, limit=10, deadly=False) == Tally(failed=1)
    assert Mail.objects.get(state="failed").body is not None
