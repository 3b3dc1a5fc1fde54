"""The ways out of a case. Every way is told with its reasons; all but an agreement close the case.

A municipality shall treat its members alike unless there are factual reasons for something else (kommunallagen
(2017:725) 2 kap. 3 §), and is to be objective and impartial (regeringsformen 1 kap. 9 §): without reasons nobody
could see whether it was.
"""

from enum import StrEnum


class Way(StrEnum):
    """How the way from an idea ends."""

    AGREEMENT = "agreement"
    GRANT = "grant"
    PROCUREMENT = "procurement"
    CHOICE = "choice_system"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


#: What the authority's side may say. To withdraw is an organisation's own.
OF_AUTHORITY = (Way.AGREEMENT, Way.GRANT, Way.PROCUREMENT, Way.CHOICE, Way.DECLINE)
SHORTEST_REASONS = 20  # characters: fewer tell nobody why


def closes(way: Way, parties_left: int) -> bool:
    """Whether the case ends with this. An organisation that withdraws leaves the others to go on."""
    if way is Way.WITHDRAW:
        return parties_left == 0
    return way is not Way.AGREEMENT


def offered(latest: Way | None) -> tuple[Way, ...]:
    """What the authority may say now; nobody goes on to an agreement twice."""
    return tuple(way for way in OF_AUTHORITY if way is not Way.AGREEMENT or latest is not Way.AGREEMENT)
