"""The one access gate: every read and every act on something that is someone's passes here.

The rows of the access table become filters: an id of somebody else's answers exactly as one that does not exist.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from tillit.domain.access import Subject, decide
from tillit.domain.actors import Actor
from tillit.queries.reaching import (
    board_home,
    by_space,
    case_home,
    reach,
    sheet_home,
    wording_home,
    writing_home,
)
from tillit.queries.subjects import case_parties as case_parties
from tillit.queries.subjects import side_subject as side_subject
from tillit.queries.subjects import subject as subject
from tillit.store.models import (
    AnswerSheet,
    Attachment,
    Authority,
    Board,
    Case,
    CaseAssessment,
    Draft,
    Entered,
    Meeting,
    Message,
    Opening,
    Organisation,
    Task,
    Writing,
    WritingVersion,
)


class NotThere(Exception):
    """There is no such thing for this actor: it does not exist, or is not theirs to see. No difference is told."""


class NotAllowed(Exception):
    """The actor may not do this. `reason` is "login", "role", "assurance", "fresh" or "hidden"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Thing = TypeVar("Thing", bound=Model)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that an actor belongs to."""
    reached = reach(actor, "organisation.read", "", lambda held: Q(pk=held.organisation))
    return Organisation.objects.filter(reached)


def authorities(actor: Actor) -> QuerySet[Authority]:
    """The authorities that an actor works for."""
    return Authority.objects.filter(reach(actor, "authority.read", "", lambda held: Q(pk=held.authority)))


def boards(actor: Actor) -> QuerySet[Board]:
    """The boards of the authorities that an actor works for."""
    return Board.objects.filter(authority__in=authorities(actor))


def cases(actor: Actor) -> QuerySet[Case]:
    """The cases that an actor may read: as a party, or as an official of their board."""
    is_open, closed = (reach(actor, "case.read", state, case_home) for state in ("open", "closed"))
    if is_open == closed:  # as for officials: then the database can walk an index in order
        return Case.objects.filter(closed)
    return Case.objects.filter(Q(closed_at=None) & is_open | Q(closed_at__isnull=False) & closed)


def writings(actor: Actor) -> QuerySet[Writing]:
    """The texts in cases that an actor may read, each space by its own row."""
    return Writing.objects.filter(by_space(actor, writing_home))


def wordings(actor: Actor) -> QuerySet[WritingVersion]:
    """The earlier wordings that an actor may read: each by the space where the text was at that wording."""
    return WritingVersion.objects.filter(by_space(actor, wording_home), writing__in=writings(actor))


def messages(actor: Actor) -> QuerySet[Message]:
    """The messages in cases that an actor may read: those of every case whose shared space they read."""
    return Message.objects.filter(reach(actor, "writing.read", "shared", writing_home))


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings in cases that an actor may read, with their notes: as messages."""
    return Meeting.objects.filter(reach(actor, "writing.read", "shared", writing_home))


def entered(actor: Actor) -> QuerySet[Entered]:
    """What was entered for organisations in cases that an actor may read: as messages."""
    return Entered.objects.filter(reach(actor, "writing.read", "shared", writing_home))


def tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks in cases that an actor may read, internal and shared ones as texts; not what was taken back."""
    return Task.objects.filter(by_space(actor, writing_home), withdrawn_at=None)


def drafts(actor: Actor) -> QuerySet[Draft]:
    """The drafts in the own spaces of the organisations that an actor belongs to."""
    reached = reach(actor, "draft.read", "", lambda held: Q(organisation=held.organisation))
    return Draft.objects.filter(reached)


def openings(actor: Actor) -> QuerySet[Opening]:
    """The open invitations that an actor handles or oversees. What is public of them is read by anyone."""
    return Opening.objects.filter(reach(actor, "opening.read", "", board_home))


def assessments(actor: Actor) -> QuerySet[CaseAssessment]:
    """The assessments in the cases that an actor may read. What the sheets say is another matter."""
    return CaseAssessment.objects.filter(case__in=cases(actor))


def sheets(actor: Actor) -> QuerySet[AnswerSheet]:
    """The answer sheets of an actor's own side. Others' are shown by what is opened, never by this."""
    reached = reach(actor, "sheet.read", "", sheet_home)
    return AnswerSheet.objects.filter(reached, assessment__in=assessments(actor))


def attachments(actor: Actor) -> QuerySet[Attachment]:
    """The files that an actor may fetch: those of the places that the actor may read."""
    places = (
        Q(organisation__in=organisations(actor)) | Q(draft__in=drafts(actor)) | Q(writing__in=writings(actor))
    )
    return Attachment.objects.filter(places, removed_at=None)


#: Where each kind of thing is looked up.
REACH: dict[type[Model], Callable[[Actor], QuerySet[Any]]] = {
    Organisation: organisations,
    Authority: authorities,
    Board: boards,
    Case: cases,
    Writing: writings,
    Message: messages,
    Meeting: meetings,
    Task: tasks,
    Entered: entered,
    Draft: drafts,
    Opening: openings,
    CaseAssessment: assessments,
    AnswerSheet: sheets,
    Attachment: attachments,
}


def check(action: str, actor: Actor, about: Subject, at: datetime) -> None:
    """Let the act through, or raise NotAllowed."""
    verdict = decide(action, actor, about, at)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)


def may(action: str, actor: Actor, about: Subject, at: datetime) -> bool:
    """Whether the act would be let through: to show a way there, or not."""
    return decide(action, actor, about, at).allowed


def find(kind: type[Thing], key: UUID, *, actor: Actor, lock: bool = False) -> Thing:
    """Return a thing that the actor may see, locked for change if asked, or raise NotThere."""
    reached = REACH[kind](actor).filter(pk=key)
    found = (kind._default_manager.select_for_update() if lock else kind._default_manager).filter(
        pk__in=reached.values("pk")
    )
    thing = found.first()
    if thing is None:
        raise NotThere
    return thing
