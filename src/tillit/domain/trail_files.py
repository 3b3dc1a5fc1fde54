"""A chain of the trail as a file that anyone can check without the database: plain JSON, strictly read."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tillit.domain.reading import BadData, kind, needed, rows, table
from tillit.domain.trail import Touched, TrailEntry

FORMAT = "tillit-trail-1"
_KEYS = ("number", "at", "actor", "role", "action", "objects", "before", "hash", "seal")


def chain_file(chain: str, entries: Iterable[TrailEntry]) -> dict[str, Any]:
    """The file of one chain: {"format", "chain", "entries": [{"number", "at", …, "objects", "seal"}]}."""
    return {"format": FORMAT, "chain": chain, "entries": [_plain(entry) for entry in entries]}


def _plain(entry: TrailEntry) -> dict[str, Any]:
    objects = [{"kind": t.kind, "id": t.id, "version": t.version, "hash": t.hash} for t in entry.objects]
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    texts = {key: getattr(entry, key) for key in ("actor", "role", "action", "before", "hash", "seal")}
    return {"number": entry.number, "at": at, "objects": objects, **texts}


def read_chain_file(raw: Any) -> tuple[str, tuple[TrailEntry, ...]]:
    """The chain and its entries from what `chain_file` wrote. Raises BadData naming the place."""
    data = table(raw, place="", keys=("format", "chain", "entries"))
    if data.get("format") != FORMAT:
        raise BadData("format", f"ska vara ”{FORMAT}”. Är det en fil från ”tillit trail export”?")
    chain = needed(data, "chain", str, place="")
    entries = rows(data.get("entries"), place="entries")
    return chain, tuple(_entry(chain, one, f"entries[{count}]") for count, one in enumerate(entries))


def _entry(chain: str, raw: Any, place: str) -> TrailEntry:
    data = table(raw, place=place, keys=_KEYS)
    number = data.get("number")
    if type(number) is not int:
        raise BadData(f"{place}.number", f"ska vara ett heltal, inte {kind(number)}.")
    texts = {key: _text(data, key, place) for key in ("actor", "role", "action", "before", "hash", "seal")}
    objects = rows(data.get("objects"), place=f"{place}.objects")
    touched = tuple(_touched(one, f"{place}.objects[{count}]") for count, one in enumerate(objects))
    return TrailEntry(chain=chain, number=number, at=_moment(data, place), objects=touched, **texts)


def _text(data: Mapping[str, Any], key: str, place: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise BadData(f"{place}.{key}", f"ska vara text, inte {kind(value)}.")
    return value


def _moment(data: Mapping[str, Any], place: str) -> datetime:
    text = _text(data, "at", place)
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadData(f"{place}.at", "ska vara en tidpunkt, som 2026-12-03T13:02:00.000000+00:00.") from error
    if at.tzinfo is None or at.isoformat(timespec="microseconds") != text:
        raise BadData(f"{place}.at", "ska ha tidszon och mikrosekunder, så som filen skrevs.")
    return at


def _touched(raw: Any, place: str) -> Touched:
    data = table(raw, place=place, keys=("kind", "id", "version", "hash"))
    version = data.get("version")
    if type(version) is not int:
        raise BadData(f"{place}.version", f"ska vara ett heltal, inte {kind(version)}.")
    return Touched(_text(data, "kind", place), _text(data, "id", place), version, _text(data, "hash", place))
