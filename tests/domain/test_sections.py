"""The sections of an agreement: read strictly, proposed in order; and the real file, which must say what it should."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.examination_files import parse_guides
from tillit.domain.guideline_files import parse_guideline
from tillit.domain.questions import parse_bank
from tillit.domain.readiness import NEEDS
from tillit.domain.reading import BadData
from tillit.domain.section_files import parse_library
from tillit.domain.sections import Library, SectionGuide, proposed
from tillit.domain.wording_hints import lix, long_sentences
from tillit.gateways.data_files import read_data
from tillit.queries.section_guide import section_library

ROOT = Path(__file__).resolve().parents[2]
RAW = read_data(ROOT / "agreements" / "sections.toml")
LIBRARY = parse_library(RAW)
BANK = parse_bank(read_data(ROOT / "questions" / "bank.toml"))
GUIDELINES = [
    parse_guideline(read_data(path), facts=BANK.by_id)
    for path in sorted((ROOT / "guidelines").glob("*.toml"))
]
EXAMINATIONS = {
    name: {
        one.title for one in parse_guides(read_data(ROOT / "examinations" / f"{name}.toml"), facts=BANK.by_id)
    }
    for name in ("legal", "consequence")
}
#: What the words before the colon in `satisfies` promise: that the rest is a name that Tillit uses.
NAMED = {
    "Kriterium": {rule.title for guideline in GUIDELINES for rule in guideline.rules},
    "Rättslig prövning": EXAMINATIONS["legal"],
    "Konsekvensprövning": EXAMINATIONS["consequence"],
    "Innan ni går vidare": {need.what for need in NEEDS},
}
FREE = {"Revisionens fråga", "Lag"}
ROW = {
    "id": "goals",
    "title": "Mål",
    "kind": "text",
    "usual": True,
    "purpose": "Därför.",
    "questions": ["Vad?", "När?"],
    "good": "Så här.",
    "bad": "Inte så.",
    "why_bad": "Det är oklart.",
    "satisfies": ["Lag: En lag"],
    "source": "Vår egen slutsats",
}
NEEDED = [key for key in ROW if key not in ("id", "questions", "satisfies")]
NAMES = st.sampled_from([*"abcdef", "okänd", "annan"])


def raw(*rows):
    """A file with these sections."""
    return {"version": "1", "section": list(rows)}


def guide(name, *, usual=False):
    """A section with only what the order is about."""
    return SectionGuide(name, name, "text", usual, "p", ("q",), "g", "b", "w", (), "s")


def without(key):
    """The row without one of its keys."""
    return {name: value for name, value in ROW.items() if name != key}


def test_the_sections_stand_in_their_order_and_keep_the_ids_that_agreements_hold():
    assert LIBRARY.edition == "2026-11"
    assert list(LIBRARY.by_id) == [
        "parties", "agreement_parts", "background", "challenge", "programme_link", "values", "purpose", "goals",
        "target_group", "commitments", "contributions", "economy_analysis", "organisation", "joint_ownership",
        "public_influence", "learning_goals", "follow_up", "evaluation", "term", "extension", "changes",
        "renegotiation", "disputes", "early_exit", "premises", "personal_data", "insurance", "insight",
        "state_aid", "democratic_conditions", "childrens_best", "communication", "party_annex", "signatures",
    ]  # fmt: skip
    assert {one.id: one.kind for one in LIBRARY.sections if one.kind != "text"} == {
        "goals": "goals",
        "contributions": "contributions",
        "follow_up": "follow_up",
        "term": "term",
    }


def test_what_is_suggested_from_the_start_is_what_most_agreements_hold():
    assert [one.id for one in LIBRARY.sections if one.usual] == [
        "parties", "background", "challenge", "programme_link", "purpose", "goals", "target_group", "commitments",
        "contributions", "organisation", "follow_up", "evaluation", "term", "changes", "disputes", "signatures",
    ]  # fmt: skip


@pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda one: one.id)
def test_every_section_that_a_guideline_demands_is_in_the_library(guideline):
    assert set(guideline.demands.sections) <= LIBRARY.by_id.keys()


def test_some_guideline_demands_sections_or_the_test_above_says_nothing():
    assert sum(bool(guideline.demands.sections) for guideline in GUIDELINES) >= 10


@pytest.mark.parametrize("one", LIBRARY.sections, ids=lambda one: one.id)
def test_what_a_section_answers_is_called_as_it_is_called_elsewhere(one):
    for text in one.satisfies:
        kind, told = text.split(": ", 1)
        assert kind in FREE or told in NAMED[kind], text


@pytest.mark.parametrize("one", LIBRARY.sections, ids=lambda one: one.id)
def test_the_texts_of_a_section_are_short_and_plain(one):
    assert 2 <= len(one.questions) <= 4
    assert all(text.count("?") == 1 for text in one.questions)
    assert one.good != one.bad
    for text in (one.purpose, *one.questions, one.good, one.bad, one.why_bad):
        assert text.rstrip()[-1] in ".?"
        assert not long_sentences(text, 25)
    for text in ("\n".join((one.purpose, *one.questions)), one.good):
        assert (lix(text) or 0) <= 40


def test_the_file_is_read_once_from_its_place():
    assert section_library().sections == LIBRARY.sections
    assert section_library() is section_library()


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(NAMES))
def test_ids_are_put_in_the_order_of_the_library_and_none_is_lost(order, ids):
    library = Library("1", tuple(guide(name) for name in order))
    put = library.order(ids)
    here = [name for name in order if name in ids]
    assert put == (*here, *sorted(set(ids) - set(order)))


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), unique_by=lambda one: one[0]),
    st.sets(NAMES),
)
def test_what_is_usual_or_obligatory_is_proposed(sections, obligatory):
    library = Library("1", tuple(guide(name, usual=usual) for name, usual in sections))
    found = proposed(library, obligatory)
    assert set(found) == {name for name, usual in sections if usual} | obligatory
    assert len(found) == len(set(found))
    assert library.order(found) == found


def test_what_is_demanded_but_unknown_comes_last():
    library = Library("1", (guide("b", usual=True), guide("a"), guide("c")))
    assert proposed(library, ["ö", "a", "d"]) == ("b", "a", "d", "ö")
    assert proposed(library, ()) == ("b",)


def test_a_right_file_is_read():
    library = parse_library(raw(ROW, {**without("satisfies"), "id": "term", "kind": "term", "usual": False}))
    goals, term = library.sections
    assert goals == SectionGuide(
        "goals", "Mål", "text", True, "Därför.", ("Vad?", "När?"), "Så här.", "Inte så.", "Det är oklart.",
        ("Lag: En lag",), "Vår egen slutsats",
    )  # fmt: skip
    assert (library.edition, term.kind, term.usual, term.satisfies) == ("1", "term", False, ())
    assert library.by_id == {"goals": goals, "term": term}


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ([], "section", "listan är tom"),
        ([ROW, {**ROW, "title": "Andra mål"}], "section", "”goals” finns två gånger"),
        ([{**ROW, "kind": "trem"}], "section goals.kind", "Menade du ”term”"),
        ([{**ROW, "kind": ["text"]}], "section goals.kind", "ska vara text"),
        ([{**ROW, "usual": "ja"}], "section goals.usual", "true eller false"),
        ([{**ROW, "questions": []}], "section goals.questions", "listan är tom"),
        ([{**ROW, "questions": "Vad?"}], "section goals.questions", "en lista"),
        ([{**ROW, "questions": ["Vad?", 3]}], "section goals.questions", "en lista av texter"),
        ([{**ROW, "questions": ["Vad?", " "]}], "section goals", "säger inget"),
        ([{**ROW, "satisfies": [""]}], "section goals", "säger inget"),
        ([{**ROW, "good": " \n"}], "section goals.good", "säger inget"),
        ([{**ROW, "whybad": "x"}], "section[0]", "Menade du ”why_bad”"),
        (["goals"], "section[0]", "en tabell"),
        *(([without(key)], "section goals", f"”{key}” saknas") for key in NEEDED),
        ([without("questions")], "section goals.questions", "listan är tom"),
        ([without("id")], "section 0", "”id” saknas"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(rows, place, message):
    with pytest.raises(BadData) as met:
        parse_library(raw(*rows))
    assert met.value.place == place
    assert message in str(met.value)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {"section": [ROW]},
        {"version": "1"},
        {**raw(ROW), "sections": []},
        {**raw(ROW), "version": 1},
    ],
)
def test_a_file_of_another_shape_is_refused(wrong):
    with pytest.raises(BadData):
        parse_library(wrong)
