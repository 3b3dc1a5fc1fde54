"""What an agreement is worth if it is a contract: lagen (2016:1145) om offentlig upphandling 5 kap. 3, 4 and 13 §§.

All the authority gives, excluding VAT, over the whole term, with options and extensions as if used. Money is öre.
Part periods are counted by days, exactly; each line is then rounded up to a whole öre, so that no value is too low.
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

Per = Literal["once", "month", "quarter", "year"]
Use = Literal["agreed", "option", "extension"]
#: In kind has the value of what the organisation need not pay for.
Kind = Literal["money", "premises", "staff"]
#: Annex 2 is social and other special services.
ServiceKind = Literal["annex_2", "other"]
#: At a direct procurement limit is not under it (19 a kap. 2 §).
Side = Literal["under", "at", "over"]
#: What an agreement without an end is counted as: 5 kap. 13 §.
OPEN_ENDED_MONTHS: Final = 48
_LATEST: Final = datetime.date(9000, 1, 1)  # so that no sum of months runs past the calendar

_USES: Final[tuple[Use, ...]] = ("agreed", "option", "extension")
_MONTHS: Final[dict[Per, int]] = {"month": 1, "quarter": 3, "year": 12}
_LIMITS: Final[dict[ServiceKind, tuple[str, ...]]] = {
    "annex_2": ("documentation_duty", "direct_procurement_annex_2", "threshold_annex_2"),
    "other": ("documentation_duty", "direct_procurement", "threshold"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one board gives: `amount` öre excluding VAT for each period, from the first day to the last, both in.

    Without `ends` it has no end; what is given once needs none. Periods are counted from `counted_from` (such as
    the agreement's first day, or a first of January), otherwise from the part's own first day. Raises ValueError.
    """

    title: str
    board: str
    amount: int
    per: Per
    starts: datetime.date
    ends: datetime.date | None = None
    use: Use = "agreed"
    kind: Kind = "money"
    counted_from: datetime.date | None = None

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount < 0:
            raise ValueError("Beloppet ska vara hela ören och minst noll.")
        if self.ends is not None and not self.starts <= self.ends < _LATEST:
            raise ValueError("Slutdagen ska vara startdagen eller senare, och före år 9000.")


@dataclass(frozen=True, slots=True)
class Line:
    """How one part was counted: so many periods, exactly, and the öre they make, rounded up."""

    part: Part
    periods: Fraction
    amount: int

    @property
    def open_ended(self) -> bool:
        """Whether the part has no end and was counted as 48 months."""
        return self.part.ends is None and self.part.per != "once"


@dataclass(frozen=True, slots=True)
class ContractValue:
    """One value to hold against the limits: the boards whose parts it sums, and its lines in a steady order."""

    boards: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def amount(self) -> int:
        """The value in öre, excluding VAT."""
        return sum(line.amount for line in self.lines)

    @property
    def not_yet_agreed(self) -> int:
        """How many of its öre are options and extensions, counted as if used."""
        return sum(line.amount for line in self.lines if line.part.use != "agreed")


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on a day. `amount` is None when none is known for it; `latest` is the last begun by then, to name."""

    id: str
    day: datetime.date
    amount: Amount | None
    latest: Amount | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value against a known limit. `difference` is value minus limit, in öre, exactly.

    `percent` is the difference as a share of the limit, with one decimal, halves away from zero.
    """

    limit: Amount
    side: Side
    difference: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """A value against every limit of its kind: those known, and those that no amount is known for."""

    known: tuple[Comparison, ...]
    missing: tuple[Limit, ...]


def _months_after(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _position(day: datetime.date, origin: datetime.date, months: int) -> Fraction:
    # How many periods lie between the origin and the beginning of the day. Differences of positions add up,
    # so a part that is split keeps its value.
    whole = ((day.year - origin.year) * 12 + day.month - origin.month) // months
    if _months_after(origin, whole * months) > day:
        whole -= 1
    first, following = (_months_after(origin, number * months) for number in (whole, whole + 1))
    return whole + Fraction((day - first).days, (following - first).days)


def periods(part: Part) -> Fraction:
    """Return how many periods a part has, exactly. Once is one; without an end is 48 months (5 kap. 13 §)."""
    if part.per == "once":
        return Fraction(1)
    months = _MONTHS[part.per]
    if part.ends is None:
        return Fraction(OPEN_ENDED_MONTHS, months)
    origin = part.counted_from or part.starts
    day_after = part.ends + datetime.timedelta(days=1)
    return _position(day_after, origin, months) - _position(part.starts, origin, months)


def _value(parts: list[Part]) -> ContractValue:
    parts.sort(key=lambda part: (_USES.index(part.use), part.starts, repr(part)))
    counted = ((part, periods(part)) for part in parts)
    lines = tuple(Line(part, number, ceil(part.amount * number)) for part, number in counted)
    return ContractValue(tuple(sorted({part.board for part in parts})), lines)


def contract_values(parts: Iterable[Part], independent: Collection[str] = ()) -> tuple[ContractValue, ...]:
    """Return the values of one authority's parts: all boards as one, then each independent board by itself.

    `independent` names the boards that answer for their own procurement (5 kap. 4 §). A board without parts has no
    value. The order of the parts is of no consequence. Parts of several authorities are to be asked for apart.
    """
    apart: dict[tuple[str, ...], list[Part]] = {}  # () is the authority, sorted before its independent boards
    for part in parts:
        apart.setdefault((part.board,) if part.board in independent else (), []).append(part)
    return tuple(_value(apart[key]) for key in sorted(apart))


def limits_on(amounts: Iterable[Amount], day: datetime.date, kind: ServiceKind) -> tuple[Limit, ...]:
    """Return the limits of the kind of service that day, each with its amount or without one: never another day's.

    Of several amounts only the latest begun is asked. Raises ValueError for an amount that is not in kronor.
    """
    begun = [one for one in amounts if one.valid_from <= day]
    return tuple(_limit([one for one in begun if one.id == name], name, day) for name in _LIMITS[kind])


def _limit(begun: list[Amount], name: str, day: datetime.date) -> Limit:
    latest = max(begun, key=lambda one: one.valid_from, default=None)
    if latest and latest.unit != "kronor":
        raise ValueError(f"Gränsen {name} är inte angiven i kronor.")
    return Limit(name, day, latest if latest and latest.valid_on(day) else None, latest)


def compare(value: ContractValue, limits: Iterable[Limit]) -> Compared:
    """Hold a value against limits; those without an amount are named as missing, never guessed."""
    given = tuple(limits)
    known = tuple(_comparison(value.amount, one.amount) for one in given if one.amount)
    return Compared(known, tuple(one for one in given if one.amount is None))


def _comparison(value: int, limit: Amount) -> Comparison:
    at = limit.value * 100
    difference = value - at
    side: Side = "at" if difference == 0 else "under" if difference < 0 else "over"
    tenths = (abs(difference) * 2000 + at) // (at * 2)  # of integers, so that a half is exactly a half
    return Comparison(limit, side, difference, Decimal(tenths if difference > 0 else -tenths).scaleb(-1))
