"""A list of boards and companies from a spreadsheet: CSV text in, rows with what is wrong with each."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from tillit.domain.listed import FORMULA, Columns, ListedRow, read_list

NAME_LENGTH, CODE_LENGTH = 200, 20
KINDS: dict[str, str] = {"board": "Nämnd", "company": "Bolag"}

_HEADINGS = {
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
_COLUMNS = Columns(_HEADINGS, ("name", "code"), "namn;kod;typ;e-post", "namn, kod, typ och e-post")


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


def read_boards(text: str, *, taken: Collection[str] = ()) -> BoardList:
    """Read a list. `taken` are codes already in use. Never raises: what is wrong stands in the answer."""
    found = read_list(text, _COLUMNS)
    met = {code.casefold(): 0 for code in taken}
    return BoardList(tuple(_row(row, met) for row in found.rows), found.problems)


def _row(row: ListedRow, met: dict[str, int]) -> BoardRow:
    """One row; `met` are the codes so far with their lines, 0 for those in use before."""
    values = row.values
    kind = _KIND_WORDS.get(values["kind"].casefold(), "")
    problems = board_problems(name=values["name"], code=values["code"], contact=values["contact"])
    if not kind:
        problems.append(f"Typen ”{values['kind'][:30]}” känner vi inte. Skriv nämnd eller bolag.")
    if row.overfull:
        problems.append("Raden har fler fält än rubrikerna. Står skiljetecknet i ett namn?")
    code = values["code"].casefold()
    if code and code in met:
        where = f"på rad {met[code]}" if met[code] else "hos er redan"
        problems.append(f"Koden ”{values['code']}” finns {where}. Välj en annan.")
    elif code:
        met[code] = row.line
    return BoardRow(row.line, values["name"], values["code"], kind, values["contact"], tuple(problems))


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
        if value.startswith(FORMULA):
            problems.append(
                f"Ta bort ”{value[0]}” först i ”{value[:30]}”. Kalkylprogram läser det som en formel."
            )
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
            problems.append("Ta bort osynliga tecken.")
    return problems
