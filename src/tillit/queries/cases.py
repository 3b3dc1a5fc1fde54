"""A case as its page shows it: parties, texts by space, whose turn it is, what one may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.domain.turns import Turn, whose
from tillit.queries import gate
from tillit.queries.attached import FileLine, in_writings
from tillit.queries.case_lists import BoardChoice, open_boards, present_parties
from tillit.queries.challenge_state import ChallengeState, challenge_of, state_of
from tillit.queries.endings import EndingLine, lines_of
from tillit.queries.entered import EnteredMark, marks_of
from tillit.queries.officers import HandoverLine, Officer, handovers, last_shared, officers_of, promise_of
from tillit.queries.people import shown_name
from tillit.store.models import Case, Organisation, Party, Writing

__all__ = ["CasePage", "case_page", "open_boards"]
ACTS = (
    "edit",
    "parties",
    "enter",
    "assign",
    "acknowledge",
    "message",
    "meeting",
    "challenge",
    "go_on",
    "close",
    "reopen",
    "history",
)


@dataclass(frozen=True)
class WritingLine:
    """A text in a case. `side` is "organisation" or "authority"; `source` its name."""

    id: UUID
    title: str
    space: str
    side: str
    source: str
    placed_at: datetime
    changed_at: datetime
    files: tuple[FileLine, ...]
    entered: EnteredMark | None


@dataclass(frozen=True)
class OfficerSeen:
    """Who is responsible ("" for nobody), the hand-over log, and who may be made so (only for who may do that)."""

    id: UUID | None
    name: str
    log: tuple[HandoverLine, ...]
    choices: tuple[Officer, ...]
    answer_days: int


@dataclass(frozen=True)
class CasePage:
    """A case with all that its page shows. `mine` is the actor's side: "authority" or "organisation"."""

    id: UUID
    number: str
    title: str
    version: int
    authority: str
    board: str
    agreement_word: str
    opened_at: datetime
    closed_at: datetime | None
    mine: str
    parties: tuple[BoardChoice, ...]
    shared: tuple[WritingLine, ...]
    internal: tuple[WritingLine, ...]
    reads_internal: bool
    turn: Turn
    officer: OfficerSeen
    endings: tuple[EndingLine, ...]
    challenge: ChallengeState
    can: frozenset[str]
    may_leave_for: tuple[BoardChoice, ...]
    may_share_from: tuple[BoardChoice, ...]


def find_case(actor: Actor, case: UUID) -> Case:
    """A case with its board and present parties. Raises NotThere."""
    found = gate.cases(actor).filter(pk=case).select_related("authority", "board", "officer")
    one = found.prefetch_related(present_parties()).first()
    if one is None:
        raise gate.NotThere
    return one


def case_page(*, actor: Actor, at: datetime, case: UUID) -> CasePage:
    """One case. Raises NotThere."""
    found = find_case(actor, case)
    parties: list[Party] = getattr(found, "present", [])
    lines = writing_lines(actor, gate.writings(actor).filter(case=found.pk), found, at)
    shared = tuple(line for line in lines if line.space != "internal")
    can = allowed(actor, found, at)
    return CasePage(
        id=found.pk,
        number=shown(found.year, found.number),
        title=found.title,
        version=found.version,
        authority=found.authority.name,
        board=found.board.name,
        agreement_word=found.authority.agreement_word,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        mine=_side(actor, found),
        parties=tuple(BoardChoice(one.organisation_id, one.organisation.name) for one in parties),
        shared=shared,
        internal=tuple(line for line in lines if line.space == "internal"),
        reads_internal="writing.read:internal" in can,
        turn=Turn() if found.closed_at else whose(last_shared(found), promise_of(found)),
        officer=_officer(found, can),
        endings=lines_of(found),
        challenge=state_of(found, challenge_of(found), parties),
        can=can,
        may_leave_for=_where("case.leave", actor, found, parties, at),
        may_share_from=() if found.closed_at else _where("draft.share", actor, found, parties, at),
    )


def _side(actor: Actor, case: Case) -> str:
    """The actor's side in a case."""
    mine = any(held.authority == case.authority_id for held in actor.roles)
    return "authority" if mine else "organisation"


def writing_lines(
    actor: Actor, writings: Iterable[Writing], case: Case, at: datetime
) -> tuple[WritingLine, ...]:
    """Texts of a case as lines, newest first."""
    found = sorted(writings, key=lambda one: (one.placed_at, str(one.pk)), reverse=True)
    names = dict(Organisation.objects.filter(parties__case=case.pk).values_list("pk", "name"))
    files = in_writings(actor=actor, writings=[one.pk for one in found])
    marks = marks_of(actor=actor, at=at, things=[one.pk for one in found if one.from_organisation_id])
    return tuple(
        WritingLine(
            id=one.pk,
            title=one.title,
            space=one.space,
            side="organisation" if one.from_organisation_id else "authority",
            source=names[one.from_organisation_id] if one.from_organisation_id else case.board.name,
            placed_at=one.placed_at,
            changed_at=one.changed_at,
            files=files.get(one.pk, ()),
            entered=marks.get(one.pk),
        )
        for one in found
    )


def allowed(actor: Actor, case: Case, at: datetime) -> frozenset[str]:
    """What the actor may do with the case: actions of the table, and "writing.write:internal" and such."""
    about = gate.subject(case)
    plain = tuple(f"case.{act}" for act in ACTS)
    can = {action for action in plain if gate.may(action, actor, about, at)}
    for action, space in (("read", "internal"), ("write", "internal"), ("write", "shared")):
        own = Subject(authority=case.authority_id, board=case.board_id, state=space)
        if (action == "read" or case.closed_at is None) and gate.may(f"writing.{action}", actor, own, at):
            can.add(f"writing.{action}:{space}")
    return frozenset(can)


def _officer(case: Case, can: frozenset[str]) -> OfficerSeen:
    """The responsible case officer. All parties see the name: they are to know whom they meet."""
    name = shown_name(case.officer) if case.officer else ""
    choices = officers_of(case.board_id) if "case.assign" in can else ()
    return OfficerSeen(case.officer_id, name, handovers(case), choices, case.authority.answer_days)


def _where(
    action: str, actor: Actor, case: Case, parties: list[Party], at: datetime
) -> tuple[BoardChoice, ...]:
    """The parties on whose behalf the actor may do this."""
    state = gate.subject(case).state if action.startswith("case.") else ""
    return tuple(
        BoardChoice(party.organisation_id, party.organisation.name)
        for party in parties
        if gate.may(action, actor, Subject(frozenset({party.organisation_id}), state=state), at)
    )
