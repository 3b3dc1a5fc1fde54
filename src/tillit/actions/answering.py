"""Answering an open invitation: whether it can be, and who is told. Parts of the act that shares the idea."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.case_news import acknowledge_by, tell_board
from tillit.actions.homes import Refused
from tillit.documents.swedish import long_date
from tillit.domain.openings import takes_answers
from tillit.queries.gate import NotThere
from tillit.queries.opening_state import standing
from tillit.store.models import Case, Opening, OpeningAnswer, Organisation


def answerable(key: UUID, organisation: Organisation, at: datetime) -> Opening:
    """A published invitation that this organisation can answer now, locked: its answers come one at a time.

    Raises NotThere (also while it is not published); Refused when it is over, or already answered by them.
    """
    found = Opening.objects.select_for_update().filter(pk=key).first()
    state = standing(found, at) if found else "draft"
    if found is None or state == "draft":
        raise NotThere
    if not takes_answers(state) or found.board.closed_at is not None:
        raise Refused(_("Inbjudan är stängd. Ni kan ändå dela idén med nämnden, som ett eget ärende."))
    if OpeningAnswer.objects.filter(opening=found, organisation=organisation).exists():
        raise Refused(_("Ni har redan svarat på inbjudan. Dela texten i det ärendet i stället."))
    return found


def answer_to(opening: Opening, case: Case, sender: Organisation, at: datetime) -> OpeningAnswer:
    """The answer, to be saved by the act; the board is told of it, never of what it says."""
    _tell(case, opening, sender, at)
    return OpeningAnswer(opening=opening, organisation=sender, case=case, at=at)


def _tell(case: Case, opening: Opening, sender: Organisation, at: datetime) -> None:
    """Tell the board's case officers that somebody has answered."""
    due = acknowledge_by(case, at)
    names = {"organisation": sender.name, "title": opening.title, "day": long_date(due)}
    subject = _("Er tur: bekräfta ett svar på er inbjudan senast %(day)s") % names
    told = [
        _("%(organisation)s har svarat på er öppna inbjudan ”%(title)s”.") % names,
        _("Bekräfta att ni har fått svaret senast %(day)s. Det är en allmän handling.") % names,
    ]
    tell_board(case, f"opening.answered:{case.pk}", subject, told, at, due=due)
