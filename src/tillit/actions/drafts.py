"""What people of an organisation do in its own space. Nothing here reaches an authority."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.initiatives import restored
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
        draft.content = sealed(draft, 1, Text(title, body))
        act.changed(draft)
        return draft.pk


def rewrite(*, actor: Actor, at: datetime, draft: UUID, version: int, title: str, body: str) -> None:
    """Give a draft a new wording and keep the one before. Raises NotThere, NotAllowed, Conflict, Refused.

    An initiative is refused: it is written one part at a time (actions/initiatives.py).
    """
    with acting("draft.write", actor=actor, at=at) as act:
        found = act.take(Draft, draft, version=version)
        if opened(found).initiative is not None:
            raise Refused(_("Idén skrivs en fråga i taget. Ändra svaren i stället."))
        reword(act, found, Text(title, body))


def restore(*, actor: Actor, at: datetime, draft: UUID, version: int, wording: int) -> None:
    """Let an earlier wording be the present one again. Raises NotThere, NotAllowed, Conflict, Refused."""
    with acting("draft.write", actor=actor, at=at) as act:
        found = act.take(Draft, draft, version=version)
        earlier = DraftVersion.objects.filter(draft=found, version=wording).first()
        if earlier is None:
            raise NotThere
        key = space_key(found.organisation_id)
        text, now = open_text(key, found.pk, earlier.version, earlier.content), opened(found)
        if text.initiative and now.initiative:
            parts = restored(now.initiative, text.initiative, version=found.version + 1)
            text = replace(text, initiative=parts)
        reword(act, found, text)


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
        found.content = sealed(found, found.version + 1, opened(found))
        found.thrown_at = thrown_at
        act.changed(found)


def opened(draft: Draft) -> Text:
    """What a draft says now, for an act that has taken it through the gate."""
    return open_text(space_key(draft.organisation_id), draft.pk, draft.version, draft.content)


def reword(act: Act, draft: Draft, text: Text, *, keep: bool = True) -> None:
    """Seal a new wording under the next version; the present one is kept, as it is sealed, if asked.

    Raises Refused when the draft is in the waste-basket.
    """
    if draft.thrown_at is not None:
        raise Refused(_("Texten ligger i papperskorgen. Ta tillbaka den först."))
    earlier = DraftVersion(
        draft=draft, version=draft.version, content=draft.content, at=draft.changed_at, by_id=act.person()
    )
    draft.content = sealed(draft, draft.version + 1, text)
    draft.changed_at = act.at
    act.changed(draft, *([earlier] if keep else []))


def sealed(draft: Draft, version: int, text: Text) -> bytes:
    """A text sealed with the key of its space, bound to the draft and the version."""
    return seal(space_key(draft.organisation_id), text.to_bytes(), about(draft.pk, version))
