"""The picture that an authority's people see at the top of their pages."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.files import let_in
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.gateways import file_store
from tillit.queries import gate
from tillit.store.models import Authority, Blob

LARGEST = 200 * 1024  # bytes: it is fetched on every first visit


def set_logo(
    *, actor: Actor, at: datetime, authority: UUID, version: int, name: str, data: bytes | None
) -> None:
    """Set the logo of an authority: a PNG picture; None removes it, so that the name is shown instead.

    Raises NotThere, NotAllowed, Conflict, Refused.
    """
    found = gate.find(Authority, authority, actor=actor)
    gate.check("authority.edit", actor, gate.subject(found), at)  # before any work is spent on the picture
    if data is not None and let_in(name, data, largest=LARGEST).extension != "png":
        raise Refused(_("Logotypen ska vara en bild i formatet PNG."))
    with acting("authority.edit", actor=actor, at=at) as act:
        kept = act.take(Authority, authority, version=version)
        kept.logo = _kept(data, at) if data is not None else None
        act.changed(kept)


def _kept(data: bytes, at: datetime) -> Blob:
    digest = file_store.keep(Path(settings.FILES_DIR), data)
    blob, _new = Blob.objects.get_or_create(digest=digest, defaults={"size": len(data), "kept_at": at})
    return blob
