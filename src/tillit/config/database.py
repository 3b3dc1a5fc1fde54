"""Where Tillit keeps its data: SQLite in the var folder, or the PostgreSQL that TILLIT_DATABASE names.

Both promise that what is answered as saved survives a power cut: SQLite writes with ``synchronous=FULL``
(its recipe NORMAL may lose the last decisions), PostgreSQL does so as it is delivered.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEPT_OPEN: Final = 60  # seconds that a connection may wait for the next request
PATIENCE: Final = 20  # seconds that a writer waits for another; less than gunicorn gives an answer (30)
LONGEST: Final = 5  # seconds that one question may take
EXAMPLE: Final = "postgresql://user:password@host/name"
SCHEMES: Final = ("postgresql", "postgres")
PARAMETERS: Final = frozenset({"host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"})
PRAGMAS: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"


def database_settings(var_dir: Path, url: str) -> dict[str, Any]:
    """Return Django's settings of the database; raise ImproperlyConfigured when the address is no use.

    An empty address gives the file ``tillit.sqlite3`` in the var folder. The other form is
    ``postgresql://user:password@host:port/name``, or ``postgresql:///name?host=/folder`` for a socket.
    Django keeps every request outside transactions: an action opens its own.
    """
    return _postgresql(url.strip()) if url.strip() else _sqlite(var_dir)


def _sqlite(var_dir: Path) -> dict[str, Any]:
    """A transaction takes the write lock at once, so that two writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(var_dir / "tillit.sqlite3"),
        "CONN_MAX_AGE": KEPT_OPEN,
        "OPTIONS": {"timeout": PATIENCE, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    """Read the address; a question that takes too long is stopped by the database itself."""
    address = _split(url)
    parameters = _parameters(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _name(address),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": parameters.pop("host", "") or unquote(address.hostname or ""),
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parameters, "options": f"-c statement_timeout={LONGEST}s"},
    }


def _split(url: str) -> SplitResult:
    """Take the address apart. No message repeats it: it may hold a password."""
    try:
        address = urlsplit(url)
        _ = address.port
    except ValueError as problem:
        raise ImproperlyConfigured(
            f"TILLIT_DATABASE has a host or a port that cannot be read. Write {EXAMPLE}, with every special "
            "character of the password as %-code."
        ) from problem
    if address.scheme not in SCHEMES:
        raise ImproperlyConfigured(
            f"TILLIT_DATABASE must begin with postgresql://, as in {EXAMPLE}. Leave it empty for SQLite."
        )
    if address.fragment:
        raise ImproperlyConfigured("TILLIT_DATABASE holds a #. Write %23 if it is part of the password.")
    return address


def _parameters(address: SplitResult) -> dict[str, str]:
    """What follows the question mark; only what we know may stand there."""
    found: Mapping[str, str] = dict(parse_qsl(address.query, keep_blank_values=True))
    unknown = sorted(set(found) - PARAMETERS)
    if unknown:
        raise ImproperlyConfigured(
            f"TILLIT_DATABASE has an unknown parameter: {', '.join(unknown)}. "
            f"These can be used: {', '.join(sorted(PARAMETERS))}."
        )
    return dict(found)


def _name(address: SplitResult) -> str:
    """The name of the database, which is the last part of the address."""
    name = unquote(address.path.removeprefix("/"))
    if not name or "/" in name:
        raise ImproperlyConfigured(
            f"TILLIT_DATABASE must end with the name of one database, as in {EXAMPLE}."
        )
    return name
