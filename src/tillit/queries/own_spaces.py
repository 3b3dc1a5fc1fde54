"""The own spaces that an actor may write in."""

from datetime import datetime

from tillit.domain.actors import Actor
from tillit.queries import gate
from tillit.queries.case_lists import BoardChoice


def written_in(*, actor: Actor, at: datetime) -> tuple[BoardChoice, ...]:
    """The organisations in whose own space the actor may write, by name."""
    mine = gate.organisations(actor).order_by("name", "pk")
    allowed = (one for one in mine if gate.may("draft.write", actor, gate.subject(one), at))
    return tuple(BoardChoice(one.pk, one.name) for one in allowed)
