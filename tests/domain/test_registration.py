"""Registration numbers: unique, without gaps, in order, in the year it is in Sweden; whatever the clocks say."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.registration import SWEDEN, Registration, following, read, shown

BEGAN = datetime(2025, 12, 30, tzinfo=UTC)
SECONDS = st.integers(0, 370 * 24 * 3600)
MOMENTS = st.lists(SECONDS.map(lambda one: BEGAN + timedelta(seconds=one)), min_size=1, max_size=60)


def series(moments):
    """What registering at these moments gives, one after the other."""
    found, last = [], None
    for at in moments:
        last = following(last, at)
        found.append(last)
    return found


@given(MOMENTS)
def test_every_year_is_one_to_n_without_gaps_and_in_order(moments):
    found = series(moments)
    assert [one.at for one in found] == sorted(one.at for one in found)
    years = [one.year for one in found]
    assert years == sorted(years)
    for _year, group in groupby(found, key=lambda one: one.year):
        numbers = [one.number for one in group]
        assert numbers == list(range(1, len(numbers) + 1))


@given(MOMENTS)
def test_the_year_is_that_of_the_moment_in_sweden_and_no_moment_is_before_the_act(moments):
    for at, one in zip(moments, series(moments), strict=True):
        assert one.at >= at
        assert one.year == one.at.astimezone(SWEDEN).year


def test_the_last_second_of_the_year_in_sweden_is_not_that_of_greenwich():
    before = following(None, datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC))
    after = following(before, datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    assert (str(before), str(after)) == ("IOP 2026/0001", "IOP 2027/0001")


def test_who_waited_over_new_year_comes_after_the_one_that_went_before():
    first = Registration(2027, 3, datetime(2027, 1, 1, 0, 0, 5, tzinfo=UTC))
    late = following(first, first.at - timedelta(hours=2))
    assert (late.year, late.number, late.at) == (2027, 4, first.at)


@given(st.integers(2000, 2099), st.integers(1, 99_999))
def test_what_is_shown_can_be_searched_for(year, number):
    assert read(shown(year, number)) == (year, number)
    assert read(f" iop {year}/{number} ") == read(f"{year}-{number}") == (year, number)


def test_other_words_are_no_number():
    for text in ("", "IOP", "2026", "2026/0", "läger 2026/1", "1999/1", "2026/1/2"):
        assert read(text) is None
