"""Registration numbers of cases: one series for each authority and year, without gaps, in the order of registration.

What has come in is registered without delay, with a date and a number (offentlighets- och sekretesslagen (2009:400)
5 kap. 1–2 §§). The year is that of the moment in Sweden.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
_WRITTEN = re.compile(r"(?:IOP[\s-]*)?(20\d\d)\s*[/:-]\s*0*([1-9]\d{0,8})", re.IGNORECASE)


@dataclass(frozen=True)
class Registration:
    """A number in a series, and when it was given."""

    year: int
    number: int
    at: datetime

    def __str__(self) -> str:
        """The number as people write it: "IOP 2026/0014"."""
        return shown(self.year, self.number)


def shown(year: int | None, number: int | None) -> str:
    """A number as people write it: "IOP 2026/0014"; "" for a case that has none yet."""
    return "" if year is None or number is None else f"IOP {year}/{number:04d}"


def following(last: Registration | None, at: datetime) -> Registration:
    """The number after the last one of an authority, given at a moment (aware).

    A moment before the last one counts as the last one: whoever waited for the series comes after it, also when
    the year turned meanwhile. So the numbers are in the order of their moments, always.
    """
    moment = max(at, last.at) if last else at
    year = moment.astimezone(SWEDEN).year
    same = last is not None and last.year == year
    return Registration(year, last.number + 1 if last is not None and same else 1, moment)


def read(text: str) -> tuple[int, int] | None:
    """Year and number, from what someone wrote in a search field; None when it is something else."""
    found = _WRITTEN.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None
