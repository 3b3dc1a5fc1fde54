"""``tillit demo``: fill an empty installation in demo mode with two cities, six organisations and their roles."""

import argparse
from typing import Any

from django.conf import settings
from django.utils import timezone

from tillit.actions.demo import make_demo
from tillit.cli.telling import tell_json
from tillit.domain.reading import BadData
from tillit.gateways.data_files import read_data


def register(verbs: Any) -> None:
    """Add the verb."""
    verb = verbs.add_parser("demo", help="fyll en tom installation med demovärlden (bara i demoläge)")
    verb.add_argument("--json", action="store_true", help="svara med JSON")
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the demo world. What already holds something is left as it is. Raises BadData out of demo mode."""
    if not settings.DEMO:
        raise BadData("tillit demo", "körs bara i demoläge. Sätt TILLIT_DEMO=1.")
    made = make_demo(world=read_data(settings.EXAMPLES_DIR / "demo.toml"), at=timezone.now())
    if arguments.json:
        tell_json({"made": made})
    else:
        print("Demovärlden är skapad." if made else "Här finns redan innehåll. Inget ändrades.")
    return 0
