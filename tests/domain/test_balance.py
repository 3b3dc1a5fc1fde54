"""Who gives what: sums against an independent count, sides that change places, and second thoughts."""

from collections import Counter
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain.balance import Sums, authority_parts, balance, second_thoughts
from tillit.domain.contributions import KINDS, Contribution

ANNA = "11111111-1111-4111-8111-111111111111"
BO = "22222222-2222-4222-8222-222222222222"
SIDES = ["", ANNA, BO]
EVERYONE = [*SIDES, "33333333-3333-4333-8333-333333333333"]


@st.composite
def items(draw, parties=EVERYONE):
    """Contributions of all kinds, with and without a value."""
    made = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(KINDS))
        amount = draw(st.integers(1, 10**6) if kind == "money" else st.none() | st.integers(1, 10**6))
        more = {"hours": draw(st.integers(1, 500))} if kind in ("staff", "volunteer_hours") else {}
        if more and draw(st.booleans()):
            rate = draw(st.integers(1, 900))
            more, amount = {**more, "rate": rate, "rate_source": "källa", "rate_year": 2027}, None
        party, year = draw(st.sampled_from(parties)), draw(st.sampled_from([2027, 2028, 2032]))
        made.append(Contribution(str(number), party, year, kind, "något", amount, **more))
    return made


def counted(some):
    """The four numbers, one contribution at a time."""
    count = Counter()
    for one in some:
        worth = one.hours * one.rate if one.rate else one.amount
        if one.kind == "money":
            count["money"] += worth
        elif worth:
            count["in_kind"] += worth
        else:
            count["not_valued"] += 1
            count["hours_not_valued"] += one.hours or 0
    return Sums(**count)


@settings(deadline=None)
@given(items(), st.permutations(SIDES))
def test_the_sums_are_those_of_an_independent_count(given_items, sides):
    found = balance(given_items, sides)
    present = [one for one in given_items if one.party in sides]
    assert [row.side for row in found.sides] == sides
    assert found.years == tuple(sorted({one.year for one in present}))
    assert found.total == counted(present)
    for row in found.sides:
        theirs = [one for one in present if one.party == row.side]
        assert row.total == counted(theirs)
        assert row.by_year == tuple(
            counted([one for one in theirs if one.year == year]) for year in found.years
        )
    assert found.by_year == tuple(
        counted([one for one in present if one.year == year]) for year in found.years
    )
    assert [*found.left_out] == [one for one in given_items if one.party not in sides]


@settings(deadline=None)
@given(items(SIDES), st.permutations(SIDES))
def test_sides_that_change_places_change_numbers_and_nothing_else(given_items, other):
    to = dict(zip(SIDES, other, strict=True))
    swapped = balance([replace(one, party=to[one.party]) for one in given_items], SIDES)
    before, after = balance(given_items, SIDES), {row.side: row for row in swapped.sides}
    assert {to[row.side]: row for row in before.sides} == {
        side: replace(row, side=next(one for one in SIDES if to[one] == side)) for side, row in after.items()
    }
    assert (swapped.years, swapped.by_year, swapped.total) == (before.years, before.by_year, before.total)


@settings(deadline=None)
@given(items())
def test_money_and_in_kind_are_apart(given_items):
    money = [one for one in given_items if one.kind == "money"]
    rest = [one for one in given_items if one.kind != "money"]
    whole, only_money, only_rest = (balance(some, SIDES).total for some in (given_items, money, rest))
    assert whole == Sums(
        only_money.money, only_rest.in_kind, only_rest.hours_not_valued, only_rest.not_valued
    )
    assert (only_money.in_kind, only_money.hours_not_valued, only_money.not_valued) == (0, 0, 0)
    assert only_rest.money == 0


def test_no_number_holds_both_money_and_in_kind():
    assert [field.name for field in fields(Sums)] == ["money", "in_kind", "hours_not_valued", "not_valued"]
    assert not [name for name in vars(Sums) if isinstance(vars(Sums)[name], property)]


def test_nothing_given_is_nothing_and_a_side_counts_once():
    assert balance([], [""]).total == Sums() == balance([], [""]).sides[0].total
    assert len(balance([MONEY], ["", ""]).sides) == 1


MONEY = Contribution("m", "", 2027, "money", "Bidrag", 100_00)
ROOM = Contribution("r", "", 2027, "premises", "Lokal", 50_00)
STAFF = Contribution("s", "", 2027, "staff", "Personal", 50_00)
MATERIAL = Contribution("t", "", 2027, "material", "Cyklar", 50_00)
KNOWLEDGE = Contribution("k", "", 2027, "knowledge", "Kurs", 50_00)
TIME = Contribution("h", ANNA, 2027, "volunteer_hours", "Ideell tid", hours=40)


def keys(*given_items, full_cost=None, examined=True, sides=("", ANNA)):
    """What is thought of once more, with its side."""
    found = second_thoughts(given_items, sides, full_cost=full_cost, state_aid_examined=examined)
    return [(one.key, one.side) for one in found]


def test_a_side_that_gives_nothing_is_told_and_all_are_treated_alike():
    assert keys() == [("no_contribution", ""), ("no_contribution", ANNA)]
    assert keys(ROOM) == [("no_contribution", ANNA)]
    assert keys(TIME) == [("no_contribution", "")]
    assert keys(ROOM, TIME) == []
    assert keys(ROOM, TIME, sides=["", ANNA, BO]) == [("no_contribution", BO)]
    assert keys(ROOM, TIME, sides=[ANNA, BO, ""]) == [("no_contribution", BO)]
    assert keys(ROOM, TIME, replace(TIME, id="x", party=EVERYONE[3])) == [], (
        "who is no side is not thought of"
    )


