"""Tasks: when they may be due, when they are late, and what a board's list gives, alike to each party."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.tasks import LONGEST_WAIT, Item, Whose, copies, due_of, is_late, may_be_due

DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))
PARTIES = st.lists(st.uuids(), unique=True, max_size=4)
ITEMS = st.lists(
    st.builds(Item, st.uuids(), st.sampled_from(Whose), st.integers(0, 730)),
    unique_by=lambda one: one.id,
    max_size=6,
)


def test_a_task_is_due_from_today_and_at_most_two_years_ahead():
    today = date(2026, 12, 1)
    assert may_be_due(today, today)
    assert may_be_due(today + LONGEST_WAIT, today)
    assert not may_be_due(today - timedelta(days=1), today)
    assert not may_be_due(today + LONGEST_WAIT + timedelta(days=1), today)


def test_a_task_is_late_the_day_after_unless_it_is_done():
    day = date(2026, 12, 1)
    assert not is_late(day, day, done=False)
    assert is_late(day, day + timedelta(days=1), done=False)
    assert not is_late(day, day + timedelta(days=99), done=True)


@given(ITEMS, DAYS, DAYS)
def test_nobody_is_given_what_is_late_already(items, registered, today):
    for item in items:
        due = due_of(item, registered, today)
        assert due >= today
        assert due == registered + timedelta(days=item.days) or due == today
        assert not is_late(due, today, done=False)


@given(ITEMS, PARTIES, DAYS, DAYS)
def test_a_list_gives_everything_once_and_then_nothing(items, parties, registered, today):
    found = copies(items, parties, set(), registered, today)
    given_now = [(one.item, one.party) for one in found]
    assert len(set(given_now)) == len(given_now)
    for item in items:
        wanted = set(parties) if item.whose is Whose.PARTIES else {None}
        assert {party for key, party in given_now if key == item.id} == wanted
    assert copies(items, parties, set(given_now), registered, today) == ()


@given(ITEMS, PARTIES, DAYS, DAYS, st.data())
def test_what_is_given_and_what_is_left_make_the_whole(items, parties, registered, today, data):
    whole = copies(items, parties, set(), registered, today)
    some = data.draw(st.sets(st.sampled_from(whole)) if whole else st.just(set()))
    left = copies(items, parties, {(one.item, one.party) for one in some}, registered, today)
    assert set(left) == set(whole) - set(some)


@given(ITEMS, st.uuids(), st.uuids(), DAYS, DAYS)
def test_exchanging_the_parties_exchanges_what_they_get(items, one, other, registered, today):
    def swapped(key: UUID | None) -> UUID | None:
        return {one: other, other: one}.get(key, key)

    found = copies(items, [one, other], set(), registered, today)
    mirror = copies(items, [other, one], set(), registered, today)
    if one != other:
        assert [(x.item, swapped(x.party), x.due) for x in found] == [
            (x.item, x.party, x.due) for x in mirror
        ]
