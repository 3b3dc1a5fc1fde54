"""Run a command with a PostgreSQL of its own: `python scripts/with_postgres.py make run`.

The cluster lies in a temporary folder, is reached by a socket there (in TILLIT_DATABASE) and is gone when
the command ends. Ordinary users and root can run it: PostgreSQL refuses root, so root becomes ``postgres``.
Without a command it tells where PostgreSQL's programs are; exit code 1 when there are none.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
PROGRAMS = ("initdb", "pg_ctl", "postgres", "createdb")
# A power cut may take this database: it is thrown away anyway. A hundred processes at once is one of the tests.
CARELESS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' "
    "-c max_connections=200"
)


class PostgresError(Exception):
    """PostgreSQL is missing or does not start; the text says why."""


def programs() -> Path:
    """The folder of the newest PostgreSQL here, or of the one on the PATH."""
    found = [path for place in PLACES for path in Path("/").glob(place.removeprefix("/"))]
    found.sort(key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))], reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    for folder in found:
        if all((folder / name).exists() for name in PROGRAMS):
            return folder
    raise PostgresError("PostgreSQL is missing (Debian and Ubuntu: sudo apt-get install postgresql)")


def servant() -> dict[str, Any]:
    """Who runs PostgreSQL: the user postgres (or nobody) when we are root, otherwise ourselves."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise PostgresError("PostgreSQL refuses to run as root, and there is no user named postgres")


@contextmanager
def postgres() -> Iterator[str]:
    """Start PostgreSQL with an empty database, give its address and throw it away at the end."""
    bin_dir, who = programs(), servant()
    folder = Path(
        tempfile.mkdtemp(prefix="tillit-postgres-", dir="/tmp")
    )  # a short path: sockets allow 107 characters
    data, log = folder / "data", folder / "log"
    try:
        if who:
            os.chown(folder, who["user"], who["group"])

        def run(program: str, *arguments: str) -> None:
            # Output goes to a file: a server that inherits a pipe would keep the reader waiting.
            with log.open("ab") as told:
                done = subprocess.run(
                    [bin_dir / program, *arguments], cwd=folder, stdout=told, stderr=told, **who
                )
            if done.returncode:
                raise PostgresError(f"{program} failed: {log.read_text(errors='replace')[-600:]}")

        run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            "--username=tillit",
            "--encoding=UTF8",
            "--no-locale",
            str(data),
        )
        try:
            run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--options=-k {folder} {CARELESS}")
            run("createdb", f"--host={folder}", "--username=tillit", "tillit")
            yield f"postgresql://tillit@/tillit?host={folder}"
        finally:
            with suppress(PostgresError):
                run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stop(*_: object) -> NoReturn:
    """Leave in good order when we are asked to end."""
    raise SystemExit(143)


def main(command: list[str]) -> int:
    """Run the command beside PostgreSQL and return its exit code."""
    signal.signal(signal.SIGTERM, stop)
    try:
        if not command:
            sys.stdout.write(f"{programs()}\n")
            return 0
        with (
            postgres() as url,
            subprocess.Popen(command, env={**os.environ, "TILLIT_DATABASE": url}) as process,
        ):
            try:
                return process.wait()
            except (KeyboardInterrupt, SystemExit):
                process.terminate()
                process.wait()
                raise
    except (PostgresError, OSError) as problem:
        sys.stderr.write(f"with_postgres: {problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
