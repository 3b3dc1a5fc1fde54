"""``tillit verify``: check the trail in the database, or exported chains without it."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from tillit.cli.telling import tell_json
from tillit.domain.reading import BadData
from tillit.domain.trail import Break, check_chain
from tillit.domain.trail_files import read_chain_file
from tillit.domain.trail_state import Heads
from tillit.gateways import anchors
from tillit.gateways.data_files import naming, read_data
from tillit.gateways.sealing import is_public_key
from tillit.queries.trail import Verified, seal_checker, verify

#: A chain of a hundred thousand entries is about sixty megabytes.
LARGEST_CHAIN = 500_000_000
SHOWN = 20


def register(verbs: Any) -> None:
    """Add the verb and its options."""
    parser = verbs.add_parser(
        "verify", help="kontrollera att spåret är helt och att inget är ändrat vid sidan av"
    )
    parser.add_argument(
        "files", nargs="*", metavar="FIL", help="kedjor från ”tillit trail export”; annars databasen"
    )
    parser.add_argument(
        "--key", metavar="PEM", help="öppen nyckel från ”tillit trail key”; annars installationens"
    )
    parser.add_argument("--heads", metavar="FIL", help="antecknade poster; annars installationens")
    parser.add_argument("--json", action="store_true", help="JSON i stället för text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 when all holds, 1 when something is broken."""
    key = _key(Path(arguments.key)) if arguments.key else None
    heads = Path(arguments.heads) if arguments.heads else None
    if heads and not heads.is_file():
        raise BadData(str(heads), "filen finns inte.")
    if arguments.files:
        found = _check_files([Path(name) for name in arguments.files], key, heads)
    else:
        try:
            found = verify(public_key=key, heads=heads)
        except DatabaseError as error:
            raise BadData(
                "databasen", "går inte att läsa. Är den skapad, och är tabellerna på plats?"
            ) from error
    return _told(found, as_json=arguments.json)


def _key(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except OSError as error:
        raise BadData(str(path), "går inte att läsa.") from error
    if not is_public_key(key):
        raise BadData(str(path), "är ingen öppen nyckel. Är det filen från ”tillit trail key”?")
    return key


def _check_files(paths: list[Path], key: bytes | None, heads: Path | None) -> Verified:
    """Check exported chains: no database is asked."""
    holds = seal_checker(key)
    breaks: list[Break] = []
    chains: set[str] = set()
    entries = 0
    noted = list(anchors.read_file(heads)) if heads else []
    for path in paths:
        with naming(path):
            chain, own = read_chain_file(read_data(path, largest=LARGEST_CHAIN))
        met = Heads(line for line in noted if line[0] == chain)
        breaks += [one for entry in own if (one := met.meet(entry))]
        breaks += [*met.missing(), *check_chain(own, holds)]
        chains.add(chain)
        entries += len(own)
    ordered = sorted(set(breaks), key=lambda one: (one.chain, one.number))
    return Verified(len(chains), entries, 0, tuple(ordered))


def _told(found: Verified, *, as_json: bool) -> int:
    if as_json:
        counts = {"chains": found.chains, "entries": found.entries, "things": found.things}
        broken = [asdict(one) for one in found.breaks]
        tell_json(
            {"holds": found.holds, **counts, "breaks": broken, "notes": [asdict(one) for one in found.notes]}
        )
        return int(not found.holds)
    what = f"{found.entries} poster i {found.chains} kedjor"
    if found.things:
        what += f", {found.things} saker"
    print(f"Allt stämmer: {what}." if found.holds else f"{len(found.breaks)} fel i {what}. De första:")
    for one in found.breaks[:SHOWN]:
        print(_line(one))
    for one in found.notes:
        print(f"Anmärkning: {_line(one)}")
    return int(not found.holds)


def _line(one: Break) -> str:
    place = (
        f"{one.chain}, post {one.number}: "
        if one.chain and one.number
        else f"{one.chain}: "
        if one.chain
        else ""
    )
    return f"{place}{one.why}"
