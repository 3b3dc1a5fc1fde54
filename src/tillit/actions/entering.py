"""An officer enters for an organisation what came on paper, by telephone or at a meeting; the organisation says if
it is right.

What was handed over orally in a matter is to be put down, with when and by whom (förvaltningslagen 27 §), and the
text counts as the organisation's: it is received, hence a public record.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.case_news import case_path, tell_board, tell_organisation
from tillit.actions.homes import Refused
from tillit.actions.speaking import News, Voice, tell_others
from tillit.actions.writings import must_be_open
from tillit.documents.swedish import long_date
from tillit.domain.actors import Actor
from tillit.domain.entering import Came, may_have_come
from tillit.domain.spaces import Space
from tillit.domain.turns import SWEDEN
from tillit.queries import gate
from tillit.queries.entered import is_free
from tillit.store.models import Case, Entered, EnteredAnswer, Message, Organisation, Writing


def enter_message(
    *, actor: Actor, at: datetime, case: UUID, organisation: UUID, came: Came, body: str
) -> UUID:
    """Enter a message for a party. Returns its id. Raises NotThere, NotAllowed, Refused (closed, or the day)."""
    with acting("case.enter", actor=actor, at=at) as act:
        voice = _voice(act, case, organisation, came)
        message = Message(case=voice.case, from_organisation=voice.organisation, body=body, sent_at=at)
        entered = _entered(act, voice, came)
        entered.message = message
        act.changed(message, entered)
        _tell(voice, entered, f"{case_path(voice.case)}meddelanden/{message.pk}/", at)
        return message.pk


def enter_text(
    *, actor: Actor, at: datetime, case: UUID, organisation: UUID, came: Came, title: str, body: str
) -> UUID:
    """Enter a text for a party, shared from the first moment. Returns its id. Raises as `enter_message`."""
    with acting("case.enter", actor=actor, at=at) as act:
        voice = _voice(act, case, organisation, came)
        writing = Writing(case=voice.case, space=Space.SHARED, title=title, body=body)
        writing.from_organisation, writing.placed_at, writing.changed_at = voice.organisation, at, at
        entered = _entered(act, voice, came)
        entered.writing = writing
        act.changed(writing, entered)
        _tell(voice, entered, f"{case_path(voice.case)}texter/{writing.pk}/", at)
        return writing.pk


def answer(*, actor: Actor, at: datetime, entered: UUID, right: bool, remark: str = "") -> None:
    """Say for one's own organisation that what was entered is right, or what is wrong; also in a closed case.

    Nobody answers what they entered themselves, or what was entered where they work. Raises NotThere, NotAllowed;
    Refused for a wrong without a word of what.
    """
    with acting("entered.answer", actor=actor, at=at) as act:
        found = act.take(Entered, entered)
        if not is_free(found, actor):
            raise gate.NotAllowed("role")
        if not right and not remark.strip():
            raise Refused(_("Skriv vad som inte stämmer. En mening räcker."))
        act.changed(EnteredAnswer(entered=found, right=right, remark=remark, at=at, by_id=act.person()))
        names = {"name": found.organisation.name}
        said = _("%(name)s bekräftar det som ni har skrivit in.") if right else _(
            "%(name)s säger att något som ni har skrivit in inte stämmer."
        )  # fmt: skip
        link = f"{case_path(found.case)}inskrivet/{found.pk}/"
        event = f"entered.answer:{found.pk}:{at.isoformat()}"
        tell_board(found.case, event, said % names, [said % names], at, link=link)


def _voice(act: Act, case: UUID, organisation: UUID, came: Came) -> Voice:
    """The party that it comes from, in an open case that is the officer's to handle."""
    home = gate.find(Case, case, actor=act.actor, lock=True)
    act.allow(gate.side_subject(home, None, "open"))
    must_be_open(home)
    if organisation not in gate.case_parties(home.pk):
        raise gate.NotThere
    if not may_have_come(came.on, act.at.astimezone(SWEDEN).date()):
        raise Refused(_("Välj dagen då det kom: i dag eller tidigare, högst ett år tillbaka."))
    return Voice(home, organisation, Organisation.objects.get(pk=organisation))


def _entered(act: Act, voice: Voice, came: Came) -> Entered:
    """That it was entered, by whom, and how it came."""
    entered = Entered(case=voice.case, organisation=voice.organisation, officer_id=act.person())
    entered.channel, entered.came_on, entered.entered_at = came.channel, came.on, act.at
    return entered


def _tell(voice: Voice, entered: Entered, link: str, at: datetime) -> None:
    """Ask the organisation if it is right, and tell the others as of anything that it has said."""
    due = entered.came_on + timedelta(days=voice.case.authority.acknowledge_days)
    names = {"board": voice.case.board.name, "name": voice.name, "day": long_date(due)}
    if voice.organisation is not None:
        tell_organisation(
            voice.case,
            voice.organisation,
            f"entered:{entered.pk}",
            _("%(board)s har skrivit in något för er: stämmer det?") % names,
            _("%(board)s har skrivit in något som ni har lämnat. Läs det och säg om det stämmer.") % names,
            at,
            link=f"{case_path(voice.case)}inskrivet/{entered.pk}/",
        )
    news = News(
        event=f"entered.others:{entered.pk}",
        subject=_("Nytt från %(name)s") % names,
        told=_("%(name)s har lämnat något i ett ärende hos %(board)s. Nämnden har skrivit in det.") % names,
        link=link,
        board_subject=_("Er tur: bekräfta det som har skrivits in senast %(day)s") % names,
        board_told=_("Bekräfta eller svara senast %(day)s.") % names,
        due=due,
    )
    tell_others(voice, news, at)
