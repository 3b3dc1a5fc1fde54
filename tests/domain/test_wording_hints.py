"""Hints about wordings: where they are found, how hard a text is, and the real hints, each proved by its examples."""

import importlib.util
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.hint_files import parse_hints
from tillit.domain.reading import BadData
from tillit.domain.section_files import parse_library
from tillit.domain.wording_hints import Hint, find_hints, lix, long_sentences
from tillit.gateways.data_files import read_data
from tillit.queries.section_guide import wording_hints

ROOT = Path(__file__).resolve().parents[2]
HINTS = parse_hints(read_data(ROOT / "agreements" / "hints.toml"))
PURCHASE = tuple(hint for hint in HINTS if hint.kind == "purchase")
SECTIONS = parse_library(read_data(ROOT / "agreements" / "sections.toml")).sections
_SPEC = importlib.util.spec_from_file_location("lix_script", ROOT / "scripts" / "lix.py")
SCRIPT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(SCRIPT)

#: Texts in which the hints are found again and again, among others.
WRITTEN = st.lists(
    st.sampled_from([*(hint.example for hint in HINTS), *(hint.clean for hint in HINTS)])
    | st.text(max_size=20)
).map(" ".join)
WORDS = st.sampled_from(["vi", "och", "möts", "parter", "arbetet", "föreningen", "partnerskap"])
ROW = {
    "id": "vite",
    "kind": "purchase",
    "pattern": r"\bvite\w*",
    "title": "Vite",
    "why": "Därför.",
    "instead": "Så här.",
    "example": "Viten tas ut.",
    "clean": "Vi talar med varandra.",
    "source": "Vår egen slutsats",
}


def hint(pattern, name="a"):
    """A hint with only its pattern."""
    return Hint(name, "purchase", re.compile(pattern, re.I), "t", "w", "i", "e", "c", "s")


def raw(*rows):
    """A file with these hints."""
    return {"version": "1", "hint": list(rows)}


@pytest.mark.parametrize("one", HINTS, ids=lambda one: one.id)
def test_every_hint_is_found_in_its_example_and_not_in_its_clean_text(one):
    assert find_hints((one,), one.example)
    assert find_hints((one,), one.example.upper())
    assert not find_hints((one,), one.clean)


@pytest.mark.parametrize("one", HINTS, ids=lambda one: one.id)
def test_no_clean_text_looks_like_a_purchase_in_some_other_way(one):
    assert not [found.text for found in find_hints(PURCHASE, one.clean)]


@pytest.mark.parametrize("one", HINTS, ids=lambda one: one.id)
def test_a_hint_says_why_and_what_instead_in_plain_words(one):
    assert one.title[0].isupper()
    for text in (one.why, one.instead):
        assert text[0].isupper()
        assert text.endswith(".")
        assert not long_sentences(text, 25)
    assert (lix(f"{one.why}\n{one.instead}") or 0) <= 40


@pytest.mark.parametrize("one", HINTS, ids=lambda one: one.id)
def test_no_text_makes_a_hint_slow(one):
    pieces = (
        "a",
        " ",
        "1",
        "1 ",
        "ersättning ",
        "förläng",
        "förlängs x ",
        "bemannad med ",
        "öppet ",
        one.example,
    )
    began = time.perf_counter()
    for piece in pieces:
        find_hints((one,), (piece * 30_000)[:30_000] + "!")
    assert time.perf_counter() - began < 5


