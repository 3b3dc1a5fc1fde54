"""How near a case is to an agreement: each need with what is left of it, as far as the reader may know."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.domain.actors import Actor
from tillit.domain.meetings import MeetingState
from tillit.domain.readiness import Line, readiness
from tillit.queries.cases import find_case
from tillit.queries.challenge_state import challenge_of, present_wording, state_of
from tillit.queries.examinations import Line as ExaminationLine
from tillit.queries.examinations import Overview, overview
from tillit.queries.joint_lines import AssessmentLine, assessment_line
from tillit.queries.meetings import case_meetings
from tillit.queries.preparers import preparers
from tillit.store.models import Case, Party

DONE = ("concluded", "left_out")


def readiness_of(*, actor: Actor, at: datetime, case: UUID) -> tuple[Line, ...]:
    """The needs of a case. Raises NotThere.

    What the authority has examined but not shared is told to those who read it, and to nobody else.
    """
    found = find_case(actor, case)
    parties: list[Party] = getattr(found, "present", [])
    meetings = case_meetings(actor=actor, at=at, case=case)
    examined = overview(actor=actor, at=at, case=case)
    left = {
        "parties": () if parties else (_("Ingen förening är part än."),),
        "officer": () if found.officer_id else (_("Ingen ansvarar än."),),
        **_challenge(found, parties),
        "meeting": ()
        if any(one.state is MeetingState.CONFIRMED for one in meetings)
        else (_("Inget möte har anteckningar som alla har bekräftat."),),
        "assessment": _assessment(assessment_line(actor=actor, at=at, case=case)),
        **(_examined(examined, case) if examined.head.inside else {}),
    }
    return readiness(left)


def _challenge(case: Case, parties: list[Party]) -> dict[str, tuple[str, ...]]:
    """What is left of the challenge, and of its link to a programme."""
    challenge = challenge_of(case)
    state = state_of(case, challenge, parties)
    wording = present_wording(challenge)
    waiting = tuple(_("%(side)s har inte bekräftat.") % {"side": one.name} for one in state.missing)
    unwritten = () if state.complete else (_("Allt är inte beskrivet än."),)
    return {
        "challenge": () if state.confirmed else (*unwritten, *waiting),
        "goal": () if wording.goals else (_("Utmaningen är inte kopplad till något mål."),),
    }


def _assessment(line: AssessmentLine) -> tuple[str, ...]:
    """What is left of the joint assessment."""
    if line.state == "confirmed" or line.holds:
        return ()
    if line.id is None:
        return (_("Ingen bedömning är begonnen."),)
    waiting = tuple(_("%(side)s har inte förseglat sina svar.") % {"side": one} for one in line.awaited)
    return waiting or (_("Alla har inte bekräftat bedömningen."),)


def _examined(found: Overview, case: UUID) -> dict[str, tuple[str, ...]]:
    """What is left of the examinations, and who has not declared."""
    silent = [one.name for one in preparers(case) if one.conflict is None]
    return {
        "legal": _open(found.legal),
        "consequence": _open(found.consequence),
        "conflict": tuple(_("%(name)s har inte svarat.") % {"name": name} for name in silent),
    }


def _open(lines: tuple[ExaminationLine, ...]) -> tuple[str, ...]:
    """The examinations that are proposed and neither concluded nor left out with a reason."""
    return tuple(one.guide.title for one in lines if one.proposal != "no" and one.ended.state not in DONE)
