"""What each side gives: refused with words, kept as the same text in any order, and read back as it was."""

import json
import unicodedata
from dataclasses import asdict, fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain.contributions import (
    KIND_NAMES,
    KINDS,
    MOST,
    MOST_HOURS,
    Contribution,
    contributions_text,
    lines,
    read_contributions,
    with_item,
    without,
)
from tillit.domain.kronor import MOST_KRONOR

ANNA = "11111111-1111-4111-8111-111111111111"
BO = "22222222-2222-4222-8222-222222222222"
NAMES = {"": "Socialnämnden", ANNA: "Föreningen X", BO: "Stiftelsen Y"}

MONEY = Contribution("m", "", 2027, "money", "Bidrag till löner", 25_000_000)
HOURS = Contribution(
    "h", ANNA, 2027, "volunteer_hours", "Språkcafé på kvällar", hours=400, rate=14_500,
    rate_source="snittet av en betald timme", rate_year=1992,
)  # fmt: skip
ROOM = Contribution("r", "", 2027, "premises", "Vasaparken 2")
STAFF = Contribution("s", "", 2027, "staff", "Fältassistent", 1_000_000, hours=10, role="fältassistent")

WORDS = st.text("aåäö é\u0301Z", min_size=1, max_size=12).filter(lambda text: text.split())
AMOUNTS = st.integers(1, 10**12)
PAID = st.just("") | st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(str)
IDS = st.uuids().map(str)


@st.composite
def contributions(draw, ids=IDS):
    """Any contribution, of any kind, with all that its kind may have."""
    kind = draw(st.sampled_from(KINDS))
    more = {}
    if kind == "money":
        more["paid_on"] = draw(PAID)
        more["indexed"] = draw(st.just("") | WORDS)
    if kind in ("staff", "volunteer_hours"):
        more["role"] = draw(st.just("") | WORDS)
        more["hours"] = draw(st.integers(1, 10_000))
    if more.get("hours") and draw(st.booleans()):
        more |= {
            "rate": draw(st.integers(1, 100_000)), "rate_source": draw(WORDS),
            "rate_year": draw(st.integers(1900, 2100)),
        }  # fmt: skip
    else:
        more["amount"] = draw(AMOUNTS if kind == "money" else st.none() | AMOUNTS)
        if kind == "staff" and draw(st.booleans()):
            del more["hours"]
    party, year = draw(st.sampled_from(["", ANNA, BO])), draw(st.sampled_from([2027, 2028, 2100]))
    return Contribution(draw(ids), party, year, kind, draw(WORDS), **more)


LISTS = st.lists(contributions(), max_size=6, unique_by=lambda one: one.id)


@settings(deadline=None)
@given(LISTS)
def test_what_is_kept_is_read_back_as_it_was(items):
    read = read_contributions(contributions_text(items))
    assert {one.id: one for one in read} == {one.id: one for one in items}
    assert len(read) == len(items)
    assert contributions_text(read) == contributions_text(items)
    assert read == read_contributions(contributions_text(read)), "and in the same order each time"


@settings(deadline=None)
@given(LISTS, st.randoms())
def test_the_same_contributions_are_the_same_text_in_any_order_and_however_they_were_written(items, random):
    other = list(items)
    random.shuffle(other)
    text = contributions_text(items)
    assert contributions_text(other) == text
    loose = [{**asdict(one), "what": f"  {unicodedata.normalize('NFD', one.what)}\n"} for one in other]
    sent = json.dumps(loose, indent=3)
    assert contributions_text(read_contributions(sent)) == text


@settings(deadline=None)
@given(contributions(), contributions())
def test_different_contributions_are_different_texts_and_different_lines(one, other):
    assert (contributions_text([one]) == contributions_text([other])) == (one == other)
    same = asdict(replace(one, id="x")) == asdict(replace(other, id="x"))
    assert (lines([one], NAMES) == lines([other], NAMES)) == same


