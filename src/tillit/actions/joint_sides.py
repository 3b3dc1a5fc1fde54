"""When all sides have done their part: sheets open together, and a view that all have confirmed is locked.

Called inside the act that was the last one: a seal, a confirmation, or a party that came or left.
"""

from tillit.actions.acting import Act
from tillit.actions.joint_news import tell_confirmed, tell_opened
from tillit.domain.assessment_sheets import sheet_text
from tillit.domain.sealed_assessment import locks, to_open
from tillit.queries import gate
from tillit.queries.joint_sides import confirmations
from tillit.queries.sheets import answers_in, as_sheets, sheets_of, side_of
from tillit.store.models import AnswerSheet, Case, CaseAssessment


def parties_changed(act: Act, case: Case) -> None:
    """A party came or left: a newcomer gets a sheet, and who has left is not waited for."""
    found = CaseAssessment.objects.select_for_update().filter(
        case=case, superseded_by=None, confirmed_at=None
    )
    assessment = found.first()
    if assessment is None:
        return
    sheets = sheets_of(assessment)
    there = {one.organisation_id for one in sheets}
    new = [AnswerSheet(assessment=assessment, organisation_id=key, content=b"")
           for key in sorted(gate.case_parties(case.pk) - there)]  # fmt: skip
    if new:
        act.changed(*new)
    if assessment.opened_at is None:
        open_if_all(act, assessment, [*sheets, *new])
    else:
        lock_if_all(act, assessment)


def open_if_all(act: Act, assessment: CaseAssessment, sheets: list[AnswerSheet]) -> bool:
    """Open every present side's sheet once all are sealed: the sealed answers become readable to the parties."""
    now = to_open(as_sheets(sheets, assessment.case_id))
    if not now:
        return False
    opened = [one for one in sheets if side_of(one) in now]
    for one in opened:
        one.opened, one.content = sheet_text(answers_in(one)), b""
    assessment.opened_at = act.at
    act.changed(assessment, *opened)
    tell_opened(assessment, act.at)
    return True


def lock_if_all(act: Act, assessment: CaseAssessment) -> None:
    """Lock the joint view once every side has confirmed it as it stands; earlier ones are then superseded."""
    sheets = as_sheets(sheets_of(assessment), assessment.case_id)
    if not locks(sheets, confirmations(assessment), assessment.version):
        return
    assessment.confirmed_at, assessment.confirmed_version = act.at, assessment.version
    former = list(CaseAssessment.objects.filter(case=assessment.case_id, superseded_by=None).exclude(
        pk=assessment.pk))  # fmt: skip
    for one in former:
        one.superseded_by = assessment
    act.changed(assessment, *former)
    tell_confirmed(assessment, act.at)
