"""Strict reading of plain data: what is wrong is said with its place and the nearest valid name."""

import datetime
import difflib
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

Value = TypeVar("Value")


class BadData(ValueError):
    """Data that cannot be used. The message is one Swedish line: place, what is wrong, what would do."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}" if place else problem)
        self.place = place
        self.problem = problem


def nearest(name: str, valid: Collection[str]) -> str:
    """The hint that ends a message about an unknown name: the closest valid one, or nothing."""
    close = difflib.get_close_matches(name, sorted(valid), n=1, cutoff=0.5)
    return f" Menade du ”{close[0]}”?" if close else ""


def known(name: Any, valid: Collection[str], *, what: str, place: str) -> str:
    """``name`` if it is one of ``valid``; otherwise BadData with the nearest valid name."""
    if not isinstance(name, str) or name not in valid:
        raise BadData(place, f"okänd {what} ”{shown(name)}”.{nearest(str(name), valid)}")
    return name


def table(raw: Any, *, place: str, keys: Collection[str] | None = None) -> Mapping[str, Any]:
    """``raw`` if it is a table (object) whose keys are all in ``keys``."""
    if not isinstance(raw, Mapping):
        raise BadData(place, f"ska vara en tabell (ett objekt), inte {kind(raw)}.")
    for key in raw:
        if not isinstance(key, str):
            raise BadData(place, f"nyckeln {shown(key)} ska vara text.")
        if keys is not None:
            known(key, keys, what="nyckel", place=place)
    return raw


def rows(raw: Any, *, place: str) -> list[Any]:
    """``raw`` if it is a list."""
    if not isinstance(raw, list):
        raise BadData(place, f"ska vara en lista, inte {kind(raw)}.")
    return raw


def needed(source: Mapping[str, Any], key: str, wanted: type[Value], *, place: str) -> Value:
    """The value of ``key``, which must be there and be of the type ``wanted``."""
    if key not in source:
        raise BadData(place, f"”{key}” saknas.")
    value = source[key]
    if not _is(value, wanted) or value == "":
        raise BadData(f"{place}.{key}", f"ska vara {_NAMES[wanted]}, inte {kind(value)}.")
    return value  # type: ignore[no-any-return]


def optional(
    source: Mapping[str, Any], key: str, wanted: type[Value], default: Value, *, place: str
) -> Value:
    """The value of ``key``, of the type ``wanted``, or ``default`` where the key is missing."""
    return needed(source, key, wanted, place=place) if key in source else default


def texts(source: Mapping[str, Any], key: str, *, place: str) -> tuple[str, ...]:
    """A list of texts under ``key``; empty where the key is missing."""
    values = rows(source.get(key, []), place=f"{place}.{key}")
    for value in values:
        if not isinstance(value, str):
            raise BadData(f"{place}.{key}", f"ska vara en lista av texter, inte av {kind(value)}.")
    return tuple(values)


def kind(value: Any) -> str:
    """The Swedish word for the type of a value read from JSON or TOML."""
    if value is None:
        return "null"
    return next((name for wanted, name in _NAMES.items() if _is(value, wanted)), type(value).__name__)


def shown(value: Any) -> str:
    """A value as it may stand in a one-line message: short and without line breaks."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _is(value: Any, wanted: type) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if wanted is datetime.date:
        return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return isinstance(value, wanted)


_NAMES: dict[type, str] = {
    bool: "true eller false",
    int: "ett heltal",
    float: "ett decimaltal",
    str: "text",
    datetime.date: "ett datum",
    list: "en lista",
    dict: "en tabell",
}
