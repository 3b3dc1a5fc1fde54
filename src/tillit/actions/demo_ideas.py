"""The ideas and open invitations of the demo world, each the work of the role that would do it."""

from datetime import datetime, timedelta
from typing import Any

from tillit.actions import initiatives, openings
from tillit.actions.demo_cases import someone
from tillit.domain.roles import Role
from tillit.domain.turns import SWEDEN
from tillit.store.models import Board, Organisation


def make_opening(found: dict[str, Any], board: Board, at: datetime) -> None:
    """An open invitation at a board, published if the data say so, that ends some days from now."""
    actor = someone(at, role=Role.COORDINATOR, authority=board.authority)
    ends = at.astimezone(SWEDEN).date() + timedelta(days=found["days"])
    texts = openings.OpeningTexts(found["title"], found["challenge"], found["who_may"], ends)
    key = openings.begin(actor=actor, at=at, authority=board.authority_id, board=board.pk, texts=texts)
    if found["published"]:
        openings.publish(actor=actor, at=at, opening=key, version=1)


def make_idea(found: dict[str, Any], organisation: Organisation, at: datetime) -> None:
    """An idea in an own space, with some of its questions answered."""
    actor = someone(at, role=Role.ORGANISATION_EDITOR, organisation=organisation)
    draft = initiatives.begin(actor=actor, at=at, organisation=organisation.pk, name=found["name"])
    for part, text in found["answers"].items():
        initiatives.write_part(actor=actor, at=at, draft=draft, part=part, seen=0, text=text)
