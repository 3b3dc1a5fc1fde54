"""The ways out of a case: the authority says how it goes, with reasons; an organisation withdraws. Never silently."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.case_news import case_path, tell_board, tell_organisation, tell_parties
from tillit.actions.homes import Refused
from tillit.actions.joint_sides import parties_changed
from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.endings import SHORTEST_REASONS, Way, closes, offered
from tillit.queries import gate
from tillit.queries.endings import latest_way
from tillit.store.models import Case, Ending, Party


def end(
    *, actor: Actor, at: datetime, case: UUID, version: int, way: Way, reasons: str, next_steps: str,
    reference: str = "",
) -> UUID:  # fmt: skip
    """Say how a case ends, or that it goes on to an agreement; the parties get a letter. Returns the letter's id.

    Raises NotThere, NotAllowed, Conflict; Refused without reasons, or for a way that is not open now.
    """
    with acting("case.go_on" if way is Way.AGREEMENT else "case.close", actor=actor, at=at) as act:
        found = act.take(Case, case, version=version)
        if way not in offered(latest_way(found)):
            raise Refused(_("Det går inte att välja den vägen nu."))
        if len(reasons.strip()) < SHORTEST_REASONS or not next_steps.strip():
            raise Refused(_("Skriv skälen och vad parterna kan göra nu."))
        ending = Ending(case=found, way=way, reasons=reasons, next_steps=next_steps, reference=reference)
        ending.at, ending.by_id = at, act.person()
        if closes(way, parties_left=0):
            found.closed_at = at
        act.changed(found, ending)
        names = {"board": found.board.name}
        told = (
            _("%(board)s har skrivit ett besked till er om ärendet, med skäl och vad ni kan göra nu.") % names
        )
        link = f"{case_path(found)}besked/{ending.pk}/"
        tell_parties(
            found, f"case.ended:{ending.pk}", _("Besked från %(board)s") % names, told, at, link=link
        )
        return ending.pk


def leave(*, actor: Actor, at: datetime, case: UUID, organisation: UUID, reasons: str = "") -> None:
    """Take one's organisation out of a case; what it has shared stays. The last one out closes it.

    Reasons are asked for, never demanded. Asked of that organisation alone: to be an administrator of another party
    does not help. Raises NotThere, NotAllowed.
    """
    with acting("case.leave", actor=actor, at=at) as act:
        found = gate.find(Case, case, actor=actor, lock=True)
        party = Party.objects.filter(case=found, organisation=organisation, left_at=None).first()
        if party is None:
            raise gate.NotThere
        act.allow(Subject(organisations=frozenset({organisation}), state=gate.subject(found).state))
        party.left_at = at
        ending = Ending(case=found, way=Way.WITHDRAW, reasons=reasons, next_steps="", reference="", at=at)
        ending.by_id, ending.from_organisation = act.person(), party.organisation
        last = closes(Way.WITHDRAW, len(gate.case_parties(found.pk)) - 1)
        if last:
            found.closed_at = at
        act.changed(party, ending, *([found] if last else []))
        parties_changed(act, found)
        _tell_of_leaving(found, ending, last, at)


def _tell_of_leaving(case: Case, ending: Ending, last: bool, at: datetime) -> None:
    """Tell the board, the parties that stay, and the one that left what it can do next."""
    organisation = ending.from_organisation
    if organisation is None:
        return
    names = {"name": organisation.name, "board": case.board.name}
    left = _("%(name)s har lämnat ett ärende hos %(board)s.") % names
    event = f"party.left:{ending.pk}"
    closed = [_("Ingen part är kvar, så ärendet är avslutat.")] if last else []
    tell_board(case, event, left, [left, *closed], at)
    tell_parties(case, event, left, left, at)
    told = _(
        "Ni har lämnat ett ärende hos %(board)s. Det ni har delat finns kvar där. Era egna texter har ni kvar, "
        "och ni kan dela dem igen när ni vill."
    )
    tell_organisation(
        case, organisation, event, _("Ni har lämnat ett ärende"), told % names, at, link="/arenden/"
    )
