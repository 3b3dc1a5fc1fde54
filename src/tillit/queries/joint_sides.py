"""The sides of a joint assessment: who has sealed, who has confirmed, and how far one's own side has come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.sealed_assessment import Sheet
from tillit.queries import gate
from tillit.queries.sheets import answers_in, side_name, side_of
from tillit.store.models import AnswerSheet, Case, CaseAssessment, JointConfirmation


@dataclass(frozen=True)
class SideLine:
    """A side: its sheet, where it stands, and (for its own people only) how many questions it has answered."""

    sheet: UUID
    name: str
    side: str
    present: bool
    sealed_at: datetime | None
    opened: bool
    mine: bool
    answered: int | None
    confirmed: bool


def confirmations(assessment: CaseAssessment) -> dict[str, int]:
    """The latest version that each side has confirmed."""
    found = JointConfirmation.objects.filter(sheet__assessment=assessment).select_related("sheet")
    return {side_of(one.sheet): one.at_version for one in found.order_by("at_version")}


def side_lines(
    actor: Actor, found: CaseAssessment, home: Case, kept: list[AnswerSheet], sheets: tuple[Sheet, ...]
) -> tuple[SideLine, ...]:
    """Every side. Only one's own sheet is opened to count its answers."""
    own = set(gate.sheets(actor).filter(assessment=found).values_list("pk", flat=True))
    at_version = found.confirmed_version or found.version
    confirmed = {side for side, version in confirmations(found).items() if version == at_version}
    return tuple(
        SideLine(
            sheet=one.pk,
            name=side_name(one, home),
            side="organisation" if one.organisation_id else "authority",
            present=sheet.present,
            sealed_at=one.sealed_at,
            opened=sheet.opened,
            mine=one.pk in own,
            answered=len(answers_in(one)) if one.pk in own else None,
            confirmed=sheet.side in confirmed,
        )
        for one, sheet in zip(kept, sheets, strict=True)
    )
