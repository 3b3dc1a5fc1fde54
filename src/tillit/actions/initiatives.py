"""An initiative in an organisation's own space: begun, and written one part at a time by any of its writers.

It is a draft like others, sealed with the key of the space, and is shared like others (actions/sharing.py).
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Conflict, acting
from tillit.actions.drafts import opened, reword, sealed
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.initiatives import Guide, Initiative, Part, sat_down, together, written
from tillit.queries.drafts import Text
from tillit.queries.gate import NotThere
from tillit.queries.initiative_guide import initiative_guide
from tillit.store.models import Draft, Organisation


class _Same(Exception):
    """The part reads so already, in this version: the act is undone, and nothing is told."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def begin(
    *,
    actor: Actor,
    at: datetime,
    organisation: UUID,
    name: str,
    carried: str = "",
    opening: UUID | None = None,
) -> UUID:
    """Begin an initiative. Returns its draft's id. `carried` is what a self-assessment came to, `opening` the open
    invitation that it is to answer. Raises NotThere, NotAllowed, Refused (no name, or too long a text)."""
    guide, name, carried = initiative_guide(), name.strip(), carried.strip()
    if not name:
        raise Refused(_("Skriv ett namn på idén."))
    _must_fit(name, guide.name.longest)
    _must_fit(carried, guide.carried.longest)
    parts = {guide.name.id: Part(name, 1)}
    if carried:
        parts[guide.carried.id] = Part(carried, 1)
    with acting("draft.write", actor=actor, at=at) as act:
        owner = act.take(Organisation, organisation)
        draft = Draft(organisation=owner, changed_at=at)
        initiative = Initiative(parts, str(opening) if opening else "")
        draft.content = sealed(draft, 1, _text(guide, initiative))
        act.changed(draft)
        return draft.pk


def write_part(*, actor: Actor, at: datetime, draft: UUID, part: str, seen: int, text: str) -> int:
    """Give one part a new text. `seen` is the part's version that the writer had before them, 0 for none.

    Returns the part's version after. Raises NotThere (also for a part that there is not), NotAllowed; Conflict when
    someone else wrote in just that part meanwhile; Refused when it is too long, a name is empty, or it is thrown away.
    """
    guide = initiative_guide()
    step = guide.by_id.get(part)
    if step is None:
        raise NotThere
    _must_fit(text, step.longest)
    if step is guide.name and not text.strip():
        raise Refused(_("Skriv ett namn på idén."))
    try:
        with acting("draft.write", actor=actor, at=at) as act:
            found = act.take(Draft, draft)
            now = _initiative(found)
            if now.part(part).text == text:
                raise _Same(now.part(part).version)
            after = written(now, part, seen=seen, text=text, version=found.version + 1)
            if after is None:
                raise Conflict(now.part(part).version)
            sitting = sat_down(now, by=str(act.person()), part=part, at=at)
            after = replace(after, sitting=sitting or now.sitting)
            reword(act, found, _text(guide, after), keep=sitting is not None)
            return found.version
    except _Same as same:
        return same.version


def _initiative(draft: Draft) -> Initiative:
    """The parts of a draft that is an initiative. Raises NotThere."""
    found = opened(draft).initiative
    if found is None:
        raise NotThere
    return found


def _must_fit(text: str, longest: int) -> None:
    if len(text) > longest:
        raise Refused(_("Skriv kortare: högst %(n)d tecken.") % {"n": longest})


def _text(guide: Guide, initiative: Initiative) -> Text:
    """The whole as it reads and is sealed."""
    return Text(initiative.part(guide.name.id).text.strip(), together(guide, initiative), initiative)
