"""Chains and their files, pure: whatever is changed in a chain is found, whatever is honest holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain.access_table import ACTIONS
from tillit.domain.reading import BadData
from tillit.domain.trail import (
    FIRST,
    Touched,
    TrailEntry,
    check_chain,
    content_hash,
    entry_hash,
    objects_text,
    read_objects,
)
from tillit.domain.trail_files import chain_file, read_chain_file
from tillit.domain.trail_state import Heads, Ledger
from tillit.domain.trail_words import sentence

START = datetime(2026, 12, 1, 12, tzinfo=UTC)
WORDS = st.text(max_size=12)
TOUCHED = st.builds(Touched, WORDS, WORDS, st.integers(1, 9), WORDS)
ACTS = st.tuples(WORDS, WORDS, WORDS, st.lists(TOUCHED, min_size=1, max_size=3))


def sealed(digest):
    """A seal that only the tests' own "key" makes."""
    return content_hash(["key", digest])


def seal_holds(digest, seal):
    """Whether it is that seal."""
    return seal == sealed(digest)


def made(acts, chain="case:1"):
    """An honest chain of these acts."""
    before, found = FIRST, []
    for number, (actor, role, action, objects) in enumerate(acts, 1):
        at = START + timedelta(minutes=number)
        entry = TrailEntry(chain, number, at, actor, role, action, tuple(objects), before, "", "")
        before = entry_hash(entry)
        found.append(replace(entry, hash=before, seal=sealed(before)))
    return found


CHAINS = st.lists(ACTS, min_size=2, max_size=6).map(made)


def breaks(entries):
    """What the check says."""
    return list(check_chain(entries, seal_holds))


@settings(max_examples=40, deadline=None)
@given(CHAINS)
def test_an_honest_chain_holds_whatever_its_words(entries):
    assert breaks(entries) == []
    assert breaks([]) == []


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.data())
def test_a_change_of_any_field_is_found_at_its_entry(entries, data):
    place = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    name = data.draw(
        st.sampled_from(["chain", "at", "actor", "role", "action", "objects", "before", "hash", "seal"])
    )
    other = {
        "at": entry.at + timedelta(microseconds=1),
        "objects": (*entry.objects, Touched("role", "1", 1, "")),
    }.get(name, f"{getattr(entry, name)}x")
    entries[place] = replace(entry, **{name: other})
    assert breaks(entries)[0].number == entry.number


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.data())
def test_what_is_taken_out_put_in_or_moved_is_found(entries, data):
    place = data.draw(st.integers(0, len(entries) - 2))
    assert breaks(entries[:place] + entries[place + 1 :])[0].number == place + 2
    assert breaks([*entries[: place + 1], *entries[place:]])
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    assert breaks(entries)


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.data())
def test_a_chain_made_anew_without_the_key_is_found(entries, data):
    place = data.draw(st.integers(0, len(entries) - 1))
    before = entries[place].before
    for number in range(place, len(entries)):
        entry = replace(entries[number], before=before, actor="någon annan!")
        before = entry_hash(entry)
        entries[number] = replace(entry, hash=before, seal=content_hash(["own key", before]))
    assert [one.number for one in breaks(entries)] == list(range(place + 1, len(entries) + 1))


@given(CHAINS, WORDS.map(content_hash))
def test_an_entry_that_follows_on_another_is_found_even_with_a_true_seal(entries, elsewhere):
    last = replace(entries[-1], before=elsewhere)
    digest = entry_hash(last)
    moved = replace(last, hash=digest, seal=sealed(digest))
    assert [one.number for one in breaks([*entries[:-1], moved])] == [moved.number]


@settings(max_examples=40, deadline=None)
@given(CHAINS)
def test_a_cut_end_holds_alone_but_not_against_the_noted_heads(entries):
    noted = Heads((one.chain, one.number, one.hash) for one in entries)
    shorter = entries[:-1]
    assert breaks(shorter) == []
    assert [noted.meet(one) for one in shorter] == [None] * len(shorter)
    assert [one.number for one in noted.missing()] == [len(entries)]


@settings(max_examples=40, deadline=None)
@given(st.lists(TOUCHED, max_size=4))
def test_touched_things_are_read_as_written(things):
    assert read_objects(objects_text(things)) == tuple(things)


@pytest.mark.parametrize("text", ["3", "[3]", '[{"kind": "role"}]', "{", '[{"kind":1,"more":2}]'])
def test_other_text_is_no_touched_things(text):
    with pytest.raises(ValueError, match=r".+"):
        read_objects(text)


def test_the_hash_is_of_the_moment_and_not_of_its_zone():
    (entry,) = made([("a", "b", "c", [Touched("role", "1", 1, "x")])])
    stockholm = replace(entry, at=entry.at.astimezone(timezone(timedelta(hours=1))))
    assert entry_hash(stockholm) == entry.hash


@settings(max_examples=40, deadline=None)
@given(CHAINS)
def test_a_chain_file_holds_all_and_is_read_back(entries):
    assert read_chain_file(chain_file("case:1", entries)) == ("case:1", tuple(entries))


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.data())
def test_a_chain_file_with_anything_else_in_it_is_refused_with_its_place(entries, data):
    raw = chain_file("case:1", entries)
    entry = raw["entries"][0]
    name = data.draw(st.sampled_from(sorted(entry)))
    entry[name] = data.draw(st.sampled_from([None, 1.5, {"x": 1}, True]))
    with pytest.raises(BadData, match=name):
        read_chain_file(raw)


@pytest.mark.parametrize(
    "raw", [[], {}, {"format": "x"}, {"format": "tillit-trail-1", "chain": 3, "entries": []}]
)
def test_what_is_no_chain_file_is_refused(raw):
    with pytest.raises(BadData):
        read_chain_file(raw)


def entry_of(thing, *, chain="a", number=1, minutes=0):
    """An entry that says how one thing stands."""
    at = START + timedelta(minutes=minutes)
    return TrailEntry(chain, number, at, "", "", "", (thing,), "", "", "")


@pytest.mark.parametrize("order", [1, -1])
def test_the_highest_version_tells_the_state_whatever_the_clock_says(order):
    ledger = Ledger()
    early = entry_of(Touched("person", "1", 2, "new"), chain="a", minutes=0)
    late = entry_of(Touched("person", "1", 1, "old"), chain="b", minutes=9)
    for entry in [early, late][::order]:
        ledger.add(entry)
    assert ledger.meet(Touched("person", "1", 2, "new")) is None
    assert ledger.meet(Touched("person", "1", 1, "old")).chain == "a"


def test_what_the_trail_does_not_know_and_what_is_gone_are_breaks():
    ledger = Ledger()
    ledger.add(entry_of(Touched("role", "1", 1, "x"), number=7))
    assert "Ingen post" in ledger.meet(Touched("role", "2", 1, "x")).why
    (gone,) = ledger.missing()
    assert (gone.number, "finns inte kvar" in gone.why) == (7, True)


def test_every_action_has_a_sentence_of_its_own():
    for action, _state in ACTIONS:
        said = sentence(action, ())
        assert said
        assert action not in said
    assert sentence("något.annat", ()) == "Gjorde något som inte har någon beskrivning (något.annat)"
