"""What an agreement's value comes to, in words: the same on the page and on paper."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tillit.documents.swedish import long_date
from tillit.domain.contract_value import Comparison, Kind, Limit, Line, Part, Per, ServiceKind, Use
from tillit.domain.kronor import shown_kronor
from tillit.domain.procurement import Valued

PERIODS: Final[dict[Per, str]] = {
    "once": "en gång",
    "month": "varje månad",
    "quarter": "varje kvartal",
    "year": "varje år",
}
USES: Final[dict[Use, str]] = {
    "agreed": "Avtalat",
    "option": "Option",
    "extension": "Förlängning",
}
KINDS: Final[dict[Kind, str]] = {
    "money": "Pengar",
    "premises": "Lokal",
    "staff": "Personal",
}
SERVICES: Final[dict[ServiceKind, str]] = {
    "annex_2": "Sociala och andra särskilda tjänster (bilaga 2)",
    "other": "Andra tjänster och varor",
}
_LIMITS: Final = {
    "documentation_duty": "gränsen för när köpet ska dokumenteras",
    "direct_procurement": "direktupphandlingsgränsen",
    "direct_procurement_annex_2": "direktupphandlingsgränsen för sociala tjänster",
    "threshold": "tröskelvärdet",
    "threshold_annex_2": "tröskelvärdet för sociala tjänster",
}
_DIRECT: Final[dict[ServiceKind, str]] = {
    "annex_2": "direct_procurement_annex_2",
    "other": "direct_procurement",
}


def explained(one: Valued, service: ServiceKind) -> tuple[str, ...]:
    """A value against its limits in plain sentences, the point first. What is not known is said, never guessed."""
    texts = [_point(one, service), f"Värdet är {shown_kronor(one.value.amount)} utan moms, för hela tiden."]
    if one.value.not_yet_agreed:
        later = shown_kronor(one.value.not_yet_agreed)
        texts.append(f"Av det är {later} optioner och förlängningar. De räknas som om de används.")
    if any(line.open_ended for line in one.value.lines):
        texts.append("En del saknar slut. Den räknas som 48 månader.")
    texts += [_against(found) for found in one.compared.known]
    texts += [_unknown(found) for found in one.compared.missing]
    return tuple(texts)


def _point(one: Valued, service: ServiceKind) -> str:
    direct = next((found for found in one.compared.known if found.limit.id == _DIRECT[service]), None)
    if direct is None:
        return "Vi kan inte säga om ett köp får direktupphandlas: gränsen för den dagen är inte känd."
    if direct.side == "under":
        return "Är det här ett köp får det direktupphandlas."
    return "Är det här ett köp ska det annonseras."


def _against(found: Comparison) -> str:
    limit = f"{_LIMITS[found.limit.id]}, {shown_kronor(found.limit.value * 100)}"
    if found.side == "at":
        return f"Det är precis {limit}. Då är det inte under gränsen."
    side = "under" if found.side == "under" else "över"
    return f"Det är {shown_kronor(abs(found.difference))} {side} {limit}."


def _unknown(limit: Limit) -> str:
    told = f"Inget belopp är känt för {_LIMITS[limit.id]} den {long_date(limit.day)}."
    if limit.latest is None or limit.latest.valid_until is None:
        return f"{told} Ta reda på det innan ni drar en slutsats."
    last = f"{shown_kronor(limit.latest.value * 100)} till och med {long_date(limit.latest.valid_until)}"
    return f"{told} Det senaste som är känt gällde {last}. Ta reda på det nya innan ni drar en slutsats."


@dataclass(frozen=True)
class PartWords:
    """A part as a row of words. `periods` and `value` are "" before it is counted."""

    title: str
    board: str
    use: str
    kind: str
    amount: str
    time: str
    periods: str = ""
    value: str = ""


def part_words(part: Part, line: Line | None = None) -> PartWords:
    """A part in words, and how it was counted."""
    ends = "en gång" if part.per == "once" else f"till {part.ends}" if part.ends else "utan slut"
    return PartWords(
        title=part.title,
        board=part.board,
        use=USES[part.use],
        kind=KINDS[part.kind],
        amount=f"{shown_kronor(part.amount)} {PERIODS[part.per]}",
        time=f"{part.starts} {ends}",
        periods=_periods(line.periods) if line else "",
        value=shown_kronor(line.amount) if line else "",
    )


def _periods(number: Fraction) -> str:
    """A number of periods, with two decimals where it is not whole."""
    return str(number) if number.denominator == 1 else f"{float(number):.2f}".replace(".", ",")
