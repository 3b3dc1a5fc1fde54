"""Files put at a place and taken away: judged by content, scanned if there is a scanner, kept by hash."""

import logging
from base64 import b64encode
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.spaces import Space
from tillit.gateways import file_store
from tillit.gateways.bad_files import BadFile
from tillit.gateways.file_names import extension, safe_name
from tillit.gateways.file_types import LARGEST, FileKind, judge
from tillit.gateways.sealing import seal
from tillit.gateways.virus import Infected, ScannerDown, scan
from tillit.queries import gate
from tillit.queries.attached import content_about, name_about
from tillit.queries.files import CHANGES, TABLES, Place, parent_of
from tillit.queries.space_keys import space_key
from tillit.store.models import Attachment, Blob, Case, Draft, Organisation, Writing

log = logging.getLogger(__name__)
MOST = 50
KINDS = ("statutes", "accounts", "other")


def attach(
    *,
    actor: Actor,
    at: datetime,
    place: Place,
    place_id: UUID,
    parent: UUID,
    name: str,
    data: bytes,
    kind: str = "other",
) -> UUID:
    """Put a file at a place, under its parent (see queries/files.py). Returns its id.

    Raises NotThere, NotAllowed; Refused (a text for the sender) when it is not let in or the place is closed or full.
    """
    if kind not in KINDS:
        raise ValueError("An unknown kind of file.")
    _may_try(actor, at, place, place_id)
    found = let_in(name, data)
    with acting(CHANGES[place], actor=actor, at=at) as act:
        home = _take(act, place, place_id, parent)
        if home.attachments.filter(removed_at=None).count() >= MOST:
            raise Refused(_("Det får finnas högst %(n)d filer här. Ta bort en fil först.") % {"n": MOST})
        attachment = Attachment(kind=kind, mime=found.mime, size=len(data), added_at=at)
        attachment.added_by_id = actor.person  # type: ignore[assignment]
        setattr(attachment, place.value, home)
        shown = safe_name(name)
        _store(attachment, home, shown if extension(shown) else f"{shown}.{found.extension}", data)
        act.changed(attachment)
        return attachment.pk


def _may_try(actor: Actor, at: datetime, place: Place, place_id: UUID) -> None:
    """Ask before any work is spent on the file, and without a lock; the frame asks again."""
    found = gate.find(TABLES[place], place_id, actor=actor)
    gate.check(CHANGES[place], actor, gate.subject(found), at)


def let_in(name: str, data: bytes, *, largest: int = LARGEST) -> FileKind:
    """Judge content of at most `largest` bytes and let the scanner see it. Raises Refused."""
    try:
        found = judge(name, data, largest=largest)
        if settings.CLAMD:
            scan(settings.CLAMD, data)
    except (BadFile, Infected) as problem:
        raise Refused(str(problem)) from problem
    except ScannerDown as problem:
        log.warning("scanner_down", extra={"cause": problem.cause})
        raise Refused(str(problem)) from problem
    return found


def _take(act: Act, place: Place, place_id: UUID, parent: UUID) -> Organisation | Draft | Writing:
    """Take the place, its case before it, so that acts in one case come one at a time."""
    if place is Place.WRITING:
        seen = gate.find(Writing, place_id, actor=act.actor)
        if Case.objects.select_for_update().get(pk=seen.case_id).closed_at is not None:
            raise Refused(_("Ärendet är avslutat. Det måste öppnas igen innan något kan ändras."))
    home = act.take(TABLES[place], place_id)
    if parent_of(home) != parent:
        raise gate.NotThere
    if isinstance(home, Draft) and home.thrown_at is not None:
        raise Refused(_("Texten ligger i papperskorgen. Ta tillbaka den först."))
    return home


def _store(attachment: Attachment, home: Organisation | Draft | Writing, name: str, data: bytes) -> None:
    """Keep content and name; in an own space both are sealed with the key of the space."""
    attachment.name = name
    if isinstance(home, Draft):
        key = space_key(home.organisation_id)
        attachment.name = b64encode(seal(key, name.encode(), name_about(attachment.pk))).decode()
        data = seal(key, data, content_about(attachment.pk))
    digest = file_store.keep(Path(settings.FILES_DIR), data)
    known = {"size": len(data), "kept_at": attachment.added_at}
    attachment.blob, _new = Blob.objects.get_or_create(digest=digest, defaults=known)


def remove(
    *, actor: Actor, at: datetime, place: Place, place_id: UUID, parent: UUID, attachment_id: UUID
) -> None:
    """Take a file away from a place; its row stays, marked. Attaching it again undoes it.

    Raises NotThere, NotAllowed; Refused in a closed case, and for what is shared: it is a public record,
    which may be weeded only by rule (arkivlagen (1990:782) 10 §).
    """
    with acting(CHANGES[place], actor=actor, at=at) as act:
        home = _take(act, place, place_id, parent)
        if isinstance(home, Writing) and home.space != Space.INTERNAL:
            raise Refused(_("Filen är delad och därför en allmän handling. Den kan inte tas bort här."))
        attachment = home.attachments.select_for_update().filter(pk=attachment_id, removed_at=None).first()
        if attachment is None:
            raise gate.NotThere
        attachment.removed_at = at
        act.changed(attachment)
