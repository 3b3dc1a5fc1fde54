"""``tillit replay``: make the assessment of a receipt again and see that it says the same."""

import argparse
from pathlib import Path
from typing import Any

from tillit.cli.telling import tell_json
from tillit.gateways.data_files import naming, read_data
from tillit.queries.assessment import replayed


def register(verbs: Any) -> None:
    """Add the verb and its options."""
    parser = verbs.add_parser("replay", help="gör om bedömningen i ett kvitto")
    parser.add_argument("file", metavar="FIL", help="kvitto, eller svar från ”tillit assess --json”")
    parser.add_argument("--json", action="store_true", help="JSON i stället för text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 when every receipt in the file holds, 1 when one does not."""
    path = Path(arguments.file)
    with naming(path):
        data = read_data(path)
        receipts = [entry.get("receipt", entry) for entry in (data if isinstance(data, list) else [data])]
        problems = [replayed(raw=one) for one in receipts]
    if arguments.json:
        tell_json([{"holds": not found, "problems": found} for found in problems])
    else:
        for found in problems:
            print("Kvittot håller." if not found else " ".join(found))
    return 1 if any(problems) else 0
