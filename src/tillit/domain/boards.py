"""A list of boards and companies from a spreadsheet: CSV text in, rows with what is wrong with each."""

import csv
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

MOST_ROWS, LARGEST = 500, 300_000
NAME_LENGTH, CODE_LENGTH = 200, 20
KINDS: dict[str, str] = {"board": "Nämnd", "company": "Bolag"}

_HEADERS = {
    "namn": "name",
    "nämnd": "name",
    "kod": "code",
    "förkortning": "code",
    "typ": "kind",
    "e-post": "contact",
    "epost": "contact",
    "e-postadress": "contact",
    "mejl": "contact",
}
_KIND_WORDS = {
    "": "board",
    "nämnd": "board",
    "styrelse": "board",
    "bolag": "company",
    "kommunalt bolag": "company",
}
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,180}\.[^@\s,;<>\".]{2,}")
#: What a spreadsheet would run as a formula when the list is opened there again.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class BoardRow:
    """One board as it was written, with what is wrong with it. `line` counts from 1, the header included."""

    line: int
    name: str
    code: str
    kind: str
    contact: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class BoardList:
    """All rows, and what is wrong with the list as a whole."""

    rows: tuple[BoardRow, ...]
    problems: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether there is something to bring in and nothing to correct."""
        return bool(self.rows) and not self.problems and not any(row.problems for row in self.rows)


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, else as Swedish spreadsheets of old write it."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_boards(text: str, *, taken: Collection[str] = ()) -> BoardList:
    """Read a list. `taken` are codes already in use. Never raises: what is wrong stands in the answer."""
    if len(text) > LARGEST:
        return BoardList((), ("Filen är för stor. Dela den i flera.",))
    lines = text.removeprefix("\ufeff").replace("\0", "").splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return BoardList((), ("Listan är tom. Börja med raden namn;kod;typ;e-post.",))
    divider = max(";\t,", key=lines[first].count)
    try:
        cells = [(first + 1, row) for row in csv.reader(lines[first:], delimiter=divider, strict=True)]
    except csv.Error:
        return BoardList((), ("Ett citattecken öppnas men stängs aldrig. Rätta det och försök igen.",))
    numbered = [(first + 1 + place, row) for place, (_line, row) in enumerate(cells)]
    return _list(numbered[0][1], [(n, row) for n, row in numbered[1:] if any(c.strip() for c in row)], taken)


def _list(head: Sequence[str], body: list[tuple[int, list[str]]], taken: Collection[str]) -> BoardList:
    """The rows under a header."""
    columns = [_HEADERS.get(cell.strip().casefold(), "") for cell in head]
    problems = [
        f"Kolumnen ”{cell.strip()[:30]}” känner vi inte. Använd namn, kod, typ och e-post."
        for cell, column in zip(head, columns, strict=True)
        if cell.strip() and not column
    ]
    named = [column for column in columns if column]
    problems += [
        f"Kolumnen {_swedish(c)} finns två gånger." for c in sorted(set(named)) if named.count(c) > 1
    ]
    problems += [f"Kolumnen {_swedish(c)} saknas i första raden." for c in ("name", "code") if c not in named]
    if not body:
        problems.append("Det finns inga rader under rubrikerna.")
    if len(body) > MOST_ROWS:
        problems.append(f"Listan har {len(body)} rader. Vi tar {MOST_ROWS} åt gången.")
    if problems:
        return BoardList((), tuple(problems))
    met = {code.casefold(): 0 for code in taken}
    return BoardList(tuple(_row(line, columns, cells, met) for line, cells in body))


def _swedish(column: str) -> str:
    return next(word for word, name in _HEADERS.items() if name == column)


def _row(line: int, columns: list[str], cells: list[str], met: dict[str, int]) -> BoardRow:
    """One row; `met` are the codes so far with their lines, 0 for those in use before."""
    values = dict.fromkeys(("name", "code", "kind", "contact"), "")
    values.update({name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=False) if name})
    kind = _KIND_WORDS.get(values["kind"].casefold(), "")
    problems = board_problems(name=values["name"], code=values["code"], contact=values["contact"])
    if not kind:
        problems.append(f"Typen ”{values['kind'][:30]}” känner vi inte. Skriv nämnd eller bolag.")
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        problems.append("Raden har fler fält än rubrikerna. Står skiljetecknet i ett namn?")
    code = values["code"].casefold()
    if code and code in met:
        where = f"på rad {met[code]}" if met[code] else "hos er redan"
        problems.append(f"Koden ”{values['code']}” finns {where}. Välj en annan.")
    elif code:
        met[code] = line
    return BoardRow(line, values["name"], values["code"], kind, values["contact"], tuple(problems))


def board_problems(*, name: str, code: str, contact: str) -> list[str]:
    """What is wrong with the facts of one board, in Swedish."""
    problems = []
    if not name or len(name) > NAME_LENGTH:
        problems.append(f"Skriv namnet, högst {NAME_LENGTH} tecken.")
    if not code or len(code) > CODE_LENGTH:
        problems.append(f"Skriv en kod, högst {CODE_LENGTH} tecken, till exempel SN.")
    if contact and (len(contact) > 254 or not _ADDRESS.fullmatch(contact)):
        problems.append("Skriv e-postadressen så här: namnd@kommun.se.")
    for value in (name, code, contact):
        if value.startswith(_FORMULA):
            problems.append(
                f"Ta bort ”{value[0]}” först i ”{value[:30]}”. Kalkylprogram läser det som en formel."
            )
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
            problems.append("Ta bort osynliga tecken.")
    return problems
