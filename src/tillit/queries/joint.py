"""The joint assessment of a case: who has sealed, what differs, what is agreed and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.assessment_sheets import read_joint
from tillit.domain.guidelines import Guideline
from tillit.domain.sealed_assessment import (
    Answer,
    Difference,
    Joint,
    Missing,
    Sheet,
    agreed,
    awaited,
    differences,
    missing,
)
from tillit.queries import gate
from tillit.queries.assessment import Weighed, weigh_under
from tillit.queries.cases import find_case
from tillit.queries.joint_sides import SideLine, side_lines
from tillit.queries.sheets import (
    as_case,
    as_sheets,
    asked_in,
    sheets_of,
    side_name,
    side_of,
    under,
)
from tillit.store.models import Case, CaseAssessment


@dataclass(frozen=True)
class Earlier:
    """Another assessment of the same case."""

    id: UUID
    number: int
    state: str
    started_at: datetime


@dataclass(frozen=True)
class AssessmentPage:
    """An assessment with all that its pages show. `names`: each side's name by its key in the agenda."""

    id: UUID
    case: UUID
    case_title: str
    case_number: tuple[int, int]
    board: str
    number: int
    state: str
    guideline: Guideline
    law: Guideline
    judged_on: date
    started_at: datetime
    opened_at: datetime | None
    confirmed_at: datetime | None
    reason: str
    version: int
    asked: tuple[str, ...]
    sides: tuple[SideLine, ...]
    names: Mapping[str, str]
    awaited: tuple[str, ...]
    agenda: tuple[Difference, ...]
    joint: Joint
    weighed: Weighed
    missing: Missing
    earlier: tuple[Earlier, ...]
    can: frozenset[str]


def state_of(assessment: CaseAssessment) -> str:
    """Where an assessment is: "answering", "agreeing", "confirmed" or "superseded"."""
    if assessment.superseded_by_id is not None:
        return "superseded"
    if assessment.confirmed_at is not None:
        return "confirmed"
    return "agreeing" if assessment.opened_at is not None else "answering"


def joint_weighed(assessment: CaseAssessment, title: str, sheets: tuple[Sheet, ...], joint: Joint) -> Weighed:
    """The agreed answers weighed under the pinned guideline on the pinned day."""
    values = agreed(sheets, joint, asked_in(assessment))
    answers = {fact: Answer(value, _why(joint, fact)) for fact, value in values.items()}
    chosen, beside = under(assessment)
    case = as_case(assessment, title, answers)
    return weigh_under(case=case, chosen=chosen, beside=beside, on=assessment.judged_on)


def _why(joint: Joint, fact: str) -> str:
    return joint.answers[fact].why if fact in joint.answers else ""


def what_is_missing(assessment: CaseAssessment, sheets: tuple[Sheet, ...], weighed: Weighed) -> Missing:
    """What must be there before anyone can confirm."""
    grey = [reason.rule.key for reason in weighed.result.discretion if reason.holds]
    return missing(differences(sheets, weighed.asked), read_joint(assessment.joint), grey)


def assessment_page(*, actor: Actor, at: datetime, case: UUID, assessment: UUID) -> AssessmentPage:
    """One assessment. Raises NotThere, also when it is in another case than the address says."""
    home = find_case(actor, case)
    found = (
        gate.assessments(actor).filter(case=home, pk=assessment).select_related("guideline", "law").first()
    )
    if found is None:
        raise gate.NotThere
    kept = sheets_of(found)
    sheets, joint = as_sheets(kept, home.pk), read_joint(found.joint)
    weighed = joint_weighed(found, home.title, sheets, joint)
    waited = awaited(sheets) if found.opened_at is None else frozenset()
    names = {side_of(one): side_name(one, home) for one in kept}
    return AssessmentPage(
        **_record(found, home),
        guideline=weighed.guideline,
        law=weighed.law,
        asked=weighed.asked,
        sides=side_lines(actor, found, home, kept, sheets),
        names=names,
        awaited=tuple(name for side, name in names.items() if side in waited),
        agenda=differences(sheets, weighed.asked),
        joint=joint,
        weighed=weighed,
        missing=what_is_missing(found, sheets, weighed),
        earlier=_others(found),
        can=_can(actor, home, at),
    )


def _record(found: CaseAssessment, home: Case) -> dict[str, Any]:
    """What is kept of an assessment and its case, as it stands."""
    kept = ("number", "judged_on", "started_at", "opened_at", "confirmed_at", "reason", "version")
    return {
        **{name: getattr(found, name) for name in kept},
        "id": found.pk,
        "state": state_of(found),
        "case": home.pk,
        "case_title": home.title,
        "case_number": (home.year, home.number),
        "board": home.board.name,
    }


def _others(found: CaseAssessment) -> tuple[Earlier, ...]:
    """The other assessments of the case, latest first."""
    others = CaseAssessment.objects.filter(case=found.case_id).exclude(pk=found.pk).order_by("-number")
    return tuple(Earlier(one.pk, one.number, state_of(one), one.started_at) for one in others)


def _can(actor: Actor, home: Case, at: datetime) -> frozenset[str]:
    """What the actor's row lets them do: "agree" (while that can be done) and "assess" (begin a new one)."""
    about = gate.subject(home)
    return frozenset(act for act in ("assess", "agree") if gate.may(f"case.{act}", actor, about, at))
