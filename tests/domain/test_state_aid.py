"""Minor aid against a table made by hand and a count day by day."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.domain import state_aid
from tillit.domain.guidelines import Amount
from tillit.domain.state_aid import Grant, falls_out_on, minor_aid, to_cents, window_start

LAW = Path(__file__).resolve().parents[2] / "guidelines" / "law-se.toml"
US = {"802000-0001", "802000-0002"}


def ceiling(name, value, begins=2024, until=2030, unit="euro"):
    """A ceiling of the law."""
    return Amount(name, name, value, unit, date(begins, 1, 1), date(until, 12, 31), "förordningen")


CEILINGS = [
    ceiling("de_minimis", 200_000, 2014, 2023),
    ceiling("de_minimis", 300_000),
    ceiling("sgei_de_minimis", 750_000),
]


def grant(name, day, euro, scheme="general", organisation="802000-0001", **more):
    """A grant of so many whole euro at ten kronor for one: a thousand öre each."""
    granted_on = date.fromisoformat(day) if isinstance(day, str) else day
    return Grant(name, organisation, granted_on, euro * 1000, Decimal(10), granted_on, scheme=scheme, **more)


def tried(new, *granted, amounts=CEILINGS):
    """The new aid held against the ceiling."""
    return minor_aid(new, granted, US, amounts)


# Öre, rate, cents: öre through rate, worked out by hand.
CENTS = [
    (0, "11.25", 0),
    (1125, "11.25", 100),  # exactly one euro stays one
    (1126, "11.25", 101),  # 100,09
    (1124, "11.25", 100),  # 99,91
    (1, "11.25", 1),  # 0,09
    (1_000_000, "11.25", 88_889),  # 88 888,89
    (100_000_000, "11.4465", 8_736_295),  # 8 736 294,94
    (3, "1", 3),
    (10**30, "10", 10**29),  # no digit lost, however many
]


@pytest.mark.parametrize(("amount", "rate", "cents"), CENTS)
def test_kronor_become_euro_rounded_up(amount, rate, cents):
    assert to_cents(amount, Decimal(rate)) == cents


# Granted, the day of the new aid, whether it counts: the same date three years before is the last that does.
WINDOW = [
    ("2021-06-15", "2024-06-15", True),
    ("2021-06-14", "2024-06-15", False),
    ("2024-06-15", "2024-06-15", True),
    ("2024-06-16", "2024-06-15", False),
    ("2021-02-28", "2024-02-28", True),
    ("2021-02-28", "2024-02-29", True),  # 2021 has no 29 February, so the month's last day
    ("2021-02-27", "2024-02-29", False),
    ("2021-02-28", "2024-03-01", False),
    ("2021-03-01", "2024-03-01", True),
    ("2024-02-29", "2027-02-28", True),
    ("2024-02-28", "2027-02-28", True),
    ("2024-02-29", "2027-03-01", False),
    ("2020-12-31", "2024-01-01", False),
    ("2021-01-01", "2024-01-01", True),
]


@pytest.mark.parametrize(("granted", "day", "counts"), WINDOW)
def test_three_years_are_counted_back_to_the_same_date(granted, day, counts):
    found = tried(grant("new", day, 1), grant("old", granted, 5))
    assert (found.sum_cents, bool(found.counted)) == (500 * counts, counts)
    assert len(found.counted) + len(found.fallen_out) + len(found.later) == 1


@pytest.mark.parametrize(
    ("granted", "out"),
    [
        ("2021-06-15", "2024-06-16"),
        ("2021-12-31", "2025-01-01"),
        ("2021-02-27", "2024-02-28"),
        ("2021-02-28", "2024-03-01"),  # still counted on 29 February
        ("2022-02-28", "2025-03-01"),
        ("2024-02-29", "2027-03-01"),
        ("2024-02-28", "2027-03-01"),  # the same date counts, the day after does not
    ],
)
def test_a_grant_falls_out_the_day_after_its_last(granted, out):
    assert falls_out_on(date.fromisoformat(granted)) == date.fromisoformat(out)


# New, already in the window: sum, head-room, above the ceiling, fits. Ceiling 300 000 euro, all in euro.
FITS = [
    (300_000, 0, 0, 300_000, 0, True),
    (300_001, 0, 0, 300_000, 1, False),
    (100_000, 200_000, 200_000, 100_000, 0, True),
    (100_001, 200_000, 200_000, 100_000, 1, False),
    (0, 300_000, 300_000, 0, 0, True),
    (1, 400_000, 400_000, 0, 100_001, False),
]


@pytest.mark.parametrize(("new", "old", "counted", "left", "over", "fits"), FITS)
def test_new_aid_fits_up_to_and_at_the_ceiling(new, old, counted, left, over, fits):
    found = tried(grant("new", "2025-05-05", new), grant("old", "2024-05-05", old))
    assert (found.sum_cents, found.head_room_cents) == (counted * 100, left * 100)
    assert (found.over_cents, found.fits) == (over * 100, fits)


def test_one_cent_above_does_not_fit():
    new = replace(grant("new", "2025-05-05", 300_000), amount=300_000_001)  # 300 000,001 euro
    assert (tried(new).over_cents, tried(new).fits) == (1, False)


def test_several_organisations_are_one_undertaking_and_others_are_not():
    found = tried(
        grant("new", "2025-05-05", 1),
        grant("sister", "2025-01-01", 10, organisation="802000-0002"),
        grant("stranger", "2025-01-01", 100, organisation="802000-0003"),
        grant("premises", "2025-02-01", 1000, kind="premises"),
        grant("gone", "2020-02-01", 7),
        grant("later", "2026-02-01", 7),
    )
    assert [one.id for one in found.counted] == ["sister", "premises"]
    assert ([one.id for one in found.fallen_out], [one.id for one in found.later]) == (["gone"], ["later"])
    assert found.sum_cents == 101_000
    assert found.next_out_on == date(2028, 1, 2)
    assert tried(grant("new", "2025-05-05", 1)).next_out_on is None


def test_general_aid_counts_under_the_sgei_ceiling_and_not_the_other_way():
    given_before = [grant("a", "2025-01-01", 100), grant("b", "2025-01-01", 1000, "sgei")]
    general = tried(grant("new", "2025-05-05", 1), *given_before)
    sgei = tried(grant("new", "2025-05-05", 1, "sgei"), *given_before)
    assert (general.sum_cents, general.head_room_cents) == (10_000, 29_990_000)
    assert (sgei.sum_cents, sgei.head_room_cents) == (110_000, 74_890_000)


@pytest.mark.parametrize(("day", "amounts"), [("2031-01-01", CEILINGS), ("2025-01-01", CEILINGS[::2])])
def test_without_a_ceiling_for_the_day_nothing_is_said(day, amounts):
    found = tried(grant("new", day, 1), amounts=amounts)
    assert (found.ceiling, found.head_room_cents, found.over_cents, found.fits) == (None,) * 4
    assert tried(grant("new", "2030-12-31", 1)).fits is True


def test_the_ceilings_asked_for_are_in_the_law_in_euro():
    known = {(one["id"], one["unit"]) for one in tomllib.loads(LAW.read_text(encoding="utf-8"))["amount"]}
    assert {(name, "euro") for name in state_aid._CEILINGS.values()} <= known


def test_what_cannot_be_tried_is_refused():
    new = grant("new", "2025-05-05", 1)
    with pytest.raises(ValueError, match="räkenskapsår"):
        tried(grant("new", "2023-12-31", 1))
    assert tried(grant("new", "2024-01-01", 1)).fits
    with pytest.raises(ValueError, match="ingår inte"):
        tried(replace(new, organisation="802000-0003"))
    for twice in ([new], [grant("a", "2025-01-01", 1), grant("a", "2025-01-02", 1)]):
        with pytest.raises(ValueError, match="två gånger"):
            tried(new, *twice)
    with pytest.raises(ValueError, match="euro"):
        tried(new, amounts=[ceiling("de_minimis", 3, unit="kronor")])


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": -1},
        {"amount": 1.0},
        {"rate": Decimal(0)},
        {"rate": Decimal(-1)},
        {"rate": Decimal("NaN")},
        {"rate": 11.5},
        {"rate_on": date(2025, 5, 6)},
    ],
)
def test_a_grant_that_cannot_be_converted_is_refused(wrong):
    with pytest.raises(ValueError, match="ska vara"):
        replace(grant("new", "2025-05-05", 1), **wrong)


RATES = st.decimals("0.0001", "99", places=4)
ANY_DAY = st.dates(date(2019, 1, 1), date(2031, 12, 31))
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
NEAR = st.integers(-3, 3).map(lambda days: timedelta(days=days))


@st.composite
def cases(draw):
    """A new grant and others, many of them about three years before it or on the same day."""
    day = draw(
        DAYS | st.sampled_from([date(2024, 2, 29), date(2028, 2, 29), date(2027, 2, 28), date(2027, 3, 1)])
    )
    when = ANY_DAY | NEAR.map(lambda near: window_start(day) + near) | NEAR.map(lambda near: day + near)
    old = []
    for number in range(draw(st.integers(0, 6))):
        granted_on, rate = draw(when), draw(RATES)
        who = draw(st.sampled_from(["802000-0001", "802000-0002", "802000-0003"]))
        scheme = draw(st.sampled_from(["general", "sgei"]))
        amount = draw(st.integers(0, 10**9))
        old.append(Grant(str(number), who, granted_on, amount, rate, granted_on, "money", scheme))
    return grant("new", day, draw(st.integers(0, 400_000)), draw(st.sampled_from(["general", "sgei"]))), old


def three_years_before(day):
    """The window's first day by trying dates: the same date, or the nearest one before that exists."""
    wanted = (day.year - 3, day.month, day.day)
    while True:
        try:
            return date(*wanted)
        except ValueError:
            wanted = (wanted[0], wanted[1], wanted[2] - 1)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_sum_is_that_of_every_day_in_the_window(case):
    new, old = case
    schemes = {"general": ("general",), "sgei": ("general", "sgei")}[new.scheme]
    by_day = {}
    for one in old:
        if one.organisation != "802000-0003" and one.scheme in schemes:
            by_day[one.granted_on] = by_day.get(one.granted_on, 0) - (
                -one.amount * 10000 // int(one.rate * 10000)
            )
    day, expected = three_years_before(new.granted_on), 0
    while day <= new.granted_on:
        expected += by_day.get(day, 0)
        day += timedelta(days=1)
    assert tried(new, *old).sum_cents == expected


