"""Goals in an authority's programmes and budgets: what a goal must say, a list of them, and who follows on whom."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tillit.domain.listed import FORMULA, Columns, ListedRow, read_list

NAME_LENGTH, TITLE_LENGTH, TEXT_LENGTH, REFERENCE_LENGTH = 200, 200, 4_000, 100
FIRST_YEAR, LAST_YEAR = 2000, 2100
HEADINGS = {
    "program": "programme",
    "budget": "programme",
    "styrdokument": "programme",
    "mål": "title",
    "rubrik": "title",
    "text": "body",
    "beskrivning": "body",
    "diarienummer": "reference",
    "paragraf": "reference",
    "hänvisning": "reference",
    "beslutad": "decided_on",
    "beslutsdatum": "decided_on",
    "från år": "first_year",
    "år": "first_year",
    "till år": "last_year",
}
EXAMPLE = "program;mål;text;diarienummer;beslutad;från år;till år"
_COLUMNS = Columns(
    HEADINGS,
    ("programme", "title", "first_year"),
    EXAMPLE,
    "program, mål, text, diarienummer, beslutad, från år och till år",
)
_SPREADSHEET_BEGAN = date(1899, 12, 30)  # day 0 of a spreadsheet, with its leap year of 1900 counted
_SPREADSHEET_DAYS = range(30_000, 80_000)


@dataclass(frozen=True)
class GoalFacts:
    """What a goal says. It holds in its years, the first and last included."""

    programme: str
    title: str
    body: str
    reference: str
    decided_on: date | None
    first_year: int
    last_year: int

    @property
    def key(self) -> tuple[str, str, int]:
        """What makes it the same goal as another."""
        return self.programme.casefold(), self.title.casefold(), self.first_year

    @property
    def years(self) -> str:
        """The years as people write them: "2026" or "2026–2029"."""
        return (
            f"{self.first_year}"
            if self.first_year == self.last_year
            else f"{self.first_year}–{self.last_year}"
        )


@dataclass(frozen=True)
class GoalRow:
    """A goal as it was written in a list, with what is wrong with it. `line` counts from 1."""

    line: int
    facts: GoalFacts
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalList:
    """All rows, and what is wrong with the list as a whole."""

    rows: tuple[GoalRow, ...]
    problems: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether there is something to bring in and nothing to correct."""
        return bool(self.rows) and not self.problems and not any(row.problems for row in self.rows)


def goal_problems(facts: GoalFacts) -> dict[str, str]:
    """What is wrong with a goal: by field, in Swedish, with what to do."""
    found = {}
    if not facts.programme or len(facts.programme) > NAME_LENGTH:
        found["programme"] = f"Skriv programmets eller budgetens namn, högst {NAME_LENGTH} tecken."
    if not facts.title or len(facts.title) > TITLE_LENGTH:
        found["title"] = f"Skriv målet i en mening, högst {TITLE_LENGTH} tecken."
    if len(facts.body) > TEXT_LENGTH:
        found["body"] = f"Skriv kortare: högst {TEXT_LENGTH} tecken."
    if len(facts.reference) > REFERENCE_LENGTH:
        found["reference"] = f"Skriv kortare: högst {REFERENCE_LENGTH} tecken."
    if not FIRST_YEAR <= facts.first_year <= LAST_YEAR:
        found["first_year"] = f"Skriv året med fyra siffror, från {FIRST_YEAR} till {LAST_YEAR}."
    elif not facts.first_year <= facts.last_year <= LAST_YEAR:
        found["last_year"] = "Skriv samma år som det första, eller ett senare."
    return found


def rolled(facts: GoalFacts, *, year: int, decided_on: date | None, reference: str) -> GoalFacts:
    """The goal in another year, by the decision of that year; without one, the former decision still stands.

    A programme that bears its year in its name ("Budget 2026") bears the new one.
    """
    return replace(
        facts,
        programme=facts.programme.replace(str(facts.last_year), str(year)),
        first_year=year,
        last_year=year,
        decided_on=decided_on or facts.decided_on,
        reference=reference or facts.reference,
    )


def read_goals(text: str, *, taken: Collection[tuple[str, str, int]] = ()) -> GoalList:
    """Read a list. `taken` are the keys of goals that are there already. Never raises."""
    found = read_list(text, _COLUMNS)
    met = dict.fromkeys(taken, 0)
    return GoalList(tuple(_row(row, met) for row in found.rows), found.problems)


def _row(row: ListedRow, met: dict[tuple[str, str, int], int]) -> GoalRow:
    """One row; `met` are the goals so far with their lines, 0 for those that were there before."""
    values = {name: _without_mark(value) for name, value in row.values.items()}
    first, last = _year(values["first_year"]), _year(values["last_year"] or values["first_year"])
    day, known = _day(values["decided_on"])
    facts = GoalFacts(
        values["programme"], values["title"], values["body"], values["reference"], day, first, last
    )
    problems = list(goal_problems(facts).values())
    if not known:
        problems.append(f"Skriv beslutsdagen som 2026-11-24, inte ”{values['decided_on'][:30]}”.")
    if row.overfull:
        problems.append("Raden har fler fält än rubrikerna. Står skiljetecknet i en text?")
    if facts.key in met:
        where = f"på rad {met[facts.key]}" if met[facts.key] else "hos er redan"
        problems.append(f"Målet finns {where} för {first}. Ta bort raden.")
    met.setdefault(facts.key, row.line)
    return GoalRow(row.line, facts, tuple(problems))


def _without_mark(value: str) -> str:
    """The value without the mark that our own export puts before what looks like a formula."""
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA) else value


def _year(text: str) -> int:
    """A year, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0


def _day(text: str) -> tuple[date | None, bool]:
    """A day, and whether it could be read; also the number that a spreadsheet keeps a day as."""
    if not text:
        return None, True
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in _SPREADSHEET_DAYS:
        return _SPREADSHEET_BEGAN + timedelta(days=int(text)), True
    try:
        return date.fromisoformat(text), True
    except ValueError:
        return None, False
