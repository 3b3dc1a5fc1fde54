"""What can be printed is known beforehand, and nothing vanishes silently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.documents.glyphs import breakable, legible, printable, unprintable


def test_swedish_text_is_left_alone() -> None:
    text = "Överenskommelsen gäller 1–3 år; båda parter ”äger” frågan… 1 400 000 kr\nNy rad"
    assert printable(text) == text
    assert unprintable(text) == ()


def test_names_what_fonts_lack() -> None:
    assert printable("Hej 🎉!") == "Hej [U+1F389]!"
    assert unprintable("a王b王c🎉") == ("王", "🎉")


def test_composes_letters_written_in_parts() -> None:
    assert printable("A\u030angstro\u0308m") == "Ångström"
    assert unprintable("a\u0308") == ()


def test_takes_away_what_could_mislead() -> None:
    assert printable("100\u202e00\u2066 kr\u200b\x00") == "10000 kr"
    assert "\u202e" in unprintable("100\u202e00")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    assert legible(f"a{end}b") == "a\nb"
    assert unprintable(f"a{end}b") == ()


def test_a_mark_no_font_joins_to_its_letter_is_named() -> None:
    assert printable("\u05d0\u0489") == "\u05d0[U+0489]"


def test_long_words_can_be_broken_and_short_ones_are_not() -> None:
    assert "\u200b" in breakable("x" * 200)
    assert breakable("https://www.stockholm.se/riktlinjer/iop").count("\u200b") >= 3
    assert breakable("upphandlingsmyndigheternas samverkansöverenskommelser") == (
        "upphandlingsmyndigheternas samverkansöverenskommelser"
    )


@given(st.text(st.characters(codec=None)))
def test_printable_text_is_printable(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert unprintable(once) == ()
    once.encode("utf-8")


@given(st.text(st.characters(codec=None)))
def test_nothing_is_unprintable_exactly_when_nothing_changes(text: str) -> None:
    if printable(text) == text:
        assert unprintable(text) == ()
