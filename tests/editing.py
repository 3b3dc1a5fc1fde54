"""Editors of one challenge in one process, among many: `python editing.py <case> <people> <editors> <saves> <seed>`.

Each saves on what they last saw. After a conflict the editor sends the form of the page, reads both texts there, puts
them together and tries again on the version that the page carries, as a person would. Prints a line of JSON for each
save: version, text, and how many conflicts it met.
"""

import json
import re
import sys
import time
from html import unescape
from random import Random
from uuid import UUID

import django

THEIRS = re.compile(r'<section class="callout callout-warning" aria-labelledby="deras">(.*?)</section>', re.S)
MINE = re.compile(r'<textarea[^>]*name="wording"[^>]*>\n(.*?)</textarea>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
VERSION = re.compile(r'<input type="hidden" name="version" value="(\d+)">')


def conflict(client, case: UUID, version: int, text: str) -> tuple[int, str]:
    """Send a text that somebody was before: the page shows both, and gives the present version and their text."""
    form = {"wording": text, "version": version, "hur": "spara"}
    path = f"/arenden/{case}/utmaning/skriv/beskrivning/"
    while (answer := client.post(path, form)).status_code == 503:
        form = {name: unescape(value) for name, value in HIDDEN.findall(answer.content.decode())}
        time.sleep(0.5)
    assert answer.status_code == 409, answer.status_code
    page = answer.content.decode()
    theirs = re.search(r'<div class="written">\s*<p>(.*?)</p>', THEIRS.search(page)[1], re.S)
    assert unescape(MINE.search(page)[1]) == text, "what was typed is still there"
    return int(VERSION.search(page)[1]), unescape(theirs[1])


def main(case: UUID, people: list[UUID], editors: int, saves: int, seed: int, nth: int) -> None:
    """Let the editors save in any order."""
    django.setup()
    from django.db.utils import OperationalError
    from django.utils import timezone

    from tillit.actions.acting import Conflict
    from tillit.actions.challenges import write
    from tillit.domain.actors import HIGH, Actor
    from tillit.queries.busy import is_busy
    from tillit.queries.challenges import challenge_page
    from tillit.queries.people import roles_of
    from tillit.store.models import Person
    from world import client_of

    rng = Random(seed)
    clients = {one.pk: client_of(one) for one in Person.objects.filter(pk__in=people)}
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
            except OperationalError as trouble:
                if not is_busy(trouble):
                    raise
                time.sleep(rng.random())
            except Conflict:
                met += 1
                if turn % nth == 0:
                    seen[editor], theirs = conflict(clients[person], case, seen[editor], text)
                else:
                    page = challenge_page(**whose)
                    seen[editor], theirs = page.state.version, page.wording.description
                assert theirs not in ("", text)
                text = f"{theirs[-200:].strip()} {mine}"
        seen[editor] = version
        sys.stdout.write(json.dumps([version, text, met]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(
        UUID(sys.argv[1]), [UUID(key) for key in sys.argv[2].split(",")], *(int(one) for one in sys.argv[3:7])
    )
