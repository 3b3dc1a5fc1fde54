"""The real server, with a folder and a database of its own, on a port that nobody uses."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PREPARE = "from tillit.config.command import main; raise SystemExit(main(['prepare']))"


@contextmanager
def own_environment(folder: Path) -> Iterator[dict[str, str]]:
    """Give an environment whose data nobody else sees: SQLite in the folder, or a new PostgreSQL database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "TILLIT_VAR": str(folder),
        "TILLIT_DEMO": "1",
        "TILLIT_WORK": "1",
    }
    given = os.environ.get("TILLIT_DATABASE", "")
    if not given:
        yield environment
        return
    name = f"test_server_{uuid4().hex}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            url = urlsplit(given)._replace(path=f"/{name}").geturl()
            yield {**environment, "TILLIT_DATABASE": url}
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def prepare_database(environment: Mapping[str, str]) -> None:
    """Make the tables and the demo world, as `make run` does."""
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True)


@contextmanager
def running_server(environment: Mapping[str, str]) -> Iterator[str]:
    """Run the real server, give its address and stop it at the end."""
    address = f"http://127.0.0.1:{free_port()}"
    bind = address.removeprefix("http://")
    command = [sys.executable, "-m", "gunicorn", "-c", "python:tillit.config.server", "--bind", bind]
    process = subprocess.Popen([*command, "tillit.config.wsgi"], cwd=ROOT, env=environment)
    try:
        wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """Ask the machine for a port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the health endpoint, and give up when the server died."""
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError("The server stopped while it was starting.")
        try:
            with urllib.request.urlopen(f"{address}/halsa/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not answer within 30 seconds.")
