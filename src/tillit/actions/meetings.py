"""Meetings in a case: proposed by any side; changed and cancelled by the side that proposed, until there are notes."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.case_news import case_path
from tillit.actions.homes import Refused
from tillit.actions.speaking import News, Voice, speak, tell_others
from tillit.actions.writings import must_be_open
from tillit.documents.swedish import long_date
from tillit.domain.actors import Actor
from tillit.domain.meetings import Plan, may_be_held, may_change
from tillit.queries import gate
from tillit.queries.dialogue import parts
from tillit.queries.meetings import standing
from tillit.store.models import Case, Meeting


def propose(*, actor: Actor, at: datetime, case: UUID, side: UUID, plan: Plan) -> UUID:
    """Propose a meeting to all parties on behalf of a side. Returns its id.

    Raises NotThere, NotAllowed; Refused when the case is closed or the time is out of bounds.
    """
    with acting("case.meeting", actor=actor, at=at) as act:
        voice = speak(act, case, side)
        meeting = Meeting(case=voice.case, from_organisation=voice.organisation, proposed_at=at)
        _plan(voice, meeting, plan, at)
        act.changed(meeting)
        told = _("%(name)s föreslår ett möte den %(day)s klockan %(clock)s.")
        tell_others(voice, _news(voice, meeting, _("Förslag till möte den %(day)s"), told), at)
        return meeting.pk


def change(*, actor: Actor, at: datetime, meeting: UUID, version: int, plan: Plan) -> None:
    """Change one's own side's meeting. Raises NotThere, NotAllowed, Conflict.

    Refused when the case is closed, the meeting has notes or is cancelled, or the time is out of bounds.
    """
    with acting("meeting.change", actor=actor, at=at) as act:
        voice, found = _own(act, meeting, version)
        _plan(voice, found, plan, at)
        act.changed(found)
        told = _("%(name)s har ändrat ett möte. Det är nu den %(day)s klockan %(clock)s.")
        tell_others(voice, _news(voice, found, _("Ett möte är ändrat"), told), at)


def cancel(*, actor: Actor, at: datetime, meeting: UUID, version: int) -> None:
    """Cancel one's own side's meeting. Raises as `change`."""
    with acting("meeting.change", actor=actor, at=at) as act:
        voice, found = _own(act, meeting, version)
        found.cancelled_at = at
        act.changed(found)
        told = _("%(name)s har ställt in mötet den %(day)s klockan %(clock)s.")
        tell_others(voice, _news(voice, found, _("Ett möte är inställt"), told), at)


def _own(act: Act, meeting: UUID, version: int) -> tuple[Voice, Meeting]:
    """Take a meeting of one's own side that may still be changed; the case is locked first."""
    seen = gate.find(Meeting, meeting, actor=act.actor)
    home = Case.objects.select_for_update().get(pk=seen.case_id)
    found = act.take(Meeting, meeting, version=version)
    must_be_open(home)
    where, _agreed = standing(found, parts(home), act.at)
    if not may_change(where):
        raise Refused(_("Mötet är inställt eller har anteckningar. Det kan inte ändras."))
    return Voice(home, found.from_organisation_id or home.authority_id, found.from_organisation), found


def _plan(voice: Voice, meeting: Meeting, plan: Plan, at: datetime) -> None:
    """Give a meeting its time and the rest."""
    joined = next(one.joined_at for one in parts(voice.case) if one.side == voice.side and not one.left_at)
    if not may_be_held(plan.starts_at, joined, at):
        raise Refused(_("Välj en tid efter att ni kom med i ärendet, och högst två år framåt."))
    meeting.starts_at, meeting.place = plan.starts_at, plan.place
    meeting.participants, meeting.agenda = plan.participants, plan.agenda


def _news(voice: Voice, meeting: Meeting, subject: str, told: str) -> News:
    """That a meeting is proposed, changed or cancelled. Its time is told, so that nobody comes in vain."""
    local = localtime(meeting.starts_at)
    names = {"name": voice.name, "day": long_date(local.date()), "clock": f"{local:%H.%M}"}
    return News(
        event=f"meeting:{meeting.pk}:{meeting.version}",
        subject=subject % names,
        told=told % names,
        link=f"{case_path(voice.case)}moten/{meeting.pk}/",
    )
