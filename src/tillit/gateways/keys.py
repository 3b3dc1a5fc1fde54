"""The installation's own keys: files outside the database, made at the first need and never shown.

`house.key` seals what must not be readable in the database (drafts' keys, queued mail, client secrets).
`trail.key` seals the trail; its public half may be given to anyone who wants to check a chain.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tillit.gateways.sealing import MasterKey, Signer, load_or_make_key


@lru_cache(maxsize=8)
def _key(path: Path) -> bytes:
    return load_or_make_key(path)


@lru_cache(maxsize=8)
def _signer(path: Path) -> Signer:
    return Signer(load_or_make_key(path))


def house_key() -> bytes:
    """The key (32 bytes) that seals what waits in the outbox and the secrets of identity services."""
    return _key(Path(settings.KEYS_DIR) / "house.key")


def master_key() -> MasterKey:
    """The same key as the one that wraps the keys of the organisations' own spaces."""
    return MasterKey(house_key())


def trail_signer() -> Signer:
    """The key that seals entries of the trail."""
    return _signer(Path(settings.KEYS_DIR) / "trail.key")


def trail_public_key() -> bytes | None:
    """The public half (PEM) of the trail's key; None where none has been made, and none is made now."""
    path = Path(settings.KEYS_DIR) / "trail.key"
    return _signer(path).public_key if path.exists() else None
