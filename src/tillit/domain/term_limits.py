"""What stands in the way of a term, how it lies beside earlier agreements, and what the agreement does not promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tillit.domain.kronor import shown_kronor
from tillit.domain.terms import Term, counted_months, last_day, long_date, months


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason why a term cannot stand: what is wrong, why that matters, and who or what says so."""

    key: str
    text: str
    why: str
    source: str


_NO_END = Refusal(
    "no_end",
    "Slutdagen är inte bestämd. Skriv den sista dagen.",
    "Ett partnerskap gäller en bestämd tid och utvärderas. Utan slutdag räknas ett köp som 48 månader.",
    "Socialförvaltningen i Stockholm, tjänsteutlåtande december 2015; "
    "lagen (2016:1145) om offentlig upphandling 5 kap. 13 §",
)
_UNLIMITED = Refusal(
    "unlimited",
    "Överenskommelsen kan förlängas hur många gånger som helst. Skriv hur många gånger, och hur länge.",
    "Avtalet i Alingsås kunde förlängas utan bortre gräns, och var ett köp. Då får andra aldrig chansen.",
    "HFD 2020 ref. 15",
)


def refusals(term: Term, longest_months: int | None, source: str = "Riktlinjen") -> tuple[Refusal, ...]:
    """What stands in the way of a term, the gravest first.

    `longest_months` is the longest that a guideline lets a term be with every extension used, None where it says
    nothing; `source` names the guideline. Without both days a term has no length to hold against it.
    """
    found = [_NO_END] if term.ends is None else []
    found += [_UNLIMITED] if term.extension == "unlimited" else []
    last = last_day(term) or term.ends
    if longest_months is None or term.starts is None or last is None:
        return tuple(found)
    length = months(term.starts, last)
    if length > longest_months:
        used = " när varje förlängning är räknad" if last != term.ends else ""
        told = (
            f"Tiden är {counted_months(length)}{used}. Välj en tidigare slutdag, eller kortare förlängning."
        )
        why = f"Tiden får vara högst {counted_months(longest_months)}, med förlängningar."
        found.append(Refusal("too_long", told, why, source))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An earlier agreement beside a term: the days that lie between the two, or the days that both of them have."""

    title: str
    gap: int
    overlap: int

    @property
    def text(self) -> str:
        """How the two lie, in a sentence."""
        if self.overlap:
            return f"Under {_days(self.overlap)} gäller både {self.title} och den här överenskommelsen."
        if self.gap:
            return f"Under {_days(self.gap)} mellan {self.title} och den här överenskommelsen gäller ingen av dem."
        return f"{self.title} och den här överenskommelsen ligger intill varandra, utan glapp."


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagar"


def neighbours(term: Term, earlier: Sequence[tuple[str, date, date]]) -> tuple[Neighbour, ...]:
    """How a term lies beside agreements with a title, a first and a last day: the nearest first, overlaps before gaps.

    None for a term without a first day; without a last day it goes on. Extensions are not counted. Raises
    ValueError for an agreement that ends before it starts.
    """
    if term.starts is None:
        return ()
    last = term.ends or date.max
    found = [_beside(term.starts, last, *one) for one in earlier]
    return tuple(sorted(found, key=lambda one: (one.gap, -one.overlap, one.title)))


def _beside(starts: date, ends: date, title: str, first: date, last: date) -> Neighbour:
    if last < first:
        raise ValueError(f"{title} slutar innan den börjar. Rätta dagarna.")
    between = (max(starts, first) - min(ends, last)).days  # 1 where one begins the day after the other
    return Neighbour(title, max(between - 1, 0), max(1 - between, 0))


def promises(term: Term, money_total: int | None, years: Sequence[int] = ()) -> tuple[str, ...]:
    """What the agreement does not promise, in plain sentences.

    `money_total` is all the money of every side in öre, None when it is not known; `years` are the years it is for.
    """
    return (
        _after_the_end(term),
        _renewal(term),
        _money(money_total, years),
        "Ingen part måste fortsätta med sina egna insatser när tiden är slut.",
        _notice(term),
    )


def _after_the_end(term: Term) -> str:
    if term.ends is None:
        return "Slutdagen är inte bestämd. Därför är det inte heller bestämt hur länge löftena gäller."
    return f"Efter {long_date(term.ends)} är inget lovat: varken pengar, lokaler eller arbete."


def _renewal(term: Term) -> str:
    if term.extension == "none":
        return "Tiden förlängs inte. Vill ni fortsätta måste varje part fatta ett nytt beslut."
    return "Tiden förlängs inte av sig själv. Varje förlängning kräver ett nytt beslut av varje part."


def _money(total: int | None, years: Sequence[int]) -> str:
    if total == 0:
        return "Ingen part lovar pengar."
    which = [str(year) for year in sorted(set(years))]
    listed = " och ".join(filter(None, (", ".join(which[:-1]), *which[-1:])))
    if not listed:
        return "Pengar är lovade bara för de år som står i överenskommelsen."
    told = "Pengarna" if total is None else f"Pengarna, {shown_kronor(total)},"
    return f"{told} gäller bara {listed}. För andra år är inga pengar lovade."


def _notice(term: Term) -> str:
    if term.notice_months is None:
        return "Det är inte bestämt om tiden kan sägas upp i förväg."
    notice = counted_months(term.notice_months)
    return (
        f"Hela tiden är inte lovad: en part kan säga upp överenskommelsen, och den slutar då efter {notice}."
    )
