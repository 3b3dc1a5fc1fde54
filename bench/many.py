"""A hundred thousand cases against a thousand, on either database: lists of cases, and cases like a case.

Each database is filled and asked by a process of its own (``many_cases``), so that both stand ready and are asked in
turn. Set BENCH_CASES for another number than 100,000.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from bench.figures import Figure, Times, at_most, in_turn, missing, ratio

ROOT: Final = Path(__file__).resolve().parents[1]
FEW: Final = 1_000
MANY: Final = int(os.environ.get("BENCH_CASES", "100000"))
ROUNDS: Final = 15


class Worker:
    """A process with a database full of cases."""

    def __init__(self, cases: int, environment: Mapping[str, str], module: str = "bench.many_cases") -> None:
        """Start filling; `pages` are there when `ready` has returned."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, str(cases)],
            cwd=ROOT,
            env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "bench.server_settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pages: dict[str, str] = {}

    def ready(self) -> None:
        """Wait until the database is full. Raises RuntimeError when the process ended instead."""
        self.pages = json.loads(self._line())

    def ask(self, what: str) -> None:
        """Ask for a page by its name, and wait for it."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        answer = self._line().strip()
        if answer != "200":
            raise RuntimeError(f"{what} answered {answer}")

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the process with the cases ended; see above")
        return line

    def end(self) -> None:
        """Stop the process."""
        self.process.kill()
        self.process.communicate()


def measure() -> list[Figure]:
    """The figures of both databases."""
    return [*_of("SQLite", sqlite_folders()), *_of("PostgreSQL", _postgresql())]


def _of(database: str, environments: Any) -> list[Figure]:
    """The figures of one database; a row that says why there are none."""
    with ExitStack() as stack:
        try:
            given = stack.enter_context(environments)
            workers = [Worker(cases, found) for cases, found in zip((FEW, MANY), given, strict=True)]
            for worker in workers:
                stack.callback(worker.end)
            for worker in workers:
                worker.ready()
            return _asked(database, *workers)
        except Exception as problem:
            return [missing(f"{MANY:,} cases, {database}", str(problem)[:200])]


def _asked(database: str, few: Worker, many: Worker) -> list[Figure]:
    figures = []
    for name, told in few.pages.items():
        sides = {"few": few, "many": many}
        for worker in sides.values():
            for _ in range(3):
                worker.ask(name)
        times = in_turn(
            {side: lambda _, worker=worker, name=name: worker.ask(name) for side, worker in sides.items()},
            range(ROUNDS),
        )
        figures.append(_figure(f"{told} ({database})", name, times))
    return figures


def _figure(told: str, name: str, times: dict[str, Times]) -> Figure:
    """Similar cases have a time of their own; lists are held against the same list of few cases."""
    few, many = (times[side].typical * 1e3 for side in ("few", "many"))
    against = f"{FEW:,} cases {few:.1f} ms, {MANY:,} cases {many:.1f} ms"
    if name.startswith("similar"):
        return at_most(f"{told}, {MANY:,} cases", many, "ms", 100, against)
    of = f"{told}, {MANY:,} cases, of the time at {FEW:,}"
    return at_most(of, ratio(times["many"], times["few"]), "times", 3, against)


@contextmanager
def sqlite_folders() -> Iterator[list[dict[str, str]]]:
    """Two empty folders."""
    with tempfile.TemporaryDirectory(prefix="tillit-bench-") as folder:
        yield [
            {
                "TILLIT_VAR": str(Path(folder, name)),
                "TILLIT_DATABASE": "",
                "TILLIT_DEMO": "",
                "TILLIT_WORK": "",
            }
            for name in ("few", "many")
        ]


@contextmanager
def _postgresql() -> Iterator[list[dict[str, str]]]:
    """Two empty databases of a PostgreSQL that is started for this."""
    import psycopg

    spec = importlib.util.spec_from_file_location("with_postgres", ROOT / "scripts" / "with_postgres.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with script.postgres() as url, sqlite_folders() as found:
        with psycopg.connect(url, autocommit=True) as connection:
            for name in ("few", "many"):
                connection.execute(f"CREATE DATABASE {name}")
        for name, environment in zip(("few", "many"), found, strict=True):
            environment["TILLIT_DATABASE"] = urlsplit(url)._replace(path=f"/{name}").geturl()
        yield found
