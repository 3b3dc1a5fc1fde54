"""What is typed about a value: kept and read back unchanged, refused when wrong; and amounts as people write them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.documents.value_words import explained, part_words
from tillit.domain.contract_value import Part
from tillit.domain.guideline_files import parse_guideline
from tillit.domain.kronor import MOST_KRONOR, read_kronor, shown_euro, shown_kronor
from tillit.domain.procurement import Typed, plain_typed, read_typed, valued
from tillit.domain.questions import parse_bank
from tillit.domain.reading import BadData

ROOT = Path(__file__).resolve().parents[2]
BANK = parse_bank(tomllib.loads((ROOT / "questions" / "bank.toml").read_text(encoding="utf-8")))
LAW = parse_guideline(
    tomllib.loads((ROOT / "guidelines" / "law-se.toml").read_text(encoding="utf-8")), facts=BANK.by_id
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
WORD = st.text("abcåäö", min_size=1, max_size=8)


@st.composite
def parts(draw):
    """A part with days in order."""
    days = sorted([draw(DAYS), draw(DAYS)])
    return Part(
        draw(WORD),
        draw(st.sampled_from(["Nämnd A", "Nämnd B"])),
        draw(st.integers(0, 10**12)),
        draw(st.sampled_from(["once", "month", "quarter", "year"])),
        days[0],
        draw(st.sampled_from([None, days[1]])),
        draw(st.sampled_from(["agreed", "option", "extension"])),
        draw(st.sampled_from(["money", "premises", "staff"])),
    )


@given(
    st.lists(parts(), max_size=5),
    st.sampled_from(["annex_2", "other"]),
    st.none() | DAYS,
    st.dictionaries(WORD, WORD, max_size=2),
)
def test_what_is_typed_is_read_back_unchanged(found, service, day, apart):
    typed = Typed(tuple(found), service, day, apart)
    assert read_typed(plain_typed(typed)) == typed
    sums = [one.value.amount for one in valued(typed, LAW.amounts)]
    assert bool(sums) == bool(found and day)
    for one in valued(typed, LAW.amounts):
        assert explained(one, service)
        assert all(part_words(line.part, line).value for line in one.value.lines)


def test_nothing_typed_is_nothing():
    assert read_typed({}) == Typed()
    assert valued(Typed(), LAW.amounts) == ()


GOOD = {
    "title": "Stöd",
    "board": "Socialnämnden",
    "amount": 100,
    "per": "year",
    "starts": "2026-01-01",
    "ends": None,
    "use": "agreed",
    "kind": "money",
}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"prts": []}, "Menade du ”parts”"),
        ({"parts": [{**GOOD, "per": "yeer"}]}, "Menade du ”year”"),
        ({"parts": [{**GOOD, "starts": "i morgon"}]}, "inte ett datum"),
        ({"parts": [{**GOOD, "starts": None}]}, "saknas"),
        ({"parts": [{**GOOD, "ends": "2025-01-01"}]}, "Slutdagen"),
        ({"parts": [{**GOOD, "amount": -1}]}, "minst noll"),
        ({"parts": [{**GOOD, "amount": 1.5}]}, "heltal"),
        ({"parts": [GOOD] * 61}, "högst 60"),
        ({"service": "anex_2"}, "Menade du ”annex_2”"),
        ({"apart": {"Socialnämnden": " "}}, "skälet saknas"),
    ],
)
def test_what_is_wrong_is_refused(raw, message):
    with pytest.raises(BadData) as found:
        read_typed(raw)
    assert message in str(found.value)


def told(amount, day, service="annex_2"):
    """The explanation of an amount in kronor given once."""
    part = Part("Stöd", "Socialnämnden", amount * 100, "once", date(2025, 1, 1))
    (one,) = valued(Typed((part,), service, day), LAW.amounts)
    return explained(one, service)


def test_the_explanation_says_the_point_first():
    day = date(2025, 3, 1)
    assert told(8_109_449, day)[0] == "Är det här ett köp får det direktupphandlas."
    assert told(8_109_450, day)[0] == "Är det här ett köp ska det annonseras."
    assert told(700_000, day, "other")[0] == "Är det här ett köp ska det annonseras."
    assert told(699_999, day, "other")[0] == "Är det här ett köp får det direktupphandlas."
    assert "Det är precis" in " ".join(told(8_109_450, day))


def test_a_day_without_a_known_limit_is_said_and_never_guessed():
    words = told(100_000_000, date(2026, 12, 1))
    assert words[0].startswith("Vi kan inte säga")
    assert any("Inget belopp är känt" in text and "31 december 2025" in text for text in words)


def test_boards_are_added_together_unless_one_is_independent():
    two = (
        Part("A", "Nämnd A", 500_000_00, "once", date(2025, 1, 1)),
        Part("B", "Nämnd B", 300_000_00, "once", date(2025, 1, 1)),
    )
    day = date(2025, 3, 1)
    together = valued(Typed(two, "other", day), LAW.amounts)
    assert [one.value.amount for one in together] == [800_000_00]
    apart = valued(Typed(two, "other", day, {"Nämnd B": "Egen upphandling"}), LAW.amounts)
    assert sorted(one.value.amount for one in apart) == [300_000_00, 500_000_00]


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 400 000", 140_000_000),
        ("1\N{NO-BREAK SPACE}400\N{NO-BREAK SPACE}000 kr", 140_000_000),
        ("250000,5", 25_000_050),
        ("250000.05 kronor", 25_000_005),
        ("0", 0),
        ("37 000:-", 3_700_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text, ore):
    assert read_kronor(text) == ore


@pytest.mark.parametrize(
    "text", ["", "tusen", "-5", "1,234", "1.000.000", "٣", "9" * 20, str(MOST_KRONOR + 1), "NaN"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r"[Bb]eloppet"):
        read_kronor(text)


@given(st.integers(0, MOST_KRONOR * 100))
def test_an_amount_as_shown_is_read_back(ore):
    assert read_kronor(shown_kronor(ore)) == ore
    assert shown_euro(ore).endswith("euro")
