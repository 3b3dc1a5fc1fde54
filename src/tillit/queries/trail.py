"""Checks the trail: its chains, the heads noted outside, and every sealed row against its last entry.

What cannot be found: that an entry not yet noted was removed together with what it changed. That takes
a server that stopped between its commit and its note, and someone in the database just then.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from tillit.domain.reading import BadData
from tillit.domain.trail import Break, Touched, TrailEntry, check_chain, objects_text, read_objects
from tillit.domain.trail_files import chain_file
from tillit.domain.trail_state import OUTSIDE, Heads, Ledger, named
from tillit.gateways import anchors
from tillit.gateways.keys import trail_public_key
from tillit.gateways.sealing import verify_signature
from tillit.queries.seals import SEALED, touched
from tillit.queries.snapshots import snapshot
from tillit.store.models import Entry

#: What a column can raise that holds something which its type cannot.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)
FIELDS = ("chain", "number", "at", "actor", "role", "action", "objects_json", "before", "hash", "seal")
NOT_AS_WRITTEN = (Touched("", "", 0, ""),)
NO_TIME = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Verified:
    """How much was checked, every break in order of chain and number, and notes that are no alarm."""

    chains: int
    entries: int
    things: int
    breaks: tuple[Break, ...]
    notes: tuple[Break, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was broken."""
        return not self.breaks


@lru_cache(maxsize=4096)
def _holds(public_key: bytes, digest: str, seal: str) -> bool:
    """Whether a seal is the signature of a hash, both written in the one way they are written."""
    try:
        message, signature = bytes.fromhex(digest), bytes.fromhex(seal)
    except ValueError:
        return False
    as_written = message.hex() == digest and signature.hex() == seal
    return as_written and verify_signature(public_key, message, signature)


def seal_checker(public_key: bytes | None = None) -> Callable[[str, str], bool]:
    """Checks seals with a public key (PEM), or the installation's own. Raises BadData without one."""
    key = public_key or trail_public_key()
    if key is None:
        raise BadData("trail.key", "nyckeln som förseglar spåret finns inte. Ange den öppna delen med --key.")
    return lambda digest, seal: _holds(key, digest, seal)


def verify(*, public_key: bytes | None = None, heads: Path | None = None) -> Verified:
    """Check the whole database. `heads` is the file of noted heads, the installation's own if not given.

    Raises BadData when there is no key to check seals with although there are entries.
    """
    breaks: list[Break] = []
    noted = Heads(_noted(heads or Path(settings.ANCHORS_DIR) / anchors.NAME, breaks))
    ledger = Ledger()
    with snapshot():
        holds = seal_checker(public_key) if Entry.objects.exists() else (lambda _digest, _seal: False)
        chains, entries, whole = _check_chains(holds, noted, ledger, breaks)
        if whole:
            breaks += _check_rows(ledger)
    if whole:
        breaks += noted.missing()
    alarms, notes = noted.loose()
    ordered = sorted({*breaks, *alarms}, key=lambda one: (one.chain, one.number, one.why))
    return Verified(chains, entries, len(ledger), tuple(ordered), tuple(notes))


def _noted(path: Path, breaks: list[Break]) -> Iterator[tuple[str, int, str]]:
    """The heads in a file; a line that cannot be read is a break, and the last one read."""
    try:
        yield from anchors.read_file(path)
    except (ValueError, OSError) as problem:
        breaks.append(Break(OUTSIDE, 0, str(problem)))


def _each(found: QuerySet[Any, Any]) -> Iterator[Any]:
    """Every row; None in place of one that cannot be read, and of those after it."""
    try:
        yield from found.iterator(chunk_size=2000)
    except UNREADABLE:
        yield None


def _entry(row: tuple[Any, ...]) -> TrailEntry:
    """A row as an entry. What is not as it was written becomes something that no hash fits."""
    chain, number, at, actor, role, action, text, before, digest, seal = row
    try:
        objects = read_objects(text)
        as_written = objects_text(objects) == text
    except UNREADABLE:
        as_written = False
    if not as_written:
        objects = NOT_AS_WRITTEN
    number = number if isinstance(number, int) else -1
    at = at if isinstance(at, datetime) else NO_TIME
    who, what, chained = (str(actor), str(role)), str(action), (str(before), str(digest), str(seal))
    return TrailEntry(str(chain), number, at, *who, what, objects, *chained)


def entries_of(chain: str) -> Iterator[TrailEntry]:
    """The entries of a chain in order."""
    return entries_between(chain, 0, None)


def entries_between(chain: str, after: int, last: int | None) -> Iterator[TrailEntry]:
    """The entries of a chain in order, from the one after a number to the last one wanted."""
    found = Entry.objects.filter(chain=chain, number__gt=after).order_by("number")
    if last is not None:
        found = found.filter(number__lte=last)
    return (_entry(row) for row in found.values_list(*FIELDS).iterator(chunk_size=2000))


def _check_chains(
    holds: Callable[[str, str], bool], noted: Heads, ledger: Ledger, breaks: list[Break]
) -> tuple[int, int, bool]:
    """Check all chains and gather what they say. Tells how many chains and entries, and if all were read."""
    chains = entries = 0
    whole = True

    def gather(rows: Iterable[Any]) -> Iterator[TrailEntry]:
        nonlocal entries
        for row in rows:
            entry = _entry(row)
            entries += 1
            ledger.add(entry)
            differs = noted.meet(entry)
            breaks.extend([differs] if differs else [])
            yield entry

    rows = _each(Entry.objects.order_by("chain", "number").values_list(*FIELDS))
    for chain, own in groupby(rows, key=lambda row: row and row[0]):
        if chain is None:
            whole = False
            breaks.append(Break("", 0, f"Efter {entries} poster kommer en som inte går att läsa."))
            break
        chains += 1
        breaks.extend(check_chain(gather(own), holds))
    return chains, entries, whole


def _check_rows(ledger: Ledger) -> Iterator[Break]:
    """Hold every sealed row against the trail."""
    for kind, (table, fields) in SEALED.items():
        more = {"version"} & {field.name for field in table._meta.fields}
        found: QuerySet[Any] = table._default_manager.only("pk", *fields, *more)
        for thing in _each(found):
            if thing is None:
                ledger.excuse(kind)
                yield Break("", 0, f"En rad går inte att läsa: {named(kind, '').strip()}.")
                continue
            broken = _meet(ledger, kind, thing)
            if broken:
                yield broken
    yield from ledger.missing()


def _meet(ledger: Ledger, kind: str, thing: Model) -> Break | None:
    """Hold one row against the trail; one with values that cannot be hashed is not what the trail says."""
    try:
        return ledger.meet(touched(thing))
    except UNREADABLE:
        return ledger.meet(Touched(kind, str(thing.pk), -1, ""))


def exported(*, chain: str) -> dict[str, Any]:
    """A chain as a file (domain/trail_files.py). Raises BadData when there is no such chain."""
    found = chain_file(chain, entries_of(chain))
    if not found["entries"]:
        raise BadData("kedja", f"”{chain}” finns inte. Skriv till exempel case:<id> eller organisation:<id>.")
    return found
