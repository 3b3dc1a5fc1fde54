"""Opens the key of an organisation's own space; only what passes the gate to the space's own things asks for it."""

from uuid import UUID

from tillit.gateways.keys import master_key
from tillit.gateways.sealing import open_space_key
from tillit.store.models import SpaceKey


def space_key(organisation: UUID) -> bytes:
    """The key (32 bytes) of an organisation's own space. Raises SealBroken when the wrapped key was changed."""
    kept = SpaceKey.objects.get(organisation=organisation)
    return open_space_key(master_key(), bytes(kept.wrapped), organisation)
