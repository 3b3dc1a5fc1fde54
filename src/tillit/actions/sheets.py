"""What a side does with its own answers: write them, seal them, and confirm what all have agreed on."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.actions.joint import locked
from tillit.actions.joint_news import tell_sealed
from tillit.actions.joint_sides import lock_if_all, open_if_all
from tillit.domain import sealed_assessment as rules
from tillit.domain.actors import Actor
from tillit.domain.assessment_sheets import read_joint, sheet_text
from tillit.domain.sealed_assessment import Answer, Sheet
from tillit.gateways.sealing import seal as sealed
from tillit.queries import gate
from tillit.queries.joint import joint_weighed, what_is_missing
from tillit.queries.joint_sides import confirmations
from tillit.queries.sheets import (
    about,
    answers_in,
    as_sheets,
    asked_in,
    sheets_of,
    side_key,
    side_name,
    side_of,
)
from tillit.store.models import AnswerSheet, Case, JointConfirmation


def answer(
    *, actor: Actor, at: datetime, sheet: UUID, version: int, answers: Mapping[str, tuple[bool | None, str]]
) -> None:
    """Write one's own side's answers, by fact: yes, no or do not know, and why. The rest stays as it was.

    What is as it was is not written. Raises NotThere (also for a question that is not asked), NotAllowed, Refused
    (sealed, or nothing new); Stale when someone has changed one of these answers since `version`.
    """
    with acting("sheet.answer", actor=actor, at=at) as act:
        found = _take(act, sheet)
        kept, asked = answers_in(found), asked_in(found.assessment)
        if not answers.keys() <= set(asked):
            raise gate.NotThere
        closed = found.sealed_at is not None or found.assessment.opened_at is not None
        mine = Sheet(side_of(found), kept, sealed=closed)
        for fact, (value, why) in answers.items():
            new, now = Answer(value, why, found.version + 1), kept.get(fact)
            if now is None or (now.value, now.why) != (value, why):
                mine = _answered(mine, fact, new, version, asked)
        if mine.answers == kept:
            raise Refused(_("Svaren är desamma som förut."))
        _keep(found, mine.answers)
        act.changed(found)


def _answered(mine: Sheet, fact: str, new: Answer, seen: int, asked: tuple[str, ...]) -> Sheet:
    try:
        return rules.answered(mine, fact, new, seen=seen, asked=asked)
    except rules.Locked:
        raise Refused(_("Svaren är förseglade och går inte att ändra.")) from None


def seal(*, actor: Actor, at: datetime, sheet: UUID, version: int) -> bool:
    """Seal one's own side's answers for good. True when that was the last side, and all sheets were opened.

    Raises NotThere, NotAllowed, Conflict, Refused (sealed already, or nothing answered).
    """
    with acting("sheet.seal", actor=actor, at=at) as act:
        found = _take(act, sheet, version=version)
        assessment, answers = found.assessment, answers_in(found)
        if found.sealed_at is not None or assessment.opened_at is not None:
            raise Refused(_("Svaren är redan förseglade."))
        if not answers:
            raise Refused(_("Svara på minst en fråga innan ni förseglar."))
        _keep(found, answers)
        found.sealed_at, found.sealed_by_id = at, act.person()
        act.changed(found)
        others = [one for one in sheets_of(assessment) if one.pk != found.pk]
        if open_if_all(act, assessment, [found, *others]):
            return True
        tell_sealed(assessment, found, side_name(found, assessment.case), at)
        return False


def confirm(*, actor: Actor, at: datetime, sheet: UUID, version: int) -> None:
    """Confirm for one's own side what all have agreed on, at this version of the assessment.

    When every side has confirmed the same version it is locked. Raises NotThere, NotAllowed, Conflict; Refused when
    something is missing, or when the side has confirmed already.
    """
    with acting("sheet.confirm", actor=actor, at=at) as act:
        found = _take(act, sheet)
        assessment = found.assessment
        if assessment.opened_at is None or assessment.confirmed_at is not None:
            raise Refused(locked(assessment))
        if assessment.version != version:
            raise Conflict(assessment.version)
        sheets = as_sheets(sheets_of(assessment), assessment.case_id)
        weighed = joint_weighed(assessment, "", sheets, read_joint(assessment.joint))
        if what_is_missing(assessment, sheets, weighed).count:
            raise Refused(_("Något saknas än. Se vad som återstår innan ni bekräftar."))
        if confirmations(assessment).get(side_of(found)) == version:
            raise Refused(_("Ni har redan bekräftat den här lydelsen."))
        act.changed(JointConfirmation(sheet=found, at_version=version, at=at, by_id=act.person()))
        lock_if_all(act, assessment)


def _take(act: Act, sheet: UUID, *, version: int | None = None) -> AnswerSheet:
    """Take one's own side's sheet in an open case; the case is locked first, so that acts come one at a time."""
    seen = gate.find(AnswerSheet, sheet, actor=act.actor)
    home = Case.objects.select_for_update().get(pk=seen.assessment.case_id)
    found = act.take(AnswerSheet, sheet, version=version)
    if home.closed_at is not None:
        raise Refused(_("Ärendet är avslutat. Det måste öppnas igen innan något kan ändras."))
    if found.assessment.superseded_by_id is not None:
        raise Refused(locked(found.assessment))
    return found


def _keep(sheet: AnswerSheet, answers: Mapping[str, Answer]) -> None:
    """Seal the answers with the side's key, under the version that the sheet is about to get."""
    binding = about(sheet.pk, sheet.version + 1)
    sheet.content = sealed(side_key(sheet), sheet_text(answers).encode(), binding)
