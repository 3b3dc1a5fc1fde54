"""Who is responsible for a case, with a log of hand-overs; and the confirmation that parties get: a name and a day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.case_news import tell_one_officer, tell_parties
from tillit.actions.homes import Refused
from tillit.documents.swedish import long_date
from tillit.domain.actors import Actor
from tillit.domain.turns import Promise, whose
from tillit.queries.officers import last_shared, officers_of
from tillit.queries.people import shown_name
from tillit.store.models import Case, Handover, Person


def assign(*, actor: Actor, at: datetime, case: UUID, version: int, officer: UUID) -> None:
    """Make a case officer of the board responsible for a case; the log keeps who was before.

    Raises NotThere, NotAllowed, Conflict; Refused for someone who is no case officer there, or is responsible already.
    """
    with acting("case.assign", actor=actor, at=at) as act:
        found = act.take(Case, case, version=version)
        if officer not in {one.id for one in officers_of(found.board_id)}:
            raise Refused(_("Välj en handläggare hos nämnden."))
        if found.officer_id == officer:
            raise Refused(_("Den handläggaren ansvarar redan för ärendet."))
        handover = _handed(act, found, officer)
        act.changed(found, handover)
        _tell_officer(found, handover, at)


def acknowledge(*, actor: Actor, at: datetime, case: UUID, version: int, answer_by: date) -> None:
    """Confirm to the parties what came in last, with the officer's name and the day of the answer.

    Who confirms a case that nobody is responsible for becomes so. Raises NotThere, NotAllowed, Conflict; Refused when
    there is nothing to confirm, or for a day that has passed or is later than the authority's promise.
    """
    with acting("case.acknowledge", actor=actor, at=at) as act:
        found = act.take(Case, case, version=version)
        promise = Promise(found.authority.acknowledge_days, found.acknowledged_at, found.answer_by)
        turn = whose(last_shared(found), promise)
        if turn.side != "authority" or turn.confirmed:
            raise Refused(_("Det finns inget nytt att bekräfta."))
        _must_be_in_time(answer_by, localtime(at).date(), found.authority.answer_days)
        handover = [_handed(act, found, act.person())] if found.officer_id is None else []
        found.acknowledged_at, found.answer_by = at, answer_by
        act.changed(found, *handover)
        _tell_parties(found, at)


def _handed(act: Act, case: Case, officer: UUID) -> Handover:
    """The case in new hands, and the line of the log."""
    handover = Handover(case=case, before_id=case.officer_id, after_id=officer, at=act.at, by_id=act.person())
    case.officer_id = officer
    return handover


def _must_be_in_time(answer_by: date, today: date, most: int) -> None:
    if not today <= answer_by <= today + timedelta(days=most):
        last = {"day": long_date(today + timedelta(days=most))}
        raise Refused(_("Välj en dag från i dag till %(day)s. Längre väntan har ni inte lovat.") % last)


def _tell_officer(case: Case, handover: Handover, at: datetime) -> None:
    """Tell the new officer, unless they took it themselves."""
    if handover.after_id == handover.by_id:
        return
    text = _("Ni ansvarar nu för ett ärende hos %(board)s.") % {"board": case.board.name}
    tell_one_officer(case, Person.objects.get(pk=handover.after_id), f"handover:{handover.pk}", text, at)


def _tell_parties(case: Case, at: datetime) -> None:
    """The confirmation: who is responsible, and by which day an answer comes."""
    officer = case.officer
    names = {
        "board": case.board.name,
        "officer": (shown_name(officer) if officer else "") or _("en handläggare"),
        "day": long_date(case.answer_by) if case.answer_by else "",
    }
    subject = _("%(board)s har tagit emot det ni har delat") % names
    told = (
        _("%(board)s har tagit emot det ni har delat. %(officer)s ansvarar. Svar kommer senast %(day)s.")
        % names
    )
    tell_parties(case, f"case.acknowledged:{case.pk}:{case.version}", subject, told, at)
