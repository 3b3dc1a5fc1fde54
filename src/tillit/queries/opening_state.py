"""Where an open invitation is at a moment: its last day is told in Swedish time."""

from datetime import datetime

from tillit.domain.openings import state_of
from tillit.domain.turns import SWEDEN
from tillit.store.models import Opening


def standing(opening: Opening, at: datetime) -> str:
    """ "draft", "open" or "closed"."""
    today = at.astimezone(SWEDEN).date()
    return state_of(opening.published_at, opening.closed_at, opening.last_day, today)