@pytest.mark.parametrize(
    ("one", "changed"),
    [
        (MONEY, {"year": 2028}),
        (MONEY, {"party": ANNA}),
        (MONEY, {"what": "Hyra"}),
        (MONEY, {"amount": 25_000_001}),
        (MONEY, {"paid_on": "2027-03-01"}),
        (MONEY, {"indexed": "konsumentpriser"}),
        (HOURS, {"kind": "staff"}),
        (HOURS, {"hours": 401}),
        (HOURS, {"rate": 14_501}),
        (HOURS, {"rate_source": "lön"}),
        (HOURS, {"rate_year": 1993}),
        (HOURS, {"role": "ledare"}),
    ],
)
def test_every_change_is_seen_in_the_text_and_in_the_line(one, changed):
    other = replace(one, **changed)
    assert contributions_text([one]) != contributions_text([other])
    assert lines([one], NAMES) != lines([other], NAMES)


def test_the_text_is_the_same_for_good_as_sides_have_accepted_it_to_the_letter():
    assert contributions_text([HOURS, MONEY]) == (
        '[{"amount": 25000000, "id": "m", "kind": "money", "what": "Bidrag till löner", "year": 2027}, '
        '{"hours": 400, "id": "h", "kind": "volunteer_hours", "party": "11111111-1111-4111-8111-111111111111", '
        '"rate": 14500, "rate_source": "snittet av en betald timme", "rate_year": 1992, '
        '"what": "Språkcafé på kvällar", "year": 2027}]'
    )


def test_no_contributions_are_no_text():
    assert contributions_text([]) == ""
    assert read_contributions("") == read_contributions("[]") == ()
    assert lines([], NAMES) == ()


def test_they_are_kept_by_year_party_kind_and_what():
    later, nearer = replace(MONEY, id="later", year=2028), replace(MONEY, id="again", what="Avgifter")
    items = [later, HOURS, STAFF, ROOM, MONEY, nearer]
    read = read_contributions(contributions_text(items))
    assert [one.id for one in read] == ["again", "m", "r", "s", "h", "later"]


