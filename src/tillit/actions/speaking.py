"""Speaking for one side in a case: that it is one's own side, and who else is told of what was said."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tillit.actions.acting import Act
from tillit.actions.case_news import tell_board, tell_organisation
from tillit.actions.writings import must_be_open
from tillit.queries import gate
from tillit.queries.dialogue import about_side
from tillit.store.models import Case, Organisation


@dataclass(frozen=True)
class Voice:
    """A side that says something in a case; `organisation` is None for the authority."""

    case: Case
    side: UUID
    organisation: Organisation | None

    @property
    def name(self) -> str:
        """What the side is called."""
        return self.organisation.name if self.organisation else self.case.board.name


@dataclass(frozen=True)
class News:
    """What the others are told: that something was said, never what. `board` goes to officers, by `due`."""

    event: str
    subject: str
    told: str
    link: str
    board_subject: str = ""
    board_told: str = ""
    due: date | None = None


def speak(act: Act, case: UUID, side: UUID) -> Voice:
    """Lock a case and check the act on behalf of one side of it: another's part in it does not help.

    Raises NotThere, NotAllowed; Refused when the case is closed.
    """
    home = gate.find(Case, case, actor=act.actor, lock=True)
    if side not in {home.authority_id, *gate.case_parties(home.pk)}:
        raise gate.NotThere
    act.allow(about_side(home, side, "open"))
    must_be_open(home)
    own = None if side == home.authority_id else Organisation.objects.get(pk=side)
    return Voice(home, side, own)


def speak_for(act: Act, case: UUID, side: UUID | None) -> Case:
    """Lock a case and check the act on behalf of an organisation, or of the authority (None): asked of it alone.

    Raises NotThere, NotAllowed.
    """
    home = gate.find(Case, case, actor=act.actor, lock=True)
    if side is not None and side not in gate.case_parties(home.pk):
        raise gate.NotThere
    act.allow(gate.side_subject(home, side, gate.subject(home).state))
    return home


def writing_side(act: Act, home: Case) -> UUID | None:
    """The side that someone writes for: their organisation if it is a party and they may, else the authority."""
    state = gate.subject(home).state
    parties = sorted(gate.case_parties(home.pk), key=str)
    own = (
        one for one in parties if gate.may(act.action, act.actor, gate.side_subject(home, one, state), act.at)
    )
    return next(own, None)


def tell_side(case: Case, side: UUID | None, news: News, at: datetime) -> None:
    """Tell one side of a case: the board's officers (None), or those who write for an organisation."""
    if side is None:
        tell_board(case, news.event, news.subject, [news.told], at, link=news.link)
        return
    organisation = Organisation.objects.get(pk=side)
    tell_organisation(case, organisation, news.event, news.subject, news.told, at, link=news.link)


def tell_others(voice: Voice, news: News, at: datetime) -> None:
    """Tell every other side of the case: the board's officers, and those who write for the other parties."""
    if voice.organisation is not None:
        told = [news.told, news.board_told] if news.board_told else [news.told]
        subject = news.board_subject or news.subject
        tell_board(voice.case, news.event, subject, told, at, due=news.due, link=news.link)
    for party in voice.case.parties.filter(left_at=None).select_related("organisation"):
        if party.organisation_id != voice.side:
            tell_organisation(
                voice.case, party.organisation, news.event, news.subject, news.told, at, link=news.link
            )
