"""What is done with a case: opened, renamed, opened again after its end; parties that come."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.case_news import tell_organisation
from tillit.actions.homes import Refused
from tillit.actions.joint_sides import parties_changed
from tillit.actions.registering import registered_case
from tillit.domain.actors import Actor
from tillit.queries import gate
from tillit.store.models import Board, Case, Organisation, Party


def open_case(*, actor: Actor, at: datetime, board: UUID, title: str) -> UUID:
    """Open a case at one's own board. Returns its id. Raises NotThere, NotAllowed, Refused."""
    with acting("case.open", actor=actor, at=at) as act:
        home = act.take(Board, board)
        if home.closed_at is not None:
            raise Refused(_("Nämnden är avslutad och tar inte emot nya ärenden."))
        case = registered_case(board=home, title=title, at=at)
        act.changed(case)
        return case.pk


def rename(*, actor: Actor, at: datetime, case: UUID, version: int, title: str) -> None:
    """Give a case another title, which all parties see. Raises NotThere, NotAllowed, Conflict."""
    with acting("case.edit", actor=actor, at=at) as act:
        found = act.take(Case, case, version=version)
        found.title = title
        act.changed(found)


def add_party(*, actor: Actor, at: datetime, case: UUID, organisation: UUID) -> None:
    """Let an organisation in: it reads all that is shared there. Raises NotThere, NotAllowed, Refused."""
    with acting("case.parties", actor=actor, at=at) as act:
        found = act.take(Case, case)
        newcomer = Organisation.objects.filter(pk=organisation).first()
        if newcomer is None:
            raise gate.NotThere
        if newcomer.pk in gate.case_parties(found.pk):
            raise Refused(_("Organisationen är redan part i ärendet."))
        party = Party(case=found, organisation=newcomer, joined_at=at)
        act.changed(party)
        parties_changed(act, found)
        names = {"board": found.board.name, "name": newcomer.name}
        tell_organisation(
            found,
            newcomer,
            f"party.joined:{party.pk}",
            _("Ni är part i ett ärende hos %(board)s") % names,
            _("%(board)s har lagt till %(name)s som part. Ni kan läsa det som parterna delar.") % names,
            at,
        )


def reopen(*, actor: Actor, at: datetime, case: UUID, version: int) -> None:
    """Open a closed case again. Raises NotThere, NotAllowed, Conflict."""
    with acting("case.reopen", actor=actor, at=at) as act:
        found = act.take(Case, case, version=version)
        found.closed_at = None
        act.changed(found)
