"""What was entered for an organisation: which days are possible, which answer holds, and who is free to answer."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.entering import OLDEST, Standing, may_answer, may_have_come, standing

TODAY = date(2026, 12, 1)


def test_it_came_today_or_earlier_at_most_a_year_ago():
    assert may_have_come(TODAY, TODAY)
    assert may_have_come(TODAY - OLDEST, TODAY)
    assert not may_have_come(TODAY + timedelta(days=1), TODAY)
    assert not may_have_come(TODAY - OLDEST - timedelta(days=1), TODAY)


@given(st.lists(st.booleans()))
def test_it_is_unconfirmed_until_someone_answers_and_the_last_answer_holds(answers):
    found = standing(answers)
    assert (found is Standing.UNCONFIRMED) == (not answers)
    if answers:
        assert found is (Standing.RIGHT if answers[-1] else Standing.WRONG)


@given(st.uuids(), st.uuids(), st.sets(st.uuids(), max_size=3), st.uuids())
def test_nobody_answers_what_they_entered_or_what_was_entered_where_they_work(person, other, works_at, home):
    assert not may_answer(person, person, works_at, home)
    assert not may_answer(person, other, works_at | {home}, home)
    assert may_answer(person, other, works_at - {home}, home) == (person != other)
