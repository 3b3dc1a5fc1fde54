"""Organisation numbers: read as people write them, refused in helpful words, a person's never shown."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

import given as _profile  # noqa: F401 - the house's profile
from tillit.gateways.organisation_numbers import BadNumber, OrganisationNumber, read_number


def with_check(nine):
    """Ten digits: these nine and the check digit."""
    return nine + luhn.calc_check_digit(nine)


GOOD = with_check("802000123")
PERSON = with_check("121212121")
COORDINATED = with_check("121272121")


@given(
    st.from_regex(r"[1-9][0-9][2-9][0-9]{6}", fullmatch=True),
    st.sampled_from(["{}{}", "{}-{}", "16{}{}", "16{}-{}", " {} {} "]),
)
def test_a_right_number_is_read_however_it_is_written(nine, shape):
    ten = with_check(nine)
    if len(set(ten)) > 1:
        number = read_number(shape.format(ten[:6], ten[6:]))
        assert number == OrganisationNumber(ten, sole_trader=False)
        assert number.shown == f"{ten[:6]}-{ten[6:]}"


@given(st.from_regex(r"[1-9][0-9][2-9][0-9]{6}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_found(nine, place, change):
    ten = with_check(nine)
    wrong = ten[:place] + str((int(ten[place]) + change) % 10) + ten[place + 1 :]
    with pytest.raises(BadNumber):
        read_number(wrong)


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused_in_words(text):
    with suppress(BadNumber):
        assert len(read_number(text).digits) == 10


@pytest.mark.parametrize(
    "text", [PERSON, "19" + PERSON, f"20{PERSON[:6]}-{PERSON[6:]}", f"{PERSON[:6]}+{PERSON[6:]}", COORDINATED]
)
def test_a_sole_traders_number_is_marked_and_never_shown(text):
    number = read_number(text)
    assert number.sole_trader
    for said in (number.shown, str(number), repr(number), f"{number}"):
        assert number.digits not in said
        assert number.digits[6:] not in said


def test_a_number_of_an_organisation_is_not_in_its_representation_either():
    assert GOOD not in repr(read_number(GOOD))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Skriv organisationsnumret med tio siffror, till exempel 802000-1234"),
        ("abc", "med tio siffror"),
        ("8" * 50, "med tio siffror"),
        ("٨٠٢٠٠٠١٢٣٤", "med tio siffror"),
        ("802000-123", "har 9 siffror"),
        ("802000-12345", "har 11 siffror"),
        ("000000-0000", "en enda siffra"),
        ("5555555555", "en enda siffra"),
        (GOOD[:9] + str((int(GOOD[9]) + 1) % 10), "Kontrollsiffran stämmer inte"),
        ("19" + GOOD, "utan sekel"),
        ("99" + GOOD, "utan sekel"),
        ("16" + PERSON, "tredje siffran är minst 2"),
        (with_check("121312121"), "tredje siffran är minst 2"),
        (with_check("120012121"), "tredje siffran är minst 2"),
    ],
)
def test_refusals_say_what_where_and_how(text, says):
    with pytest.raises(BadNumber, match=says):
        read_number(text)
