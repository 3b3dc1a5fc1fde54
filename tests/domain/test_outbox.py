"""The outbox: its steps, its patience, the day's mail, and what may stand in a header."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain import outbox
from tillit.domain.outbox import WAITING, Letter, MailState, Progress, WrongStep

START = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
OUTCOMES = ("delivered", "not_delivered", "lost", "refused")
MOMENTS = st.integers(0, 20 * 365 * 24 * 60 * 60).map(lambda seconds: START + dt.timedelta(seconds=seconds))


def step(mail: Progress, outcome: str, at: dt.datetime) -> Progress:
    """One attempt and how it went."""
    mail = outbox.claimed(mail)
    if outcome == "delivered":
        return outbox.delivered(mail)
    if outcome == "refused":
        return outbox.refused(mail, "smtp 550")
    return getattr(outbox, outcome)(mail, "problem", at)


@given(st.lists(st.sampled_from(OUTCOMES), max_size=80), st.integers(0, 10_000))
def test_a_mail_ends_sent_or_failed_or_still_waits_for_a_later_time(outcomes, late):
    mail, at = Progress(START), START
    for outcome in outcomes:
        if mail.state not in WAITING:
            break
        at = max(at, mail.due_at) + dt.timedelta(seconds=late)
        before, mail = mail, step(mail, outcome, at)
        assert mail.attempts == before.attempts + 1
        assert mail.uncertain == (before.uncertain or outcome == "lost")
        assert (mail.state is MailState.UNCERTAIN) == (mail.uncertain and mail.state in WAITING)
        if mail.state in WAITING:
            assert mail.due_at - at >= dt.timedelta(minutes=1)
        elif outcome in ("not_delivered", "lost"):
            assert mail.state is MailState.FAILED
            assert at - START >= dt.timedelta(days=7)


@given(st.sampled_from([state for state in MailState if state not in WAITING]))
def test_only_waiting_mail_is_claimed_and_only_claimed_mail_is_marked(state):
    mail = Progress(START, state)
    with pytest.raises(WrongStep):
        outbox.claimed(mail)
    if state is not MailState.SENDING:
        for outcome in (
            lambda: outbox.delivered(mail),
            lambda: outbox.refused(mail, "x"),
            lambda: outbox.not_delivered(mail, "x", START),
            lambda: outbox.lost(mail, "x", START),
        ):
            with pytest.raises(WrongStep):
                outcome()


def test_it_is_tried_soon_at_first_and_for_at_least_seven_days():
    waits = [outbox.wait_after(attempt) for attempt in range(1, outbox.MOST_ATTEMPTS)]
    assert [int(wait.total_seconds() // 60) for wait in waits[:9]] == [1, 2, 5, 15, 30, 60, 120, 240, 240]
    assert dt.timedelta(days=7) <= sum(waits, dt.timedelta()) <= dt.timedelta(days=9)


def test_a_failed_mail_can_be_put_back_and_keeps_its_mark():
    mail = Progress(START, MailState.FAILED, 40, True, "smtp 451")
    again = outbox.put_back(mail, START)
    assert (again.state, again.attempts, again.uncertain) == (MailState.UNCERTAIN, 0, True)
    assert outbox.put_back(Progress(START, MailState.FAILED), START).state is MailState.QUEUED
    with pytest.raises(WrongStep):
        outbox.put_back(Progress(START, MailState.SENT), START)


@given(MOMENTS)
def test_the_days_mail_leaves_at_seven_in_sweden_within_a_day(at):
    leaves = outbox.next_daily(at)
    here = leaves.astimezone(outbox.SWEDEN)
    assert (here.hour, here.minute) == (7, 0)
    assert dt.timedelta() < leaves.astimezone(dt.UTC) - at <= dt.timedelta(hours=25)


def test_the_clocks_change_does_not_move_the_days_mail():
    night_before = dt.datetime(2026, 3, 28, 20, tzinfo=dt.UTC)
    assert outbox.next_daily(night_before).astimezone(dt.UTC).hour == 5
    assert outbox.next_daily(dt.datetime(2026, 3, 28, 5, tzinfo=dt.UTC)).astimezone(dt.UTC).day == 28


@given(st.text(), st.lists(st.text()), st.text(), st.text(), st.lists(st.text()))
def test_a_letter_is_read_as_it_was_written(subject, paragraphs, link, why, points):
    letter = Letter(subject, tuple(paragraphs), link, why, tuple(points))
    try:
        data = letter.to_bytes()
    except UnicodeEncodeError:  # half a surrogate pair is no text
        return
    assert Letter.from_bytes(data) == letter


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"subject": "x"}', b"\xff", b'{"paragraphs":[],"points":[],"a":1}']
)
def test_something_else_is_not_a_letter(data):
    with pytest.raises(ValueError):  # noqa: PT011 - JSON has messages of its own
        Letter.from_bytes(data)


@given(st.text())
def test_a_subject_is_one_printable_line(text):
    line = outbox.one_line(text)
    assert line.isprintable()
    assert len(line) <= 200


@pytest.mark.parametrize("text", [" Anna@Forening.SE ", "a.b+c@x-y.se", "namn@förening.se"])
def test_addresses_get_their_normal_form(text):
    assert outbox.address(text) == text.strip().lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a@",
        "@b",
        "a@b@c",
        "a@b\nBcc: c@d",
        "a@b\r\nX: y",
        "a@b,c@d",
        "<a@b>",
        "a b@c",
        "a@b\x00",
        "a@" + "b" * 300,
    ],
)
def test_what_is_no_single_address_is_refused(text):
    with pytest.raises(ValueError, match="e-postadress"):
        outbox.address(text)


def test_the_days_letter_lists_what_has_come():
    letter = outbox.daily_letter(["Ett", "Två"], "/min-sida/")
    assert letter.subject == "2 nyheter i Tillit"
    assert letter.points == ("Ett", "Två")
