"""How long an agreement holds: its days, its notice and its extension. What may be wrong with them: term_limits.py.

Kept as canonical JSON: the same term is the same text, and an empty term is no text. Both days are days of the term.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Final, Literal, get_args

from tillit.domain.reading import table

#: "agreed": only if all sides decide it anew. "times": so many times, so long each time.
Extension = Literal["none", "times", "agreed", "unlimited"]
YEARS: Final = range(2000, 2101)
MOST_MONTHS: Final = 120
MOST_TIMES: Final = 10
_LONGEST_TEXT: Final = 2_000
_DAY: Final = timedelta(days=1)
_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_TIMES: Final = (
    "en gång", "två gånger", "tre gånger", "fyra gånger", "fem gånger",
    "sex gånger", "sju gånger", "åtta gånger", "nio gånger", "tio gånger",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """The term as far as it is written; months are whole. Raises ValueError with a Swedish message."""

    starts: date | None = None
    ends: date | None = None
    notice_months: int | None = None
    extension: Extension = "none"
    extension_months: int | None = None
    extension_times: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be a term."""
        for day in (self.starts, self.ends):
            if day is not None and not (type(day) is date and day.year in YEARS):
                raise ValueError(f"Skriv en dag mellan år {YEARS[0]} och {YEARS[-1]}.")
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("Slutdagen ska vara startdagen eller senare.")
        _whole(self.notice_months, MOST_MONTHS, "uppsägningstiden", "månader")
        _whole(self.extension_months, MOST_MONTHS, "förlängningen", "månader")
        _whole(self.extension_times, MOST_TIMES, "förlängningen", "gånger")
        if self.extension not in get_args(Extension):
            raise ValueError("Välj om överenskommelsen kan förlängas, och hur.")
        _extension(self)


def _whole(value: Any, most: int, what: str, unit: str) -> None:
    if value is not None and not (type(value) is int and 1 <= value <= most):
        raise ValueError(f"Skriv {what} som ett helt antal {unit}, från 1 till {most}.")


def _extension(term: Term) -> None:
    if term.extension == "times" and None in (term.extension_months, term.extension_times):
        raise ValueError("Skriv hur många gånger den kan förlängas, och med hur många månader varje gång.")
    if term.extension != "times" and term.extension_times is not None:
        raise ValueError("Hur många gånger skrivs bara när förlängningen har ett bestämt antal gånger.")
    if term.extension == "none" and term.extension_months is not None:
        raise ValueError("Välj att den kan förlängas, eller ta bort förlängningens månader.")


def read_day(text: Any) -> date:
    """The day that "2027-01-01" is; written in that way only. Raises ValueError with a Swedish message."""
    try:
        if isinstance(text, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            found = date.fromisoformat(text)
            if found.year in YEARS:
                return found
    except ValueError:
        pass  # such as 2027-02-30: told in the same words
    raise ValueError("Skriv dagen som år-månad-dag, till exempel 2027-01-01.")


def long_date(day: date) -> str:
    """A day as it is read: "1 januari 2027"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def term_text(term: Term) -> str:
    """The term as it is kept: canonical JSON, "" when nothing is written."""
    plain = {name: value for name, value in asdict(term).items() if value not in (None, "none")}
    return json.dumps(plain, sort_keys=True, default=date.isoformat) if plain else ""


def read_term(text: str) -> Term:
    """What `term_text` wrote; "" is an empty term. Raises ValueError with a Swedish message."""
    if not text:
        return Term()
    try:
        raw = json.loads(text[:_LONGEST_TEXT])  # what is cut off cannot be read
    except (ValueError, RecursionError) as error:
        raise ValueError("Tiden går inte att läsa. Fyll i den igen.") from error
    given = table(raw, place="tiden", keys=[one.name for one in fields(Term)])
    days = {name: read_day(given[name]) for name in ("starts", "ends") if given.get(name) is not None}
    return Term(**{**given, **days})


def lines(term: Term) -> tuple[str, ...]:
    """The term in sentences, for papers and comparisons; none when nothing is written."""
    if term == Term():
        return ()
    notice = "Uppsägningstiden är inte bestämd."
    if term.notice_months:
        notice = f"Uppsägningstiden är {counted_months(term.notice_months)}."
    return (_held(term), notice, _extended(term))


def _held(term: Term) -> str:
    begins = f"från {long_date(term.starts)}" if term.starts else "från en dag som inte är bestämd"
    if term.ends is None:
        return f"Överenskommelsen gäller {begins}. Slutdagen är inte bestämd."
    whole = f", {counted_months(months(term.starts, term.ends))}" if term.starts else ""
    return f"Överenskommelsen gäller {begins} till och med {long_date(term.ends)}{whole}."


def _extended(term: Term) -> str:
    most = f" med högst {counted_months(term.extension_months)}" if term.extension_months else ""
    each = " varje gång" if most and term.extension_times != 1 else ""
    match term.extension:
        case "none":
            return "Överenskommelsen kan inte förlängas."
        case "agreed":
            return f"Överenskommelsen kan förlängas{most} om alla parter beslutar det på nytt."
        case "unlimited":
            return f"Överenskommelsen kan förlängas hur många gånger som helst{most}{each}."
    return f"Överenskommelsen kan förlängas {_TIMES[(term.extension_times or 1) - 1]}{most}{each}."


def counted_months(number: int) -> str:
    """So many months, as they are read: "1 månad", "6 månader"."""
    return "1 månad" if number == 1 else f"{number} månader"


def _after(day: date, number: int) -> date:
    # A month from the 31st that ends in a short month has all of it: the next begins on the 1st (regulation 1182/71).
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return _after(day.replace(day=1), number + 1)


def months(starts: date, ends: date) -> int:
    """Calendar months from a first to a last day, both in, rounded up. Raises ValueError when they are reversed."""
    if ends < starts:
        raise ValueError("Slutdagen ska vara startdagen eller senare.")
    number = (ends.year - starts.year) * 12 + ends.month - starts.month - 1
    while _after(starts, number) <= ends:
        number += 1
    return number


def last_day(term: Term) -> date | None:
    """The last day with every extension used; None without an end or a limit."""
    if term.ends is None or term.extension == "unlimited":
        return None
    return _after(term.ends + _DAY, (term.extension_months or 0) * (term.extension_times or 1)) - _DAY
