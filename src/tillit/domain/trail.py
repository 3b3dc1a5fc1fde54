"""The trail: what an entry holds, how it is hashed and chained, and how a chain is checked. Pure; stdlib only.

An entry's hash covers all of it and the hash of the entry before, so that nothing can be changed, moved, put in or
taken out of the middle unnoticed. The seal (a signature of the hash, made outside the database) stops whoever holds
the database from making the chain anew; heads noted outside it show when its end was cut off or an old copy put back.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

FIRST = "0" * 64


@dataclass(frozen=True)
class Touched:
    """A thing after an act: its kind, id, version and the hash of its content."""

    kind: str
    id: str
    version: int
    hash: str


@dataclass(frozen=True)
class TrailEntry:
    """One entry, as kept."""

    chain: str
    number: int
    at: datetime
    actor: str
    role: str
    action: str
    objects: tuple[Touched, ...]
    before: str
    hash: str
    seal: str


@dataclass(frozen=True)
class Break:
    """Where a chain is broken and why, in Swedish."""

    chain: str
    number: int
    why: str


def canonical(value: object) -> str:
    """JSON with one form only: sorted keys, no spaces, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(value: object) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def objects_text(objects: Iterable[Touched]) -> str:
    """The touched things as canonical JSON, as stored."""
    return canonical([{"kind": t.kind, "id": t.id, "version": t.version, "hash": t.hash} for t in objects])


def read_objects(text: str) -> tuple[Touched, ...]:
    """Read what `objects_text` wrote. Raises ValueError when it is something else."""
    try:
        return tuple(Touched(**item) for item in json.loads(text))
    except TypeError as problem:
        raise ValueError(str(problem)) from problem


def entry_hash(entry: TrailEntry) -> str:
    """The hash that an entry must have. Time is UTC with microseconds, whatever zone it came in."""
    return content_hash(
        [
            entry.chain,
            entry.number,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.actor,
            entry.role,
            entry.action,
            objects_text(entry.objects),
            entry.before,
        ]
    )


def check_chain(entries: Iterable[TrailEntry], seal_holds: Callable[[str, str], bool]) -> Iterable[Break]:
    """Check one chain in order of number. `seal_holds(hash, seal)` verifies a signature. Yields every break."""
    before, expected = FIRST, 1
    for entry in entries:
        if entry.number != expected:
            yield Break(entry.chain, entry.number, f"Post {expected} saknas eller står på fel plats.")
        elif entry.before != before:
            yield Break(entry.chain, entry.number, "Posten hänger inte ihop med den före.")
        if entry_hash(entry) != entry.hash:
            yield Break(entry.chain, entry.number, "Innehållet är ändrat efteråt.")
        elif not seal_holds(entry.hash, entry.seal):
            yield Break(entry.chain, entry.number, "Sigillet stämmer inte.")
        before, expected = entry.hash, entry.number + 1
