"""Mass assignment (T04): a form that is posted with any other fields does what it does without them.

Each form that a visitor finds is posted well filled in, then again with the names of every field of every
table, plain, as ids, nested, as lists and doubled. What is in the database afterwards must be the same.
"""

import re
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import Resolver404, resolve

from sizes import size
from walk import oracle, payloads, routes
from walk.furnishing import Scene
from walk.test_rights import combinations
from walk.visiting import Answer, Form, House, Walker

LEAST = size(20_000, 1_500)
AT_ONCE, ROUNDS = 75, size(10, 1)
MOST_TRIES = 4  # forms of one route that do nothing, before nothing more is asked of it
#: One of each kind who may do something that the others may not.
KINDS = (
    "anonymous",
    "newcomer",
    "invited",
    "organisation administrator",
    "case officer",
    "tenant administrator",
)
IDS = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
HASHES = re.compile(r"\b[0-9a-f]{64,128}\b")
SEALED = re.compile(r"A[Q-Za-f][A-Za-z0-9+/]{38,}={0,2}")  # a name in an own space, as it is kept
ASKED = re.compile(r"code:[\w-]{20,}")  # the event of a letter with a code
SERIAL = re.compile(r'"id":"\d+"')  # grows even when what took it is undone, on PostgreSQL
TIMES = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[:.\d]*(?:\+00:?00)?")
#: Names that pages read besides their forms, on purpose: where to go next.
MEANT = {"next", "till", "csrfmiddlewaretoken"}


def field_names() -> list[str]:
    """The name of every field of every table, and some that other programs have been fooled by."""
    names = {"id", "pk", "is_staff", "is_superuser", "_method", "action", "tenant", "owner", "user"}
    for model in apps.get_app_config("store").get_models():
        for one in model._meta.get_fields():
            names |= {one.name, getattr(one, "attname", one.name)}
    return sorted(names)


def disguises(name: str) -> tuple[str, ...]:
    """The ways to write a name."""
    return (
        name,
        f"{name}_id",
        f"{name}[]",
        f"{name}[0]",
        f"form-0-{name}",
        f"data.{name}",
        f"person[{name}]",
        f"{name}__in",
    )


def values(scene: Scene) -> list[str]:
    """What an intruder would want to set."""
    ids = [str(next(iter(things.values()))) for things in scene.ids.values()]
    ids += [str(list(things.values())[-1]) for things in scene.ids.values()]
    words = [
        "tenant_administrator",
        "organisation_administrator",
        "public",
        "shared",
        "closed",
        "true",
        "1",
        "0",
    ]
    return [*ids, *words, "99", "2020-01-01T00:00:00Z", "intrång", "intrang@example.net", "null", "[]"]


