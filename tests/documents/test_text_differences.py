"""How one text became another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.documents.text_differences import Change, changes, text_differences

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(["två", "tre", "år", ".", "\n", " ", "Parterna", "möts", "å̈"])).map(" ".join),
)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts_letter_by_letter(before, after):
    pieces = text_differences(before, after)
    assert "".join(one.text for one in pieces if one.kind != "removed") == after
    assert "".join(one.text for one in pieces if one.kind != "added") == before


@given(TEXTS)
def test_what_is_unchanged_has_no_changes(text):
    assert changes(text_differences(text, text)) == ()


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_kinds_alternate(before, after):
    kinds = [one.kind for one in text_differences(before, after)]
    assert all(one.text for one in text_differences(before, after))
    assert all(a != b for a, b in pairwise(kinds))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Tiden är två år.", "Tiden är tre år.", [("två", "tre")]),
        ("Vi ses varje månad.", "Vi ses varannan vecka.", [("varje månad", "varannan vecka")]),
        ("Ett.\nTvå.\nTre.", "Ett.\nTre.", [("Två.", "")]),
        ("Ett.", "Ett.\nTvå.", [("", "Två.")]),
        ("Ett. Två tre. Fyra.", "Ett. Fyra.", [("Två tre.", "")]),
        ("Ett  två", "Ett två", []),
    ],
)
def test_changes_are_told_one_by_one(before, after, told):
    assert changes(text_differences(before, after)) == tuple(Change(*one) for one in told)
