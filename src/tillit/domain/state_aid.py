"""Aid of minor importance: whether new aid fits under the ceiling, and what was counted.

Regulation (EU) 2023/2831 (general) and (EU) 2023/2832 (services of general economic interest, SGEI), article 3 in
both: all aid to a single undertaking in any three years, reckoned anew for each new aid, at the day the right to it
arose and not when it is paid. SEK are integer öre and EUR integer cents. Pure; stdlib only.

The three years are counted in calendar days back from the day, and the same date three years earlier is within
them: regulation 1182/71 article 3 leaves out the day of the event and lets a period of years end on the same date,
or on the month's last day where that date is missing. So from 29 February the window begins on 28 February.
"""

import calendar
import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from tillit.domain.guidelines import Amount

Scheme = Literal["general", "sgei"]
#: What is given. In kind has the gross value of what the organisation need not pay for.
Kind = Literal["money", "premises", "staff"]

WINDOW_YEARS: Final = 3
#: Before this day aid was reckoned by fiscal years, which this module does not know.
ROLLING_SINCE: Final = datetime.date(2024, 1, 1)
_CEILINGS: Final[dict[Scheme, str]] = {"general": "de_minimis", "sgei": "sgei_de_minimis"}
#: Which aid counts against which ceiling. General aid counts in the SGEI ceiling too: the careful reading of how
#: the two regulations meet, and the rule that regulation 360/2012 had.
COUNTED: Final[dict[Scheme, frozenset[Scheme]]] = {
    "general": frozenset({"general"}),
    "sgei": frozenset({"general", "sgei"}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """Aid to one organisation: `amount` öre, and `rate` SEK for one EUR as it was on `rate_on`.

    `granted_on` is the day the right to the aid arose. Raises ValueError.
    """

    id: str
    organisation: str
    granted_on: datetime.date
    amount: int
    rate: Decimal
    rate_on: datetime.date
    kind: Kind = "money"
    scheme: Scheme = "general"

    def __post_init__(self) -> None:
        """Refuse what cannot be converted."""
        if type(self.amount) is not int or self.amount < 0:
            raise ValueError("Stödet ska vara hela ören och minst noll.")
        if not isinstance(self.rate, Decimal) or not self.rate.is_finite() or self.rate <= 0:
            raise ValueError("Kursen ska vara ett tal större än noll, i kronor för en euro.")
        if self.rate_on > self.granted_on:
            raise ValueError("Kursen ska vara från den dag då stödet gavs, eller tidigare.")

    @property
    def cents(self) -> int:
        """The aid in EUR cents."""
        return to_cents(self.amount, self.rate)

    @property
    def falls_out_on(self) -> datetime.date:
        """The first day when the aid no longer counts."""
        return falls_out_on(self.granted_on)


@dataclass(frozen=True, slots=True)
class MinorAid:
    """New aid held against a ceiling. `ceiling` is None where no amount is known for the day: then nothing is said.

    `counted`, `fallen_out` and `later` hold every other grant of the undertaking that the ceiling is about.
    What is granted after the day is not counted; each of those is to be tried again on its own day.
    """

    new: Grant
    window_from: datetime.date
    ceiling: Amount | None
    counted: tuple[Grant, ...]
    fallen_out: tuple[Grant, ...]
    later: tuple[Grant, ...]

    @property
    def sum_cents(self) -> int:
        """The aid counted in the window, without the new, in EUR cents."""
        return sum(grant.cents for grant in self.counted)

    @property
    def head_room_cents(self) -> int | None:
        """What is left under the ceiling before the new aid, in EUR cents, never below zero. None: not known."""
        return None if self.ceiling is None else max(self.ceiling.value * 100 - self.sum_cents, 0)

    @property
    def over_cents(self) -> int | None:
        """How far above the ceiling the sum is with the new aid, in EUR cents, or zero. None: not known."""
        if self.ceiling is None:
            return None
        return max(self.sum_cents + self.new.cents - self.ceiling.value * 100, 0)

    @property
    def fits(self) -> bool | None:
        """Whether the whole new aid is within the ceiling; at it is within. None: not known.

        Aid that does not fit is outside the regulation altogether, not only the part above the ceiling.
        """
        return None if self.over_cents is None else self.over_cents == 0

    @property
    def next_out_on(self) -> datetime.date | None:
        """The first day when some counted grant has fallen out; None where none is counted."""
        return min((grant.falls_out_on for grant in self.counted), default=None)


def to_cents(amount: int, rate: Decimal) -> int:
    """Convert öre to EUR cents at a rate in SEK for one EUR, exactly and then up: aid is never counted too low."""
    return ceil(amount / Fraction(rate))


def _moved(day: datetime.date, years: int) -> datetime.date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def window_start(day: datetime.date) -> datetime.date:
    """Return the first day whose aid counts on a day: the same date three years earlier, itself counted."""
    return _moved(day, -WINDOW_YEARS)


def falls_out_on(granted_on: datetime.date) -> datetime.date:
    """Return the first day when aid granted that day is outside the window."""
    day = _moved(granted_on, WINDOW_YEARS) + datetime.timedelta(days=1)
    # From 29 February the window begins on the 28th, so what was granted on a 28th may stay a day longer.
    return day if window_start(day) > granted_on else day + datetime.timedelta(days=1)


def minor_aid(
    new: Grant, granted: Iterable[Grant], undertaking: Collection[str], amounts: Iterable[Amount]
) -> MinorAid:
    """Hold new aid against the ceiling of its scheme, the day it is granted.

    `granted` is the aid already given, to anyone; `undertaking` names the organisations that are one undertaking,
    and only their aid counts. `amounts` are the law's (de_minimis, sgei_de_minimis, in euro), with their periods.
    Raises ValueError for a day before 2024, for a new grant outside the undertaking and for a grant named twice.
    """
    if new.granted_on < ROLLING_SINCE:
        raise ValueError("Före 2024 räknades stöd per räkenskapsår. Det kan inte prövas här.")
    if new.organisation not in undertaking:
        raise ValueError("Organisationen som ska få stödet ingår inte i företaget som prövas.")
    given = sorted(granted, key=lambda one: (one.granted_on, one.id))
    if len({new.id, *(one.id for one in given)}) != len(given) + 1:
        raise ValueError("Samma stöd finns med två gånger.")
    first, counts = window_start(new.granted_on), COUNTED[new.scheme]
    ours = [one for one in given if one.organisation in undertaking and one.scheme in counts]
    return MinorAid(
        new=new,
        window_from=first,
        ceiling=_ceiling(amounts, new.scheme, new.granted_on),
        counted=tuple(one for one in ours if first <= one.granted_on <= new.granted_on),
        fallen_out=tuple(one for one in ours if one.granted_on < first),
        later=tuple(one for one in ours if one.granted_on > new.granted_on),
    )


def _ceiling(amounts: Iterable[Amount], scheme: Scheme, day: datetime.date) -> Amount | None:
    held = [one for one in amounts if one.id == _CEILINGS[scheme] and one.valid_on(day)]
    if any(one.unit != "euro" for one in held):
        raise ValueError(f"Taket {_CEILINGS[scheme]} är inte angivet i euro.")
    return max(held, key=lambda one: one.valid_from, default=None)
