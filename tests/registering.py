"""One process that registers cases, as one server among many: `python registering.py <officer> <board> <how many>`.

Now and then it changes its mind (everything is undone) or is killed in the middle of a registration (exit code 9).
Its clock walks over New Year and is a little wrong, as clocks are.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import django


class ChangedMind(Exception):
    """Undoes what was done."""


def main(officer: UUID, board: UUID, wanted: int, seed: int) -> int:
    """Register that many cases that are kept. Prints the id of each."""
    django.setup()
    from django.db import OperationalError, transaction

    from tillit.actions.cases import open_case
    from tillit.domain.actors import HIGH, Actor
    from tillit.queries.people import roles_of

    rng = Random(seed)
    began = datetime(2026, 12, 31, 22, 59, 58, tzinfo=UTC)
    kept = 0
    while kept < wanted:
        at = began + timedelta(seconds=4 * kept / wanted + rng.uniform(-0.5, 0.5))
        actor = Actor(officer, roles_of(officer), HIGH, at)
        dice = rng.random()
        try:
            with transaction.atomic():
                case = open_case(actor=actor, at=at, board=board, title=f"Ärende {seed}")
                if dice < 0.1:
                    raise ChangedMind
                if dice < 0.12 and kept:
                    os._exit(9)
        except (ChangedMind, OperationalError):  # who stood in the queue for too long asks again
            continue
        kept += 1
        sys.stdout.write(f"{case}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(UUID(sys.argv[1]), UUID(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
