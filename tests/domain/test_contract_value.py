"""The value of an agreement against a table made by hand and a count day by day."""

import calendar
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain import contract_value
from tillit.domain.contract_value import Part, compare, contract_values, limits_on, periods
from tillit.domain.guidelines import Amount

LAW = Path(__file__).resolve().parents[2] / "guidelines" / "law-se.toml"


def part(amount, per, starts, ends=None, **more):
    """One part, its days as text."""
    days = (date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)
    fields = {"title": "Stöd", "board": "Socialnämnden", **more}
    if "counted_from" in fields:
        fields["counted_from"] = date.fromisoformat(fields["counted_from"])
    return Part(fields.pop("title"), fields.pop("board"), amount, per, *days, **fields)


def total(*parts):
    """The value of parts that are all added together."""
    (value,) = contract_values(parts)
    return value.amount


# Worked out with pen and paper from the number of days in each month: 31 28/29 31 30 31 30 31 31 30 31 30 31.
BY_HAND = [
    (12_000_000, part(1_000_000, "month", "2024-01-01", "2024-12-31")),  # 12 months of 10 000 kronor
    (1_000, part(366_000, "year", "2024-02-29", "2024-02-29", counted_from="2024-01-01")),  # 1 of 366 days
    (1_000, part(365_000, "year", "2023-03-01", "2023-03-01", counted_from="2023-01-01")),  # 1 of 365 days
    (100_000, part(310_000, "month", "2025-01-01", "2025-01-10")),  # 10 of 31 days
    (150_000, part(290_000, "month", "2024-02-01", "2024-02-15")),  # 15 of 29 days
    (140_000, part(280_000, "month", "2025-02-01", "2025-02-14")),  # 14 of 28 days
    (500_000, part(500_000, "month", "2025-01-31", "2025-02-27")),  # the next month begins on 28 February
    (500_000, part(500_000, "month", "2024-01-31", "2024-02-28")),  # … and in a leap year on the 29th
    (
        1_000_000,
        part(500_000, "month", "2025-01-31", "2025-03-30"),
    ),  # two months: the third begins on 31 March
    (365_000, part(365_000, "year", "2024-02-29", "2025-02-27")),  # the next year begins on 28 February
    (1_460_000, part(365_000, "year", "2024-02-29", "2028-02-28")),  # four years: the fifth begins 2028-02-29
    (1_048_352, part(900_000, "quarter", "2025-01-01", "2025-04-15")),  # 1 + 15/91 quarters = 1 048 351,6 öre
    (
        750_000_000,
        part(250_000_000, "year", "2024-07-01", "2027-06-30"),
    ),  # three whole years, whatever leap days
    (4, part(100, "month", "2025-01-01", "2025-01-01")),  # 100/31 = 3,2 öre, up
    (1, part(1, "year", "2025-01-01", "2025-01-01")),  # 1/365 öre, up
    (5_000_000, part(5_000_000, "once", "2025-01-01")),
    (48_000_000, part(1_000_000, "month", "2025-01-01")),  # no end: 48 months (5 kap. 13 §)
    (16_000_000, part(1_000_000, "quarter", "2025-01-01")),  # … which are 16 quarters
    (4_000_000, part(1_000_000, "year", "2025-01-01")),  # … and 4 years
    # Counted from 1 July: Feb 15 is day 230 of that year (31+31+30+31+30+31+31+15), so 230 of 365 days.
    (230_000, part(365_000, "year", "2024-07-01", "2025-02-15")),
    # One period back from where the count begins: 10 of December's 31 days.
    (100_000, part(310_000, "month", "2024-12-22", "2024-12-31", counted_from="2025-01-01")),
]


@pytest.mark.parametrize(("expected", "one"), BY_HAND)
def test_a_part_has_the_value_worked_out_by_hand(expected, one):
    assert total(one) == expected


