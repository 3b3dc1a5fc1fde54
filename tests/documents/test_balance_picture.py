"""The picture of who contributes what: nothing is cleaned away, its lengths are the sums, the table agrees."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.documents.balance_picture import HEADERS, TITLE, WIDTH, balance_rows, balance_svg
from tillit.documents.pictures import SVG, clean_svg
from tillit.domain.balance import Balance, SideSums, Sums, balance
from tillit.domain.contributions import Contribution
from tillit.domain.kronor import shown_kronor

NAMES = {"": "Socialnämnden", "a": "Föreningen & Co <x>", "b": "Stiftelsen"}
NUMBERS = st.just(0) | st.integers(0, 10**16)
SUMS = st.builds(Sums, NUMBERS, NUMBERS, st.integers(0, 10**6), st.integers(0, 200))


def balanced(*totals):
    """A balance of these totals, of one year."""
    sides = tuple(SideSums(side, (one,), one) for side, one in zip(["", "a", "b"], totals, strict=False))
    return Balance((2027,), sides, (Sums(),), Sums())


BALANCES = st.lists(SUMS, max_size=3).map(lambda totals: balanced(*totals))


def parts(svg, tag):
    """The elements of one kind, in order."""
    return list(ET.fromstring(svg).iter(f"{{{SVG}}}{tag}"))


@settings(deadline=None)
@given(BALANCES, st.dictionaries(st.sampled_from(["", "a", "b"]), st.text(max_size=90)))
def test_nothing_in_the_picture_is_cleaned_away(found, names):
    svg = balance_svg(found, names)
    assert clean_svg(svg) == svg
    assert "url(" not in svg
    assert 'id="' not in svg, "two pictures on a page would share it"


@settings(deadline=None)
@given(BALANCES)
def test_the_lengths_of_the_bars_are_the_sums_on_one_scale(found):
    svg = balance_svg(found, NAMES)
    sums = [(ore, solid) for one in found.sides for ore, solid in _bars(one.total) if ore]
    bars = parts(svg, "rect")
    assert len(bars) == len(sums)
    most = max((ore for ore, _solid in sums), default=1)
    for bar, (ore, solid) in zip(bars, sums, strict=True):
        assert float(bar.get("width")) == pytest.approx(max(319 * ore / most, 1), abs=0.01)
        assert bar.get("x") == "0.5"
        assert (bar.get("fill") != "none") == solid, "money is solid, in kind is not"
        above = [one for one in parts(svg, "text") if float(bar.get("y")) - float(one.get("y")) == 6]
        (told,) = above
        assert told.text == f"{'Pengar' if solid else 'Annat än pengar'}: {shown_kronor(ore)}"
    wide = [ore for ore, solid in sums if not solid and 319 * ore / most >= 8]
    drawn = [one for one in parts(svg, "path") if one.get("d")]
    assert len(drawn) >= len(wide), "what is in kind is hatched"


def _bars(sums):
    return (sums.money, True), (sums.in_kind, False)


@settings(deadline=None)
@given(BALANCES)
def test_every_sum_is_written_beside_its_bar_and_money_and_in_kind_are_never_added(found):
    told = [one.text for one in parts(balance_svg(found, NAMES), "text")]
    for side in found.sides:
        place = told.index(NAMES[side.side])
        rest = told[place + 1 :]
        assert rest[:2] == [
            f"Pengar: {shown_kronor(side.total.money)}",
            f"Annat än pengar: {shown_kronor(side.total.in_kind)}",
        ]
        assert bool(side.total.not_valued) == (rest[2:3] == ["Utan värde i kronor:"])


@settings(deadline=None)
@given(BALANCES)
def test_all_text_can_be_read_and_all_is_inside(found):
    root = ET.fromstring(balance_svg(found, NAMES))
    height = float(root.get("height"))
    assert root.get("viewBox") == f"0 0 {WIDTH} {root.get('height')}"
    assert root.get("width") == str(WIDTH) == "320"
    assert root.find(f"{{{SVG}}}title").text == TITLE
    for group in root.iter(f"{{{SVG}}}g"):
        assert group.get("fill") == "currentColor"
        for one in group.iter(f"{{{SVG}}}text"):
            assert float(one.get("font-size", group.get("font-size"))) >= 13
            assert 0 <= float(one.get("y")) <= height
            assert float(one.get("x")) + wide(one.text) <= WIDTH, "what is told fits a phone"
        for one in group.iter(f"{{{SVG}}}rect"):
            assert float(one.get("y")) + float(one.get("height")) <= height
    rows = sorted({float(one.get("y")) for one in root.iter(f"{{{SVG}}}text")})
    assert all(below - above >= 20 for above, below in pairwise(rows)), "no row is drawn over another"
    assert {one.get("fill", "currentColor") for one in root.iter()} <= {"currentColor", "none"}
    assert {one.get("stroke", "currentColor") for one in root.iter()} == {"currentColor"}


def wide(text):
    """About how wide a text is in Inter at 14 px: its digits are 8.8 px, a space and a comma 4."""
    return sum(4 if sign in " ,\N{NO-BREAK SPACE}" else 8.8 for sign in text)


def test_hatching_stays_inside_its_bar():
    svg = balance_svg(balanced(Sums(1000, 400)), NAMES)
    bar = next(one for one in parts(svg, "rect") if one.get("fill") == "none")
    left, top, width, height = (float(bar.get(name)) for name in ("x", "y", "width", "height"))
    (drawn,) = parts(svg, "path")
    ends = [end.split() for line in drawn.get("d").split("M")[1:] for end in line.split("L")]
    assert len(ends) >= 2 * width / 8
    for x, y in ends:
        assert left <= float(x) <= left + width
        assert top <= float(y) <= top + height
    assert {float(x) for x, _y in ends} >= {left, left + width}, "from one end of the bar to the other"


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        (Sums(not_valued=1), "Utan värde i kronor: 1 insats"),
        (Sums(not_valued=2, hours_not_valued=1), "Utan värde i kronor: 2 insatser, 1 timme"),
        (Sums(not_valued=3, hours_not_valued=1200), "Utan värde i kronor: 3 insatser, 1 200 timmar"),
    ],
)
def test_what_has_no_value_is_told_in_words(sums, told):
    texts = [
        one.text.replace("\N{NO-BREAK SPACE}", " ")
        for one in parts(balance_svg(balanced(sums), NAMES), "text")
    ]
    assert " ".join(texts[-2:]) == told


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table():
    name = "Föreningen " + "x" * 80
    found = balanced(Sums(1))
    assert parts(balance_svg(found, {"": name}), "text")[0].text == name[:33] + "…"
    assert balance_rows(found, {"": name})[0][0] == name
    assert parts(balance_svg(found, {"": "x" * 34}), "text")[0].text == "x" * 34
    assert parts(balance_svg(found, {"": "A\x00\n\ud800B"}), "text")[0].text == "A B"
    assert parts(balance_svg(found, {}), "text")[0].text == "En part"


def test_the_table_has_every_side_and_year():
    uuid = "11111111-1111-4111-8111-111111111111"
    items = [
        Contribution("1", "", 2027, "money", "Bidrag", 100_00),
        Contribution("2", "", 2028, "money", "Bidrag", 50_00),
        Contribution("3", "", 2028, "premises", "Lokal", 7_00),
        Contribution("4", uuid, 2027, "volunteer_hours", "Tid", hours=1200),
        Contribution("5", uuid, 2027, "knowledge", "Nätverk"),
    ]
    rows = balance_rows(balance(items, ["", uuid]), {"": "Socialnämnden", uuid: "Föreningen"})
    assert [tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in rows] == [
        ("Socialnämnden", "2027", "100 kr", "0 kr", "0", "0"),
        ("Socialnämnden", "2028", "50 kr", "7 kr", "0", "0"),
        ("Socialnämnden", "Alla år", "150 kr", "7 kr", "0", "0"),
        ("Föreningen", "2027", "0 kr", "0 kr", "1 200", "2"),
        ("Föreningen", "2028", "0 kr", "0 kr", "0", "0"),
        ("Föreningen", "Alla år", "0 kr", "0 kr", "1 200", "2"),
    ]
    assert {len(row) for row in rows} == {len(HEADERS)}
