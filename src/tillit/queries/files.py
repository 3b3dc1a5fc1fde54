"""Files: where they may be put, and the content of one that the actor may read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tillit.domain.actors import Actor
from tillit.domain.spaces import Space
from tillit.gateways import file_store
from tillit.gateways.file_store import FileDamaged, FileMissing
from tillit.gateways.sealing import SealBroken
from tillit.queries import gate
from tillit.queries.attached import open_content, open_name
from tillit.queries.drafts import open_text
from tillit.queries.space_keys import space_key
from tillit.store.models import Attachment, Case, Draft, Organisation, Writing


class Place(StrEnum):
    """Where a file can be: on an organisation's profile, with a draft, or with a text in a case."""

    ORGANISATION = "organisation"
    DRAFT = "draft"
    WRITING = "writing"


#: Place → the action of the access table that changes it.
CHANGES = {
    Place.ORGANISATION: "organisation.edit",
    Place.DRAFT: "draft.write",
    Place.WRITING: "writing.write",
}
TABLES: dict[Place, type[Organisation] | type[Draft] | type[Writing]] = {
    Place.ORGANISATION: Organisation,
    Place.DRAFT: Draft,
    Place.WRITING: Writing,
}


class FileUnreadable(Exception):
    """The file is known, but what is kept of it is missing or damaged; the operator must restore it."""


@dataclass(frozen=True)
class FileSent:
    """A file to hand out: its name, media type and content."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Spot:
    """A place as a page shows it: what it is called, its own id and that of the thing it lies under.

    `parent` is the draft's organisation or the text's case; for a profile the organisation itself. `record`
    tells that what is put here is received by the authority at once, and hence a public record.
    """

    place: Place
    id: UUID
    parent: UUID
    name: str
    record: bool


@dataclass(frozen=True)
class Kept:
    """A file at a place, by its name."""

    id: UUID
    name: str
    size: int


def parent_of(thing: Organisation | Draft | Writing) -> UUID:
    """What a place lies under in its address."""
    match thing:
        case Draft():
            return thing.organisation_id
        case Writing():
            return thing.case_id
    return thing.pk


def spot(*, actor: Actor, at: datetime, place: Place, place_id: UUID, parent: UUID) -> Spot:
    """A place whose files the actor may change. Raises NotThere, also elsewhere, and NotAllowed."""
    found = gate.find(TABLES[place], place_id, actor=actor)
    if parent_of(found) != parent:
        raise gate.NotThere
    if isinstance(
        found, Writing
    ):  # a public text is anyone's to read, but its case is not there for everyone
        gate.find(Case, found.case_id, actor=actor)
    gate.check(CHANGES[place], actor, gate.subject(found), at)
    record = isinstance(found, Writing) and found.space != Space.INTERNAL
    return Spot(place, found.pk, parent, _called(found), record)


def _called(thing: Organisation | Draft | Writing) -> str:
    """What a place is called."""
    match thing:
        case Draft():
            key = space_key(thing.organisation_id)
            return open_text(key, thing.pk, thing.version, thing.content).title
        case Writing():
            return thing.title
    return thing.name


def at_spot(*, actor: Actor, attachment_id: UUID, where: Spot) -> Kept:
    """One file at a place. Raises NotThere, also for a file at another place."""
    found = gate.find(Attachment, attachment_id, actor=actor)
    if getattr(found, f"{where.place}_id") != where.id:
        raise gate.NotThere
    return Kept(found.pk, _name(found), found.size)


def _name(found: Attachment) -> str:
    return open_name(space_key(found.draft.organisation_id), found) if found.draft else found.name


def fetch(*, actor: Actor, attachment_id: UUID) -> FileSent:
    """A file that the actor may read. Raises NotThere; FileUnreadable when its content is gone or damaged."""
    found = gate.find(Attachment, attachment_id, actor=actor)
    try:
        if found.draft is None:
            return FileSent(found.name, found.mime, file_store.fetch(Path(settings.FILES_DIR), found.blob_id))
        key = space_key(found.draft.organisation_id)
        return FileSent(open_name(key, found), found.mime, open_content(key, found))
    except (FileMissing, FileDamaged, SealBroken) as problem:
        raise FileUnreadable(str(found.pk)) from problem