def test_options_extensions_and_gifts_in_kind_count_as_if_used():
    agreed = part(250_000_000, "year", "2024-07-01", "2027-06-30")
    extension = part(250_000_000, "year", "2027-07-01", "2029-06-30", use="extension")
    option = part(10_000_000, "once", "2025-01-01", use="option", title="Fler platser")
    premises = part(1_000_000, "month", "2024-07-01", "2027-06-30", kind="premises", title="Lokal")
    staff = part(2_000_000, "quarter", "2024-07-01", "2027-06-30", kind="staff", title="Samordnare")
    assert total(agreed, extension) == 1_250_000_000  # 3 + 2 years of 2,5 million kronor
    (value,) = contract_values([extension, premises, option, staff, agreed])
    # 1 250 000 000 + 10 000 000 + 36 × 1 000 000 + 12 × 2 000 000
    assert value.amount == 1_320_000_000
    assert value.not_yet_agreed == 510_000_000
    said = [(line.part.title, line.part.use, line.periods, line.amount) for line in value.lines]
    assert said == [
        ("Lokal", "agreed", 36, 36_000_000),
        ("Samordnare", "agreed", 12, 24_000_000),
        ("Stöd", "agreed", 3, 750_000_000),
        ("Fler platser", "option", 1, 10_000_000),
        ("Stöd", "extension", 2, 500_000_000),
    ]


def test_boards_are_added_unless_they_answer_for_themselves():
    parts = [
        part(amount, "once", "2025-01-01", board=board)
        for board, amount in [("Socialnämnden", 40), ("Bolaget", 7), ("Kulturnämnden", 30), ("Bolaget", 5)]
    ]
    assert [(one.boards, one.amount) for one in contract_values(parts)] == [
        (("Bolaget", "Kulturnämnden", "Socialnämnden"), 82)
    ]
    assert [(one.boards, one.amount) for one in contract_values(parts, {"Bolaget"})] == [
        (("Kulturnämnden", "Socialnämnden"), 70),
        (("Bolaget",), 12),
    ]
    assert len(contract_values(parts, {"Bolaget", "Kulturnämnden"})) == 3
    assert contract_values([]) == ()


def test_only_a_part_without_an_end_is_open_ended():
    ends = [("month", None), ("month", "2025-12-31"), ("once", None)]
    (value,) = contract_values([part(100, per, "2025-01-01", until) for per, until in ends])
    assert sorted((line.part.per, line.amount, line.open_ended) for line in value.lines) == [
        ("month", 1200, False),
        ("month", 4800, True),
        ("once", 100, False),
    ]


@pytest.mark.parametrize(
    ("amount", "ends"),
    [(-1, "2025-12-31"), (1.5, "2025-12-31"), (True, None), (1, "2024-12-31"), (1, "9999-12-31")],
)
def test_what_has_no_value_is_refused(amount, ends):
    with pytest.raises(ValueError, match=r"ska vara"):
        part(amount, "month", "2025-01-01", ends)


def test_one_day_is_the_shortest_term():
    assert periods(part(1, "month", "2025-04-30", "2025-04-30")) == Fraction(1, 30)


def amount(name, value, begins, until=None, unit="kronor"):
    """One amount of the law."""
    last = date(until, 12, 31) if until else None
    return Amount(name, name, value, unit, date(begins, 1, 1), last, "lagen")


AMOUNTS = [
    amount("direct_procurement", 615_312, 2020, 2021),
    amount("direct_procurement", 700_000, 2022),
    amount("direct_procurement_annex_2", 7_701_675, 2020, 2021),
    amount("direct_procurement_annex_2", 7_802_550, 2022, 2023),
    amount("direct_procurement_annex_2", 8_109_450, 2024, 2025),
    amount("threshold_annex_2", 7_701_675, 2020, 2021),
    amount("threshold_annex_2", 7_802_550, 2022, 2023),
    amount("threshold_annex_2", 8_109_450, 2024, 2025),
    amount("threshold", 2_389_585, 2024, 2025),
    amount("documentation_duty", 100_000, 2022),
    amount("de_minimis", 300_000, 2024, 2030, "euro"),
]
# Documentation, direct procurement, threshold: read in the list above by eye.
ON_A_DAY = [
    ("2019-12-31", "other", [None, None, None]),
    ("2020-01-01", "other", [None, 615_312, None]),
    ("2021-12-31", "annex_2", [None, 7_701_675, 7_701_675]),
    ("2021-12-31", "other", [None, 615_312, None]),
    ("2022-01-01", "other", [100_000, 700_000, None]),
    ("2022-01-01", "annex_2", [100_000, 7_802_550, 7_802_550]),
    ("2023-12-31", "annex_2", [100_000, 7_802_550, 7_802_550]),
    ("2024-01-01", "annex_2", [100_000, 8_109_450, 8_109_450]),
    ("2025-12-31", "annex_2", [100_000, 8_109_450, 8_109_450]),
    ("2025-12-31", "other", [100_000, 700_000, 2_389_585]),
    ("2026-01-01", "annex_2", [100_000, None, None]),
    ("2026-01-01", "other", [100_000, 700_000, None]),
]


