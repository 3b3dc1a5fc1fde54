"""The plan of a partnership: goals with how each is followed, and the effect chain that leads to them.

Kept as canonical JSON: the same plan in any order is the same text, and an empty plan is no text. What a goal lacks
may be filled in later; only what changes must be said. What an auditor asks at the least: plan_minimum.py.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, TypeVar, get_args

from tillit.domain.reading import rows, table
from tillit.domain.terms import long_date, read_day
from tillit.domain.typed_lines import ended, tidy

Stage = Literal["resources", "activities", "results", "effects"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
STAGE_NAMES: Final[Mapping[Stage, str]] = dict(
    zip(STAGES, ("Resurser", "Aktiviteter", "Resultat", "Effekter"), strict=True)
)
PROGRAMME: Final = "Programmål"  # the last stage of the chain: what the goals say that they serve
MOST_GOALS: Final = 30
MOST_LINKS: Final = 60
_LONGEST_TEXT: Final = 500_000
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")
#: The longest of each text of a goal, and what it is called in a message.
_TEXTS: Final = {
    "id": (40, "beteckningen"), "change": (500, "vad som ska förändras"), "whom": (200, "för vem"),
    "baseline": (200, "läget i dag"), "target": (200, "läget ni vill nå"), "how": (200, "hur ni mäter"),
    "source": (200, "källan"), "who": (200, "vem som ansvarar"), "by": (40, "dagen"),
    "programme_goal": (300, "programmålet"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to change and how it is followed. `how` is the method, `source` where the numbers come from.

    `by` is a day as 2029-12-31; `learning`: what the sides want to find out; `programme_goal` is the political goal
    that it serves, in words. Texts are kept on one line. Raises ValueError with a Swedish message.
    """

    id: str
    change: str
    whom: str = ""
    baseline: str = ""
    target: str = ""
    how: str = ""
    source: str = ""
    who: str = ""
    by: str = ""
    learning: bool = False
    programme_goal: str = ""

    def __post_init__(self) -> None:
        """Tidy the texts, and refuse what cannot be understood."""
        for name, (longest, called) in _TEXTS.items():
            object.__setattr__(self, name, tidy(getattr(self, name), longest, called))
        if not _ID.fullmatch(self.id):
            raise ValueError("Målet saknar beteckning. Lägg till det igen.")
        if not self.change:
            raise ValueError("Skriv vad som ska ha förändrats, till exempel att färre unga är ensamma.")
        if type(self.learning) is not bool:
            raise ValueError("Välj om det är en förändring eller något ni vill lära er.")
        if self.by:
            read_day(self.by)


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the effect chain, in one of its stages. Raises ValueError with a Swedish message."""

    id: str
    stage: Stage
    text: str

    def __post_init__(self) -> None:
        """Tidy the texts, and refuse what cannot be understood."""
        object.__setattr__(self, "id", tidy(self.id, 40, "beteckningen"))
        object.__setattr__(self, "text", tidy(self.text, 200, "vad som står i kedjan"))
        if not _ID.fullmatch(self.id):
            raise ValueError("Raden i kedjan saknar beteckning. Lägg till den igen.")
        if self.stage not in STAGES:
            names = ", ".join(name.lower() for name in STAGE_NAMES.values())
            raise ValueError(f"Välj var i kedjan raden hör hemma: {names}.")
        if not self.text:
            raise ValueError("Skriv vad som ska stå i kedjan, till exempel två ledare varje kväll.")


Row = TypeVar("Row", bound=Goal | Link)


@dataclass(frozen=True, slots=True)
class Plan:
    """Goals and the chain, each in the one order that it is kept in. Raises ValueError with a Swedish message."""

    goals: tuple[Goal, ...] = ()
    chain: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        """Put the rows in order, and refuse too many, or the same id twice."""
        goals = sorted(self.goals, key=lambda one: (one.learning, one.by or "9", one.change, one.id))
        chain = sorted(self.chain, key=lambda one: (STAGES.index(one.stage), one.text, one.id))
        object.__setattr__(self, "goals", tuple(goals))
        object.__setattr__(self, "chain", tuple(chain))
        _few("mål", [one.id for one in goals], MOST_GOALS)
        _few("rader i kedjan", [one.id for one in chain], MOST_LINKS)

    @property
    def stages(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each stage of the chain with what stands in it; the last is the programme goals that the goals serve."""
        drawn = [
            (STAGE_NAMES[name], tuple(one.text for one in self.chain if one.stage == name)) for name in STAGES
        ]
        served = dict.fromkeys(one.programme_goal for one in self.goals if one.programme_goal)
        return (*drawn, (PROGRAMME, tuple(served)))


