"""The outbox at work: posting, sending, trying again, the day's mail, and who may."""

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connections, transaction

from tillit.actions.outbox import Tally, put_back_failed, send_due, take_back_abandoned
from tillit.actions.posting import letter_in, notify, post
from tillit.cli import work
from tillit.domain.actors import ANONYMOUS, OPERATOR, Actor
from tillit.domain.outbox import ABANDONED_AFTER, MOST_ATTEMPTS
from tillit.gateways.mail import NotDelivered, Refused, Uncertain
from tillit.queries.gate import NotAllowed
from tillit.queries.outbox import dead_letters, notices, standing, unread
from tillit.queries.people import NO_ADDRESS
from tillit.store.models import Mail, Notice, Person

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class Fake:
    """A carrier that does as it is told: raises what stands next in line, else takes the message."""

    def __init__(self, *troubles):
        self.troubles = list(troubles)
        self.taken = []

    def deliver(self, message):
        """Take the message, or fail."""
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble
        self.taken.append(message)

    def close(self):
        """Nothing to close."""


def a_person(email="a@b.se", **more) -> Person:
    """Someone with an account."""
    return Person.objects.create(email=email, joined_at=AT, **more)


def a_post(event="e:1", at=AT, **more):
    """Post a mail."""
    words = {"subject": f"Om {event}", "paragraphs": ["Hej på Er."], "link": "/min-sida/", "why": "Därför."}
    post(event=event, at=at, **{**words, **({} if "person" in more else {"to": "x@y.se"}), **more})


def send(at=AT, smtp=None, limit=100) -> Tally:
    """A round by the operator."""
    return send_due(actor=OPERATOR, at=at, smtp=smtp or Fake(), limit=limit)


def test_a_posted_mail_is_sent_once_and_its_body_is_gone():
    smtp = Fake()
    a_post()
    mail = Mail.objects.get()
    assert b"Hej" not in bytes(mail.body)
    assert letter_in(mail).paragraphs == ("Hej på Er.",)
    assert send(smtp=smtp) == Tally(sent=1)
    assert send(AT + MINUTE, smtp) == Tally()
    mail.refresh_from_db()
    assert (mail.state, mail.body, mail.sent_at, mail.uncertain) == ("sent", None, AT, False)
    assert [one.message_id for one in smtp.taken] == [mail.message_id]
    with pytest.raises(ValueError, match="left"):
        letter_in(mail)


def test_the_same_event_is_told_once_to_each_address():
    for _ in range(3):
        a_post(to="X@Y.se")
        a_post(to="z@y.se")
    assert Mail.objects.count() == 2


def test_nothing_is_posted_to_a_closed_account_or_a_bad_address_or_with_a_broken_subject():
    a_post(person=a_person(is_active=False))
    a_post(person=a_person(f"1{NO_ADDRESS}"))
    for bad in ("", "x", "a@b.se\nBcc: c@d.se"):
        with pytest.raises(ValueError, match="e-post"):
            a_post(to=bad)
    assert not Mail.objects.exists()
    a_post(subject="Ett\r\nBcc: x@y.se")
    assert Mail.objects.get().subject == "Ett Bcc: x@y.se"


@pytest.mark.django_db(transaction=True)
def test_mail_lives_and_dies_with_the_act_it_tells_about():
    with pytest.raises(ValueError, match="transaction"):
        a_post()
    with transaction.atomic():
        a_post()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    with transaction.atomic():
        a_post()
    with pytest.raises(RuntimeError), transaction.atomic():  # claims must be kept before anything is sent
        send()
    assert send() == Tally(sent=1)


def test_only_the_operator_runs_the_job():
    for actor in (ANONYMOUS, Actor(person=a_person().pk, assurance=3)):
        with pytest.raises(NotAllowed):
            send_due(actor=actor, at=AT, smtp=Fake())
        with pytest.raises(NotAllowed):
            put_back_failed(actor=actor, at=AT)
        with pytest.raises(NotAllowed):
            standing(actor=actor, at=AT)
        with pytest.raises(NotAllowed):
            dead_letters(actor=actor, at=AT)


