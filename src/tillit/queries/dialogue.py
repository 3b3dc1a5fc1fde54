"""On whose behalf someone may speak in a case, how a side is called, and the messages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.meetings import Part
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.entered import EnteredMark, marks_of
from tillit.store.models import Case, Party


@dataclass(frozen=True)
class Side:
    """A side of a case: the authority's own id or an organisation's; "authority" or "organisation"; its name."""

    id: UUID
    kind: str
    name: str


@dataclass(frozen=True)
class SpeakPage:
    """What a page needs where someone speaks in a case: the sides they speak for, and all who will read it."""

    case: UUID
    case_title: str
    board: str
    voices: tuple[Side, ...]
    readers: tuple[Side, ...]


@dataclass(frozen=True)
class MessagePage:
    """A message with all that its page shows. `may_answer`: the actor may write one too."""

    id: UUID
    case: UUID
    case_title: str
    side: Side
    body: str
    sent_at: datetime
    may_answer: bool
    entered: EnteredMark | None


def sides(case: Case) -> tuple[Side, ...]:
    """All sides of a case now: the board, then the parties in the order they joined. Wants what `find_case` gives."""
    parties: list[Party] = getattr(case, "present", [])
    board = Side(case.authority_id, "authority", case.board.name)
    return (board, *(Side(one.organisation_id, "organisation", one.organisation.name) for one in parties))


def voices(action: str, actor: Actor, case: Case, at: datetime) -> tuple[Side, ...]:
    """The sides on whose behalf the actor may do this in the case."""
    state = gate.subject(case).state
    return tuple(one for one in sides(case) if gate.may(action, actor, about_side(case, one.id, state), at))


def about_side(case: Case, side: UUID, state: str) -> Subject:
    """A case as the access table sees it for an act on behalf of one side alone."""
    if side == case.authority_id:
        return Subject(authority=case.authority_id, board=case.board_id, state=state)
    return Subject(frozenset({side}), state=state)


def parts(case: Case) -> tuple[Part, ...]:
    """When each side was in the case; the authority is there from the start to the end."""
    joined = (Part(one.organisation_id, one.joined_at, one.left_at) for one in case.parties.all())
    return (Part(case.authority_id, case.opened_at), *joined)


def speak_page(*, actor: Actor, at: datetime, case: UUID, action: str) -> SpeakPage:
    """Before someone speaks in a case by this action. Raises NotThere; NotAllowed when they speak for no side of it."""
    home = find_case(actor, case)
    mine = voices(action, actor, home, at)
    if not mine:
        raise gate.NotAllowed("role")
    return SpeakPage(home.pk, home.title, home.board.name, mine, sides(home))


def message_page(*, actor: Actor, at: datetime, case: UUID, message: UUID) -> MessagePage:
    """One message. Raises NotThere, also when it is in another case than the address says."""
    home = find_case(actor, case)
    found = gate.messages(actor).filter(case=case, pk=message).select_related("from_organisation").first()
    if found is None:
        raise gate.NotThere
    sender = found.from_organisation
    return MessagePage(
        id=found.pk,
        case=home.pk,
        case_title=home.title,
        side=Side(sender.pk, "organisation", sender.name)
        if sender
        else Side(home.authority_id, "authority", home.board.name),
        body=found.body,
        sent_at=found.sent_at,
        may_answer=bool(voices("case.message", actor, home, at)),
        entered=marks_of(actor=actor, at=at, things=[found.pk]).get(found.pk),
    )
