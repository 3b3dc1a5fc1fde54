"""Who contributes what, as a picture and as the same numbers in a table: money apart from what is given in kind.

The picture draws in the colour of the text around it: it holds in dark mode and on grey paper, where money is solid
and what is in kind is hatched. It has no scripts and no styles.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Final

from tillit.documents.pictures import SVG
from tillit.documents.swedish import number
from tillit.domain.balance import Balance, SideSums, Sums
from tillit.domain.kronor import shown_kronor

HEADERS: Final = (
    "Part",
    "År",
    "Pengar",
    "Annat än pengar, värde",
    "Timmar utan värde",
    "Insatser utan värde",
)
WIDTH: Final = 320  # a phone: every text keeps its size there
TITLE: Final = "Vad parterna bidrar med"
_BAR: Final = 14
_LONGEST_NAME: Final = 34
_HATCH: Final = 7  # from one slanting line to the next
_UNDRAWABLE: Final = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def balance_svg(balance: Balance, names: Mapping[str, str]) -> str:
    """The picture: for each side a bar of money and a bar of what is valued in kind, on one scale.

    `names` are the sides by their id as text, "" the authority; one that has none is called a party.
    """
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg", {"role": "img", "font-family": "Inter, sans-serif"})
    _part(root, "title", {}, TITLE)
    most = max((max(one.total.money, one.total.in_kind) for one in balance.sides), default=0)
    height = 0
    for side in balance.sides:
        height = _side(root, side, names.get(side.side, "En part"), most, height)
    for name, value in (("width", WIDTH), ("height", height), ("viewBox", f"0 0 {WIDTH} {height}")):
        root.set(name, str(value))
    return ET.tostring(root, encoding="unicode")


def _part(parent: ET.Element, tag: str, attributes: Mapping[str, object], text: str = "") -> ET.Element:
    given = {name: str(value) for name, value in attributes.items()}
    made = ET.SubElement(parent, f"{{{SVG}}}{tag}", given)
    made.text = text or None
    return made


def _side(root: ET.Element, side: SideSums, name: str, most: int, top: int) -> int:
    """Draw one side from a height down. Returns the height below it."""
    group = _part(root, "g", {"fill": "currentColor", "font-size": 14})
    heading = {"x": 0, "y": top + 20, "font-size": 15, "font-weight": 600}
    _part(group, "text", heading, _drawable(name))
    _bar(group, "Pengar", side.total.money, most, top + 30, solid=True)
    _bar(group, "Annat än pengar", side.total.in_kind, most, top + 72, solid=False)
    told = _not_valued(side.total)
    for row, line in enumerate(told):
        _part(group, "text", {"x": 0, "y": top + 130 + 20 * row}, line)
    return top + 126 + (20 * len(told) + 12 if told else 0)


def _bar(group: ET.Element, label: str, ore: int, most: int, top: int, *, solid: bool) -> None:
    """A bar under what it shows and its sum; a sum of zero has no bar."""
    _part(group, "text", {"x": 0, "y": top + 14}, f"{label}: {shown_kronor(ore)}")
    if ore:
        width = max(round((WIDTH - 1) * ore / most, 2), 1)
        place = {"x": 0.5, "y": top + 20, "width": width, "height": _BAR, "stroke": "currentColor"}
        _part(group, "rect", place if solid else {**place, "fill": "none"})
        if not solid:
            _part(group, "path", {"d": _slants(width, top + 20), "stroke": "currentColor", "stroke-width": 2})


def _slants(width: float, top: int) -> str:
    """Slanting lines inside a bar. A pattern would need a name, and two pictures on a page would share it."""
    drawn = []
    for place in range(_HATCH, int(width) + _BAR, _HATCH):
        left, right = max(0, place - _BAR), min(width, place)
        ends = [(round(0.5 + x, 2), round(top + _BAR - place + x, 2)) for x in (left, right)]
        drawn.append("M{} {}L{} {}".format(*ends[0], *ends[1]))
    return "".join(drawn)


def _not_valued(sums: Sums) -> tuple[str, ...]:
    """What has no value, in words: it has no length that could be drawn."""
    if not sums.not_valued:
        return ()
    told = f"{number(sums.not_valued)} {'insats' if sums.not_valued == 1 else 'insatser'}"
    if sums.hours_not_valued:
        told += f", {number(sums.hours_not_valued)} {'timme' if sums.hours_not_valued == 1 else 'timmar'}"
    return ("Utan värde i kronor:", told)


def _drawable(name: str) -> str:
    """A name on one line that fits: without what XML cannot hold, and cut visibly. The table has all of it."""
    line = " ".join(_UNDRAWABLE.sub(" ", name).split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"


def balance_rows(balance: Balance, names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The same numbers for a table under `HEADERS`: each side year by year, then all its years."""
    rows = []
    for side in balance.sides:
        name = names.get(side.side, "En part")
        rows += [_row(name, str(year), sums) for year, sums in zip(balance.years, side.by_year, strict=True)]
        rows.append(_row(name, "Alla år", side.total))
    return tuple(rows)


def _row(name: str, year: str, sums: Sums) -> tuple[str, ...]:
    unvalued = (number(sums.hours_not_valued), number(sums.not_valued))
    return (name, year, shown_kronor(sums.money), shown_kronor(sums.in_kind), *unvalued)
