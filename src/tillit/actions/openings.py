"""What is done with open invitations: written, published once for all, and closed.

A published one keeps its words: those who have answered and those who will must have met the same question.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.openings import LONGEST_TEXT, LONGEST_TITLE
from tillit.domain.turns import SWEDEN
from tillit.queries.gate import NotThere
from tillit.queries.opening_state import standing
from tillit.store.models import Board, Opening


@dataclass(frozen=True)
class OpeningTexts:
    """What an invitation says. `last_day` is in Sweden, and within it."""

    title: str
    challenge: str
    who_may: str
    last_day: date


def begin(*, actor: Actor, at: datetime, authority: UUID, board: UUID, texts: OpeningTexts) -> UUID:
    """Begin an invitation at a board. Returns its id. Raises NotThere, NotAllowed, Refused."""
    with acting("opening.write", actor=actor, at=at) as act:
        home = act.take(Board, board)
        if home.authority_id != authority:
            raise NotThere
        _board_must_be_open(home)
        opening = Opening(authority_id=authority, board=home)
        _put(opening, texts, at)
        act.changed(opening)
        return opening.pk


def rewrite(*, actor: Actor, at: datetime, opening: UUID, version: int, texts: OpeningTexts) -> None:
    """Change one that is not published. Raises NotThere, NotAllowed, Conflict, Refused."""
    with acting("opening.write", actor=actor, at=at) as act:
        found = _draft(act, opening, version)
        _put(found, texts, at)
        act.changed(found)


def publish(*, actor: Actor, at: datetime, opening: UUID, version: int) -> None:
    """Let anyone read it and organisations answer it, as it stands. Raises as `rewrite`."""
    with acting("opening.publish", actor=actor, at=at) as act:
        found = _draft(act, opening, version)
        _board_must_be_open(found.board)
        if found.last_day < at.astimezone(SWEDEN).date():
            raise Refused(_("Sista dagen har redan varit. Ändra den innan ni publicerar."))
        found.published_at = found.changed_at = at
        act.changed(found)


def close(*, actor: Actor, at: datetime, opening: UUID, version: int) -> None:
    """Take no more answers, before the last day. Raises NotThere, NotAllowed, Conflict, Refused when it is not open."""
    with acting("opening.close", actor=actor, at=at) as act:
        found = act.take(Opening, opening, version=version)
        if standing(found, at) != "open":
            raise Refused(_("Inbjudan är inte öppen."))
        found.closed_at = found.changed_at = at
        act.changed(found)


def _draft(act: Act, opening: UUID, version: int) -> Opening:
    """One that is not published yet."""
    found = act.take(Opening, opening, version=version)
    if found.published_at is not None:
        raise Refused(_("Inbjudan är publicerad och går inte att ändra. Alla ska ha fått samma fråga."))
    return found


def _board_must_be_open(board: Board) -> None:
    if board.closed_at is not None:
        raise Refused(_("Nämnden tar inte emot nya ärenden."))


def _put(opening: Opening, texts: OpeningTexts, at: datetime) -> None:
    """Give an invitation its texts. Raises Refused when one is empty or too long."""
    said = (texts.challenge.strip(), texts.who_may.strip())
    if not texts.title.strip() or not all(said):
        raise Refused(_("Skriv rubrik, utmaning och vilka som får svara."))
    if len(texts.title) > LONGEST_TITLE or max(map(len, said)) > LONGEST_TEXT:
        raise Refused(_("Texten är för lång."))
    opening.title, (opening.challenge, opening.who_may) = texts.title.strip(), said
    opening.last_day, opening.changed_at = texts.last_day, at