def test_what_did_not_leave_is_tried_again_with_the_same_message_id_and_no_mark():
    a_post()
    smtp = Fake(NotDelivered("smtp 451"))
    assert send(smtp=smtp) == Tally(retried=1)
    assert send(AT + MINUTE / 2, smtp) == Tally()
    assert send(AT + MINUTE, smtp) == Tally(sent=1)
    mail = Mail.objects.get()
    assert (mail.uncertain, mail.attempts, mail.last_problem) == (False, 2, "")


def test_a_lost_answer_is_tried_again_and_marked_for_good():
    a_post()
    smtp = Fake(Uncertain("timeout"), NotDelivered("smtp 451"))
    assert send(smtp=smtp) == Tally(uncertain=1)
    assert Mail.objects.get().state == "uncertain"
    assert send(AT + MINUTE, smtp) == Tally(uncertain=1)
    assert send(AT + 3 * MINUTE, smtp) == Tally(sent=1)
    assert Mail.objects.get().uncertain
    assert standing(actor=OPERATOR, at=AT).doubtful == 1


def test_a_refused_mail_is_kept_shown_and_can_be_put_back():
    a_post("invitation:77")
    send(smtp=Fake(Refused("smtp 550")))
    (dead,) = dead_letters(actor=OPERATOR, at=AT)
    assert (dead.kind, dead.problem, dead.attempts) == ("invitation", "smtp 550", 1)
    assert send(AT + dt.timedelta(days=30)) == Tally()
    assert put_back_failed(actor=OPERATOR, at=AT) == 1
    assert send() == Tally(sent=1)


def test_after_seven_days_of_trying_it_is_a_dead_letter():
    a_post()
    at, tries = AT, 0
    while Mail.objects.get().state == "queued":
        at = Mail.objects.get().due_at
        tries += 1
        send(at, Fake(NotDelivered("down", unreachable=True)))
    assert tries == MOST_ATTEMPTS
    assert at - AT >= dt.timedelta(days=7)
    assert Mail.objects.get().body is not None


def test_when_the_server_is_down_the_round_ends_and_the_rest_wait_untouched():
    for number in range(5):
        a_post(f"e:{number}")
    assert send(smtp=Fake(NotDelivered("down", unreachable=True))) == Tally(retried=1, down=True)
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]


def test_a_code_that_has_run_out_is_not_sent():
    a_post(urgent=True, until=AT + 10 * MINUTE)
    assert send(AT + 11 * MINUTE) == Tally(failed=1)
    assert Mail.objects.get().last_problem == "too late"
    assert put_back_failed(actor=OPERATOR, at=AT + 11 * MINUTE) == 0


def test_a_mail_that_cannot_be_read_stops_no_other():
    a_post("e:1")
    a_post("e:2")
    Mail.objects.filter(event="e:1").update(body=b"x")
    assert send() == Tally(sent=1, retried=1)
    assert Mail.objects.get(event="e:1").last_problem == "unreadable"


def test_the_urgent_goes_first():
    smtp = Fake()
    a_post("e:1", AT)
    a_post("e:2", AT + MINUTE, urgent=True, to="u@y.se")
    send(AT + MINUTE, smtp, limit=1)
    assert [one.recipient for one in smtp.taken] == ["u@y.se"]


def test_an_abandoned_mail_is_taken_back_and_a_late_worker_can_still_mark_it():
    a_post()

    class Frozen(Fake):
        """While it delivers, another worker believes that it has stopped."""

        def deliver(self, message):
            super().deliver(message)
            assert take_back_abandoned(at=AT + ABANDONED_AFTER - MINUTE) == 0
            assert take_back_abandoned(at=AT + ABANDONED_AFTER) == 1

    assert send(smtp=Frozen()) == Tally(sent=1)
    mail = Mail.objects.get()
    assert (mail.state, mail.uncertain, mail.body) == ("sent", True, None)


def test_two_workers_never_have_the_same_mail():
    a_post()
    second = Fake()

    class Slow(Fake):
        """While it delivers, another worker looks for work."""

        def deliver(self, message):
            super().deliver(message)
            assert send(AT + MINUTE, second) == Tally()

    assert send(smtp=Slow()) == Tally(sent=1)
    assert second.taken == []


