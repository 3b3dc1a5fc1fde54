"""Names of saved filters: neither empty, long nor taken; and at most twenty."""

from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.saved_filters import LONGEST_NAME, MOST, naming_problem, tidied

NAMES = st.sets(st.text("abcåäö ", min_size=1, max_size=8).map(tidied).filter(bool), max_size=MOST)


def test_at_most_twenty_and_renaming_one_of_twenty_is_still_possible():
    others = {str(number) for number in range(MOST)}
    assert naming_problem("Ny", others, new=True) == "full"
    assert naming_problem("Ny", others, new=False) == ""


@given(st.text(max_size=80), NAMES)
def test_a_name_is_something_short_that_no_other_has(name, others):
    found = naming_problem(name, others, new=False)
    bare = tidied(name)
    assert (found == "empty") == (not bare)
    assert (found == "long") == (len(bare) > LONGEST_NAME)
    if found == "":
        assert bare.casefold() not in {one.casefold() for one in others}


@given(NAMES)
def test_a_name_is_taken_whatever_its_letters_and_spaces(others):
    for one in others:
        assert naming_problem(f"  {one.upper()} ", others, new=False) == "taken"
