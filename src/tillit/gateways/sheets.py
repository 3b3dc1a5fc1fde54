"""Spreadsheets: the first sheet of an Excel file in as CSV text, and rows out as CSV that runs no formulas."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from tillit.domain.listed import FORMULA
from tillit.gateways.archives import Archive, open_archive
from tillit.gateways.bad_files import BadFile, damaged, too_big_inside
from tillit.gateways.xml_guard import XmlGuard

LARGEST = 2_000_000
MOST_ROWS, MOST_COLUMNS = 2_000, 50
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_BOOK, _LINKS, _STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as an Excel file does."""
    return data.startswith(b"PK\x03\x04")


def sheet_text(data: bytes) -> str:
    """The first sheet of an Excel file (.xlsx) as CSV text with semicolons. Raises BadFile."""
    if len(data) > LARGEST:
        raise too_big_inside()
    archive = open_archive(data)
    if _BOOK not in archive.names:
        raise BadFile(
            "Filen är inget kalkylblad.", "Spara den som Excel (.xlsx) eller CSV och skicka den igen."
        )
    strings = _texts(archive, _STRINGS, "si", "t") if _STRINGS in archive.names else []
    rows: dict[int, dict[int, str]] = {}
    for (row, column), value in _cells(archive, _first_sheet(archive), strings).items():
        rows.setdefault(row, {})[column] = value
    if not rows:
        return ""
    width = max(max(cells) for cells in rows.values())
    return _csv(
        [cells.get(column, "") for column in range(width + 1)] for _row, cells in sorted(rows.items())
    )


def safe_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV for spreadsheets. What would run as a formula gets an apostrophe before it, and stays text."""
    return b"\xef\xbb\xbf" + _csv([_safe(cell) for cell in row] for row in rows).encode()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell[:1] in ("\t", "\r", "\n") else cell


def _csv(rows: Iterable[Sequence[str]]) -> str:
    kept = io.StringIO()
    csv.writer(kept, delimiter=";", lineterminator="\r\n").writerows(rows)
    return kept.getvalue()


def _read(archive: Archive, part: str, guard: XmlGuard) -> None:
    if part not in archive.names:
        raise damaged()
    for chunk in archive.chunks(part):
        guard.feed(chunk)
    guard.close()


def _first_sheet(archive: Archive) -> str:
    """The part that holds the first sheet of the workbook."""
    sheets: list[str] = []
    goals: dict[str, str] = {}

    def in_book(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            sheets.append(attributes.get("id", ""))

    def in_links(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            goals[attributes.get("Id", "")] = attributes.get("Target", "")

    _read(archive, _BOOK, XmlGuard(in_book))
    _read(archive, _LINKS, XmlGuard(in_links))
    goal = goals.get(sheets[0] if sheets else "", "")
    return goal.removeprefix("/") if goal.startswith("/") else f"xl/{goal}"


def _texts(archive: Archive, part: str, around: str, inside: str) -> list[str]:
    """The text inside each of the outer elements, in their order."""
    starts: list[int] = []

    def look(name: str, _attributes: Mapping[str, str]) -> None:
        if name == around:
            starts.append(len(guard.text))

    guard = XmlGuard(look, text_of=inside)
    _read(archive, part, guard)
    ends = [*starts, len(guard.text)][1:]
    return [guard.text[begin:end] for begin, end in zip(starts, ends, strict=True)]


def _cells(archive: Archive, part: str, strings: list[str]) -> dict[tuple[int, int], str]:
    """Every cell with something in it, by row and column from 0. A cell holds a value, a number of a string or text."""
    places: list[tuple[str, str]] = []

    def look(name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            places.append((attributes.get("r", ""), attributes.get("t", "n")))

    _read(archive, part, XmlGuard(look))
    values, written = _texts(archive, part, "c", "v"), _texts(archive, part, "c", "t")
    found = {}
    for (name, kind), value, text in zip(places, values, written, strict=True):
        if kind == "s" and value:
            found[_place(name)] = _string(strings, value)
        elif kind == "inlineStr" and text:
            found[_place(name)] = text
        elif value:
            found[_place(name)] = value.removesuffix(".0") if kind == "n" else value
    return found


def _string(strings: list[str], number: str) -> str:
    if not number.isascii() or not number.isdigit() or int(number) >= len(strings):
        raise damaged()
    return strings[int(number)]


def _place(name: str) -> tuple[int, int]:
    """Row and column of a cell by its name, from 0."""
    found = _CELL.fullmatch(name)
    if found is None:
        raise damaged()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise BadFile("Bladet är för stort.", f"Behåll högst {MOST_ROWS} rader och {MOST_COLUMNS} kolumner.")
    return row - 1, column - 1
