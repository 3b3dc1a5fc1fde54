"""Who may do what: decides from the access table, and nothing else does.

`kinds` says what an actor is in relation to a thing; `decide` looks the kinds up in the row of the action.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tillit.domain.access_table import ACTIONS, Row
from tillit.domain.actors import SECOND_FACTOR, Actor
from tillit.domain.roles import RoleHeld

FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Subject:
    """A thing as the table sees it: whose it is and in which state.

    A case has its parties and an authority with a board; an organisation has only itself.
    """

    organisations: frozenset[UUID] = frozenset()
    authority: UUID | None = None
    board: UUID | None = None
    state: str = ""


@dataclass(frozen=True)
class Verdict:
    """An answer with its reason: "" (allowed), "login", "hidden", "role", "assurance" or "fresh"."""

    reason: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the act may go on."""
        return not self.reason


NOTHING = Subject()


def _kind(held: RoleHeld, subject: Subject) -> str | None:
    """What one role makes of the actor here: its name, or None where it is another's house or board."""
    if held.organisation is not None:
        return held.role.value if held.organisation in subject.organisations else None
    if held.authority is None or held.authority != subject.authority:
        return None
    same_board = held.board is None or subject.board is None or held.board == subject.board
    return held.role.value if same_board else None


def kinds(actor: Actor, subject: Subject = NOTHING) -> frozenset[str]:
    """All that an actor is in relation to a thing. An official's roles count from the second factor on."""
    if actor.operator:
        return frozenset({"operator"})
    if actor.person is None:
        return frozenset({"anonymous"})
    counted = [held for held in actor.roles if held.authority is None or actor.assurance >= SECOND_FACTOR]
    found = {_kind(held, subject) for held in counted} - {None}
    return frozenset({"anonymous", "person", *(kind for kind in found if kind)})


def row(action: str, state: str = "") -> Row | None:
    """The row of an action in a state, or None where the table has none: then nobody may."""
    return ACTIONS.get((action, state))


def decide(action: str, actor: Actor, subject: Subject, at: datetime) -> Verdict:
    """Decide. What has no row is hidden from everyone."""
    found = row(action, subject.state)
    if found is None:
        return Verdict("hidden")
    mine = kinds(actor, subject)
    if not mine & found.who:
        return Verdict("role" if actor.person or actor.operator else "login")
    if actor.operator or actor.person is None:
        return Verdict()
    if actor.assurance < found.level:
        return Verdict("assurance")
    stale = actor.confirmed_at is None or at - actor.confirmed_at > FRESH
    return Verdict("fresh" if found.fresh and stale else "")
