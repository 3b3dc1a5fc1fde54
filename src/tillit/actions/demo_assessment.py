"""Joint assessments in the demo world: what each side answers, open to all or still sealed."""

from datetime import datetime
from typing import Any

from tillit.actions.acting import acting
from tillit.actions.joint import new_assessment
from tillit.domain.actors import OPERATOR
from tillit.domain.assessment_sheets import sheet_text
from tillit.domain.sealed_assessment import Answer
from tillit.gateways.sealing import seal
from tillit.queries.sheets import about, side_key
from tillit.store.models import AnswerSheet, Case


def assess_in_demo(found: dict[str, Any], case: Case, sides: dict[str, Any], at: datetime) -> None:
    """An assessment from its data: `found["answers"]` by side ("authority" or a short name in `sides`) and fact,
    each [answer, why]; all sheets are opened when `found["opened"]` says so."""
    assessment, things = new_assessment(case, at, "")
    names = {one.pk: name for name, one in sides.items()}
    opened = bool(found.get("opened"))
    assessment.opened_at = at if opened else None
    for sheet in (one for one in things if isinstance(one, AnswerSheet)):
        given = found["answers"].get(names.get(sheet.organisation_id, "authority"), {})
        if given:
            _fill(
                sheet,
                sheet_text({fact: Answer(one[0], one[1], 1) for fact, one in given.items()}),
                opened,
                at,
            )
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        act.changed(*things, chain=f"case:{case.pk}")


def _fill(sheet: AnswerSheet, text: str, opened: bool, at: datetime) -> None:
    """Keep what a side has answered, sealed or open."""
    if opened:
        sheet.opened, sheet.sealed_at = text, at
    else:
        sheet.content = seal(side_key(sheet), text.encode(), about(sheet.pk, sheet.version))
