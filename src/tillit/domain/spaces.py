"""The four spaces of a text and the moves between them.

Own: the organisation's, unreadable to officials. Until it is shared nothing has arrived at the authority, so it is
no public record (tryckfrihetsförordningen 2 kap. 9 §; eSam, eget utrymme hos myndighet). Internal: the authority's
work in progress. Shared: all parties of the case; received, hence a public record. Public: anyone.
"""

from enum import StrEnum


class Space(StrEnum):
    """Where a text is."""

    OWN = "own"
    INTERNAL = "internal"
    SHARED = "shared"
    PUBLIC = "public"


SPACE_NAMES: dict[Space, str] = {
    Space.OWN: "Eget utrymme",
    Space.INTERNAL: "Internt",
    Space.SHARED: "Delat",
    Space.PUBLIC: "Offentligt",
}

MOVES: frozenset[tuple[Space, Space]] = frozenset(
    {(Space.OWN, Space.SHARED), (Space.INTERNAL, Space.SHARED), (Space.SHARED, Space.PUBLIC)}
)


def may_move(origin: Space, goal: Space) -> bool:
    """Whether a text may go from one space to another. Never back: what was received stays received."""
    return (origin, goal) in MOVES
