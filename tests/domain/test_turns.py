"""Whose turn it is: the rule is the same for both sides, and only who has promised a day can be late."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.turns import OTHER, SWEDEN, Last, Promise, Turn, latest, whose

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.integers(0, 10**7).map(lambda one: START + timedelta(seconds=one))
PROMISES = st.builds(
    Promise,
    st.integers(1, 30),
    st.none() | MOMENTS,
    st.none() | st.dates(date(2026, 3, 1), date(2026, 12, 31)),
)


@given(st.sampled_from(sorted(OTHER)), MOMENTS, PROMISES)
def test_exchanging_the_sides_exchanges_the_turn(side, at, promise):
    mine, theirs = whose(Last(side, "A", at), promise), whose(Last(OTHER[side], "A", at), promise)
    assert (mine.side, theirs.side) == (OTHER[side], side)
    assert (mine.after, mine.since) == (theirs.after, theirs.since) == ("A", at)


@given(MOMENTS, PROMISES)
def test_only_the_authority_can_be_late(at, promise):
    assert whose(Last("authority", "A", at), promise).by is None
    turn = whose(Last("organisation", "A", at), promise)
    confirmed = promise.acknowledged_at is not None and promise.acknowledged_at >= at
    assert turn.confirmed == confirmed
    due = at.astimezone(SWEDEN).date() + timedelta(days=promise.acknowledge_days)
    assert turn.by == (promise.answer_by if confirmed else due)


@given(MOMENTS, PROMISES, st.integers(0, 60))
def test_what_came_on_paper_counts_from_the_day_it_came_however_late_it_is_entered(at, promise, days):
    came = at.astimezone(SWEDEN).date() - timedelta(days=days)
    entered = whose(Last("organisation", "A", at, came), promise)
    written = whose(Last("organisation", "A", at), promise)
    assert (entered.side, entered.confirmed) == (written.side, written.confirmed)
    if not entered.confirmed:
        assert entered.by == came + timedelta(days=promise.acknowledge_days) <= written.by


def test_a_new_text_wants_a_new_confirmation():
    promise = Promise(5, START, date(2026, 4, 1))
    later = START + timedelta(days=3)
    assert whose(Last("organisation", "A", later), promise).by == date(2026, 3, 9)
    assert whose(Last("organisation", "A", START), promise).by == date(2026, 4, 1)


def test_the_day_is_the_one_in_sweden_and_the_last_day_is_in_time():
    night = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    turn = whose(Last("organisation", "A", night), Promise(5))
    assert turn.by == date(2026, 6, 7)
    assert not turn.overdue(date(2026, 6, 7))
    assert turn.overdue(date(2026, 6, 8))


def test_nothing_shared_is_nobodys_turn():
    assert whose(None, Promise(5)) == Turn()


LASTS = st.builds(Last, st.sampled_from(sorted(OTHER)), st.just("A"), MOMENTS)


@given(st.lists(st.none() | LASTS, max_size=4))
def test_the_latest_is_the_last_of_all_that_was_shared(shared):
    found = [one for one in shared if one]
    latest_one = latest(*shared)
    assert (latest_one is None) == (not found)
    assert latest_one is None or latest_one.at == max(one.at for one in found)
