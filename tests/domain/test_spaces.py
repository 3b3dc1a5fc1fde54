"""The four spaces: which moves there are, and that none leads back."""

from itertools import product

import pytest

from tillit.domain.spaces import SPACE_NAMES, Space, may_move

ORDER = [Space.OWN, Space.INTERNAL, Space.SHARED, Space.PUBLIC]


@pytest.mark.parametrize(("origin", "goal"), list(product(Space, repeat=2)))
def test_a_text_only_ever_goes_towards_more_readers(origin, goal):
    allowed = {("own", "shared"), ("internal", "shared"), ("shared", "public")}
    assert may_move(origin, goal) == ((origin, goal) in allowed)
    if may_move(origin, goal):
        assert ORDER.index(origin) < ORDER.index(goal)


def test_every_space_has_a_name():
    assert set(SPACE_NAMES) == set(Space)