def test_money_that_covers_the_full_cost_is_told():
    more = replace(MONEY, id="m2", year=2028, amount=20_00)
    assert keys(MONEY, more, ROOM, TIME, full_cost=120_00) == [("full_price", "")]
    assert keys(MONEY, more, ROOM, TIME, full_cost=119_99) == [("full_price", "")]
    assert keys(MONEY, more, ROOM, TIME, full_cost=120_01) == [], "in kind is never added to money"
    assert keys(MONEY, more, ROOM, TIME) == []
    theirs = replace(MONEY, party=ANNA, amount=500_00)
    assert keys(ROOM, theirs, full_cost=120_00) == [], "only the authority's money can be a price"


@pytest.mark.parametrize("one", [ROOM, STAFF, MATERIAL])
def test_what_spares_the_other_a_cost_asks_for_state_aid_and_a_value(one):
    assert keys(one, TIME, examined=False) == [("state_aid", "")]
    assert keys(one, TIME) == []
    assert keys(replace(one, amount=None), TIME) == [("no_value", "")]
    theirs = replace(one, party=ANNA, amount=None)
    assert keys(KNOWLEDGE, theirs, examined=False) == [], "what an organisation gives is no state aid"


def test_knowledge_is_not_counted_as_aid():
    assert keys(KNOWLEDGE, TIME, examined=False) == []
    assert keys(replace(KNOWLEDGE, amount=None), TIME, examined=False) == []


def test_money_alone_from_the_authority_is_told_when_others_give_something():
    assert keys(MONEY, TIME) == [("only_money", "")]
    assert keys(MONEY, ROOM, TIME) == []
    assert keys(MONEY) == [("no_contribution", ANNA)]


def test_a_value_on_hours_without_a_rate_is_told_of_any_side():
    lump = replace(TIME, amount=1_00)
    assert keys(ROOM, lump) == [("no_rate", ANNA)]
    assert keys(replace(STAFF, hours=3), TIME) == [("no_rate", "")]
    assert keys(ROOM, replace(TIME, rate=1, rate_source="a", rate_year=2027)) == []


def test_a_thought_has_words_grounds_and_the_name_of_the_side():
    found = second_thoughts(
        [MONEY, replace(ROOM, amount=None), replace(STAFF, hours=1)],
        ["", ANNA, BO],
        full_cost=100_00,
        state_aid_examined=False,
        names={"": "Socialnämnden", ANNA: "Föreningen {x}"},
    )
    assert {one.key for one in found} == {"no_contribution", "full_price", "state_aid", "no_value", "no_rate"}
    told = {(one.key, one.side): one.text for one in found}
    assert told["no_contribution", ANNA] == "Föreningen {x} bidrar inte med något ännu."
    assert told["no_contribution", BO] == "En part bidrar inte med något ännu."
    assert told["full_price", ""] == (
        "Socialnämnden ger pengar som täcker hela kostnaden, 100\N{NO-BREAK SPACE}kr."
    )
    assert all(one.why.endswith(".") and one.source and "{" not in one.why + one.source for one in found)
    assert "HFD 2020 ref. 15" in next(one.source for one in found if one.key == "full_price")
    assert "2023/2831" in next(one.source for one in found if one.key == "state_aid")
    assert "Forum" in next(one.source for one in found if one.key == "no_contribution")


@pytest.mark.parametrize("cost", [0, -1, 1.5, True, "100"])
def test_a_cost_that_is_no_amount_is_refused(cost):
    assert keys(MONEY, TIME, ROOM, full_cost=1) == [("full_price", "")]
    with pytest.raises(ValueError, match="till exempel 250 000"):
        keys(MONEY, full_cost=cost)


@settings(deadline=None)
@given(items())
def test_the_authoritys_part_is_its_own_year_by_year(given_items):
    found = {one.year: one for one in authority_parts(given_items, None, None)}
    board = [one for one in given_items if one.party == ""]
    assert list(found) == sorted({one.year for one in board})
    for year, part in found.items():
        by_kind = Counter()
        for one in board:
            if one.year == year:
                by_kind[one.kind] += (one.hours * one.rate if one.rate else one.amount) or 0
        assert (part.money, part.premises, part.staff) == tuple(
            by_kind[kind] for kind in ("money", "premises", "staff")
        )
        assert part.other == by_kind["material"] + by_kind["knowledge"] + by_kind["volunteer_hours"]
        bare = [one for one in board if one.year == year and not one.amount and not one.rate]
        assert part.not_valued == len(bare)
        assert (part.starts, part.ends) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("starts", "ends", "first", "last"),
    [
        (date(2027, 3, 1), date(2027, 9, 30), date(2027, 3, 1), date(2027, 9, 30)),
        (date(2026, 3, 1), date(2028, 9, 30), date(2027, 1, 1), date(2027, 12, 31)),
        (date(2027, 12, 31), None, date(2027, 12, 31), date(2027, 12, 31)),
        (None, date(2027, 1, 1), date(2027, 1, 1), date(2027, 1, 1)),
        (date(2028, 3, 1), None, date(2027, 1, 1), date(2027, 12, 31)),  # outside: still there, whole
        (None, date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_the_days_of_a_year_are_those_within_the_term(starts, ends, first, last):
    (part,) = authority_parts([MONEY, TIME], starts, ends)
    assert (part.starts, part.ends, part.money) == (first, last, 100_00)