@pytest.mark.parametrize(("day", "kind", "expected"), ON_A_DAY)
@pytest.mark.parametrize("order", [1, -1])
def test_the_limits_are_those_of_the_day(day, kind, expected, order):
    limits = limits_on(AMOUNTS[::order], date.fromisoformat(day), kind)
    assert [one.amount and one.amount.value for one in limits] == expected


def test_a_day_without_a_known_amount_is_said_and_not_guessed():
    limits = limits_on(AMOUNTS, date(2026, 1, 1), "annex_2")
    compared = compare(contract_values([part(1, "once", "2026-01-01")])[0], limits)
    assert [one.limit.id for one in compared.known] == ["documentation_duty"]
    assert [(one.id, one.day, one.amount, one.latest.value) for one in compared.missing] == [
        ("direct_procurement_annex_2", date(2026, 1, 1), None, 8_109_450),
        ("threshold_annex_2", date(2026, 1, 1), None, 8_109_450),
    ]


def test_a_limit_in_another_unit_is_refused():
    with pytest.raises(ValueError, match="threshold är inte angiven i kronor"):
        limits_on([amount("threshold", 221_000, 2024, unit="euro")], date(2024, 1, 1), "other")


def test_the_limits_asked_for_are_in_the_law_in_kronor():
    known = {(one["id"], one["unit"]) for one in tomllib.loads(LAW.read_text(encoding="utf-8"))["amount"]}
    assert {(name, "kronor") for names in contract_value._LIMITS.values() for name in names} <= known


# Öre against 700 000 kronor, that is 70 000 000 öre; one thousandth of it is 70 000, half a thousandth 35 000.
SIDES = [
    (70_000_000, "at", 0, "0.0"),
    (69_999_999, "under", -1, "0.0"),
    (70_000_001, "over", 1, "0.0"),
    (70_034_999, "over", 34_999, "0.0"),
    (70_035_000, "over", 35_000, "0.1"),
    (69_965_000, "under", -35_000, "-0.1"),
    (69_965_001, "under", -34_999, "0.0"),
    (0, "under", -70_000_000, "-100.0"),
    (1_250_000_000, "over", 1_180_000_000, "1685.7"),  # 118/7 = 16,857
]


@pytest.mark.parametrize(("value", "side", "difference", "percent"), SIDES)
def test_a_value_is_under_at_or_over_a_limit(value, side, difference, percent):
    limits = limits_on(AMOUNTS, date(2026, 1, 1), "other")
    (one,) = contract_values([part(value, "once", "2026-01-01")])
    found = compare(one, limits).known[1]
    assert (found.side, found.difference, found.percent) == (side, difference, Decimal(percent))
    assert found.limit.id == "direct_procurement"


DAYS = st.dates(date(2019, 1, 1), date(2033, 12, 31))
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@st.composite
def terms(draw):
    """A part with an end, counted from its own beginning or from elsewhere."""
    starts = draw(DAYS)
    ends = starts + timedelta(days=draw(st.integers(0, 1500)))
    return Part(
        draw(st.sampled_from(["A", "B"])),
        draw(st.sampled_from(["Socialnämnden", "Kulturnämnden", "Bolaget"])),
        draw(st.integers(0, 10**9)),
        draw(st.sampled_from(["month", "quarter", "year"])),
        starts,
        ends,
        draw(st.sampled_from(["agreed", "option", "extension"])),
        counted_from=draw(st.none() | DAYS),
    )


