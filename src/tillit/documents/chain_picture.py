"""The effect chain as a picture and as a table: its stages one under the other, so that it can be read on a phone.

The picture draws in the colour of the text around it: it holds in dark mode and on grey paper. A stage that says
nothing is drawn with a dashed line, so that the gap is seen. It has no scripts and no styles.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tillit.documents.pictures import SVG

HEADERS: Final = ("Steg", "Vad")
TITLE: Final = "Effektkedjan, steg för steg"
EMPTY: Final = "Inget är skrivet än."
WIDTH: Final = 320
_SIZE: Final = 16
_LINE: Final = 21  # from one line to the next
_PAD: Final = 12
_ARROW: Final = 30  # the height between two stages
_INDENT: Final = 14  # where a text begins after its mark
_ROOM: Final = WIDTH - 2 * _PAD - _INDENT - 4
_WIDE: Final = frozenset("mwMW@%&—…ÅÄÖ")
_UNDRAWABLE: Final = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Stages = Sequence[tuple[str, Sequence[str]]]


def chain_svg(stages: Stages) -> str:
    """The picture: each stage in a box with its name and what stands in it, with an arrow on to the next."""
    ET.register_namespace("", SVG)
    root = ET.Element(f"{{{SVG}}}svg", {"role": "img", "font-family": "Inter, sans-serif"})
    _part(root, "title", {}, TITLE)
    height = 1
    for place, (name, rows) in enumerate(stages):
        if place:
            _arrow(root, height)
            height += _ARROW
        height = _stage(root, name, rows, height)
    for name, value in (("width", WIDTH), ("height", height + 1), ("viewBox", f"0 0 {WIDTH} {height + 1}")):
        root.set(name, str(value))
    return ET.tostring(root, encoding="unicode")


def _part(parent: ET.Element, tag: str, attributes: Mapping[str, object], text: str = "") -> ET.Element:
    given = {name: str(value) for name, value in attributes.items()}
    made = ET.SubElement(parent, f"{{{SVG}}}{tag}", given)
    made.text = text or None
    return made


def _stage(root: ET.Element, name: str, rows: Sequence[str], top: int) -> int:
    """Draw a stage from a height down. Returns the height below it."""
    group = _part(root, "g", {"fill": "currentColor", "font-size": _SIZE})
    box = _part(group, "rect", {"x": 1, "y": top, "width": WIDTH - 2, "rx": 6, "fill": "none"})
    box.set("stroke", "currentColor")
    if not rows:
        box.set("stroke-dasharray", "4 4")
    height = top + _PAD + _SIZE
    _part(group, "text", {"x": _PAD, "y": height, "font-weight": 600}, name)
    for text in rows or (EMPTY,):
        height += 4
        if rows:
            _part(group, "circle", {"cx": _PAD + 3, "cy": height + _LINE - 5, "r": 3})
        for line in _wrapped(text):
            height += _LINE
            _part(group, "text", {"x": _PAD + (_INDENT if rows else 0), "y": height}, line)
    bottom = height + _PAD
    box.set("height", str(bottom - top))
    return bottom


def _arrow(root: ET.Element, top: int) -> None:
    """An arrow from a stage to the next."""
    middle, end = WIDTH // 2, top + _ARROW - 4
    path = f"M{middle} {top + 4}L{middle} {end}M{middle - 6} {end - 7}L{middle} {end}L{middle + 6} {end - 7}"
    _part(root, "path", {"d": path, "fill": "none", "stroke": "currentColor", "stroke-width": 2})


def _wrapped(text: str) -> Iterator[str]:
    """The text in lines that fit; a word that is longer than a line is broken."""
    line = ""
    for word in _UNDRAWABLE.sub(" ", text).split():
        longer = f"{line} {word}" if line else word
        if _width(longer) <= _ROOM:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _broken(word)
        yield from whole
    yield line


def _broken(word: str) -> list[str]:
    """A word in pieces that each fit on a line."""
    pieces = [""]
    for sign in word:
        if _width(pieces[-1] + sign) > _ROOM:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _width(text: str) -> float:
    """About how wide a text is, rather too wide than too narrow: the reader's font is not known."""
    return _SIZE * sum(_wide(sign) for sign in text)


def _wide(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF" or ord(sign) > 0xFFFF:
        return 1.3
    if sign in _WIDE:
        return 0.95
    return 0.7 if sign.isupper() or sign.isdigit() else 0.58


def chain_rows(stages: Stages) -> tuple[tuple[str, str], ...]:
    """The same content for a table under `HEADERS`: each text with its stage; a stage that says nothing, too."""
    return tuple((name, text) for name, rows in stages for text in (rows or (EMPTY,)))
