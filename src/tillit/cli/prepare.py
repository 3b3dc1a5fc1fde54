"""``tillit prepare``: make the tables ready; in demo mode also the demo world. Safe to run at every start."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from tillit.actions.indexing import index_missing
from tillit.actions.registering import number_older_cases
from tillit.cli import demo
from tillit.domain.reading import BadData


def register(verbs: Any) -> None:
    """Add the verb."""
    verb = verbs.add_parser("prepare", help="gör databasen klar: tabeller, och i demoläge demovärlden")
    verb.add_argument("--json", action="store_true", help="svara med JSON")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make or change the tables to what this version needs. Raises BadData when the database cannot be reached."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        number_older_cases(at=timezone.now())
        index_missing()
    except DatabaseError as problem:
        raise BadData("Databasen", f"går inte att nå eller ändra ({type(problem).__name__}).") from problem
    if settings.DEMO:
        return demo.run(arguments)
    if not arguments.json:
        print("Databasen är klar.")
    return 0
