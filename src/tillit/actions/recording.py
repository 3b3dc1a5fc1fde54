"""Keeps the trail: adds the next entry of a chain, and notes its head outside the database."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tillit.domain.trail import FIRST, Touched, TrailEntry, entry_hash, objects_text
from tillit.gateways import anchors
from tillit.gateways.keys import trail_signer
from tillit.queries.chains import chain_of, head_of
from tillit.store.models import Entry

__all__ = ["chain_of", "keep_entry"]


def keep_entry(
    *, chain: str, at: datetime, actor: str, role: str, action: str, objects: tuple[Touched, ...]
) -> TrailEntry:
    """Add the next entry of a chain in the running transaction; its head is anchored after the commit."""
    number, before = head_of(chain, lock=True)
    draft = TrailEntry(chain, number + 1, at, actor, role, action, objects, before or FIRST, "", "")
    digest = entry_hash(draft)
    seal = trail_signer().sign(bytes.fromhex(digest)).hex()
    Entry.objects.create(
        chain=chain,
        number=draft.number,
        at=at,
        actor=actor,
        role=role,
        action=action,
        objects_json=objects_text(objects),
        before=draft.before,
        hash=digest,
        seal=seal,
    )
    folder = Path(settings.ANCHORS_DIR)
    transaction.on_commit(lambda: anchors.note(folder, chain, draft.number, digest))
    return draft
