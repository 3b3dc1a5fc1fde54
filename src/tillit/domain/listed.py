"""A list from a spreadsheet as CSV text: the cells under known headings, and what is wrong with the list as a whole."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS, LARGEST = 500, 300_000
#: What a spreadsheet would run as a formula when the list is opened there again.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Columns:
    """The columns that a list may have: headings in lower case → names; which are needed; how a list begins.

    `named` tells the columns in a sentence.
    """

    headings: Mapping[str, str]
    needed: tuple[str, ...]
    example: str
    named: str

    def swedish(self, column: str) -> str:
        """The first heading of a column."""
        return next(word for word, name in self.headings.items() if name == column)


@dataclass(frozen=True)
class ListedRow:
    """A row: its line from 1, headings included; a value for each column, "" when missing; cells too many or not."""

    line: int
    values: Mapping[str, str]
    overfull: bool


@dataclass(frozen=True)
class Listed:
    """The rows of a list, and what is wrong with it as a whole; then there are no rows."""

    rows: tuple[ListedRow, ...]
    problems: tuple[str, ...] = ()


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, else as Swedish spreadsheets of old write it."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_list(text: str, columns: Columns) -> Listed:
    """Read a list with any usual separator. Never raises: what is wrong stands in the answer."""
    if len(text) > LARGEST:
        return Listed((), ("Filen är för stor. Dela den i flera.",))
    lines = text.removeprefix("\ufeff").replace("\0", "").splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Listed((), (f"Listan är tom. Börja med raden {columns.example}.",))
    divider = max(";\t,", key=lines[first].count)
    try:
        rows = list(csv.reader(lines[first:], delimiter=divider, strict=True))
    except csv.Error:
        return Listed((), ("Ett citattecken öppnas men stängs aldrig. Rätta det och försök igen.",))
    numbered = [(first + 1 + place, row) for place, row in enumerate(rows)]
    body = [(line, row) for line, row in numbered[1:] if any(cell.strip() for cell in row)]
    return _under(numbered[0][1], body, columns)


def _under(head: Sequence[str], body: list[tuple[int, list[str]]], columns: Columns) -> Listed:
    """The rows under a line of headings."""
    names = [columns.headings.get(cell.strip().casefold(), "") for cell in head]
    problems = [
        f"Kolumnen ”{cell.strip()[:30]}” känner vi inte. Använd {columns.named}."
        for cell, name in zip(head, names, strict=True)
        if cell.strip() and not name
    ]
    known = [name for name in names if name]
    twice = sorted(name for name in set(known) if known.count(name) > 1)
    problems += [f"Kolumnen {columns.swedish(name)} finns två gånger." for name in twice]
    missing = [name for name in columns.needed if name not in known]
    problems += [f"Kolumnen {columns.swedish(name)} saknas i första raden." for name in missing]
    if not body:
        problems.append("Det finns inga rader under rubrikerna.")
    if len(body) > MOST_ROWS:
        problems.append(f"Listan har {len(body)} rader. Vi tar {MOST_ROWS} åt gången.")
    if problems:
        return Listed((), tuple(problems))
    return Listed(tuple(_row(line, names, cells, columns) for line, cells in body))


def _row(line: int, names: list[str], cells: list[str], columns: Columns) -> ListedRow:
    values = dict.fromkeys(columns.headings.values(), "")
    values.update({name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False) if name})
    return ListedRow(line, values, any(cell.strip() for cell in cells[len(names) :]))