PARTS = st.lists(terms(), min_size=1, max_size=5)


def stepped(origin, months):
    """The day so many months from the origin, one month at a time by the calendar."""
    year, month = origin.year, origin.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    return date(year, month, min(origin.day, calendar.monthrange(year, month)[1]))


def day_by_day(one):
    """The periods of a part as a sum over its days of one over the days of the period each is in."""
    origin, step, number = one.counted_from or one.starts, MONTHS[one.per], 0
    while stepped(origin, number * step) > one.starts:
        number -= 1
    found, day, first = Fraction(0), one.starts, stepped(origin, number * step)
    following = stepped(origin, (number + 1) * step)
    while day <= one.ends:
        while day >= following:
            number, first = number + 1, following
            following = stepped(origin, (number + 1) * step)
        found += Fraction(1, (following - first).days)
        day += timedelta(days=1)
    return found


@settings(max_examples=40, deadline=None)
@given(terms())
def test_periods_are_the_sum_of_their_days(one):
    assert periods(one) == day_by_day(one)


@settings(max_examples=100, deadline=None)
@given(PARTS)
def test_a_value_is_exact_but_for_one_ore_a_line_and_never_too_low(parts):
    exact = sum(one.amount * periods(one) for one in parts)
    assert exact <= total(*parts) < exact + len(parts)


@settings(max_examples=100, deadline=None)
@given(PARTS, terms(), st.sampled_from(["option", "extension"]))
def test_an_option_or_an_extension_is_added_in_full(parts, one, use):
    more = replace(one, use=use)
    assert total(*parts, more) == total(*parts) + ceil(more.amount * periods(more)) >= total(*parts)


@settings(max_examples=200, deadline=None)
@given(terms(), st.data())
def test_two_parts_that_meet_are_worth_the_whole(one, data):
    last = one.starts + timedelta(days=data.draw(st.integers(0, (one.ends - one.starts).days)))
    if last == one.ends:
        return
    origin = one.counted_from or one.starts
    early = replace(one, ends=last, counted_from=origin)
    late = replace(one, starts=last + timedelta(days=1), counted_from=origin)
    assert periods(early) + periods(late) == periods(one)
    assert 0 <= total(early, late) - total(one) <= 1


@settings(max_examples=100, deadline=None)
@given(PARTS, st.randoms(use_true_random=False), st.sets(st.sampled_from(["Bolaget", "Kulturnämnden"])))
def test_the_order_of_the_parts_is_of_no_consequence(parts, chance, independent):
    mixed = list(parts)
    chance.shuffle(mixed)
    assert contract_values(mixed, independent) == contract_values(parts, independent)


@settings(max_examples=100, deadline=None)
@given(PARTS, st.sets(st.sampled_from(["Bolaget", "Kulturnämnden"])))
def test_independence_moves_parts_and_loses_none(parts, independent):
    values = contract_values(parts, independent)
    assert sum(one.amount for one in values) == total(*parts)
    for one in values:
        assert len(one.boards) == 1 or not independent & set(one.boards)
    boards = [name for one in values for name in one.boards]
    assert sorted(boards) == sorted({one.board for one in parts})


@settings(max_examples=100, deadline=None)
@given(PARTS, DAYS, st.sampled_from(["annex_2", "other"]))
def test_every_limit_is_answered_once_and_with_its_own_side(parts, day, kind):
    limits = limits_on(AMOUNTS, day, kind)
    (value,) = contract_values(parts)
    compared = compare(value, limits)
    names = [one.limit.id for one in compared.known] + [one.id for one in compared.missing]
    assert sorted(names) == sorted(one.id for one in limits)
    for one in compared.known:
        assert one.limit.valid_on(day)
        assert value.amount == one.limit.value * 100 + one.difference
        assert one.side == {-1: "under", 0: "at", 1: "over"}[(one.difference > 0) - (one.difference < 0)]
        exact = Fraction(one.difference, one.limit.value)
        assert abs(exact - Fraction(one.percent)) <= Fraction(1, 20)
