"""What is told of a thing in a timeline, and the telling of tasks and of answers about what was entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.meetings import Part
from tillit.domain.trail import Touched
from tillit.queries.entered import EnteredMark
from tillit.store.models import Case, EnteredAnswer, Organisation, Task


@dataclass(frozen=True)
class Told:
    """What is told of a thing: its organisation's name ("" for the authority's), what it is called, where it is read.

    `page` is "writing", "message", "meeting" or "" for no page, and `key` the id there; a meeting also has its time
    and where it is (see domain/meetings.py). `doer` is the organisation that has a task ("" for the board).
    """

    organisation: str = ""
    title: str = ""
    page: str = ""
    key: UUID | None = None
    when: datetime | None = None
    state: str = ""
    doer: str = ""
    entered: EnteredMark | None = None


@dataclass(frozen=True)
class Asking:
    """Who reads, when, in which case, and the things of one kind by their id."""

    actor: Actor
    at: datetime
    case: Case
    within: tuple[Part, ...]
    things: dict[UUID, tuple[Touched, ...]]


Found = Iterable[tuple[UUID, Told]]


def named(organisation: Organisation | None) -> str:
    """The name of an organisation, "" for the authority."""
    return organisation.name if organisation else ""


def answers(asking: Asking) -> Found:
    """What an organisation says of what was entered for it: only whether it is right."""
    found = EnteredAnswer.objects.filter(entered__case=asking.case.pk, pk__in=asking.things)
    for one in found.select_related("entered__organisation"):
        state = "right" if one.right else "wrong"
        yield one.pk, Told(one.entered.organisation.name, "", "entered", one.entered_id, state=state)


def tasks(asking: Asking) -> Found:
    """Tasks that all parties see. What was taken back is told without its title."""
    found = Task.objects.filter(case=asking.case.pk, pk__in=asking.things, space="shared")
    for one in found.select_related("organisation", "from_organisation"):
        title, giver = "" if one.withdrawn_at else one.title, named(one.from_organisation)
        yield one.pk, Told(giver, title, "tasks", one.pk, doer=named(one.organisation))
