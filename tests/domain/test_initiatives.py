"""Parts of an initiative: those of others never clash, one's own always do; nothing that was written is lost."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.initiative_files import parse_initiative
from tillit.domain.initiatives import (
    SITTING,
    Guide,
    Initiative,
    Part,
    Sitting,
    Step,
    plain,
    read_plain,
    restored,
    sat_down,
    steps_written,
    together,
    written,
)
from tillit.domain.reading import BadData

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
KEYS = ("problem", "insats", "om-oss")
STEPS = tuple(Step(key, key.capitalize(), f"Vad om {key}?", "Hjälp", "Exempel", 100) for key in KEYS)
GUIDE = Guide(
    "1",
    Step("namn", "Namn", "Namnet?", "Hjälp", "Exempel", 50),
    STEPS,
    Step("provning", "Prövat", "?", "H", "E", 9),
)
texts = st.text(max_size=20)
parts = st.dictionaries(
    st.sampled_from((*KEYS, "namn", "provning")), st.builds(Part, texts, st.integers(1, 9)), max_size=5
)
sittings = st.none() | st.builds(
    Sitting, st.sampled_from("ab"), st.sampled_from(KEYS), st.datetimes(timezones=st.just(UTC))
)
initiatives = st.builds(Initiative, parts, st.sampled_from(("", "6d1f")), sittings)


@given(initiatives)
def test_what_is_kept_is_read_back_also_through_json(one):
    assert read_plain(json.loads(json.dumps(plain(one)))) == one


def test_a_text_that_is_no_initiative_is_read_as_none():
    assert read_plain({"title": "En text", "body": "Bara text"}) is None


@given(initiatives, st.permutations(KEYS), texts, texts)
def test_two_who_write_different_parts_never_meet_and_the_order_does_not_matter(start, keys, one, other):
    first, second = keys[:2]
    a = written(start, first, seen=start.part(first).version, text=one, version=10)
    ab = written(a, second, seen=start.part(second).version, text=other, version=11)
    b = written(start, second, seen=start.part(second).version, text=other, version=10)
    ba = written(b, first, seen=start.part(first).version, text=one, version=11)
    assert {key: ab.part(key).text for key in KEYS} == {key: ba.part(key).text for key in KEYS}
    assert (ab.part(first).text, ab.part(second).text) == (one, other)


@given(initiatives, st.sampled_from(KEYS), texts, texts)
def test_of_two_who_write_the_same_part_the_second_meets_the_first(start, key, one, other):
    seen = start.part(key).version
    first = written(start, key, seen=seen, text=one, version=10)
    assert written(first, key, seen=seen, text=other, version=11) is None
    again = written(first, key, seen=10, text=other, version=11)
    assert again.part(key) == Part(other, 11)


@given(initiatives, st.sampled_from(KEYS), texts)
def test_writing_one_part_leaves_the_others_as_they_are(start, key, text):
    after = written(start, key, seen=start.part(key).version, text=text, version=10)
    assert all(after.part(other) == start.part(other) for other in (*KEYS, "namn") if other != key)
    assert after.opening == start.opening


@given(initiatives, initiatives)
def test_an_earlier_wording_comes_back_and_who_writes_meets_the_change(now, earlier):
    back = restored(now, earlier, version=10)
    for key in (*KEYS, "namn", "provning"):
        assert back.part(key).text == earlier.part(key).text
        same = now.part(key).text == earlier.part(key).text
        assert back.part(key).version == (now.part(key).version if same else 10)
    assert back.opening == now.opening


@given(initiatives)
def test_every_word_is_in_the_finished_text_once_under_its_heading(one):
    text = together(GUIDE, one)
    said = [one.part(step.id).text.strip() for step in (*STEPS, GUIDE.carried)]
    kept = [text for text in said if text]
    assert all(part in text for part in kept)
    assert bool(text) == bool(kept)


def test_the_finished_text_has_numbered_headings_and_leaves_out_what_is_empty():
    one = Initiative({"om-oss": Part("Vi.\n", 2), "problem": Part("Ensamhet.", 1), "insats": Part("  ", 3)})
    assert together(GUIDE, one) == "1. Problem\n\nEnsamhet.\n\n2. Om-oss\n\nVi."
    assert steps_written(GUIDE, one) == 2


def test_the_guide_knows_its_order():
    assert [GUIDE.place(key) for key in ("problem", "om-oss", "namn", "nej")] == [1, 3, 0, 0]
    assert [GUIDE.following(key) for key in ("problem", "om-oss", "namn", "nej")] == ["insats", "", "", ""]


@given(st.timedeltas(timedelta(), timedelta(hours=1)), st.sampled_from("ab"), st.sampled_from(KEYS))
def test_a_wording_is_kept_unless_the_same_person_goes_on_with_the_same_part(later, by, part):
    now = Initiative({}, "", Sitting("a", "problem", NOON))
    goes_on = (by, part) == ("a", "problem") and later < SITTING
    assert (sat_down(now, by=by, part=part, at=NOON + later) is None) == goes_on


acts = st.tuples(st.sampled_from("ab"), st.sampled_from(KEYS), texts, st.integers(0, 4))


@given(st.lists(acts, max_size=20))
def test_a_text_is_only_replaced_without_being_kept_by_who_wrote_it_in_the_same_sitting(history):
    now, at, whose = Initiative(), NOON, {}
    for version, (by, part, text, later) in enumerate(history, 2):
        at += later * SITTING / 3
        sitting = sat_down(now, by=by, part=part, at=at)
        if sitting is None:  # no wording is kept
            assert whose[part] == by
            assert at - now.sitting.since < SITTING
        after = written(now, part, seen=now.part(part).version, text=text, version=version)
        now, whose[part] = replace(after, sitting=sitting or now.sitting), by


RAW = {"id": "a", "title": "A", "question": "A?", "help": "H", "example": "E", "longest": 10}


def raw(**more):
    """A file's content."""
    return {
        "version": "1",
        "name": {**RAW, "id": "namn"},
        "step": [RAW],
        "carried": {**RAW, "id": "provning"},
        **more,
    }


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"step": []}, "step"),
        ({"step": [RAW, RAW]}, "step"),
        ({"step": [{**RAW, "id": "namn"}]}, "step"),
        ({"step": [{**RAW, "longest": 0}]}, "step[0].longest"),
        ({"step": [{**RAW, "hint": "x"}]}, "step[0]"),
        ({"name": {**RAW, "id": "namn", "longest": 201}}, "name.longest"),
        ({"carried": None}, "carried"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_with_its_place(wrong, place):
    with pytest.raises(BadData) as met:
        parse_initiative(raw(**wrong))
    assert met.value.place == place


def test_a_right_file_is_read():
    guide = parse_initiative(raw())
    assert (guide.edition, [step.id for step in guide.steps], list(guide.by_id)) == (
        "1",
        ["a"],
        ["namn", "a", "provning"],
    )
