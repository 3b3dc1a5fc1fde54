"""An initiative to check: every question with its answer, and what is left."""

from typing import Any

from tillit.domain.initiatives import Initiative, steps_written
from tillit.queries.initiative_guide import initiative_guide


def summary(initiative: Initiative) -> dict[str, Any]:
    """What the page shows: rows of (step, text), how many steps are written, and the first that is not."""
    guide = initiative_guide()
    rows = [(step, initiative.part(step.id).text) for step in (guide.name, *guide.steps)]
    empty = next((step.id for step, text in rows if not text.strip()), "")
    brought = initiative.part(guide.carried.id).text
    return {
        "rows": [*rows, *([(guide.carried, brought)] if brought.strip() else [])],
        "written": steps_written(guide, initiative),
        "steps": len(guide.steps),
        "next_step": empty,
    }


def progress(initiative: Initiative) -> tuple[int, int]:
    """How many of how many steps are written."""
    guide = initiative_guide()
    return steps_written(guide, initiative), len(guide.steps)
