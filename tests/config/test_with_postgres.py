"""The PostgreSQL that the tests bring themselves: it answers, and it leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from serving import ROOT, own_environment

SCRIPT = ROOT / "scripts" / "with_postgres.py"
ASKING = """
import os, sys, psycopg
with psycopg.connect(os.environ["TILLIT_DATABASE"]) as connection:
    print(connection.execute("SELECT current_database()").fetchone()[0], os.environ["TILLIT_DATABASE"])
sys.exit(7)
"""


def test_a_cluster_lives_as_long_as_its_command() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, sys.executable, "-c", ASKING], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 7, done.stderr
    name, url = done.stdout.split()
    assert name == "tillit"
    assert not Path(parse_qs(urlsplit(url).query)["host"][0]).exists()


def test_what_cannot_be_run_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "/no/such/command"], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert done.stderr.startswith("with_postgres: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.django_db
def test_a_server_gets_data_of_its_own(tmp_path: Path) -> None:
    given = os.environ.get("TILLIT_DATABASE", "")
    with own_environment(tmp_path) as environment:
        own = environment.get("TILLIT_DATABASE", "")
        assert environment["TILLIT_VAR"] == str(tmp_path)
        assert bool(own) == bool(given)
        if own:
            assert own != given
            psycopg.connect(own).close()
    if own:
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            psycopg.connect(own)
