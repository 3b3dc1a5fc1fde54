"""How much time is asked of an association, so far and by the next step; and when that is out of proportion.

The minutes are data (burden/minutes.toml), most of them assumptions. The rule is the same for every party: what is
asked of one counts for that one, and nothing that is asked makes the sum less.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeVar

from tillit.domain.reading import BadData, needed, optional, rows, table, texts

#: Why it is too much: more than a part of what the agreement is worth, or than a volunteer gives in a month.
Excess = Literal["", "worth", "month"]
ASKS: Final = (
    "message", "meeting", "notes", "challenge", "question", "task", "entered", "examination",
)  # fmt: skip
Party = TypeVar("Party")


@dataclass(frozen=True)
class Ask:
    """Something that is asked, and how long it takes once. `guides`: the examinations that ask for facts."""

    id: str
    title: str
    minutes: int
    assumed: bool
    source: str = ""
    guides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What things take. An hour is worth `ore_an_hour` öre; `percent` of an agreement's value is much."""

    version: str
    asks: Mapping[str, Ask]
    characters_a_minute: int
    month_minutes: int
    ore_an_hour: int
    percent: int
    sources: tuple[tuple[str, str], ...]  # text and address, "" for none


@dataclass(frozen=True)
class Asked:
    """What is asked of one party: how many of each kind (ASKS), done or past and still open; characters to read."""

    done: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[str, int] = field(default_factory=dict)
    characters: int = 0


@dataclass(frozen=True)
class Burden:
    """Minutes: what has been done, and what is asked next."""

    done: int
    next: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.done + self.next


def minutes(measure: Measure, counts: Mapping[str, int]) -> int:
    """The minutes of so many of each kind. Raises KeyError for an unknown kind, ValueError for a count below 0."""
    if any(count < 0 for count in counts.values()):
        raise ValueError("Nothing is asked fewer times than never.")
    return sum(measure.asks[kind].minutes * count for kind, count in counts.items())


def reading(measure: Measure, characters: int) -> int:
    """The minutes to read so much, rounded up. Raises ValueError for less than nothing."""
    if characters < 0:
        raise ValueError("Nobody reads less than nothing.")
    return -(-characters // measure.characters_a_minute)


def burden(measure: Measure, asked: Asked) -> Burden:
    """What is asked of one party. What is shared counts as read."""
    done = minutes(measure, asked.done) + reading(measure, asked.characters)
    return Burden(done, minutes(measure, asked.open))


def burdens(measure: Measure, asked: Mapping[Party, Asked]) -> dict[Party, Burden]:
    """What is asked of each party, by the same rule."""
    return {party: burden(measure, one) for party, one in asked.items()}


def excess(measure: Measure, total: int, worth: int | None) -> Excess:
    """Whether so many minutes are out of proportion to an agreement worth so many öre (None: not known yet)."""
    if worth is not None and worth > 0:
        return "worth" if total * measure.ore_an_hour * 100 > worth * measure.percent * 60 else ""
    return "month" if total > measure.month_minutes else ""


def parse_measure(raw: Any) -> Measure:
    """The measure from the plain data of its file. Raises BadData."""
    content = table(raw, place="", keys=("version", "reading", "month", "worth", "ask"))
    speed = table(content.get("reading"), place="reading", keys=("characters_a_minute", "source"))
    month = table(content.get("month"), place="month", keys=("hours", "source", "url"))
    worth = table(content.get("worth"), place="worth", keys=("kronor_an_hour", "percent", "source", "url"))
    asks = [_ask(one, f"ask[{i}]") for i, one in enumerate(rows(content.get("ask"), place="ask"))]
    by_id = {one.id: one for one in asks}
    if sorted(one.id for one in asks) != sorted(ASKS):
        raise BadData("ask", f"ska ha just dessa, en gång var: {', '.join(ASKS)}.")
    return Measure(
        version=needed(content, "version", str, place=""),
        asks=by_id,
        characters_a_minute=_positive(speed, "characters_a_minute", "reading"),
        month_minutes=_positive(month, "hours", "month") * 60,
        ore_an_hour=_positive(worth, "kronor_an_hour", "worth") * 100,
        percent=_positive(worth, "percent", "worth"),
        sources=tuple(
            (needed(one, "source", str, place=place), optional(one, "url", str, "", place=place))
            for place, one in (("reading", speed), ("month", month), ("worth", worth))
        ),
    )


def _ask(raw: Any, place: str) -> Ask:
    row = table(raw, place=place, keys=("id", "title", "minutes", "assumed", "source", "guides"))
    assumed = optional(row, "assumed", bool, False, place=place)
    source = optional(row, "source", str, "", place=place)
    if assumed == bool(source):
        raise BadData(place, "ska ha en källa, eller sägas vara ett antagande.")
    key, title = (needed(row, name, str, place=place) for name in ("id", "title"))
    return Ask(
        key, title, _positive(row, "minutes", place), assumed, source, texts(row, "guides", place=place)
    )


def _positive(row: Mapping[str, Any], key: str, place: str) -> int:
    found = needed(row, key, int, place=place)
    if found < 1:
        raise BadData(f"{place}.{key}", "ska vara minst 1.")
    return found
