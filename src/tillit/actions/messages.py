"""Messages in a case: from one side to all the others, and never changed.

From the moment it is sent a message is received by or drawn up at the authority, hence a public record
(tryckfrihetsförordningen 2 kap. 9 and 10 §§), so there is no act that changes or withdraws one.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.case_news import acknowledge_by, case_path
from tillit.actions.speaking import News, Voice, speak, tell_others
from tillit.documents.swedish import long_date
from tillit.domain.actors import Actor
from tillit.store.models import Message


def send(*, actor: Actor, at: datetime, case: UUID, side: UUID, body: str) -> UUID:
    """Send a message to all parties on behalf of a side: an organisation's id, or the authority's. Returns its id.

    Raises NotThere, NotAllowed; Refused when the case is closed.
    """
    with acting("case.message", actor=actor, at=at) as act:
        voice = speak(act, case, side)
        message = Message(case=voice.case, from_organisation=voice.organisation, body=body, sent_at=at)
        act.changed(message)
        tell_others(voice, _news(voice, message), at)
        return message.pk


def _news(voice: Voice, message: Message) -> News:
    """That there is a message, and by when the authority has promised to confirm it."""
    due = acknowledge_by(voice.case, message.sent_at)
    names = {"name": voice.name, "board": voice.case.board.name, "day": long_date(due)}
    return News(
        event=f"message:{message.pk}",
        subject=_("Nytt meddelande från %(name)s") % names,
        told=_("%(name)s har skrivit ett meddelande i ett ärende hos %(board)s.") % names,
        link=f"{case_path(voice.case)}meddelanden/{message.pk}/",
        board_subject=_("Er tur: bekräfta ett meddelande senast %(day)s") % names,
        board_told=_("Bekräfta eller svara senast %(day)s. Meddelandet är en allmän handling.") % names,
        due=due,
    )