def test_a_person_who_wants_one_mail_a_day_gets_one_at_seven():
    daily, direct = a_person("d@y.se", digest="daily"), a_person("i@y.se")
    smtp = Fake()
    for number in range(3):
        a_post(f"e:{number}", person=daily)
        a_post(f"e:{number}", person=direct)
    a_post("code:1", person=daily, urgent=True)
    assert send(AT, smtp) == Tally(sent=4)
    seven = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
    assert send(seven - MINUTE, smtp) == Tally()
    assert send(seven, smtp) == Tally(sent=1)
    last = smtp.taken[-1]
    assert last.recipient == "d@y.se"
    assert last.data.count(b"- Om e:") == 3
    assert Mail.objects.filter(state="gathered", body=None, gathered_in__state="sent").count() == 3
    a_post("e:9", seven, person=daily)
    assert send(seven + dt.timedelta(days=1), smtp) == Tally(sent=1)
    assert b"Hej p=C3=A5 Er." in smtp.taken[-1].data  # one alone comes as it is


def test_notices_are_the_persons_own_the_unread_and_due_first():
    me, other = a_person(), a_person("o@y.se")
    words = {"kind": "turn", "text": "Er tur", "link": "/x/", "at": AT}
    for event, due in (("a", None), ("b", dt.date(2026, 12, 3)), ("c", dt.date(2026, 12, 1))):
        for _ in range(2):
            notify(person=me, event=event, due=due, **words)
    notify(person=other, event="a", **words)
    Notice.objects.filter(event="c").update(read_at=AT)
    actor = Actor(person=me.pk, assurance=1)
    assert [(one.due, one.read) for one in notices(actor=actor)] == [
        (dt.date(2026, 12, 3), False),
        (None, False),
        (dt.date(2026, 12, 1), True),
    ]
    assert (unread(actor=actor), unread(actor=ANONYMOUS)) == (2, 0)
    with pytest.raises(NotAllowed):
        notices(actor=ANONYMOUS)
    for link in ("https://x.se", "//x.se", ""):
        with pytest.raises(ValueError, match="path"):
            notify(person=me, event="d", **{**words, "link": link})


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sent"},
        {"state": "lost"},
        {"state": "gathered"},
        {"sent_at": AT},
        {"state": "sent", "sent_at": AT},
    ],
)
def test_the_database_refuses_a_state_that_is_none(wrong):
    a_post()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_the_verb_sends_what_waits_into_the_mailbox_folder(settings, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    settings.SMTP, settings.VAR_DIR = None, tmp_path
    with transaction.atomic():
        for number in range(3):
            a_post(f"e:{number}", work.now())
    arguments = SimpleNamespace(once=True, put_back=False, json=True)
    assert work.run(arguments) == 0
    assert '"sent": 3' in capsys.readouterr().out
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 3
    with transaction.atomic():
        a_post("e:9", work.now())
    Mail.objects.filter(event="e:9").update(state="failed")
    assert work.run(SimpleNamespace(once=True, put_back=False, json=False)) == 1
    assert "Gick inte att skicka: e " in capsys.readouterr().out
    assert work.run(SimpleNamespace(once=True, put_back=True, json=False)) == 0


def test_a_worker_lets_be_what_another_took_after_it_had_looked():
    a_post("e:1")
    a_post("e:2")
    other = Fake()

    class Slow(Fake):
        """While it delivers the first mail, another worker sends all the rest."""

        def deliver(self, message):
            super().deliver(message)
            send(smtp=other)

    slow = Slow()
    send(smtp=slow)
    assert len(slow.taken) == len(other.taken) == 1
    assert slow.taken[0].message_id != other.taken[0].message_id
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_the_worker_outlives_any_fault(monkeypatch):
    stop, rounds = threading.Event(), []

    def broken(*_):
        rounds.append(1)
        if len(rounds) == 3:
            stop.set()
        raise RuntimeError("hemligt")

    monkeypatch.setattr(work, "work_once", broken)
    monkeypatch.setattr(work, "DOWN", 0.01)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    work.work_forever(stop, work.now)
    assert len(rounds) == 3