class State:
    """How the database stands, without what is new each time: ids, times, hashes and what is sealed."""

    def __init__(self) -> None:
        kept = {table: self.rows(table) for table in self.tables()}
        self.known = {str(value) for rows in kept.values() for row in rows for value in row}
        self.keys = {table: {row[0] for row in rows} for table, rows in kept.items()}

    @staticmethod
    def tables() -> list[str]:
        """Every table of the store."""
        return [model._meta.db_table for model in apps.get_app_config("store").get_models()]

    @staticmethod
    def rows(table: str) -> list[tuple[Any, ...]]:
        """Every row of a table as it is kept."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            return list(cursor.fetchall())

    def of(self, wrote: set[str]) -> dict[str, list[str]]:
        """The tables that were written to."""
        return {table: sorted(self.line(table, row) for row in self.rows(table)) for table in sorted(wrote)}

    def line(self, table: str, row: tuple[Any, ...]) -> str:
        """A row, told without its key when that is a new serial number."""
        new = isinstance(row[0], int) and row[0] not in self.keys[table]
        return repr(["id" if new else self.plain(row[0]), *map(self.plain, row[1:])])

    def plain(self, value: Any) -> Any:
        """A value, or what kind of new value it is."""
        if isinstance(value, bytes | memoryview):
            return f"sealed {len(bytes(value))}"
        if str(value) in self.known and not isinstance(value, int):
            return value
        if isinstance(value, uuid.UUID):
            return "id"
        if isinstance(value, datetime):
            return "time"
        if isinstance(value, str) and SEALED.fullmatch(value):
            return f"sealed {len(value)}"
        if isinstance(value, str):
            found = IDS.sub(lambda one: one[0] if one[0] in self.known else "id", HASHES.sub("hash", value))
            return TIMES.sub("time", SERIAL.sub("serial", ASKED.sub("code", found)))
        return value


def found_forms(house: House, walker: Walker, visitor: oracle.Visitor) -> Iterator[tuple[str, Form]]:
    """Every form to post that the visitor finds on the pages: its address and the form."""
    for route in routes.all_routes():
        if "GET" not in route.methods or route.name.startswith("guidelines:"):
            continue
        for named in combinations(route):
            ids = {key: house.scene.ids[routes.kind_of(key)][name] for key, name in named.items()}
            for path in addresses(route, ids):
                for form in walker.forms_at(path):
                    if form.method == "post":
                        yield form.action.split("?")[0], form


def addresses(route: routes.Route, ids: dict[str, object]) -> Iterator[str]:
    """The address of a route with these ids; of each examination, since they differ."""
    rest = {name: routes.WORDS.get(name, ["1"])[0] for name, _kind in route.parameters if name not in ids}
    for guide in routes.WORDS["guide"] if "guide" in rest else [""]:
        yield route.path(**ids, **({**rest, "guide": guide} if guide else rest))


class Trial:
    """Tries each route once with a form that does what it should."""

    def __init__(self, house: House) -> None:
        self.house, self.rng, self.state = house, Random(7), State()
        self.names, self.values = field_names(), values(house.scene)
        self.tried: set[str] = set()
        self.failed: Counter[str] = Counter()
        self.faults: list[str] = []
        self.extras = self.posted = self.refused = 0

    def visit(self, visitor: oracle.Visitor) -> None:
        """Try all forms that one visitor finds and nobody has tried."""
        walker = self.house.walker(visitor)
        for path, form in found_forms(self.house, walker, visitor):
            try:
                name = resolve(path).view_name
            except Resolver404:
                self.faults.append(f"{visitor.kind}: a form leads to {path}, which is nowhere")
                continue
            if name not in self.tried and self.failed[name] < MOST_TRIES:
                right = self.right(walker, path, form)
                self.failed[name] += right is None
                if right:
                    self.tried.add(name)
                    self.spoil(walker, path, form, *right)

    def right(self, walker: Walker, path: str, form: Form) -> tuple[payloads.Pairs, Answer] | None:
        """A way to fill in the form that changes something, or None."""
        for _ in range(4):
            pairs = payloads.filled(form, self.rng)
            answer = walker.ask("POST", path, pairs, look=self.state.of)
            if answer.status == 302 and answer.wrote:
                return pairs, answer
        return None

    def spoil(self, walker: Walker, path: str, form: Form, pairs: payloads.Pairs, right: Answer) -> None:
        """Post it again with everything else."""
        own = {field.name for field in form.fields} | MEANT
        many = {field.name for field in form.fields if len(field.options) > 1 and field.kind == "checkbox"}
        names = [way for name in self.names for way in disguises(name)]
        self.rng.shuffle(names)
        for start in range(0, ROUNDS * AT_ONCE, AT_ONCE):
            chosen = [name for name in names[start : start + AT_ONCE] if name not in own]
            doubled = [name for name, value in pairs if isinstance(value, str) and name not in many | MEANT]
            extra = [(name, self.rng.choice(self.values)) for name in (*chosen, *doubled)]
            self.extras += len(extra)
            self.posted += 1
            answer = walker.ask("POST", path, [*extra, *pairs], look=self.state.of)
            if answer.status >= 500 or answer.fault:
                self.faults.append(f"{path}: server error with {extra}\n{answer.fault[-800:]}")
            elif answer.status == 400 and not answer.wrote:
                self.refused += (
                    1  # the whole is refused for something that does not belong: nothing is changed
                )
            elif answer.seen != right.seen or answer.status != right.status:
                changed = {
                    table: (sorted(set(rows) ^ set(right.seen.get(table, [])))[:4])
                    for table, rows in answer.seen.items()
                    if rows != right.seen.get(table)
                }
                self.faults.append(f"{walker.visitor.kind} {path}: {answer.status} {changed} with {extra}")


@pytest.mark.django_db
@pytest.mark.one_database
def test_more_fields_than_the_form_has_change_nothing(house: House) -> None:
    trial = Trial(house)
    for kind in KINDS:
        trial.visit(next(visitor for visitor in oracle.VISITORS if visitor.kind == kind))
    missed = {route.name for route in routes.all_routes() if "POST" in route.methods} - trial.tried
    sys.stdout.write(
        f"{trial.extras} extra parameters to {len(trial.tried)} routes; not to {sorted(missed)}\n"
    )
    assert not trial.faults, "\n".join([str(len(trial.faults)), *trial.faults[:10]])
    assert trial.extras >= LEAST
    assert trial.refused <= trial.posted // 20
