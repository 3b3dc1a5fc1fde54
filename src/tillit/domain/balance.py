"""Who gives what: sums for each side and year, what to think of once more, and the authority's part year by year.

Money, what is valued in kind and hours without a value are three numbers that are never added. Money is öre.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tillit.domain.contributions import KINDS, Contribution, Kind
from tillit.domain.kronor import shown_kronor

AUTHORITY: Final = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """What some contributions come to. `not_valued` counts those in kind that have no value, with or without hours."""

    money: int = 0
    in_kind: int = 0
    hours_not_valued: int = 0
    not_valued: int = 0


@dataclass(frozen=True, slots=True)
class SideSums:
    """One side: its sums for each of the balance's years, in their order, and for all of them."""

    side: str
    by_year: tuple[Sums, ...]
    total: Sums


@dataclass(frozen=True, slots=True)
class Balance:
    """The sides as they were asked for, and all of them together. `left_out` is of no side, and in no sum."""

    years: tuple[int, ...]
    sides: tuple[SideSums, ...]
    by_year: tuple[Sums, ...]
    total: Sums
    left_out: tuple[Contribution, ...] = ()


def _sums(items: Sequence[Contribution]) -> Sums:
    money = sum(one.value or 0 for one in items if one.kind == "money")
    in_kind = sum(one.value or 0 for one in items if one.kind != "money")
    bare = [one.hours or 0 for one in items if one.value is None]
    return Sums(money, in_kind, hours_not_valued=sum(bare), not_valued=len(bare))


def balance(items: Iterable[Contribution], sides: Sequence[str]) -> Balance:
    """The balance of contributions among the sides that are present, each named as in `Contribution.party`."""
    given = tuple(items)
    counted = [one for one in given if one.party in sides]
    years = sorted({one.year for one in counted})
    rows = []
    for side in dict.fromkeys(sides):
        theirs = [one for one in counted if one.party == side]
        rows.append(SideSums(side, _by_year(theirs, years), _sums(theirs)))
    left_out = tuple(one for one in given if one.party not in sides)
    return Balance(tuple(years), tuple(rows), _by_year(counted, years), _sums(counted), left_out)


def _by_year(items: Sequence[Contribution], years: Sequence[int]) -> tuple[Sums, ...]:
    return tuple(_sums([one for one in items if one.year == year]) for year in years)


@dataclass(frozen=True, slots=True)
class Thought:
    """Something to think of once more: what, why, and who or what says so. `side` is whom it is about."""

    key: str
    text: str
    why: str
    source: str
    side: str = AUTHORITY


#: What is said, why, and on what ground.
_GROUNDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "no_contribution": (
        "{name} bidrar inte med något ännu.",
        "I ett partnerskap bidrar båda, med pengar eller på annat sätt.",
        "Forums kriterier 2010, punkt 5; SKL:s kriterier 2017 (rapport 2018), punkt 2",
    ),
    "full_price": (
        "{name} ger pengar som täcker hela kostnaden, {cost}.",
        "Pengar som täcker allt ser ut som betalning för en tjänst. Då kan det vara ett köp som ska upphandlas.",
        "HFD 2020 ref. 15; lagen (2016:1145) om offentlig upphandling 1 kap. 15 §",
    ),
    "state_aid": (
        "{name} ger lokal, personal eller material, och statligt stöd är inte prövat.",
        "Det som den andra slipper betala för räknas som stöd på samma sätt som pengar.",
        "Kommissionens förordning (EU) 2023/2831",
    ),
    "no_value": (
        "{name} ger lokal, personal eller material utan värde i kronor.",
        "Utan värde går insatsen inte att räkna mot gränserna för köp och för stöd.",
        "Lagen (2016:1145) om offentlig upphandling 5 kap. 3 §; kommissionens förordning (EU) 2023/2831",
    ),
    "only_money": (
        "{name} bidrar bara med pengar.",
        "Då kan partnerskapet uppfattas som ett vanligt förenings- eller verksamhetsbidrag.",
        "Uttalande när Stockholm behandlade stadsrevisionens projektrapport nr 3/2021 (dnr KS 2021/826)",
    ),
    "no_rate": (
        "{name} har satt ett värde på timmar utan att skriva ett timvärde.",
        "Utan timvärde, källa och år kan ingen kontrollera värdet eller räkna om det.",
        "Tillits egen kontroll: ingen riktlinje som vi har läst anger ett timvärde",
    ),
}
#: What the other side would otherwise have to pay for.
_SPARED: Final[tuple[Kind, ...]] = ("premises", "staff", "material")


