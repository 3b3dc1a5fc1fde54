"""The access table in words, for its page and for docs/access.md."""

from dataclasses import dataclass

from tillit.domain.access_table import ACTIONS, Row
from tillit.domain.roles import ROLE_NAMES, Role

NOUNS = {
    "page": "Öppna sidor",
    "assessment": "Pröva en idé",
    "open": "Offentliga texter",
    "login": "Logga in",
    "demo": "Demoläge",
    "my": "Min sida",
    "invitation": "Inbjudningar",
    "organisation": "Organisationen",
    "draft": "Organisationens eget utrymme",
    "authority": "Huvudmannen",
    "opening": "Öppna inbjudningar",
    "case": "Ärenden",
    "sheet": "Svar i en gemensam bedömning",
    "writing": "Texter i ärenden",
    "meeting": "Möten i ärenden",
    "examination": "Prövningar i ärenden",
    "entered": "Inskrivet för en organisation",
    "task": "Uppgifter i ärenden",
    "command": "Driften",
    "job": "Driften",
}
STATES = {
    "": "",
    "open": "pågående",
    "closed": "avslutat",
    "internal": "internt",
    "shared": "delat",
    "public": "offentligt",
}
OTHERS = {"anonymous": "alla", "person": "alla som är inloggade", "operator": "den som sköter driften"}


@dataclass(frozen=True)
class Line:
    """A row of the table in words."""

    what: str
    state: str
    who: str
    demands: str


def _who(row: Row) -> str:
    """Those who may, in the order of the roles."""
    roles = [ROLE_NAMES[role] for role in Role if role.value in row.who]
    others = [words for kind, words in OTHERS.items() if kind in row.who]
    return ", ".join(others + roles)


def _demands(row: Row) -> str:
    """What login the act asks for."""
    parts = ["inloggning i två steg"] if row.level > 1 else []
    return ", ".join([*parts, "ny bekräftelse"] if row.fresh else parts)


def groups() -> list[tuple[str, list[Line]]]:
    """The table by noun: heading and lines."""
    found: dict[str, list[Line]] = {}
    for (action, state), row in ACTIONS.items():
        line = Line(row.what, STATES[state], _who(row), _demands(row))
        found.setdefault(NOUNS[action.split(".")[0]], []).append(line)
    return list(found.items())


def as_markdown() -> str:
    """The table as docs/access.md."""
    parts = ["# Vem får göra vad\n\nSkriven av koden (`domain/access_table.py`); ett test håller den lika.\n"]
    for heading, lines in groups():
        parts.append(f"\n## {heading}\n\n| vad | läge | vem | krav |\n|---|---|---|---|\n")
        parts += [f"| {line.what} | {line.state} | {line.who} | {line.demands} |\n" for line in lines]
    return "".join(parts)
