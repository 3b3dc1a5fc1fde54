"""The burden meter: never negative, adding never lessens, exchanging parties exchanges; and the file of minutes."""

import copy
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.domain.burden import ASKS, Asked, burden, burdens, excess, minutes, parse_measure, reading
from tillit.domain.reading import BadData

FILE = Path(__file__).resolve().parents[2] / "burden" / "minutes.toml"
RAW = tomllib.loads(FILE.read_text(encoding="utf-8"))
MEASURE = parse_measure(RAW)
COUNTS = st.dictionaries(st.sampled_from(ASKS), st.integers(0, 500))
ASKED = st.builds(Asked, COUNTS, COUNTS, st.integers(0, 10**6))


def more(counts, kind, count):
    """The counts with so many more of one kind."""
    return {**counts, kind: counts.get(kind, 0) + count}


@given(ASKED)
def test_it_is_never_negative_and_the_parts_make_the_whole(asked):
    found = burden(MEASURE, asked)
    assert found.done >= 0
    assert found.next >= 0
    assert found.total == found.done + found.next


@given(ASKED, st.sampled_from(ASKS), st.integers(0, 50), st.integers(0, 10**5))
def test_adding_never_lessens_and_doing_moves_it_without_changing_the_sum(asked, kind, count, characters):
    before = burden(MEASURE, asked)
    asked_more = Asked(asked.done, more(asked.open, kind, count), asked.characters + characters)
    after = burden(MEASURE, asked_more)
    assert after.next == before.next + MEASURE.asks[kind].minutes * count
    assert after.done >= before.done
    done = burden(MEASURE, Asked(more(asked.done, kind, count), asked.open, asked.characters + characters))
    assert done.total == after.total


@given(st.dictionaries(st.integers(0, 5), ASKED), st.permutations(range(6)))
def test_exchanging_the_parties_exchanges_what_is_asked_of_them(asked, order):
    mirror = burdens(MEASURE, {order[party]: one for party, one in asked.items()})
    assert mirror == {order[party]: one for party, one in burdens(MEASURE, asked).items()}


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.none() | st.integers(1, 10**12))
def test_asking_for_more_is_never_less_out_of_proportion(total, extra, worth):
    if excess(MEASURE, total, worth):
        assert excess(MEASURE, total + extra, worth)


@given(st.integers(0, 10**6), st.integers(1, 10**12), st.integers(0, 10**12))
def test_a_larger_agreement_bears_more(total, worth, extra):
    if excess(MEASURE, total, worth + extra):
        assert excess(MEASURE, total, worth) == "worth"


def test_the_limits_are_those_of_the_file():
    assert excess(MEASURE, 16 * 60, None) == ""
    assert excess(MEASURE, 16 * 60 + 1, None) == "month"
    worth = 290_000  # öre: five per cent of it is one hour
    assert excess(MEASURE, 60, worth) == ""
    assert excess(MEASURE, 61, worth) == "worth"
    assert excess(MEASURE, 61, 0) == ""


def test_what_cannot_be_is_refused():
    for counts, wrong in (({"task": -1}, ValueError), ({"okänt": 1}, KeyError)):
        with pytest.raises(wrong):
            minutes(MEASURE, counts)
    with pytest.raises(ValueError, match="less than nothing"):
        reading(MEASURE, -1)
    assert [reading(MEASURE, count) for count in (0, 1, 1000, 1001)] == [0, 1, 1, 2]


def test_every_number_has_a_source_or_is_said_to_be_assumed():
    assert all(one.assumed or one.source for one in MEASURE.asks.values())
    assert all(text for text, _url in MEASURE.sources)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.pop("version"),
        lambda raw: raw["ask"].pop(),
        lambda raw: raw["ask"].append(dict(raw["ask"][0])),
        lambda raw: raw["ask"][0].pop("assumed"),
        lambda raw: raw["ask"][0].update(source="Både och"),
        lambda raw: raw["ask"][0].update(minutes=0),
        lambda raw: raw["ask"][0].update(okand=1),
        lambda raw: raw["reading"].update(characters_a_minute=0),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(spoil):
    raw = copy.deepcopy(RAW)
    spoil(raw)
    with pytest.raises(BadData):
        parse_measure(raw)