def second_thoughts(
    items: Iterable[Contribution],
    sides: Sequence[str],
    *,
    full_cost: int | None,
    state_aid_examined: bool,
    names: Mapping[str, str] | None = None,
) -> tuple[Thought, ...]:
    """What to think of once more about these contributions; none of it stops anyone.

    `full_cost` is what the whole work costs in öre over the same years, None when it is not known. `names`: the sides
    by their id as text, "" the authority. Contributions of someone who is not a side are not thought of. Raises
    ValueError for a cost that is not whole öre above zero.
    """
    if full_cost is not None and not (type(full_cost) is int and full_cost > 0):
        raise ValueError("Skriv hela kostnaden med siffror, till exempel 250 000.")
    given = [one for one in items if one.party in (AUTHORITY, *sides)]
    givers = {one.party for one in given}
    lump = {one.party for one in given if one.hours and one.amount}
    found = [("no_contribution", side) for side in sides if side not in givers]
    found += [(key, AUTHORITY) for key in _of_the_board(given, full_cost, examined=state_aid_examined)]
    found += [("no_rate", side) for side in sides if side in lump]
    called = {AUTHORITY: "Nämnden", **(names or {})}
    cost = shown_kronor(full_cost or 0)
    return tuple(
        Thought(key, text.format(name=called.get(side, "En part"), cost=cost), why, source, side)
        for key, side in dict.fromkeys(found)
        for text, why, source in [_GROUNDS[key]]
    )


def _of_the_board(given: Sequence[Contribution], full_cost: int | None, *, examined: bool) -> Iterator[str]:
    board = [one for one in given if one.party == AUTHORITY]
    spared = [one for one in board if one.kind in _SPARED]
    if full_cost is not None and _sums(board).money >= full_cost:
        yield "full_price"
    if spared and not examined:
        yield "state_aid"
    if any(one.value is None for one in spared):
        yield "no_value"
    # Where nobody else gives anything, that is what is said.
    if board and len(board) < len(given) and all(one.kind == "money" for one in board):
        yield "only_money"


@dataclass(frozen=True, slots=True)
class AuthorityYear:
    """What the authority gives one year, in öre, for the procurement and aid checks; `other` is all other kinds.

    `starts` and `ends` are the days of that year within the term. `not_valued` are contributions without a value.
    """

    year: int
    starts: date
    ends: date
    money: int
    premises: int
    staff: int
    other: int
    not_valued: int


def authority_parts(
    items: Iterable[Contribution], starts: date | None, ends: date | None
) -> tuple[AuthorityYear, ...]:
    """The authority's part, year by year. A year outside the term is still there, whole: no value is too low."""
    board = [one for one in items if one.party == AUTHORITY]
    years = sorted({one.year for one in board})
    return tuple(_year([one for one in board if one.year == year], starts, ends) for year in years)


def _year(theirs: Sequence[Contribution], starts: date | None, ends: date | None) -> AuthorityYear:
    year = theirs[0].year
    first, last = date(year, 1, 1), date(year, 12, 31)
    if (starts or first) <= last and (ends or last) >= first:
        first, last = max(first, starts or first), min(last, ends or last)
    money, premises, staff, *other = (
        sum(one.value or 0 for one in theirs if one.kind == kind) for kind in KINDS
    )
    return AuthorityYear(year, first, last, money, premises, staff, sum(other), _sums(theirs).not_valued)
