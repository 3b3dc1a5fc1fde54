"""Answer sheets: sealed with the key of their side until they are opened, and one's own side's sheet as a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.assessment_sheets import read_sheet
from tillit.domain.cases import Case as Facts
from tillit.domain.guidelines import Guideline
from tillit.domain.sealed_assessment import AUTHORITY, Answer, Sheet, awaited
from tillit.gateways.keys import house_key
from tillit.gateways.sealing import open_sealed
from tillit.queries import gate
from tillit.queries.assessment import Weighed, weigh_under
from tillit.queries.cases import find_case
from tillit.queries.guidelines import asked, bank
from tillit.queries.pinned import pinned
from tillit.queries.space_keys import space_key
from tillit.store.models import AnswerSheet, Case, CaseAssessment

ACTS = ("answer", "seal", "confirm")


@dataclass(frozen=True)
class SheetPage:
    """One's own side's sheet. `awaited` names the sides that have not sealed; `can`: "answer", "seal", "confirm"."""

    id: UUID
    case: UUID
    case_title: str
    assessment: UUID
    under: tuple[Guideline, Guideline]
    side: str
    name: str
    answers: Mapping[str, Answer]
    weighed: Weighed
    version: int
    sealed_at: datetime | None
    opened: bool
    awaited: tuple[str, ...]
    can: frozenset[str]


def about(sheet: UUID, version: int) -> str:
    """What the seal of a sheet's content is bound to."""
    return f"answer-sheet:{sheet}:{version}"


def side_key(sheet: AnswerSheet) -> bytes:
    """The key that a side's answers are sealed with: of the organisation's own space, or the house's."""
    return house_key() if sheet.organisation_id is None else space_key(sheet.organisation_id)


def answers_in(sheet: AnswerSheet) -> dict[str, Answer]:
    """The answers of a sheet, opened or sealed: only for its own side, or to open it. Raises SealBroken."""
    if sheet.opened or not sheet.content:
        return read_sheet(sheet.opened)
    raw = open_sealed(side_key(sheet), bytes(sheet.content), about(sheet.pk, sheet.version))
    return read_sheet(raw.decode())


def side_of(sheet: AnswerSheet) -> str:
    """The side of a sheet, as the rules know it."""
    return AUTHORITY if sheet.organisation_id is None else str(sheet.organisation_id)


def as_sheets(sheets: Iterable[AnswerSheet], case: UUID) -> tuple[Sheet, ...]:
    """The sheets as the rules see them. What is not opened stays unread: its answers are empty here."""
    present = {str(key) for key in gate.case_parties(case)}
    return tuple(
        Sheet(
            side_of(one),
            read_sheet(one.opened),
            one.sealed_at is not None,
            bool(one.opened),
            one.organisation_id is None or side_of(one) in present,
        )
        for one in sheets
    )


def sheets_of(assessment: CaseAssessment) -> list[AnswerSheet]:
    """All sheets of an assessment, the authority's first, then by name. Their content is sealed."""
    found = AnswerSheet.objects.filter(assessment=assessment).select_related("organisation")
    return sorted(found, key=lambda one: (one.organisation is not None, _name(one, ""), str(one.pk)))


def _name(sheet: AnswerSheet, board: str) -> str:
    return sheet.organisation.name if sheet.organisation else board


def side_name(sheet: AnswerSheet, case: Case) -> str:
    """What a side is called: its organisation, or the board."""
    return _name(sheet, case.board.name)


def under(assessment: CaseAssessment) -> tuple[Guideline, Guideline]:
    """The guideline and the law that an assessment is pinned to."""
    return pinned(assessment.guideline), pinned(assessment.law)


def asked_in(assessment: CaseAssessment) -> tuple[str, ...]:
    """The questions of an assessment, in order."""
    return asked(*under(assessment))


def as_case(assessment: CaseAssessment, title: str, answers: Mapping[str, Answer]) -> Facts:
    """Answers as a case to weigh."""
    values = {fact: answers[fact].value if fact in answers else None for fact in bank().by_id}
    motivations = {fact: one.why for fact, one in answers.items() if one.why}
    return Facts(str(assessment.pk), title, values, motivations)


def sheet_page(*, actor: Actor, at: datetime, case: UUID, sheet: UUID) -> SheetPage:
    """One's own side's sheet. Raises NotThere for anybody else's, opened or not."""
    home = find_case(actor, case)
    found = gate.sheets(actor).filter(assessment__case=home, pk=sheet)
    own = found.select_related(
        "assessment__guideline", "assessment__law", "organisation", "sealed_by"
    ).first()
    if own is None:
        raise gate.NotThere
    assessment, answers = own.assessment, answers_in(own)
    every = sheets_of(assessment)
    waited = awaited(as_sheets(every, home.pk))
    return SheetPage(
        id=own.pk,
        case=home.pk,
        case_title=home.title,
        assessment=assessment.pk,
        under=under(assessment),
        side="organisation" if own.organisation_id else "authority",
        name=side_name(own, home),
        answers=answers,
        weighed=_weighed(assessment, home, answers),
        version=own.version,
        sealed_at=own.sealed_at,
        opened=assessment.opened_at is not None,
        awaited=tuple(side_name(one, home) for one in every if side_of(one) in waited),
        can=_can(actor, at, own, home),
    )


def _weighed(assessment: CaseAssessment, home: Case, answers: Mapping[str, Answer]) -> Weighed:
    """What a side's answers alone say, under the pinned guideline on the pinned day."""
    chosen, beside = under(assessment)
    case = as_case(assessment, home.title, answers)
    return weigh_under(case=case, chosen=chosen, beside=beside, on=assessment.judged_on, with_changes=False)


def _can(actor: Actor, at: datetime, own: AnswerSheet, home: Case) -> frozenset[str]:
    """What the actor may do with a sheet of their own side."""
    acts = ACTS if home.closed_at is None and own.assessment.superseded_by_id is None else ()
    return frozenset(act for act in acts if gate.may(f"sheet.{act}", actor, gate.subject(own), at))
