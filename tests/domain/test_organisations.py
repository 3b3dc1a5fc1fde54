"""Legal forms: which may be idéburen, and what form and number say about each other."""

import pytest

from tillit.domain.organisations import (
    FORMS_BY_CODE,
    LEGAL_FORMS,
    expected_group,
    may_be_idea_based,
    number_hint,
)


def test_every_form_has_a_swedish_name_and_its_own_code():
    assert LEGAL_FORMS["association"] == "Ideell förening"
    assert len(set(LEGAL_FORMS.values())) == len(LEGAL_FORMS) == len(FORMS_BY_CODE)


def test_a_legal_person_may_be_idea_based_and_the_public_or_a_person_may_not():
    no = {code for code in LEGAL_FORMS if not may_be_idea_based(code)}
    assert no == {"sole_trader", "public_body"}
    assert not may_be_idea_based("unknown")


@pytest.mark.parametrize(
    ("digit", "group"), [("7", "ekonomiska"), ("8", "ideella"), ("2", "kommuner"), ("5", "aktiebolag")]
)
def test_the_first_digit_tells_the_group(digit, group):
    assert group in expected_group(digit)
    assert expected_group("0") == expected_group("") == ""


@pytest.mark.parametrize("form", sorted(FORMS_BY_CODE))
def test_a_form_and_a_number_that_go_together_give_no_hint(form):
    for digit in FORMS_BY_CODE[form].groups:
        assert number_hint(form, f"{digit}020001234") == ""


def test_what_does_not_go_together_is_asked_about():
    assert number_hint("association", "5560001234").endswith("Stämmer formen ideell förening?")
    assert "person" in number_hint("association", "1212121212", sole_trader=True)
    assert "organisation" in number_hint("sole_trader", "8020001234")
    assert number_hint("sole_trader", "1212121212", sole_trader=True) == ""
    assert number_hint("unknown", "5560001234") == number_hint("association", "0020001234") == ""
