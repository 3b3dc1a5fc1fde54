"""The files of a text, as a list to show. In an own space their names too are sealed with the space's key."""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tillit.domain.actors import Actor
from tillit.gateways import file_store
from tillit.gateways.sealing import open_sealed
from tillit.queries import gate
from tillit.store.models import Attachment


@dataclass(frozen=True)
class FileLine:
    """A file in a list: its attachment, name and size in bytes."""

    id: UUID
    name: str
    size: int


def content_about(attachment: UUID) -> str:
    """What the seal of a file's content in an own space is bound to."""
    return f"file:{attachment}"


def name_about(attachment: UUID) -> str:
    """What the seal of a file's name in an own space is bound to."""
    return f"file-name:{attachment}"


def open_name(key: bytes, attachment: Attachment) -> str:
    """The name of a file in an own space. Raises SealBroken."""
    return open_sealed(key, b64decode(attachment.name), name_about(attachment.pk)).decode()


def open_content(key: bytes, attachment: Attachment) -> bytes:
    """The content of a file in an own space. Raises SealBroken, FileMissing, FileDamaged."""
    kept = file_store.fetch(Path(settings.FILES_DIR), attachment.blob_id)
    return open_sealed(key, kept, content_about(attachment.pk))


def in_draft(*, actor: Actor, draft: UUID, key: bytes) -> tuple[FileLine, ...]:
    """The files of a draft, in the order they came."""
    found = gate.attachments(actor).filter(draft=draft).order_by("added_at", "pk")
    return tuple(FileLine(one.pk, open_name(key, one), one.size) for one in found)


def in_writings(*, actor: Actor, writings: Iterable[UUID]) -> dict[UUID, tuple[FileLine, ...]]:
    """The files of texts in cases: those of each text that has any, in the order they came."""
    found = gate.attachments(actor).filter(writing__in=list(writings)).order_by("added_at", "pk")
    files: defaultdict[UUID, tuple[FileLine, ...]] = defaultdict(tuple)
    for one in found:
        if one.writing_id is not None:
            files[one.writing_id] += (FileLine(one.pk, one.name, one.size),)
    return dict(files)
