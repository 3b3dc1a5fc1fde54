"""The address of the database: what is read from it, and what is refused."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from tillit.config.database import database_settings

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}


def complete(settings: dict[str, Any]) -> dict[str, Any]:
    """Fill in Django's own defaults, as Django does before it connects."""
    return dict(ConnectionHandler({"default": settings}).settings["default"])


def test_nothing_given_is_a_file_that_survives_a_power_cut(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    connection = SQLite(complete(database_settings(tmp_path, " ")), "default")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    connection.close()
    assert found == PRAGMAS
    assert (tmp_path / "tillit.sqlite3").exists()


def test_a_sqlite_transaction_takes_the_write_lock_at_once(tmp_path: Path) -> None:
    settings = database_settings(tmp_path, "")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert not complete(settings)["ATOMIC_REQUESTS"]


def test_a_full_address() -> None:
    found = database_settings(
        Path(), "postgresql://ann:p%40ss%2Fw@db.example.se:5433/tillit?sslmode=verify-full"
    )
    given = PostgreSQL(complete(found), "default").get_connection_params()
    assert given["dbname"] == "tillit"
    assert (given["user"], given["password"]) == ("ann", "p@ss/w")
    assert (given["host"], given["port"]) == ("db.example.se", "5433")
    assert given["sslmode"] == "verify-full"
    assert given["options"] == "-c statement_timeout=5s"


@pytest.mark.parametrize(
    "url", ["postgresql:///tillit?host=/run/pg", "postgres://ann@/tillit?host=%2Frun%2Fpg"]
)
def test_a_socket(url: str) -> None:
    found = database_settings(Path(), url)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/pg", "", "tillit")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://ann:secret@host/tillit", "must begin with postgresql://"),
        ("tillit.sqlite3", "must begin with postgresql://"),
        ("postgresql://ann:secret@host", "name of one database"),
        ("postgresql://ann:secret@host/one/two", "name of one database"),
        ("postgresql://ann:secret@host:many/tillit", "cannot be read"),
        ("postgresql://ann:secret@[host/tillit", "cannot be read"),
        ("postgresql://ann:secret@host/tillit#part", "holds a #"),
        ("postgresql://ann:secret@host/tillit?speed=high", "unknown parameter: speed"),
    ],
)
def test_a_bad_address_is_explained_without_its_password(url: str, told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="TILLIT_DATABASE") as refused:
        database_settings(Path(), url)
    assert told in str(refused.value)
    assert "secret" not in str(refused.value)
