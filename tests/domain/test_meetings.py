"""Meetings: who is asked about the notes, when they are locked, Swedish time. The same for all sides."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.meetings import (
    FARTHEST,
    Confirmed,
    MeetingState,
    Part,
    agreement,
    asked,
    may_be_held,
    may_change,
    may_confirm,
    may_write,
    state,
    swedish_time,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIDES = [UUID(int=number) for number in range(1, 5)]
MOMENTS = st.integers(-5, 5).map(lambda one: START + timedelta(days=one))
PARTS = st.lists(
    st.tuples(st.sampled_from(SIDES), MOMENTS, st.none() | MOMENTS).map(lambda one: Part(*one)), max_size=5
)
GIVEN = st.lists(
    st.sampled_from([Confirmed(one, number) for one in SIDES for number in (1, 2, 3)]), max_size=6
)
VERSIONS = st.integers(0, 3)
EXCHANGES = st.permutations(SIDES).map(lambda order: dict(zip(SIDES, order, strict=True)))


def where(parts, version, given_now, *, cancelled=False, at=START):
    """The state of a meeting that begins at START, and its agreement."""
    sides = agreement(parts, START, version, given_now)
    return state(starts_at=START, cancelled=cancelled, version=version, sides=sides, at=at), sides


@given(PARTS, VERSIONS, GIVEN, EXCHANGES, st.booleans(), MOMENTS)
def test_exchanging_the_sides_exchanges_the_result(parts, version, confirmations, exchange, cancelled, at):
    mine, sides = where(parts, version, confirmations, cancelled=cancelled, at=at)
    others = [Part(exchange[one.side], one.joined_at, one.left_at) for one in parts]
    given_by_others = [Confirmed(exchange[one.side], one.version) for one in confirmations]
    theirs, exchanged = where(others, version, given_by_others, cancelled=cancelled, at=at)
    assert mine is theirs
    assert exchanged.asked == {exchange[one] for one in sides.asked}
    assert exchanged.missing == {exchange[one] for one in sides.missing}
    for side in SIDES:
        assert may_write(mine, sides, side) == may_write(theirs, exchanged, exchange[side])
        assert may_confirm(mine, sides, side) == may_confirm(theirs, exchanged, exchange[side])


@given(PARTS, VERSIONS, GIVEN)
def test_never_locked_unless_everyone_confirmed_the_wording_that_stands(parts, version, confirmations):
    now, sides = where(parts, version, confirmations)
    gave = {one.side for one in confirmations if one.version == version}
    everyone = asked(parts, START) <= gave
    assert sides.locked == (bool(version) and everyone and len(gave) >= 2)
    assert (now is MeetingState.CONFIRMED) == sides.locked


@given(PARTS, GIVEN)
def test_a_new_wording_has_no_confirmations(parts, confirmations):
    newest = max([one.version for one in confirmations], default=0) + 1
    now, sides = where(parts, newest, confirmations)
    assert sides.confirmed == frozenset()
    assert now is MeetingState.NOTED


@given(PARTS, st.integers(1, 3), GIVEN, st.sampled_from(SIDES))
def test_what_is_locked_stays_locked_whoever_leaves_joins_or_confirms(parts, version, confirmations, side):
    now, _sides = where(parts, version, confirmations)
    if now is MeetingState.CONFIRMED:
        later = START + timedelta(days=9)
        gone = [
            Part(one.side, one.joined_at, one.left_at or later) if one.side == side else one for one in parts
        ]
        for changed in (gone, [*parts, Part(side, later)]):
            assert where(changed, version, confirmations)[0] is MeetingState.CONFIRMED
        assert where(parts, version, [*confirmations, Confirmed(side, version)])[0] is MeetingState.CONFIRMED


@given(PARTS, VERSIONS, GIVEN, st.booleans(), MOMENTS, st.sampled_from(SIDES))
def test_only_who_is_asked_writes_and_confirms_and_each_once(
    parts, version, confirmations, cancelled, at, side
):
    now, sides = where(parts, version, confirmations, cancelled=cancelled, at=at)
    if may_write(now, sides, side):
        assert side in sides.asked
        assert not sides.locked
        assert not cancelled
        assert version or at >= START
    if may_confirm(now, sides, side):
        assert side in sides.missing
        after, agreed = where(parts, version, [*confirmations, Confirmed(side, version)], at=at)
        assert not may_confirm(after, agreed, side)
    assert not (may_change(now) and (version or cancelled))


def test_one_that_left_is_not_needed_and_one_that_came_later_is_not_asked():
    house, first, second, late = SIDES
    before, after = START - timedelta(days=1), START + timedelta(days=1)
    parts = [Part(house, before), Part(first, before), Part(second, before, after), Part(late, after)]
    assert asked(parts, START) == {house, first}
    given_now = [Confirmed(house, 1), Confirmed(first, 1)]
    assert where(parts, 1, given_now)[0] is MeetingState.CONFIRMED
    assert where(parts, 1, given_now[:1])[0] is MeetingState.NOTED
    three = [Part(house, before), Part(first, before), Part(second, before)]
    assert where(three, 1, given_now)[0] is MeetingState.NOTED  # two of three are not all
    alone = [Part(house, before), Part(first, before, after)]
    assert where(alone, 1, given_now[:1])[0] is MeetingState.NOTED  # nobody confirms alone
    assert where(alone, 1, given_now)[0] is MeetingState.CONFIRMED  # it confirmed, and then left
    assert asked([Part(first, before, START), Part(first, after)], START) == set()


DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))


@given(DAYS, st.times())
def test_a_time_on_a_swedish_clock_is_that_time_or_none(day, clock):
    try:
        moment = swedish_time(day, clock)
    except ValueError:
        assert day.month == 3
        assert 2 <= clock.hour < 3
    else:
        shown = moment.astimezone(ZoneInfo("Europe/Stockholm"))
        assert (shown.date(), shown.time()) == (day, clock)


def test_the_hours_when_the_clock_is_changed():
    with pytest.raises(ValueError, match="hour"):
        swedish_time(date(2026, 3, 29), time(2, 30))
    assert swedish_time(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(ValueError, match="year"):
            swedish_time(day, time(12))


def test_a_time_is_within_bounds():
    assert may_be_held(START, START, START)
    assert may_be_held(START + FARTHEST, START, START)
    assert not may_be_held(START + FARTHEST + timedelta(minutes=1), START, START)
    assert not may_be_held(START - timedelta(minutes=1), START, START)