def test_there_are_hints_of_both_kinds():
    assert len(PURCHASE) >= 18
    assert len(HINTS) - len(PURCHASE) >= 4
    assert wording_hints() == HINTS
    assert wording_hints() is wording_hints()


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("price_per_unit", ["priset per elev är lågt", "900 kr/vårddygn", "900kr per person"]),
        ("compensation_per", ["Ersättning utgår med 1 200 kronor per barn", "ersättningen per samtal"]),
        ("hourly_price", ["á-pris", "à pris", "en timersättning på 300 kronor"]),
        ("penalty", ["ett vitesbelopp", "avtalsvite", "prisavdrag"]),
        ("requirement_specification", ["alla skall-krav", "ett ska-krav", "förfrågningsunderlaget"]),
        ("perform_service", ["ska leverera de tjänster", "skall utföra uppdraget"]),
        (
            "endless_extension",
            ["förlängs därefter automatiskt", "automatisk förlängning", "förlänga\ntills vidare"],
        ),
        ("exact_staffing", ["bemannas med 2,5 årsarbetare", "alltid tre utbildade handledare"]),
        ("opening_hours", ["öppettiderna är 9.00 till 17.00", "öppet vardagar kl. 08:30"]),
        ("passive_duty", ["ska alltid följas upp", "skall redovisas"]),
    ],
)
def test_a_hint_is_found_however_it_is_written(name, texts):
    one = next(one for one in HINTS if one.id == name)
    assert [text for text in texts if not find_hints((one,), text)] == []


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.id)
def test_no_good_example_of_a_section_needs_a_hint(section):
    assert not [(found.hint.id, found.text) for found in find_hints(HINTS, section.good)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.id)
def test_a_bad_example_that_is_said_to_be_a_purchase_is_found_to_be_one_and_no_other_is(section):
    assert bool(find_hints(PURCHASE, section.bad)) == ("köp" in section.why_bad)


def test_some_bad_examples_are_purchases_or_the_test_above_says_nothing():
    assert {section.id for section in SECTIONS if find_hints(PURCHASE, section.bad)} == {
        "purpose", "commitments", "contributions", "public_influence", "extension", "disputes", "early_exit"
    }  # fmt: skip


