"""The examinations of a case: all of them for those who prepare it, the shared conclusions for the parties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.examinations import Answer, Conclusion, Guide, Proposal, Step, proposal, warnings
from tillit.domain.registration import shown
from tillit.queries import gate
from tillit.queries.case_lists import BoardChoice
from tillit.queries.cases import find_case
from tillit.queries.examination_guides import guide_of, guides
from tillit.queries.people import shown_name
from tillit.store.models import Case, Examination, ExaminationGround


@dataclass(frozen=True)
class Head:
    """The case that examinations are about. `can`: "write", "share", "declare"; `inside`: reads what is internal."""

    id: UUID
    authority: UUID
    number: str
    title: str
    board: str
    parties: tuple[BoardChoice, ...]
    inside: bool
    can: frozenset[str]


@dataclass(frozen=True)
class Ended:
    """How an examination ended, or that it is under way (`state` "begun") or not begun ("").

    `author` is a name for those inside and "" for others: they are told the role and the board.
    """

    state: str = ""
    version: int = 0
    conclusion: Conclusion | None = None
    motivation: str = ""
    author: str = ""
    changed_at: datetime | None = None
    done_at: datetime | None = None
    shared_at: datetime | None = None
    superseded_at: datetime | None = None
    edition: str = ""


@dataclass(frozen=True)
class Line:
    """An examination in the list of a case."""

    guide: Guide
    proposal: Proposal
    ended: Ended


@dataclass(frozen=True)
class Overview:
    """The examinations of a case. A party's holds only those that are shared."""

    head: Head
    legal: tuple[Line, ...]
    consequence: tuple[Line, ...]


@dataclass(frozen=True)
class Said:
    """A step with what was answered to it, and whether that is a warning."""

    step: Step
    answer: Answer
    warned: bool


@dataclass(frozen=True)
class Page:
    """One examination with all that its page shows. Those outside get no steps, numbers or earlier ones inside."""

    head: Head
    guide: Guide
    proposal: Proposal
    ended: Ended
    said: tuple[Said, ...]
    numbers: Mapping[str, Any]
    earlier: tuple[Ended, ...]


def head_of(actor: Actor, case: UUID, at: datetime) -> Head:
    """The case, for someone who may read it. Raises NotThere."""
    found = find_case(actor, case)
    inside = _inside(found)
    acts = ("write", "share", "declare") if found.closed_at is None else ()
    return Head(
        id=found.pk,
        authority=found.authority_id,
        number=shown(found.year, found.number),
        title=found.title,
        board=found.board.name,
        parties=tuple(
            BoardChoice(one.organisation_id, one.organisation.name) for one in getattr(found, "present", [])
        ),
        inside=gate.may("examination.read", actor, inside, at),
        can=frozenset(act for act in acts if gate.may(f"examination.{act}", actor, inside, at)),
    )


def _inside(case: Case) -> Subject:
    return Subject(authority=case.authority_id, board=case.board_id, state="internal")


def facts_of(case: UUID) -> Mapping[str, bool]:
    """What is known of a case; what is not named is unknown."""
    found = ExaminationGround.objects.filter(case=case).first()
    return found.facts if found else {}


def overview(*, actor: Actor, at: datetime, case: UUID) -> Overview:
    """The examinations of a case, as the actor may read them. Raises NotThere."""
    head = head_of(actor, case, at)
    facts = facts_of(case) if head.inside else {}
    kept = _latest(_readable(head))
    lines = tuple(
        Line(guide, proposal(guide, facts), _ended(guide, kept.get(guide.id), head))
        for guide in guides().values()
        if head.inside or guide.id in kept
    )
    return Overview(
        head,
        tuple(line for line in lines if line.guide.kind == "legal"),
        tuple(line for line in lines if line.guide.kind == "consequence"),
    )


def examination_page(*, actor: Actor, at: datetime, case: UUID, guide: str) -> Page:
    """One examination. Raises NotThere: for those outside also when it is not shared with them."""
    head = head_of(actor, case, at)
    asked = guide_of(guide)
    rows = [row for row in _readable(head) if row.guide == guide]
    row = _latest(rows).get(guide)
    if row is None and not head.inside:
        raise gate.NotThere
    earlier = tuple(_ended(asked, one, head) for one in rows if one is not row)
    return Page(
        head=head,
        guide=asked,
        proposal=proposal(asked, facts_of(case)) if head.inside else "yes",
        ended=_ended(asked, row, head),
        said=_said(asked, row.answers if row else {}) if head.inside else (),
        numbers=row.numbers if row and head.inside else {},
        earlier=earlier,
    )


def _readable(head: Head) -> list[Examination]:
    """Every examination of the case that may be read, the latest first."""
    found = Examination.objects.filter(case=head.id).select_related("author")
    if not head.inside:
        found = found.filter(space="shared")
    return list(found.order_by("-changed_at", "-pk"))


def _latest(rows: Iterable[Examination]) -> dict[str, Examination]:
    """The one that counts of each kind: the present one, or the last that was superseded."""
    kept: dict[str, Examination] = {}
    for row in sorted(rows, key=lambda one: (one.superseded_at is None, one.changed_at), reverse=True):
        kept.setdefault(row.guide, row)
    return kept


def _ended(guide: Guide, row: Examination | None, head: Head) -> Ended:
    if row is None:
        return Ended()
    unknown = Conclusion(row.conclusion, row.conclusion, "") if row.conclusion else None
    return Ended(
        state=row.state,
        version=row.version,
        conclusion=guide.conclusion(row.conclusion) or unknown,  # an older edition may have had others
        motivation=row.motivation,
        author=shown_name(row.author) if head.inside else "",
        changed_at=row.changed_at,
        done_at=row.done_at,
        shared_at=row.shared_at,
        superseded_at=row.superseded_at,
        edition=row.edition,
    )


def _said(guide: Guide, raw: Mapping[str, Any]) -> tuple[Said, ...]:
    answers = {name: Answer(one.get("value"), one.get("note", "")) for name, one in raw.items()}
    warned = warnings(guide, answers)
    return tuple(Said(step, answers.get(step.id, Answer()), step in warned) for step in guide.steps)
