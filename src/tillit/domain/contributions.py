"""What each side gives to a partnership, year by year: money, premises, staff, volunteer hours, material, knowledge.

Kept as canonical JSON: the same contributions in any order are the same text, and none are no text. Money is öre.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from itertools import chain
from typing import Any, Final, Literal, get_args

from tillit.domain.kronor import MOST_KRONOR, shown_kronor
from tillit.domain.reading import rows, table
from tillit.domain.terms import YEARS, long_date, read_day
from tillit.domain.typed_lines import ended, tidy

Kind = Literal["money", "premises", "staff", "volunteer_hours", "material", "knowledge"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_NAMES: Final = ("Pengar", "Lokal", "Personal", "Ideell tid", "Material", "Kunskap")
KIND_NAMES: Final[Mapping[Kind, str]] = dict(zip(KINDS, _NAMES, strict=True))
MOST: Final = 200
MOST_HOURS: Final = 10_000_000
_MOST_ORE: Final = MOST_KRONOR * 100
_HOURLY: Final = ("staff", "volunteer_hours")
_LONGEST_TEXT: Final = 2_000_000
_PARTY: Final = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?")
#: The longest of each text, and what it is called in a message.
_TEXTS: Final = {
    "id": (40, "beteckningen"),
    "party": (36, "vem som bidrar"),
    "what": (200, "vad ni bidrar med"),
    "rate_source": (200, "timvärdets källa"),
    "role": (100, "rollen"),
    "paid_on": (40, "betalningsdagen"),
    "indexed": (100, "hur beloppet räknas upp"),
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one side gives one year. `party`: an organisation's uuid as text, "" for the authority's board.

    `amount` is öre; `rate` is öre for an hour, with the source and the year it holds for; without either it has no
    value. `paid_on` is a day as 2027-03-01. Texts are kept on one line. Raises ValueError with a Swedish message.
    """

    id: str
    party: str
    year: int
    kind: Kind
    what: str
    amount: int | None = None
    hours: int | None = None
    rate: int | None = None
    rate_source: str = ""
    rate_year: int | None = None
    role: str = ""
    paid_on: str = ""
    indexed: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts, and refuse what cannot be understood or counted."""
        for name, (longest, called) in _TEXTS.items():
            object.__setattr__(self, name, tidy(getattr(self, name), longest, called))
        for wrong, message in chain(_named(self), _counted(self), _rated(self)):
            if wrong:
                raise ValueError(message)
        if self.paid_on:
            read_day(self.paid_on)

    @property
    def value(self) -> int | None:
        """The value in öre: what is agreed, or hours times rate. None: it is not valued."""
        return self.amount if self.hours is None or self.rate is None else self.hours * self.rate


def _off(value: Any, least: int, most: int) -> bool:
    return value is not None and not (type(value) is int and least <= value <= most)


def _named(one: Contribution) -> Iterator[tuple[bool, str]]:
    yield not re.fullmatch(r"[A-Za-z0-9_-]+", one.id), "Insatsen saknar beteckning. Lägg till den igen."
    yield not _PARTY.fullmatch(one.party), "Välj vem som bidrar."
    dated = type(one.year) is int and one.year in YEARS
    yield not dated, f"Skriv ett år från {YEARS[0]} till {YEARS[-1]}."
    names = ", ".join(name.lower() for name in KIND_NAMES.values())
    yield one.kind not in KINDS, f"Välj vad ni bidrar med: {names}."
    yield not one.what, "Skriv vad ni bidrar med, till exempel språkcafé på kvällar."


def _counted(one: Contribution) -> Iterator[tuple[bool, str]]:
    yield one.kind == "money" and one.amount is None, "Skriv beloppet med siffror, till exempel 250 000."
    yield _off(one.amount, 1, _MOST_ORE), "Skriv ett belopp som är större än noll och högst en biljon kronor."
    yield one.kind == "volunteer_hours" and one.hours is None, "Skriv hur många timmar, till exempel 400."
    yield _off(one.hours, 1, MOST_HOURS), "Skriv timmarna som ett helt antal, från 1 till 10 miljoner."


def _rated(one: Contribution) -> Iterator[tuple[bool, str]]:
    yield _off(one.rate, 1, _MOST_ORE), "Skriv ett timvärde som är större än noll, till exempel 250."
    yield _off(one.rate_year, 1900, YEARS[-1]), "Skriv vilket år timvärdet gäller, till exempel 2027."
    rated, told = one.rate is not None, (bool(one.rate_source), one.rate_year is not None)
    yield rated and one.hours is None, "Skriv timmarna också. Utan dem kan timvärdet inte räknas."
    yield rated and one.amount is not None, "Skriv ett timvärde eller ett värde för allt, inte båda."
    yield rated and not all(told), "Skriv varifrån timvärdet kommer, och vilket år det gäller."
    yield not rated and any(told), "Källa och år hör till ett timvärde. Skriv timvärdet, eller ta bort dem."
    yield rated and (one.value or 0) > _MOST_ORE, "Värdet blir för stort. Rätta timmarna eller timvärdet."
    hourly = one.hours is not None or bool(one.role)
    yield hourly and one.kind not in _HOURLY, "Timmar och roll skrivs bara för personal och ideell tid."
    planned = bool(one.paid_on or one.indexed)
    yield planned and one.kind != "money", "Betalningsdag och uppräkning skrivs bara för pengar."


def _ordered(items: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """In the one order they are kept in. Raises ValueError for too many, or for the same id twice."""
    kept = sorted(items, key=lambda one: (one.year, one.party, KINDS.index(one.kind), one.what, one.id))
    if len(kept) > MOST:
        raise ValueError(f"Det får vara högst {MOST} insatser. Slå ihop några som hör samman.")
    if len({one.id for one in kept}) < len(kept):
        raise ValueError("Samma insats finns med två gånger. Ta bort den ena.")
    return tuple(kept)


def contributions_text(items: Iterable[Contribution]) -> str:
    """The contributions as they are kept: canonical JSON, "" for none. Raises ValueError as `with_item` does."""
    blank = (None, "")
    plain = [{key: said for key, said in asdict(one).items() if said not in blank} for one in _ordered(items)]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True) if plain else ""


def read_contributions(text: str) -> tuple[Contribution, ...]:
    """What `contributions_text` wrote, in its order; "" gives none. Raises ValueError with a Swedish message."""
    if not text:
        return ()
    try:
        raw = rows(json.loads(text[:_LONGEST_TEXT]), place="")  # what is cut off cannot be read
    except (ValueError, RecursionError) as error:
        raise ValueError("Insatserna går inte att läsa. Fyll i dem igen.") from error
    return _ordered([_read(one, f"Insats {number}") for number, one in enumerate(raw, 1)])


def _read(raw: Any, place: str) -> Contribution:
    names = [field.name for field in fields(Contribution)]
    given = {**dict.fromkeys(names[:5], ""), **table(raw, place=place, keys=names)}  # "" is the authority
    try:
        return Contribution(**given)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def with_item(items: Iterable[Contribution], one: Contribution) -> tuple[Contribution, ...]:
    """The contributions with this one, in place of any with its id. Raises ValueError when they are too many."""
    return _ordered([*without(items, one.id), one])


def without(items: Iterable[Contribution], id: str) -> tuple[Contribution, ...]:
    """The contributions without the one that has this id, if it is there."""
    return _ordered(one for one in items if one.id != id)


def lines(items: Iterable[Contribution], names: Mapping[str, str]) -> tuple[str, ...]:
    """One line for each contribution, in their order. `names`: the sides by their id as text, "" the authority."""
    return tuple(_line(one, names.get(one.party, "En part som inte är med")) for one in _ordered(items))


def _line(one: Contribution, name: str) -> str:
    role = f" ({one.role})" if one.role else ""
    paid = f"betalas {long_date(read_day(one.paid_on))}" if one.paid_on else ""
    indexed = f"räknas upp så här: {one.indexed}" if one.indexed else ""
    facts = (KIND_NAMES[one.kind] + role, _hours(one), _value(one), paid, indexed)
    return f"{one.year}, {name}: {', '.join(filter(None, facts))}. {ended(one.what)}"


def _hours(one: Contribution) -> str:
    many = f"{one.hours or 0:,} timmar".replace(",", "\N{NO-BREAK SPACE}")
    return "1 timme" if one.hours == 1 else many if one.hours else ""


def _value(one: Contribution) -> str:
    if one.value is None:
        return "utan värde i kronor"
    if one.rate is None:
        return ("" if one.kind == "money" else "värde ") + shown_kronor(one.value)
    grounds = f"{shown_kronor(one.rate)} per timme, år {one.rate_year}, källa {one.rate_source}"
    return f"{'värderad' if one.hours == 1 else 'värderade'} till {shown_kronor(one.value)} ({grounds})"
