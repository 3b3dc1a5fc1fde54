"""Who is told what about a case: that something waits and by when, never what it says.

Called inside the action that it tells about.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.actions.posting import notify, post
from tillit.documents.swedish import long_date
from tillit.domain.roles import Role
from tillit.store.models import Case, Organisation, Person, Writing

WRITERS = (Role.ORGANISATION_ADMINISTRATOR, Role.ORGANISATION_EDITOR)


def case_path(case: Case) -> str:
    """The address of a case's page."""
    return f"/arenden/{case.pk}/"


def acknowledge_by(case: Case, at: datetime) -> date:
    """The day by which the authority has promised to confirm that it has received something."""
    return localtime(at).date() + timedelta(days=case.authority.acknowledge_days)


def tell_officers(case: Case, writing: Writing, sender: Organisation, at: datetime) -> None:
    """Tell the board's case officers that an organisation has shared a text; if none, the board."""
    due = acknowledge_by(case, at)
    names = {"organisation": sender.name, "board": case.board.name, "day": long_date(due)}
    subject = _("Er tur: bekräfta en ny text senast %(day)s") % names
    told = [
        _("%(organisation)s har delat en text med %(board)s.") % names,
        _("Bekräfta att ni har fått den senast %(day)s. Texten är en allmän handling.") % names,
    ]
    tell_board(case, f"writing.shared:{writing.pk}", subject, told, at, due=due)


def tell_board(
    case: Case,
    event: str,
    subject: str,
    told: list[str],
    at: datetime,
    *,
    due: date | None = None,
    link: str = "",
) -> None:
    """Tell the board's case officers something, or the board if it has none. `link`: the case's page if not given."""
    names, goal = {"board": case.board.name}, link or case_path(case)
    officers = list(_holders(Role.CASE_OFFICER, board=case.board_id))
    for person in officers:
        why = _("Ni får brevet för att ni är handläggare hos %(board)s.") % names
        post(event=event, person=person, subject=subject, paragraphs=told, link=goal, why=why, at=at)
        notify(event=event, person=person, kind="text", text=told[0], link=goal, due=due, at=at)
    if not officers:
        address = case.board.contact or case.authority.contact
        why = _("Ni får brevet för att %(board)s inte har någon handläggare i Tillit.") % names
        post(event=event, to=address, subject=subject, paragraphs=told, link=goal, why=why, at=at)


def tell_parties(case: Case, event: str, subject: str, told: str, at: datetime, *, link: str = "") -> None:
    """Tell those who write for the parties about something that the authority did."""
    for party in case.parties.filter(left_at=None).select_related("organisation"):
        tell_organisation(case, party.organisation, event, subject, told, at, link=link)


def tell_organisation(
    case: Case,
    organisation: Organisation,
    event: str,
    subject: str,
    told: str,
    at: datetime,
    *,
    link: str = "",
) -> None:
    """Tell the administrators and editors of one organisation; the link is to the case if it is nowhere else."""
    why = _("Ni får brevet för att %(name)s är part i ärendet.") % {"name": organisation.name}
    people = {person.pk: person for role in WRITERS for person in _holders(role, organisation=organisation)}
    link = link or case_path(case)
    for person in people.values():
        post(event=event, person=person, subject=subject, paragraphs=[told], link=link, why=why, at=at)
        notify(event=event, person=person, kind="case", text=told, link=link, at=at)


def tell_one_officer(
    case: Case, person: Person, event: str, text: str, at: datetime, *, link: str = ""
) -> None:
    """Tell one official of the board something; the link is to the case if it is nowhere else."""
    why = _("Ni får brevet för att ni är handläggare hos %(board)s.") % {"board": case.board.name}
    link = link or case_path(case)
    post(event=event, person=person, subject=text, paragraphs=[text], link=link, why=why, at=at)
    notify(event=event, person=person, kind="case", text=text, link=link, at=at)


def _holders(role: Role, **home: object) -> Iterable[Person]:
    """The people who hold a role there now."""
    held = {f"grants__{name}": value for name, value in home.items()}
    found = Person.objects.filter(grants__role=role, grants__withdrawn_at=None, is_active=True, **held)
    return found.distinct().order_by("pk")
