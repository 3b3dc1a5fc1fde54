"""``tillit schema``: the JSON Schema of what the commands print and read."""

import argparse
import json
from importlib.resources import files
from typing import Any

from tillit.cli.telling import tell_json
from tillit.domain.reading import known

NAMES = ("assess", "case", "check", "compare")


def register(verbs: Any) -> None:
    """Add the verb."""
    parser = verbs.add_parser("schema", help="JSON Schema för ett format")
    parser.add_argument("name", metavar="NAMN", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="gäller alltid")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    tell_json(schema(known(arguments.name, NAMES, what="schema", place="")))
    return 0


def schema(name: str) -> dict[str, Any]:
    """The schema called ``name``, one of NAMES."""
    text = (files("tillit.cli") / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]
