"""Editors of one text in one process, among many:
`python editing.py challenge <case> <text> <people> <editors> <saves> <seed> <nth>`; or `section` for the first word.

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


class ChallengeText:
    """A text of the challenge of a case."""

    def __init__(self, case: UUID, _key: UUID) -> None:
        self.path = f"/arenden/{case}/utmaning/skriv/beskrivning/"

    def save(self, whose, version: int, text: str) -> int:
        """Save it. Gives its version."""
        from tillit.actions.challenges import write

        return write(**whose, version=version, part="description", text=text)

    def now(self, whose) -> tuple[int, str]:
        """Its present version and words."""
        from tillit.queries.challenges import challenge_page

        page = challenge_page(**whose)
        return page.state.version, page.wording.description


class SectionText:
    """The text of a section of an agreement."""

    def __init__(self, case: UUID, key: UUID) -> None:
        self.key, self.path = key, f"/arenden/{case}/overenskommelse/avsnitt/{key}/skriv/"

    def save(self, whose, version: int, text: str) -> int:
        """Propose it. Gives its version."""
        from tillit.actions.sections import propose
        from tillit.domain.proposing import Content

        return propose(**whose, section=self.key, version=version, content=Content("Syfte", text))

    def now(self, whose) -> tuple[int, str]:
        """Its present version and words."""
        from tillit.queries.sections import section_page

        one = section_page(**whose, section=self.key).section
        return one.standing.version, one.wording.content.body


def conflict(client, path: str, version: int, text: str) -> tuple[int, str]:
    """Send a text that somebody was before: the page shows both, and gives the present version and their text."""
    form = {"wording": text, "title": "Syfte", "version": version, "hur": "spara"}
    while (answer := client.post(path, form)).status_code == 503:
        form = {name: unescape(value) for name, value in HIDDEN.findall(answer.content.decode())}
        time.sleep(0.5)
    assert answer.status_code == 409, answer.status_code
    page = answer.content.decode()
    theirs = re.search(r'<div class="written">\s*<p>(.*?)</p>', THEIRS.search(page)[1], re.S)
    assert unescape(MINE.search(page)[1]) == text, "what was typed is still there"
    return int(VERSION.search(page)[1]), unescape(theirs[1])


def main(kind: str, case: UUID, key: UUID, people: list[UUID], numbers: list[int]) -> None:
    """Let the editors save in any order."""
    editors, saves, seed, nth = numbers
    shared = {"challenge": ChallengeText, "section": SectionText}[kind](case, key)
    django.setup()
    from django.db.utils import OperationalError
    from django.utils import timezone

    from tillit.actions.acting import Conflict
    from tillit.domain.actors import HIGH, Actor
    from tillit.queries.busy import is_busy
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
                version = shared.save(whose, seen[editor], text)
                break
            except OperationalError as trouble:
                if not is_busy(trouble):
                    raise
                time.sleep(rng.random())
            except Conflict:
                met += 1
                if turn % nth == 0:
                    seen[editor], theirs = conflict(clients[person], shared.path, seen[editor], text)
                else:
                    seen[editor], theirs = shared.now(whose)
                assert theirs not in ("", text)
                text = f"{theirs[-200:].strip()} {mine}"
        seen[editor] = version
        sys.stdout.write(json.dumps([version, text, met]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    kind, case, key, people, *numbers = sys.argv[1:]
    main(kind, UUID(case), UUID(key), [UUID(one) for one in people.split(",")], [int(one) for one in numbers])