def plain(text):
    """A line with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_line_says_all_of_a_contribution():
    dated = replace(MONEY, paid_on="2027-03-01", indexed="konsumentprisindex")
    alone = replace(HOURS, id="1", hours=1, party=BO, what="Hej!")
    bare = replace(
        HOURS, id="2", hours=1200, rate=None, rate_source="", rate_year=None, party="", role="ledare"
    )
    told = lines([dated, HOURS, ROOM, STAFF, alone, bare], NAMES)
    assert [plain(one) for one in told] == [
        "2027, Socialnämnden: Pengar, 250 000 kr, betalas 1 mars 2027, räknas upp så här: konsumentprisindex. "
        "Bidrag till löner.",
        "2027, Socialnämnden: Lokal, utan värde i kronor. Vasaparken 2.",
        "2027, Socialnämnden: Personal (fältassistent), 10 timmar, värde 10 000 kr. Fältassistent.",
        "2027, Socialnämnden: Ideell tid (ledare), 1 200 timmar, utan värde i kronor. Språkcafé på kvällar.",
        "2027, Föreningen X: Ideell tid, 400 timmar, värderade till 58 000 kr (145 kr per timme, år 1992, "
        "källa snittet av en betald timme). Språkcafé på kvällar.",
        "2027, Stiftelsen Y: Ideell tid, 1 timme, värderad till 145 kr (145 kr per timme, år 1992, "
        "källa snittet av en betald timme). Hej!",
    ]
    assert lines([HOURS], {})[0].startswith("2027, En part som inte är med: Ideell tid")


def test_the_value_is_what_is_agreed_or_hours_times_rate():
    assert (MONEY.value, ROOM.value, STAFF.value) == (25_000_000, None, 1_000_000)
    assert HOURS.value == 400 * 14_500 == 5_800_000
    assert replace(HOURS, rate=None, rate_source="", rate_year=None).value is None
    assert KIND_NAMES["volunteer_hours"] == "Ideell tid"
    assert tuple(KIND_NAMES) == KINDS


def test_texts_are_kept_on_one_line_and_in_one_way():
    messy = replace(MONEY, what="  Bidrag \n till\u00a0lo\u0308ner ")
    assert messy == MONEY
    assert messy.what == "Bidrag till löner"


WRONG = [
    (MONEY, {"id": ""}, "beteckning"),
    (MONEY, {"id": "a b"}, "beteckning"),
    (MONEY, {"id": "a" * 41}, "högst 40 tecken"),
    (MONEY, {"id": 1}, "med ord"),
    (MONEY, {"party": "Föreningen X"}, "Välj vem"),
    (MONEY, {"party": ANNA.replace("1", "A").upper()}, "Välj vem"),
    (MONEY, {"party": ANNA.replace("-", "")}, "Välj vem"),
    (MONEY, {"party": None}, "med ord"),
    (MONEY, {"year": 1999}, "från 2000 till 2100"),
    (MONEY, {"year": 2101}, "från 2000 till 2100"),
    (MONEY, {"year": "2027"}, "från 2000 till 2100"),
    (MONEY, {"year": 2027.0}, "från 2000 till 2100"),
    (MONEY, {"year": None}, "från 2000 till 2100"),
    (MONEY, {"kind": "cash"}, "pengar, lokal, personal, ideell tid, material, kunskap"),
    (MONEY, {"kind": []}, "Välj vad"),
    (MONEY, {"what": " \n"}, "språkcafé"),
    (MONEY, {"what": "a" * 201}, "högst 200 tecken"),
    (MONEY, {"what": "a\x00b"}, "osynliga"),
    (MONEY, {"what": "a\x7f"}, "osynliga"),
    (MONEY, {"what": "a\ud800"}, "osynliga"),
    (MONEY, {"what": "000 1\u202e"}, "osynliga"),
    (MONEY, {"amount": None}, "till exempel 250 000"),
    (MONEY, {"amount": 0}, "större än noll"),
    (MONEY, {"amount": -1}, "större än noll"),
    (MONEY, {"amount": 1.5}, "större än noll"),
    (MONEY, {"amount": True}, "större än noll"),
    (MONEY, {"amount": MOST_KRONOR * 100 + 1}, "biljon"),
    (ROOM, {"amount": 0}, "större än noll"),
    (HOURS, {"hours": None}, "hur många timmar"),
    (STAFF, {"hours": 0}, "helt antal"),
    (STAFF, {"hours": 1.5}, "helt antal"),
    (STAFF, {"hours": "1"}, "helt antal"),
    (STAFF, {"hours": MOST_HOURS + 1}, "helt antal"),
    (MONEY, {"hours": 1}, "bara för personal och ideell tid"),
    (ROOM, {"hours": 1}, "bara för personal och ideell tid"),
    (ROOM, {"role": "vakt"}, "bara för personal och ideell tid"),
    (HOURS, {"role": "a" * 101}, "rollen med högst 100"),
    (HOURS, {"rate": 0}, "timvärde som är större"),
    (HOURS, {"rate": "145"}, "timvärde som är större"),
    (HOURS, {"rate_source": ""}, "varifrån"),
    (HOURS, {"rate_source": "a" * 201}, "källa med högst 200"),
    (HOURS, {"rate_year": None}, "varifrån"),
    (HOURS, {"rate_year": 1899}, "vilket år"),
    (HOURS, {"rate_year": 2101}, "vilket år"),
    (HOURS, {"amount": 1}, "inte båda"),
    (HOURS, {"rate": None}, "hör till ett timvärde"),
    (HOURS, {"rate": None, "rate_source": ""}, "hör till ett timvärde"),
    (HOURS, {"hours": MOST_HOURS, "rate": 10**12}, "för stort"),
    (
        STAFF,
        {"hours": None, "amount": None, "rate": 1, "rate_source": "a", "rate_year": 2027},
        "timmarna också",
    ),
    (MONEY, {"paid_on": "1 mars 2027"}, "till exempel 2027-01-01"),
    (MONEY, {"paid_on": "20270301"}, "till exempel 2027-01-01"),
    (MONEY, {"paid_on": "2027-02-30"}, "till exempel 2027-01-01"),
    (MONEY, {"paid_on": "1027-03-01"}, "till exempel 2027-01-01"),
    (MONEY, {"paid_on": None}, "med ord"),
    (MONEY, {"indexed": "a" * 101}, "räknas upp med högst 100"),
    (ROOM, {"paid_on": "2027-03-01"}, "bara för pengar"),
    (ROOM, {"indexed": "hyra"}, "bara för pengar"),
]


@pytest.mark.parametrize(("one", "wrong", "words"), WRONG)
def test_what_cannot_be_understood_is_refused_in_words(one, wrong, words):
    with pytest.raises(ValueError, match=words):
        replace(one, **wrong)


def test_the_largest_of_everything_is_not_refused():
    assert replace(MONEY, amount=MOST_KRONOR * 100, year=2100, id="a" * 40, what="a" * 200).value
    assert replace(HOURS, hours=MOST_HOURS, rate=10**7, role="a" * 100, rate_source="a" * 200).value == 10**14
    assert replace(MONEY, amount=1, year=2000, indexed="a" * 100, paid_on="2000-02-29").value == 1


def test_what_is_sent_is_read_strictly():
    good = json.loads(contributions_text([HOURS]))[0]
    for text in ("{", "{}", "null", "1", '"a"', "[" * 100_000, "[NaN", " "):
        with pytest.raises(ValueError, match="går inte att läsa"):
            read_contributions(text)
    for wrong, words in [
        ([1], "Insats 1"),
        ([good, {**good, "id": "2", "hours": 0}], "Insats 2: Skriv timmarna"),
        ([{**good, "hour": 3}], "Menade du ”hours”"),
        ([{**good, "year": float("nan")}], "Insats 1: Skriv ett år"),
        ([good, good], "två gånger"),
        ([{key: good[key] for key in good if key != "what"}], "Insats 1: Skriv vad"),
        ([{key: good[key] for key in good if key != "year"}], "Insats 1: Skriv ett år"),
        ([{key: good[key] for key in good if key != "kind"}], "Insats 1: Välj vad"),
        ([{key: good[key] for key in good if key != "id"}], "Insats 1: Insatsen saknar"),
    ]:
        with pytest.raises(ValueError, match=words):
            read_contributions(json.dumps(wrong))
    assert read_contributions(json.dumps([good])) == (HOURS,)


def test_a_text_that_is_too_long_is_not_read():
    whole = contributions_text([HOURS])
    with pytest.raises(ValueError, match="går inte att läsa"):
        read_contributions(whole[:-1] + " " * 2_000_000 + "]")
    assert read_contributions(whole[:-1] + " " * 1_000_000 + "]") == (HOURS,)


def test_there_is_a_most():
    many = [replace(MONEY, id=str(number)) for number in range(MOST)]
    assert len(read_contributions(contributions_text(many))) == MOST
    assert len(with_item(many, replace(MONEY, id="0", year=2028))) == MOST
    with pytest.raises(ValueError, match="högst 200 insatser"):
        with_item(many, MONEY)
    with pytest.raises(ValueError, match="högst 200 insatser"):
        contributions_text([*many, MONEY])


@settings(deadline=None)
@given(LISTS, contributions(ids=st.sampled_from("abc")), contributions(ids=st.sampled_from("abc")))
def test_one_is_put_in_replaced_and_taken_out(items, one, other):
    put = with_item(items, one)
    assert set(put) == {*items, one}
    assert set(with_item(put, replace(other, id=one.id))) == {*items, replace(other, id=one.id)}
    assert set(with_item(put, other)) == {*items, other} | (set() if other.id == one.id else {one})
    assert set(without(put, one.id)) == set(items)
    assert set(without(items, "nobody")) == set(items)
    assert contributions_text(put) == contributions_text(reversed(put))


def test_every_field_is_kept():
    full = {field.name for field in fields(Contribution)}
    kept = set().union(*(one for one in json.loads(contributions_text([
        replace(MONEY, party=ANNA, paid_on="2027-03-01", indexed="ja"), replace(HOURS, role="ledare"),
    ]))))  # fmt: skip
    assert kept == full
