"""The calendar of joint follow-ups: on which day, what the sides look at together, and who calls them.

Kept as canonical JSON: the same calendar in any order is the same text, and an empty one is no text.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from tillit.domain.reading import rows, table
from tillit.domain.terms import long_date, read_day
from tillit.domain.typed_lines import ended, tidy

MOST: Final = 100
_LONGEST_TEXT: Final = 200_000
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")
_TEXTS: Final = {
    "id": (40, "beteckningen"),
    "day": (40, "dagen"),
    "what": (200, "vad ni följer upp"),
    "who": (200, "vem som kallar"),
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A joint follow-up. `day` is a day as 2028-03-01; `who` calls to it, "" while that is not decided.

    Texts are kept on one line. Raises ValueError with a Swedish message.
    """

    id: str
    day: str
    what: str
    who: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts, and refuse what cannot be understood."""
        for name, (longest, called) in _TEXTS.items():
            object.__setattr__(self, name, tidy(getattr(self, name), longest, called))
        if not _ID.fullmatch(self.id):
            raise ValueError("Uppföljningen saknar beteckning. Lägg till den igen.")
        read_day(self.day)
        if not self.what:
            raise ValueError(
                "Skriv vad ni följer upp, till exempel målen och vad var och en har bidragit med."
            )

    @property
    def on(self) -> date:
        """The day."""
        return read_day(self.day)


def _ordered(items: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """In the one order they are kept in. Raises ValueError for too many, or for the same id twice."""
    kept = sorted(items, key=lambda one: (one.day, one.what, one.who, one.id))
    if len(kept) > MOST:
        raise ValueError(f"Det får vara högst {MOST} dagar. Ta bort några.")
    if len({one.id for one in kept}) < len(kept):
        raise ValueError("Samma uppföljning finns med två gånger. Ta bort den ena.")
    return tuple(kept)


def follow_ups_text(items: Iterable[FollowUp]) -> str:
    """The calendar as it is kept: canonical JSON, "" for none. Raises ValueError as `with_follow_up` does."""
    plain = [{key: said for key, said in asdict(one).items() if said} for one in _ordered(items)]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True) if plain else ""


def read_follow_ups(text: str) -> tuple[FollowUp, ...]:
    """What `follow_ups_text` wrote, in its order; "" gives none. Raises ValueError with a Swedish message."""
    if not text:
        return ()
    try:
        raw = rows(json.loads(text[:_LONGEST_TEXT]), place="")  # what is cut off cannot be read
    except (ValueError, RecursionError) as error:
        raise ValueError("Uppföljningarna går inte att läsa. Fyll i dem igen.") from error
    return _ordered([_read(one, f"Uppföljning {number}") for number, one in enumerate(raw, 1)])


def _read(raw: Any, place: str) -> FollowUp:
    names = [field.name for field in fields(FollowUp)]
    given = {**dict.fromkeys(names[:3], ""), **table(raw, place=place, keys=names)}
    try:
        return FollowUp(**given)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def with_follow_up(items: Iterable[FollowUp], one: FollowUp) -> tuple[FollowUp, ...]:
    """The calendar with this one, in place of any with its id. Raises ValueError when they are too many."""
    return _ordered([*without_follow_up(items, one.id), one])


def without_follow_up(items: Iterable[FollowUp], id: str) -> tuple[FollowUp, ...]:
    """The calendar without the one that has this id, if it is there."""
    return _ordered(one for one in items if one.id != id)


def lines(items: Iterable[FollowUp]) -> tuple[str, ...]:
    """One line for each follow-up, in their order."""
    return tuple(
        f"{long_date(one.on)}: {ended(one.what)}" + (f" Kallar: {ended(one.who)}" if one.who else "")
        for one in _ordered(items)
    )
