"""Texts in a case: written, changed by their own side, moved from internal to shared to public."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.case_news import tell_parties
from tillit.actions.homes import Refused
from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.spaces import Space, may_move
from tillit.queries import gate
from tillit.queries.entered import is_confirmed
from tillit.store.models import Case, Writing, WritingVersion


def write(*, actor: Actor, at: datetime, case: UUID, space: Space, title: str, body: str) -> UUID:
    """Write a text for the authority: internal, or shared at once. Returns its id.

    An organisation's text comes from its own space instead (actions/sharing.py). Raises NotThere, NotAllowed,
    Refused when the case is closed.
    """
    with acting("writing.write", actor=actor, at=at) as act:
        home = gate.find(Case, case, actor=actor, lock=True)
        if space not in (Space.INTERNAL, Space.SHARED):
            raise gate.NotThere
        act.allow(Subject(authority=home.authority_id, board=home.board_id, state=space))
        must_be_open(home)
        writing = Writing(case=home, space=space, title=title, body=body, placed_at=at, changed_at=at)
        act.changed(writing)
        if space is Space.SHARED:
            _tell(writing, at)
        return writing.pk


def rewrite(*, actor: Actor, at: datetime, writing: UUID, version: int, title: str, body: str) -> None:
    """Give one's own side's text a new wording and keep the one before.

    Raises NotThere, NotAllowed, Conflict, Refused when the case is closed.
    """
    with acting("writing.write", actor=actor, at=at) as act:
        found = _take(act, writing, version)
        earlier = _kept(act, found)
        found.title, found.body, found.changed_at = title, body, at
        act.changed(found, earlier)


def share(*, actor: Actor, at: datetime, writing: UUID, version: int) -> None:
    """Let the parties read an internal text, as it stands. Raises as `rewrite`."""
    with acting("writing.share", actor=actor, at=at) as act:
        found = _take(act, writing, version)
        _move(act, found, Space.SHARED)
        _tell(found, at)


def publish(*, actor: Actor, at: datetime, writing: UUID, version: int) -> None:
    """Let anyone read one's own side's shared text, as it stands. Raises as `rewrite`.

    Refused also for a text that was entered for the organisation and that it has not confirmed.
    """
    with acting("writing.publish", actor=actor, at=at) as act:
        found = _take(act, writing, version)
        if not is_confirmed(found.pk):
            raise Refused(_("Säg först om texten stämmer. Den är inskriven av kommunen för er."))
        _move(act, found, Space.PUBLIC)


def _take(act: Act, writing: UUID, version: int) -> Writing:
    """Take a text in an open case; the case is locked first, so that acts in one case come one at a time."""
    seen = gate.find(Writing, writing, actor=act.actor)
    home = Case.objects.select_for_update().get(pk=seen.case_id)
    found = act.take(Writing, writing, version=version)
    must_be_open(home)
    return found


def must_be_open(case: Case) -> None:
    """Raise Refused when the case is closed."""
    if case.closed_at is not None:
        raise Refused(_("Ärendet är avslutat. Det måste öppnas igen innan något kan ändras."))


def _move(act: Act, writing: Writing, goal: Space) -> None:
    """Move a text to a wider space. The wording so far stays in the space where it was."""
    if not may_move(Space(writing.space), goal):
        raise gate.NotThere
    earlier = _kept(act, writing)
    writing.space, writing.placed_at = goal, act.at
    if goal is Space.SHARED:
        writing.changed_at = act.at  # to the parties it is new
    act.changed(writing, earlier)


def _kept(act: Act, writing: Writing) -> WritingVersion:
    """The present wording, to keep."""
    return WritingVersion(
        writing=writing,
        version=writing.version,
        space=writing.space,
        title=writing.title,
        body=writing.body,
        at=writing.changed_at,
        by_id=act.person(),
    )


def _tell(writing: Writing, at: datetime) -> None:
    """Tell the parties that the authority has shared a text."""
    names = {"board": writing.case.board.name}
    subject = _("%(board)s har delat en text med er") % names
    told = _("%(board)s har delat en text i ert ärende. Ni kan läsa den nu.") % names
    tell_parties(writing.case, f"writing.shared:{writing.pk}", subject, told, at)
