"""``tillit trail``: write a chain, or the public key of its seals, for whoever checks it elsewhere."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tillit.cli.telling import tell_json
from tillit.domain.reading import BadData
from tillit.gateways.keys import trail_public_key
from tillit.queries.trail import exported


def register(verbs: Any) -> None:
    """Add the verb with its two parts."""
    parser = verbs.add_parser("trail", help="skriv ut en kedja ur spåret, eller nyckeln som prövar den")
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL")
    export = parts.add_parser("export", help="en kedja som fil: vem, när och vad, utan texter")
    export.add_argument(
        "chain", metavar="KEDJA", help="case:<id>, organisation:<id>, authority:<id> eller house"
    )
    key = parts.add_parser("key", help="den öppna nyckeln (PEM)")
    for part, run in ((export, _export), (key, _write_key)):
        part.add_argument("-o", "--output", metavar="FIL", help="fil att skriva till; annars skärmen")
        part.add_argument("--json", action="store_true", help="berätta som JSON vad som skrevs")
        part.set_defaults(run=run)


def _export(arguments: argparse.Namespace) -> int:
    found = exported(chain=arguments.chain)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    return _write(arguments, text, {"chain": arguments.chain, "entries": len(found["entries"])})


def _write_key(arguments: argparse.Namespace) -> int:
    key = trail_public_key()
    if key is None:
        raise BadData("trail.key", "ingen nyckel finns än. Den skapas när något först händer.")
    return _write(arguments, key.decode("ascii"), {"key": key.decode("ascii")})


def _write(arguments: argparse.Namespace, text: str, told: dict[str, Any]) -> int:
    """Write to the file or the screen; on the screen, JSON is what there is to tell only for the key."""
    if arguments.output is None:
        if arguments.json and "key" in told:
            tell_json(told)
        else:
            sys.stdout.write(text)
        return 0
    path = Path(arguments.output)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadData(str(path), "går inte att skriva. Finns mappen, och får ni skriva i den?") from error
    if arguments.json:
        tell_json({"file": str(path), **told})
    else:
        print(f"Skrev {path}.")
    return 0
