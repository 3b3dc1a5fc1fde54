"""Who is told of a task: whoever was given it, that there is one and by when, never what it says."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.case_news import case_path, tell_board, tell_one_officer, tell_organisation
from tillit.documents.swedish import long_date
from tillit.store.models import Person, Task


def tell_owner(task: Task, by: UUID, at: datetime) -> None:
    """Tell who was given a task, unless their own side or the person themselves gave it."""
    case, names = task.case, {"board": task.case.board.name, "day": long_date(task.due)}
    event, link = f"task:{task.pk}:{task.version}", f"{case_path(task.case)}uppgifter/"
    text = _("Ni har fått en uppgift i ett ärende hos %(board)s. Den ska vara klar senast %(day)s.") % names
    if task.organisation_id is not None and task.organisation is not None:
        if task.organisation_id != task.from_organisation_id:
            subject = _("Ni har fått en uppgift: klar senast %(day)s") % names
            tell_organisation(case, task.organisation, event, subject, text, at, link=link)
    elif task.officer_id is not None:
        if task.officer_id != by:
            tell_one_officer(case, Person.objects.get(pk=task.officer_id), event, text, at, link=link)
    elif task.from_organisation_id is not None:
        subject = _("Ni har fått en uppgift: klar senast %(day)s") % names
        tell_board(case, event, subject, [text], at, link=link)
