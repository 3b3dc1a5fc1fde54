"""The open tasks of a case, as other pages show them."""

from uuid import UUID

from tillit.queries.tasks import TaskLine, case_tasks
from tillit.web.doors import Visit
from tillit.web.people.words import due_words


def open_tasks(request: Visit, case: UUID) -> list[tuple[TaskLine, str]]:
    """Each with how long is left, in words."""
    found = case_tasks(actor=request.actor, at=request.at, case=case)
    return [(one, due_words(one.days)) for one in found.open]
