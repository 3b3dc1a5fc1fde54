"""``tillit demo``: fill an empty installation in demo mode with houses, their roles, and real cases."""

import argparse
from pathlib import Path
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
    made = make_demo(world=demo_world(settings.EXAMPLES_DIR), at=timezone.now())
    if arguments.json:
        tell_json({"made": made})
    else:
        print("Demovärlden är skapad." if made else "Här finns redan innehåll. Inget ändrades.")
    return 0


def demo_world(folder: Path) -> dict[str, list[Any]]:
    """The data of the demo world: demo.toml and every file in demo/ put together, by kind.

    A case made from an example has the whole example as "known". Raises BadData.
    """
    world: dict[str, list[Any]] = {}
    for path in (folder / "demo.toml", *sorted((folder / "demo").glob("*.toml"))):
        for kind, things in read_data(path).items():
            world.setdefault(kind, []).extend(things)
    for case in world["case"]:
        if "example" in case:
            case["known"] = read_data(folder / "cases" / f"{case['example']}.json")
            case.setdefault("title", case["known"]["title"])
    return world
