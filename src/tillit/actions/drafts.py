"""What people of an organisation do in its own space. Nothing here reaches an authority."""

import json
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.gateways.sealing import seal
from tillit.queries.drafts import Text, about, open_text
from tillit.queries.gate import NotThere
from tillit.queries.space_keys import space_key
from tillit.store.models import Draft, DraftVersion, Organisation


def write(*, actor: Actor, at: datetime, organisation: UUID, title: str, body: str) -> UUID:
    """Begin a draft. Returns its id. Raises NotThere, NotAllowed."""
    with acting("draft.write", actor=actor, at=at) as act:
        owner = act.take(Organisation, organisation)
        draft = Draft(organisation=owner, changed_at=at)
        draft.content = _sealed(draft, 1, Text(title, body))
        act.changed(draft)
        return draft.pk


def rewrite(*, actor: Actor, at: datetime, draft: UUID, version: int, title: str, body: str) -> None:
    """Give a draft a new wording and keep the one before. Raises NotThere, NotAllowed, Conflict, Refused."""
    with acting("draft.write", actor=actor, at=at) as act:
        found = act.take(Draft, draft, version=version)
        _reword(act, found, Text(title, body))


def restore(*, actor: Actor, at: datetime, draft: UUID, version: int, wording: int) -> None:
    """Let an earlier wording be the present one again. Raises NotThere, NotAllowed, Conflict, Refused."""
    with acting("draft.write", actor=actor, at=at) as act:
        found = act.take(Draft, draft, version=version)
        earlier = DraftVersion.objects.filter(draft=found, version=wording).first()
        if earlier is None:
            raise NotThere
        key = space_key(found.organisation_id)
        _reword(act, found, open_text(key, found.pk, earlier.version, earlier.content))


def throw_away(*, actor: Actor, at: datetime, draft: UUID, version: int) -> None:
    """Put a draft in the waste-basket. Raises NotThere, NotAllowed, Conflict."""
    _put(actor, at, draft, version, thrown_at=at)


def take_back(*, actor: Actor, at: datetime, draft: UUID, version: int) -> None:
    """Take a draft out of the waste-basket. Raises NotThere, NotAllowed, Conflict."""
    _put(actor, at, draft, version, thrown_at=None)


def _put(actor: Actor, at: datetime, draft: UUID, version: int, *, thrown_at: datetime | None) -> None:
    """Put a draft in or out of the basket; its text is sealed anew, as the seal is bound to the version."""
    with acting("draft.write", actor=actor, at=at) as act:
        found = act.take(Draft, draft, version=version)
        text = open_text(space_key(found.organisation_id), found.pk, found.version, found.content)
        found.content = _sealed(found, found.version + 1, text)
        found.thrown_at = thrown_at
        act.changed(found)


def _reword(act: Act, draft: Draft, text: Text) -> None:
    """Keep the present wording as it is sealed, and seal the new one under the next version."""
    if draft.thrown_at is not None:
        raise Refused(_("Texten ligger i papperskorgen. Ta tillbaka den först."))
    earlier = DraftVersion(
        draft=draft, version=draft.version, content=draft.content, at=draft.changed_at, by_id=act.person()
    )
    draft.content = _sealed(draft, draft.version + 1, text)
    draft.changed_at = act.at
    act.changed(draft, earlier)


def _sealed(draft: Draft, version: int, text: Text) -> bytes:
    content = json.dumps({"title": text.title, "body": text.body}, ensure_ascii=False)
    return seal(space_key(draft.organisation_id), content.encode(), about(draft.pk, version))
