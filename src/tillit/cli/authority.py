"""``tillit authority``: bring in an authority with its first administrator, or list those there are."""

import argparse
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from tillit.actions.authorities import found
from tillit.actions.homes import Refused
from tillit.cli.telling import tell_json
from tillit.domain.actors import OPERATOR
from tillit.domain.authorities import KINDS
from tillit.domain.reading import BadData
from tillit.queries.authorities import listed


def register(verbs: Any) -> None:
    """Add the verb with its two parts."""
    parser = verbs.add_parser("authority", help="lägg upp en kommun eller region, eller lista dem")
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL")
    add = parts.add_parser("add", help="lägg upp en huvudman och bjud in dess administratör")
    add.add_argument("--name", required=True, metavar="NAMN", help="till exempel ”Sunds kommun”")
    add.add_argument("--kind", required=True, choices=sorted(KINDS), help="kommun eller region")
    add.add_argument("--contact", required=True, metavar="ADRESS", help="e-post som alla får se")
    add.add_argument("--administrator", required=True, metavar="ADRESS", help="e-post dit inbjudan går")
    every = parts.add_parser("list", help="alla huvudmän")
    for part, run in ((add, _add), (every, _list)):
        part.add_argument("--json", action="store_true", help="JSON i stället för text")
        part.set_defaults(run=run)


def _add(arguments: argparse.Namespace) -> int:
    """Exit code 2 when the facts will not do; then nothing is made."""
    try:
        made = found(
            actor=OPERATOR,
            at=timezone.now(),
            name=arguments.name,
            kind=arguments.kind,
            contact=arguments.contact,
            administrator=arguments.administrator,
        )
    except (Refused, ValueError) as problem:
        raise BadData("tillit authority add", str(problem)) from problem
    if arguments.json:
        tell_json({"id": str(made)})
    else:
        print(f"Huvudmannen är upplagd ({made}). En inbjudan går till {arguments.administrator}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    rows = listed(actor=OPERATOR, at=timezone.now())
    if arguments.json:
        tell_json([{**asdict(row), "id": str(row.id)} for row in rows])
    for row in rows if not arguments.json else ():
        print(f"{row.slug:20} {row.name} ({KINDS[row.kind].lower()}): {row.boards} nämnder och bolag")
    return 0
