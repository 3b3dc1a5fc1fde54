"""Proposing and accepting: nothing is joint until every side that is present has accepted exactly the same words.

A section of an agreement is a row of proposals, each by one side. Whoever proposes has thereby accepted. The last
proposal is the one that stands to be accepted; a new one reopens the section for all, also when it was agreed.
The rule knows nothing of who the sides are, so all have the same place in it.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from tillit.domain.confirming import Confirmation, standing

Side = TypeVar("Side", bound=Hashable)
State = Literal["empty", "proposed", "contested", "agreed"]
LONGEST_TITLE: Final = 200
LONGEST: Final = 30_000


@dataclass(frozen=True)
class Content:
    """What a wording says. `data` is canonical JSON where a section holds figures; `removed`: it is to be left out."""

    title: str = ""
    body: str = ""
    data: str = ""
    removed: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to accept."""
        return self.removed or bool(self.body.strip()) or bool(self.data)


@dataclass(frozen=True)
class Proposal(Generic[Side]):
    """A side has proposed a version. Versions are numbered from one, without gaps."""

    side: Side
    version: int


@dataclass(frozen=True)
class SectionStanding(Generic[Side]):
    """How a section stands: its version (0: nothing is proposed), who has accepted it, and whom it waits for.

    `agreed` is the last version that every present side has accepted, 0 for none.
    """

    state: State
    version: int
    accepted_by: frozenset[Side]
    waiting: frozenset[Side]
    agreed: int


def stand(
    sides: Iterable[Side], proposals: Sequence[Proposal[Side]], accepted: Iterable[Confirmation[Side]]
) -> SectionStanding[Side]:
    """How a section stands among the sides that are present now. What those who have left said does not count."""
    present = frozenset(sides)
    if not proposals:
        return SectionStanding("empty", 0, frozenset(), frozenset(), 0)
    by_version: dict[int, set[Side]] = {one.version: {one.side} for one in proposals}
    for given in accepted:
        by_version.setdefault(given.version, set()).add(given.side)
    version = max(one.version for one in proposals)
    newest_first = sorted(by_version, reverse=True)
    agreed = next(
        (one for one in newest_first if present <= by_version[one] and _all(present, one, by_version)), 0
    )
    who = frozenset(by_version[version]) & present
    if agreed == version:
        return SectionStanding("agreed", version, who, frozenset(), agreed)
    voices = {one.side for one in proposals if one.version > agreed} & present
    state: State = "contested" if len(voices) > 1 else "proposed"
    return SectionStanding(state, version, who, present - who, agreed)


def _all(present: frozenset[Side], version: int, by_version: dict[int, set[Side]]) -> bool:
    """Whether every present side has accepted a version: the same rule as for a text that is confirmed."""
    given = [Confirmation(side, version) for side in by_version[version]]
    return standing(present, version, given).confirmed


def may_accept(side: Side, seen: int, now: SectionStanding[Side]) -> bool:
    """Whether a side may accept: it is waited for, and what it has seen is what stands."""
    return now.version > 0 and side in now.waiting and seen == now.version


def may_propose(seen: int, present: int, mine: Content, now: Content) -> bool:
    """Whether a wording may be proposed: nobody has written since it was seen, and it says something new."""
    return seen == present and mine != now and mine.says_something


def settled(sections: Iterable[SectionStanding[Side]]) -> bool:
    """Whether a whole agreement is settled: it has sections, and every one of them is agreed."""
    states = [one.state for one in sections]
    return bool(states) and all(one == "agreed" for one in states)
