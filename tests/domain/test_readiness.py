"""What a case needs: nothing is met while something is left of it, and what is not told is not shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.readiness import NEEDS, readiness

KEYS = [need.key for need in NEEDS]
LEFT = st.dictionaries(st.sampled_from(KEYS), st.lists(st.text(min_size=1), max_size=3).map(tuple))


@given(LEFT)
def test_each_need_that_is_told_of_stands_once_in_order_and_is_met_when_nothing_is_left(left):
    lines = readiness(left)
    assert [line.need.key for line in lines] == [key for key in KEYS if key in left]
    assert {line.need.key: line.met for line in lines} == {key: not value for key, value in left.items()}


def test_a_need_that_there_is_none_of_is_a_mistake():
    with pytest.raises(KeyError):
        readiness({"nothing": ()})
    assert len(set(KEYS)) == len(KEYS)
    assert all(need.what and need.why and need.ground for need in NEEDS)