@settings(max_examples=150, deadline=None)
@given(cases())
def test_sum_and_head_room_are_the_ceiling_and_what_fits_is_within_it(case):
    new, old = case
    found = tried(new, *old)
    cap = {"general": 30_000_000, "sgei": 75_000_000}[new.scheme]
    if found.sum_cents <= cap:
        assert found.sum_cents + found.head_room_cents == cap
    else:
        assert found.head_room_cents == 0
    assert found.fits == (found.sum_cents + new.cents <= cap)
    assert found.over_cents == max(found.sum_cents + new.cents - cap, 0)
    assert tried(new, *old[::-1]) == found


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(1, 900))
def test_what_has_fallen_out_never_comes_back(case, days):
    new, old = case
    later = new.granted_on + timedelta(days=days)
    before, after = tried(new, *old), tried(replace(new, granted_on=later), *old)
    assert set(before.fallen_out) <= set(after.fallen_out)
    assert not set(before.fallen_out) & set(after.counted)


@settings(max_examples=200, deadline=None)
@given(
    ANY_DAY | st.sampled_from([date(2021, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28)])
)
def test_the_day_a_grant_falls_out_is_the_first_that_leaves_it_behind(granted_on):
    out = falls_out_on(granted_on)
    assert window_start(out - timedelta(days=1)) <= granted_on < window_start(out)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12), RATES)
def test_the_conversion_is_never_below_the_exact_value_and_less_than_a_cent_above(amount, rate):
    exact = Fraction(amount) / Fraction(rate)
    assert exact <= to_cents(amount, rate) < exact + 1
