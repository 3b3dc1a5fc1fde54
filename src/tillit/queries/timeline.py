"""The timeline of a case: everything that its parties share, the newest first.

It is read from the case's own chain in the trail, where every act on something shared stands and nothing internal
does. The number of the entry is the cursor: a page begins below a number, and nothing is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.domain.trail import Touched, read_objects
from tillit.queries.cases import find_case
from tillit.queries.chains import chain_of
from tillit.queries.told import Told, told_of
from tillit.store.models import Case, Entry

PAGE, PRINTED, LATEST = 20, 1000, 6
#: Of all that an act touched, the line tells of the first kind here that is among it.
TELLING = (
    "entered_answer",
    "message",
    "notes_confirmation",
    "notes",
    "meeting",
    "challenge_confirmation",
    "challenge",
    "section_comment",
    "agreement_reading",
    "section_acceptance",
    "section",
    "agreement",
    "task",
    "writing",
    "attachment",
    "handover",
    "ending",
    "party",
    "case",
)


@dataclass(frozen=True)
class TimelineLine:
    """Something that was shared: when, which act, on which kind of thing, in which version, by which side
    ("authority" or "organisation") and its name. `opened`: the case began with it."""

    number: int
    at: datetime
    action: str
    kind: str
    version: int
    side: str
    source: str
    told: Told
    opened: bool


@dataclass(frozen=True)
class Timeline:
    """A page of a timeline. `older` is the number to begin below for the next page, None on the last one."""

    case: UUID
    title: str
    number: str
    lines: tuple[TimelineLine, ...]
    older: int | None


def timeline(
    *, actor: Actor, at: datetime, case: UUID, before: int | None = None, most: int = PAGE
) -> Timeline:
    """A page of the timeline of a case, for all who read what its parties share. Raises NotThere."""
    home = find_case(actor, case)
    found = Entry.objects.filter(chain=chain_of(home))
    if before is not None:
        found = found.filter(number__lt=before)
    entries = list(found.order_by("-number")[: most + 1])
    kept = entries[:most]
    telling = {one.number: _telling(read_objects(one.objects_json)) for one in kept}
    told = told_of(actor=actor, at=at, case=home, things=[one for one in telling.values() if one])
    lines = tuple(_line(one, telling[one.number], told, home) for one in kept)
    older = kept[-1].number if len(entries) > most else None
    return Timeline(home.pk, home.title, shown(home.year, home.number), lines, older)


def _telling(objects: Iterable[Touched]) -> Touched | None:
    """What a line tells of: the first of the most telling kind."""
    known = [one for one in objects if one.kind in TELLING]
    return min(known, key=lambda one: TELLING.index(one.kind), default=None)


def _line(entry: Entry, thing: Touched | None, told: dict[Touched, Told], case: Case) -> TimelineLine:
    """An entry as a line. The side is that of who acted; of what was laid up or entered for another, the thing's."""
    about = told.get(thing, Told()) if thing else Told()
    for_another = entry.role == "operator" or entry.action == "case.enter"
    association = bool(about.organisation) if for_another else "organisation_" in entry.role
    return TimelineLine(
        entry.number,
        entry.at,
        entry.action,
        thing.kind if thing else "",
        thing.version if thing else 0,
        "organisation" if association else "authority",
        (about.doer if entry.action == "task.do" else about.organisation) if association else case.board.name,
        about,
        '"kind":"case"' in entry.objects_json and entry.action in ("draft.share", "case.open"),
    )