@given(WRITTEN)
def test_what_is_found_stands_where_it_is_said_to_stand(text):
    found = find_hints(HINTS, text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in HINTS:
        spans = [(place.start, place.end) for place in found if place.hint is one]
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


@given(st.lists(st.sampled_from(HINTS), max_size=5, unique_by=lambda one: one.id), WRITTEN)
def test_each_hint_is_found_as_if_it_were_alone(some, text):
    together = find_hints(some, text)
    assert sorted(together, key=lambda one: one.hint.id) == sorted(
        (found for one in some for found in find_hints((one,), text)), key=lambda one: one.hint.id
    )


@given(st.sampled_from(HINTS), st.text("abc ", max_size=10), st.text("abc ", max_size=10))
def test_a_hint_is_found_in_the_midst_of_other_text(one, before, after):
    places = find_hints((one,), f"{before}\n{one.example}\n{after}")
    assert [place.text for place in places] == [place.text for place in find_hints((one,), one.example)]
    assert places[0].start > len(before)


def test_finds_come_in_order_of_place_and_nothing_is_found_in_nothing():
    hints = (hint("b+"), hint("a", "b"), hint("x*", "c"))
    found = find_hints(hints, "abbba")
    assert [(one.hint.id, one.start, one.end, one.text) for one in found] == [
        ("b", 0, 1, "a"),
        ("a", 1, 4, "bbb"),
        ("b", 4, 5, "a"),
    ]
    assert find_hints(HINTS, "") == ()
    assert [one.text for one in find_hints((hint("åå"),), "ÅÅÅÅ")] == ["ÅÅ", "ÅÅ"]


@given(
    st.lists(st.tuples(st.lists(WORDS, max_size=40), st.sampled_from([". ", "! ", "? ", ":\n", "\n"]))),
    st.integers(0, 40),
)
def test_long_sentences_are_those_with_more_words_than_allowed(sentences, most):
    text = "".join(" ".join(words) + end for words, end in sentences)
    expected = tuple((len(words), " ".join(words)) for words, _ in sentences if len(words) > most)
    assert long_sentences(text, most) == expected


def test_thirty_words_are_not_too_many():
    assert long_sentences("ord " * 30 + ".") == ()
    assert [count for count, _ in long_sentences("Kort. " + "ord " * 31 + "! Kort.")] == [31]
    assert long_sentences("e-post " * 30) == ()


@given(st.lists(st.lists(WORDS, min_size=1, max_size=40), max_size=8))
def test_lix_is_as_counted_by_hand(sentences):
    words = [word for sentence in sentences for word in sentence]
    counted = lix(". ".join(" ".join(sentence) for sentence in sentences))
    if len(words) < 20:
        assert counted is None
    else:
        long = sum(word in ("arbetet", "föreningen", "partnerskap") for word in words)
        assert counted == round(len(words) / len(sentences) + 100 * long / len(words))


@given(WRITTEN | st.text())
def test_lix_is_what_the_script_says(text):
    counted = lix(text)
    assert (counted is None) == (len(SCRIPT._WORD.findall(text)) < 20)
    assert counted is None or counted == round(SCRIPT.lix(text))


def test_lix_of_a_known_text():
    assert lix("Vi ses i dag. " * 4) is None
    assert lix("Vi ses i dag. " * 5) == 4
    assert lix("Kommunen och föreningen möts. " * 5) == 4 + 50


def test_a_right_file_is_read():
    (one,) = parse_hints(raw(ROW))
    assert (one.id, one.kind, one.pattern.pattern, one.title) == ("vite", "purchase", r"\bvite\w*", "Vite")
    assert (one.why, one.instead, one.source) == ("Därför.", "Så här.", "Vår egen slutsats")
    assert (one.example, one.clean) == ("Viten tas ut.", "Vi talar med varandra.")


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ({"kind": "purchas"}, "hint vite.kind", "Menade du ”purchase”"),
        ({"kind": 1}, "hint vite.kind", "ska vara text"),
        ({"pattern": r"\bvite("}, "hint vite.pattern", "inget giltigt mönster"),
        ({"pattern": "[z-a]"}, "hint vite.pattern", "inget giltigt mönster"),
        ({"pattern": r"\b(?:vi+te?)+n"}, "hint vite.pattern", "får inte upprepas"),
        ({"pattern": r"\b(?:vi)*ten"}, "hint vite.pattern", "får inte upprepas"),
        ({"pattern": r"\b(?:vi){1,9}ten"}, "hint vite.pattern", "får inte upprepas"),
        ({"pattern": ""}, "hint vite.pattern", "ska vara text"),
        ({"pattern": "x*"}, "hint vite.example", "finns inte i exemplet"),
        ({"example": "Inget sådant."}, "hint vite.example", "finns inte i exemplet"),
        ({"clean": "Inget VITE här."}, "hint vite.clean", "ska gå fri"),
        ({"whi": "x"}, "hint[0]", "Menade du ”why”"),
        *(({key: ""}, f"hint vite.{key}", "ska vara text") for key in ROW if key not in ("id", "kind")),
    ],
)
def test_what_is_wrong_is_said_with_its_place(row, place, message):
    with pytest.raises(BadData) as met:
        parse_hints(raw({**ROW, **row}))
    assert met.value.place == place
    assert message in str(met.value)


@pytest.mark.parametrize("key", list(ROW))
def test_nothing_may_be_missing(key):
    with pytest.raises(BadData, match=f"”{key}” saknas"):
        parse_hints(raw({name: value for name, value in ROW.items() if name != key}))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (raw(), "listan är tom"),
        (raw(ROW, {**ROW, "kind": "language"}), "”vite” finns två gånger"),
        (raw("vite"), "en tabell"),
        ({"hint": [ROW]}, "”version” saknas"),
        ({"version": "1"}, "en lista"),
        ({**raw(ROW), "hints": []}, "Menade du ”hint”"),
        (None, "en tabell"),
    ],
)
def test_a_file_of_another_shape_is_refused(wrong, message):
    with pytest.raises(BadData, match=message):
        parse_hints(wrong)