def _few(called: str, ids: list[str], most: int) -> None:
    if len(ids) > most:
        raise ValueError(f"Det får vara högst {most} {called}. Slå ihop några som hör samman.")
    if len(set(ids)) < len(ids):
        raise ValueError("Samma rad finns med två gånger. Ta bort den ena.")


def plan_text(plan: Plan) -> str:
    """The plan as it is kept: canonical JSON, "" for an empty one."""
    if plan == Plan():
        return ""
    plain = {"goals": [_plain(one) for one in plan.goals], "chain": [_plain(one) for one in plan.chain]}
    return json.dumps({key: said for key, said in plain.items() if said}, ensure_ascii=False, sort_keys=True)


def _plain(one: Goal | Link) -> dict[str, Any]:
    return {key: said for key, said in asdict(one).items() if said not in ("", False)}


def read_plan(text: str) -> Plan:
    """What `plan_text` wrote; "" is an empty plan. Raises ValueError with a Swedish message."""
    if not text:
        return Plan()
    try:
        raw = table(
            json.loads(text[:_LONGEST_TEXT]), place="", keys=("goals", "chain")
        )  # cut off: unreadable
        goals = rows(raw.get("goals", []), place="goals")
        chain = rows(raw.get("chain", []), place="chain")
    except (ValueError, RecursionError) as error:
        raise ValueError("Planen går inte att läsa. Fyll i den igen.") from error
    return Plan(
        tuple(_read(Goal, one, f"Mål {number}") for number, one in enumerate(goals, 1)),
        tuple(_read(Link, one, f"Kedjan, rad {number}") for number, one in enumerate(chain, 1)),
    )


def _read(made: type[Row], raw: Any, place: str) -> Row:
    names = [field.name for field in fields(made)]
    given = {**dict.fromkeys(names[: 3 if made is Link else 2], ""), **table(raw, place=place, keys=names)}
    try:
        return made(**given)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def with_row(rows: Iterable[Row], one: Row) -> tuple[Row, ...]:
    """The rows with this one, in place of any with its id."""
    return (*without_row(rows, one.id), one)


def without_row(rows: Iterable[Row], id: str) -> tuple[Row, ...]:
    """The rows without the one that has this id, if it is there."""
    return tuple(one for one in rows if one.id != id)


def lines(plan: Plan) -> tuple[str, ...]:
    """The plan in sentences, for papers and comparisons: its goals, then the chain."""
    return (*(goal_line(one) for one in plan.goals), *(link_line(one) for one in plan.chain))


def link_line(one: Link) -> str:
    """A row of the chain in a sentence."""
    return f"{STAGE_NAMES[one.stage]}: {ended(one.text)}"


def goal_line(one: Goal) -> str:
    """A goal and how it is followed, in sentences; what is not decided is left out."""
    day = long_date(read_day(one.by)) if one.by else ""
    told = (
        ("Vi vill lära oss" if one.learning else "Mål", one.change),
        ("För vem", one.whom),
        ("Läget i dag", one.baseline),
        ("Läget vi vill nå", one.target),
        ("Så mäter vi", one.how),
        ("Källa", one.source),
        ("Ansvarig", one.who),
        ("Senast", day),
        ("Bidrar till programmålet", one.programme_goal),
    )
    return " ".join(f"{name}: {ended(said)}" for name, said in told if said)
