"""The joint assessment as the case's own page tells it: where it is, and what waits on whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.sealed_assessment import awaited
from tillit.queries import gate
from tillit.queries.cases import find_case
from tillit.queries.joint import state_of
from tillit.queries.sheets import answers_in, as_sheets, asked_in, sheets_of, side_name, side_of
from tillit.store.models import AnswerSheet, Case, CaseAssessment


@dataclass(frozen=True)
class OwnSheet:
    """One's own side's sheet: how many questions are answered of how many, and whether it is sealed."""

    id: UUID
    name: str
    answered: int
    total: int
    sealed: bool


@dataclass(frozen=True)
class AssessmentLine:
    """The assessment that is under way, else the one that holds; `id` None where there is none yet.

    `sealed` and `awaited` name sides. `holds`: an earlier one, confirmed by all, that holds meanwhile.
    """

    id: UUID | None = None
    number: int = 0
    state: str = ""
    mine: tuple[OwnSheet, ...] = ()
    sealed: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    holds: UUID | None = None
    may_begin: bool = False
    parties: bool = False


def current(case: UUID) -> CaseAssessment | None:
    """The assessment under way in a case, else the latest that all have confirmed."""
    found = CaseAssessment.objects.filter(case=case, superseded_by=None).select_related("guideline", "law")
    return found.order_by("-number").first()


def assessment_line(*, actor: Actor, at: datetime, case: UUID) -> AssessmentLine:
    """The line of a case. Raises NotThere."""
    home = find_case(actor, case)
    may_begin = gate.may("case.assess", actor, gate.subject(home), at)
    parties = bool(gate.case_parties(home.pk))
    found = current(home.pk)
    if found is None:
        return AssessmentLine(may_begin=may_begin, parties=parties)
    kept = sheets_of(found)
    sheets = as_sheets(kept, home.pk)
    waited = awaited(sheets)
    earlier = CaseAssessment.objects.filter(
        case=home, superseded_by=None, confirmed_at__isnull=False, number__lt=found.number
    )
    return AssessmentLine(
        id=found.pk,
        number=found.number,
        state=state_of(found),
        mine=_mine(actor, found, home, kept),
        sealed=tuple(side_name(one, home) for one in kept if one.sealed_at is not None),
        awaited=tuple(side_name(one, home) for one in kept if side_of(one) in waited),
        holds=earlier.values_list("pk", flat=True).first(),
        may_begin=may_begin,
        parties=parties,
    )


def _mine(actor: Actor, found: CaseAssessment, home: Case, kept: list[AnswerSheet]) -> tuple[OwnSheet, ...]:
    """The sheets of one's own sides, the only ones that are opened to be counted."""
    own = set(gate.sheets(actor).filter(assessment=found).values_list("pk", flat=True))
    total = len(asked_in(found))
    return tuple(
        OwnSheet(one.pk, side_name(one, home), len(answers_in(one)), total, one.sealed_at is not None)
        for one in kept
        if one.pk in own
    )
