"""Reads the environment, and keeps the one secret that the installation makes for itself."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]


def flag(name: str) -> bool:
    """Tell whether an environment variable is switched on (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    """Read an environment variable, without blanks around it."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    """Read a whole number from the environment, or take the default."""
    given = text(name, str(default))
    if not given.isdigit():
        raise ImproperlyConfigured(f"{name} is a whole number, not {given!r}.")
    return int(given)


def smtp_server() -> dict[str, Any] | None:
    """Where mail is sent: host, port, user, password, tls; None when no server is named."""
    host, _, port = text("TILLIT_SMTP").partition(":")
    if not host:
        return None
    if port and not port.isdigit():
        raise ImproperlyConfigured("TILLIT_SMTP is written host:port, as smtp.example.org:587.")
    return {
        "host": host,
        "port": int(port or 25),
        "user": text("TILLIT_SMTP_USER"),
        "password": os.environ.get("TILLIT_SMTP_PASSWORD", ""),
        "tls": flag("TILLIT_SMTP_TLS"),
    }


def words(name: str, default: str) -> list[str]:
    """Split a comma-separated environment variable into its words."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Read a folder from the environment, or take the default."""
    return Path(os.environ[name]).resolve() if os.environ.get(name) else default


def secret_key(var: Path) -> str:
    """Return TILLIT_SECRET_KEY, or the key that was made once and kept in the var folder."""
    given = os.environ.get("TILLIT_SECRET_KEY", "")
    if given:
        return given
    kept = var / "secret-key"
    try:
        return kept.read_text(encoding="ascii").strip() if kept.exists() else _make_key(kept)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"Set TILLIT_SECRET_KEY, or let Tillit read and write {kept} ({problem.strerror})."
        ) from problem


def _make_key(kept: Path) -> str:
    """Write a new key beside its place and link it in, so that two starting servers agree on one."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"secret-key.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return kept.read_text(encoding="ascii").strip()
