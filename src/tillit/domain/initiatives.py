"""An initiative: an idea written one part at a time, by several people, and put together to the text that is shared.

Each part has a version of its own, so that two who write different parts never meet, and two who write the same
part always do. What is asked is data (`questions/initiative.toml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

#: How long one person may go on with one part before what it said is kept as an earlier wording: a text that is
#: saved while it is typed would otherwise leave one for each pause.
SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to write: `title` heads it in the finished text, `longest` is in characters."""

    id: str
    title: str
    question: str
    help: str
    example: str
    longest: int


@dataclass(frozen=True, eq=False)
class Guide:
    """What is asked: the name of the idea, the steps in order, and what a self-assessment brings along."""

    edition: str
    name: Step
    steps: tuple[Step, ...]
    carried: Step

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """Everything that can be written, in the order of the finished text; the name first."""
        return {step.id: step for step in (self.name, *self.steps, self.carried)}

    def place(self, key: str) -> int:
        """The number of a step, from 1; 0 for the name and for what was brought along."""
        return next((number for number, step in enumerate(self.steps, 1) if step.id == key), 0)

    def following(self, key: str) -> str:
        """The step after this one, "" after the last and after what is no step."""
        number = self.place(key)
        return self.steps[number].id if 0 < number < len(self.steps) else ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a part says, and the version of the whole in which it last changed (0: never written)."""

    text: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who is writing which part, and since when."""

    by: str
    part: str
    since: datetime


@dataclass(frozen=True)
class Initiative:
    """All parts by id. `opening` is the id of the open invitation that it answers, "" for none."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    opening: str = ""
    sitting: Sitting | None = None

    def part(self, key: str) -> Part:
        """A part, empty when it was never written."""
        return self.parts.get(key, Part())


def written(now: Initiative, key: str, *, seen: int, text: str, version: int) -> Initiative | None:
    """The initiative with one part as someone wants it, in its next version.

    None when the part is no longer as it was in the version that they had seen: then nothing is changed.
    """
    if now.part(key).version != seen:
        return None
    return replace(now, parts={**now.parts, key: Part(text, version)})


def restored(now: Initiative, earlier: Initiative, *, version: int) -> Initiative:
    """An earlier wording made the present one. Each part that reads otherwise is new in this version, so that who
    writes in it meets the change."""
    keys = [*now.parts, *(key for key in earlier.parts if key not in now.parts)]
    parts = {
        key: now.part(key)
        if now.part(key).text == earlier.part(key).text
        else Part(earlier.part(key).text, version)
        for key in keys
    }
    return Initiative(parts, now.opening)


def sat_down(now: Initiative, *, by: str, part: str, at: datetime) -> Sitting | None:
    """The sitting that a save begins; None when it goes on with the one under way, so that no wording is kept."""
    under_way = now.sitting
    if under_way and (under_way.by, under_way.part) == (by, part) and at - under_way.since < SITTING:
        return None
    return Sitting(by, part, at)


def together(guide: Guide, initiative: Initiative) -> str:
    """The text that is shared: each written part under its numbered heading, in the order of the guide."""
    said = [(step.title, initiative.part(step.id).text.strip()) for step in (*guide.steps, guide.carried)]
    kept = [(title, text) for title, text in said if text]
    return "\n\n".join(f"{number}. {title}\n\n{text}" for number, (title, text) in enumerate(kept, 1))


def steps_written(guide: Guide, initiative: Initiative) -> int:
    """How many of the steps say something."""
    return sum(bool(initiative.part(step.id).text.strip()) for step in guide.steps)


def plain(initiative: Initiative) -> dict[str, Any]:
    """An initiative as it is kept, for JSON."""
    sitting = initiative.sitting
    found: dict[str, Any] = {
        "kind": "initiative",
        "parts": {key: {"text": one.text, "version": one.version} for key, one in initiative.parts.items()},
        "opening": initiative.opening,
    }
    if sitting:
        found["sitting"] = {"by": sitting.by, "part": sitting.part, "since": sitting.since.isoformat()}
    return found


def read_plain(kept: Mapping[str, Any]) -> Initiative | None:
    """What `plain` wrote; None for a text that is no initiative."""
    if kept.get("kind") != "initiative":
        return None
    parts = {key: Part(one["text"], one["version"]) for key, one in kept["parts"].items()}
    sat = kept.get("sitting")
    sitting = Sitting(sat["by"], sat["part"], datetime.fromisoformat(sat["since"])) if sat else None
    return Initiative(parts, kept["opening"], sitting)
