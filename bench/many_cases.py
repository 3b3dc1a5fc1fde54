"""One database full of cases, asked for pages by name: `python -m bench.many_cases 1000`.

The cases are spread over ten authorities with five boards each, nine in ten are closed, and their texts are put
together from those of the real cases. First a line with the pages; then each line in is a page and each line out its
status.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from itertools import cycle
from random import Random
from typing import Any, Final
from urllib.parse import urlencode

AUTHORITIES: Final = 10
BOARDS: Final = 5
ORGANISATIONS: Final = 200
TEXTS: Final = 500
BATCH: Final = 2_000
YEARS: Final = 10
WORD: Final = "härbärge"


class Filling:
    """An installation with this many cases, made in bulk: without a trail, for no list of cases reads it."""

    def __init__(self, cases: int, at: datetime) -> None:
        """Nothing is made yet."""
        self.cases, self.at, self.rng = cases, at, Random(2026)

    def houses(self) -> None:
        """Authorities with boards, organisations, and two who ask: a coordinator and an officer."""
        from tillit.domain.roles import Role
        from tillit.store.models import Authority, Board, Organisation, Person, RoleGrant

        common = {"kind": "municipality", "guideline": "skr-2018", "created_at": self.at}
        self.boards = []
        for number in range(AUTHORITIES):
            name = f"Kommun {number}"
            authority = Authority.objects.create(
                slug=f"k{number}", name=name, contact=f"k{number}@example.org", **common
            )
            for place in range(BOARDS):
                made = Board.objects.create(authority=authority, name=f"Nämnd {place}", code=f"n{place}")
                self.boards.append(made)
        self.organisations = [
            Organisation(
                number=f"80240{number:05}",
                name=f"Förening {number}",
                legal_form="association",
                created_at=self.at,
            )
            for number in range(ORGANISATIONS)
        ]
        Organisation.objects.bulk_create(self.organisations)
        home = self.boards[0]
        self.readers = {}
        for role, board in ((Role.COORDINATOR, None), (Role.CASE_OFFICER, home)):
            person = Person.objects.create(email=f"{role}@example.org", name=str(role), joined_at=self.at)
            RoleGrant.objects.create(
                person=person, role=role, authority=home.authority, board=board, granted_at=self.at
            )
            self.readers[role] = person

    def fill(self) -> None:
        """All the cases, a batch at a time."""
        texts = self._texts()
        for first in range(1, self.cases + 1, BATCH):
            self._batch(range(first, min(first + BATCH, self.cases + 1)), texts)

    def _texts(self) -> list[tuple[str, str, str]]:
        """Title, body and search terms of texts: sentences about the real cases, in new company."""
        from bench.views import cases
        from tillit.queries.words import terms

        found = cases()
        sentences = [text for case in found for text in case.motivations.values()]
        made = []
        for number in range(TEXTS):
            title = f"{found[number % len(found)].title} {number}"
            body = " ".join(self.rng.sample(sentences, 5))
            made.append((title[:200], body, terms(f"{title}\n{body}")))
        return made

    def _batch(self, numbers: range, texts: list[tuple[str, str, str]]) -> None:
        """Some cases with parties, texts and what they are searched by."""
        from django.db import transaction

        from tillit.store.models import Case, Party, SearchText, Writing

        kept: dict[type, list[Any]] = {Case: [], Party: [], Writing: [], SearchText: []}
        for number in numbers:
            for thing in self._case(number, texts):
                kept[type(thing)].append(thing)
        with transaction.atomic():
            for kind, things in kept.items():
                kind.objects.bulk_create(things, batch_size=500)  # type: ignore[attr-defined]

    def _case(self, number: int, texts: list[tuple[str, str, str]]) -> Iterator[Any]:
        """A case: closed, waiting for the organisation, confirmed with a day, or late."""
        from tillit.queries.words import home_term
        from tillit.store.models import Case, Party, SearchText, Writing

        rng, board = self.rng, self.boards[number % len(self.boards)]
        opened = self.at - timedelta(minutes=rng.randrange(60 * 24 * 365 * YEARS))
        title, body, found = rng.choice(texts)
        case = Case(authority_id=board.authority_id, board=board, title=title, opened_at=opened)
        case.year, case.number, dice = opened.year, number, rng.random()
        case.closed_at = opened + timedelta(days=60) if dice < 0.9 else None
        if dice >= 0.95:  # confirmed; one in fifty of these too long ago
            case.acknowledged_at = self.at - timedelta(days=3)
            case.answer_by = self.at.date() + timedelta(days=-1 if dice > 0.999 else 20)
        organisation = rng.choice(self.organisations)
        yield case
        yield Party(case=case, organisation=organisation, joined_at=opened)
        yield self._text(case, "shared", title, body, self.at - timedelta(days=4), organisation)
        if dice < 0.95:
            yield self._text(case, "shared", "Svar", "Tack för er text.", self.at - timedelta(days=2), None)
        homes = " ".join(home_term(key) for key in (board.authority_id, board.pk, organisation.pk))
        yield SearchText(case=case, inside=False, terms=f"{homes} {found}")
        if rng.random() < 0.3:
            other, internal, inside = rng.choice(texts)
            yield Writing(
                case=case, space="internal", title=other, body=internal, placed_at=opened, changed_at=opened
            )
            yield SearchText(case=case, inside=True, terms=f"{homes} {inside}")

    @staticmethod
    def _text(case: Any, space: str, title: str, body: str, at: datetime, sender: Any) -> Any:
        from tillit.store.models import Writing

        text = Writing(case=case, space=space, title=title, body=body, placed_at=at, changed_at=at)
        text.from_organisation = sender
        return text

    def cookie(self, role: str) -> str:
        """The cookie of someone who is logged in with two steps."""
        from django.conf import settings
        from django.http import HttpRequest

        from tillit.domain.actors import SECOND_FACTOR
        from tillit.web.sessions import SessionFacts, begin

        request, person = HttpRequest(), self.readers[role]
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        begin(request, person, SessionFacts(person.pk, SECOND_FACTOR, self.at), self.at)
        request.session.save()
        return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


def asking(filling: Filling) -> tuple[dict[str, str], dict[str, Callable[[], int]]]:
    """The pages by name, as they are told and as they are asked for."""
    from bench.visits import application, visit
    from tillit.domain.roles import Role

    app, told, asked = application(), {}, {}
    query = urlencode({"sok": WORD, "lage": "avslutade", "ordning": "nyast"})
    for role, who in ((Role.COORDINATOR, "all of an authority's"), (Role.CASE_OFFICER, "a board's")):
        cookie = filling.cookie(role)
        for name, what, asks in (
            ("list", "Case list", ""),
            ("search", "Case list with filter and search", query),
        ):
            told[f"{name}-{role}"] = f"{what}, {who}"
            asked[f"{name}-{role}"] = lambda cookie=cookie, asks=asks: (
                visit(app, "/arenden/", cookie, asks).status
            )
        told[f"similar-{role}"] = f"Cases like a case, among {who}"
        asked[f"similar-{role}"] = similar(filling, role)
    return told, asked


def similar(filling: Filling, role: str) -> Callable[[], int]:
    """Ask for the cases like another case each time."""
    from django.utils import timezone

    from tillit.queries.people import actor
    from tillit.queries.similar import similar_cases
    from tillit.store.models import Case

    at = timezone.now()
    reader = actor(person=filling.readers[role].pk, assurance=2, confirmed_at=at, vouched_for=None)
    mine = Case.objects.filter(board=filling.boards[0]).order_by("pk").values_list("pk", flat=True)
    keys = cycle(list(mine[:20]))

    def ask() -> int:
        _cases, examples = similar_cases(actor=reader, case=next(keys))
        return 200 if examples else 404

    return ask


def main(cases: int) -> None:
    """Fill the database; then answer."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    filling = Filling(cases, timezone.now())
    filling.houses()
    filling.fill()
    if connection.vendor == "postgresql":  # as its own housekeeping does soon after
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SET statement_timeout = DEFAULT")
    told, asked = asking(filling)
    print(json.dumps(told), flush=True)
    for line in sys.stdin:
        print(asked[line.strip()](), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
