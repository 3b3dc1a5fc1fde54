"""What an officer types about an agreement's value, and what it comes to against the limits of a day.

The parts are kept with an examination as plain data. The counting itself is in contract_value.py.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast, get_args

from tillit.domain.contract_value import (
    Compared,
    ContractValue,
    Kind,
    Part,
    Per,
    ServiceKind,
    Use,
    compare,
    contract_values,
    limits_on,
)
from tillit.domain.guidelines import Amount
from tillit.domain.reading import BadData, known, needed, rows, table

MOST_PARTS: Final = 60
_PART: Final = ("title", "board", "amount", "per", "starts", "ends", "use", "kind")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the parts, the kind of service, the day whose limits apply, and boards that count apart.

    `apart` has a reason for each board that answers for its own procurement (5 kap. 4 §).
    """

    parts: tuple[Part, ...] = ()
    service: ServiceKind = "annex_2"
    day: datetime.date | None = None
    apart: Mapping[str, str] = field(default_factory=dict)

    @property
    def boards(self) -> tuple[str, ...]:
        """The boards that give something, by name."""
        return tuple(sorted({part.board for part in self.parts}))


@dataclass(frozen=True, slots=True)
class Valued:
    """One value against the limits."""

    value: ContractValue
    compared: Compared


def valued(typed: Typed, amounts: Iterable[Amount]) -> tuple[Valued, ...]:
    """Each value that has to be held against the limits; none before there are parts and a day."""
    if typed.day is None:
        return ()
    limits = limits_on(amounts, typed.day, typed.service)
    return tuple(Valued(one, compare(one, limits)) for one in contract_values(typed.parts, typed.apart))


def read_typed(raw: Any) -> Typed:
    """What was typed, from plain data. Raises BadData."""
    content = table(raw, place="värdet", keys=("parts", "service", "day", "apart"))
    listed = rows(content.get("parts", []), place="värdet.parts")
    if len(listed) > MOST_PARTS:
        raise BadData("värdet.parts", f"får ha högst {MOST_PARTS} delar.")
    service = known(content.get("service", "annex_2"), get_args(ServiceKind), what="tjänst", place="värdet")
    apart = table(content.get("apart", {}), place="värdet.apart")
    for board in apart:
        if not needed(apart, board, str, place="värdet.apart").strip():
            raise BadData(f"värdet.apart.{board}", "skälet saknas.")
    return Typed(
        parts=tuple(_part(one, f"värdet.parts[{i}]") for i, one in enumerate(listed)),
        service=cast(ServiceKind, service),
        day=_day(content, "day", "värdet"),
        apart=dict(apart),
    )


def _part(raw: Any, place: str) -> Part:
    row = table(raw, place=place, keys=_PART)
    starts = _day(row, "starts", place)
    if starts is None:
        raise BadData(f"{place}.starts", "saknas.")
    try:
        return Part(
            title=needed(row, "title", str, place=place),
            board=needed(row, "board", str, place=place),
            amount=needed(row, "amount", int, place=place),
            per=cast(Per, known(row.get("per"), get_args(Per), what="period", place=place)),
            starts=starts,
            ends=_day(row, "ends", place),
            use=cast(Use, known(row.get("use"), get_args(Use), what="del", place=place)),
            kind=cast(Kind, known(row.get("kind"), get_args(Kind), what="sort", place=place)),
        )
    except BadData:
        raise
    except ValueError as error:
        raise BadData(place, str(error)) from error


def _day(row: Mapping[str, Any], key: str, place: str) -> datetime.date | None:
    text = row.get(key)
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(str(text))
    except ValueError as error:
        raise BadData(f"{place}.{key}", "är inte ett datum.") from error


def plain_typed(typed: Typed) -> dict[str, Any]:
    """What was typed as plain data, as `read_typed` reads it."""
    return {
        "parts": [plain_part(part) for part in typed.parts],
        "service": typed.service,
        "day": typed.day.isoformat() if typed.day else None,
        "apart": dict(sorted(typed.apart.items())),
    }


def plain_part(part: Part) -> dict[str, Any]:
    """A part as plain data."""
    values = {name: getattr(part, name) for name in _PART}
    ends = part.ends.isoformat() if part.ends else None
    return {**values, "starts": part.starts.isoformat(), "ends": ends}
