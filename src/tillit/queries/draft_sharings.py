"""Where a draft has been shared, for those whose own space it is in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.queries import gate
from tillit.store.models import Draft


@dataclass(frozen=True)
class SharedLine:
    """Where a draft has been shared. `case` is None where the organisation is no longer a party; `changed`: the
    draft now reads otherwise than what was sent."""

    case: UUID | None
    number: str
    board: str
    authority: str
    at: datetime
    changed: bool


def shared_lines(actor: Actor, draft: Draft) -> tuple[SharedLine, ...]:
    """Where a draft, found through the gate, has been shared, in order; without a way to cases that they have left."""
    found = draft.sharings.select_related("writing__case__board__authority").order_by("at", "pk")
    cases = [(one, one.writing.case) for one in found]
    mine = set(
        gate.cases(actor).filter(pk__in=[case.pk for _one, case in cases]).values_list("pk", flat=True)
    )
    return tuple(
        SharedLine(
            case=case.pk if case.pk in mine else None,
            number=shown(case.year, case.number),
            board=case.board.name,
            authority=case.board.authority.name,
            at=one.at,
            changed=one.version != draft.version,
        )
        for one, case in cases
    )
