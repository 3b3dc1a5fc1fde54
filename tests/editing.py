"""Editors of one challenge in one process, among many: `python editing.py <case> <people> <editors> <saves> <seed>`.

Each saves on what they last saw. After a conflict the editor reads what is saved now, puts both texts together and
tries again, as a person would. Prints a line of JSON for each save: version, text, and how many conflicts it met.
"""

import json
import sys
from random import Random
from uuid import UUID

import django


def main(case: UUID, people: list[UUID], editors: int, saves: int, seed: int) -> None:
    """Let the editors save in any order."""
    django.setup()
    from django.utils import timezone

    from tillit.actions.acting import Conflict
    from tillit.actions.challenges import write
    from tillit.domain.actors import HIGH, Actor
    from tillit.queries.challenges import challenge_page
    from tillit.queries.people import roles_of

    rng = Random(seed)
    seen = dict.fromkeys(range(editors), 0)
    turns = [editor for editor in seen for _ in range(saves)]
    rng.shuffle(turns)
    for turn, editor in enumerate(turns):
        at = timezone.now()
        person = people[(seed + editor) % len(people)]
        whose = {"actor": Actor(person, roles_of(person), HIGH, at), "at": at, "case": case}
        text, met = f"<{seed}:{editor}:{turn}>", 0
        mine = text
        while True:
            try:
                version = write(**whose, version=seen[editor], part="description", text=text)
                break
            except Conflict:
                met += 1
                now = challenge_page(**whose)
                theirs = now.wording.description
                assert theirs not in ("", text)
                seen[editor], text = now.state.version, f"{theirs[-200:]} {mine}"
        seen[editor] = version
        sys.stdout.write(json.dumps([version, text, met]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(
        UUID(sys.argv[1]), [UUID(key) for key in sys.argv[2].split(",")], *(int(one) for one in sys.argv[3:6])
    )
