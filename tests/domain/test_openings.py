"""Where an open invitation is: the whole last day counts, and names are told only when it is over."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.openings import STATES, names_shown, state_of, takes_answers

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
times = st.none() | st.just(AT)
days = st.dates()


@given(times, times, days, days)
def test_an_invitation_is_in_one_of_three_states_and_takes_answers_in_one(published, closed, last, today):
    state = state_of(published, closed, last, today)
    assert state in STATES
    assert takes_answers(state) == (published is not None and closed is None and today <= last)


@given(st.integers(-400, 400))
def test_the_last_day_is_within_it_and_the_day_after_is_not(late):
    last = AT.date()
    state = state_of(AT, None, last, last + timedelta(days=late))
    assert takes_answers(state) == (late <= 0)


@given(times, times, days, days)
def test_names_are_never_shown_while_answers_are_taken_nor_before(published, closed, last, today):
    state = state_of(published, closed, last, today)
    assert not (names_shown(state) and takes_answers(state))
    assert names_shown(state) == (state == "closed")
