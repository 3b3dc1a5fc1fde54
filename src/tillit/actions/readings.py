"""The whole text read back: each side confirms it as it stands, with what it does not promise, before it is decided."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Conflict, acting
from tillit.actions.agreement_news import tell_all_read, tell_read
from tillit.actions.homes import Refused
from tillit.actions.speaking import speak_for
from tillit.actions.writings import must_be_open
from tillit.domain.actors import Actor
from tillit.domain.confirming import may_confirm
from tillit.domain.proposing import settled
from tillit.queries import gate
from tillit.queries.agreement_readings import reading_standing
from tillit.queries.agreement_state import Side, agreement_of, present_sides, standings
from tillit.store.models import Agreement, AgreementReading


def confirm_reading(*, actor: Actor, at: datetime, case: UUID, version: int, side: Side) -> bool:
    """Confirm the whole text for an organisation, or for the authority (None). True when all have confirmed it.

    Asked of that side alone. Raises NotThere, NotAllowed; Conflict when the text is another than the one seen;
    Refused while a section is not agreed, or when the side has confirmed it already.
    """
    with acting("case.read_back", actor=actor, at=at) as act:
        home = speak_for(act, case, side)
        must_be_open(home)
        agreement, sides = agreement_of(home), [one.id for one in present_sides(home)]
        if agreement is None:
            raise gate.NotThere
        _must_be_whole(agreement, sides, version, side)
        given = AgreementReading(agreement=agreement, version=version, at=at)
        given.organisation_id, given.by_id = side, act.person()
        act.changed(given)
        done = reading_standing(agreement, sides).confirmed
        if done:
            tell_all_read(home, agreement, at)
        else:
            tell_read(home, agreement, side, at)
        return done


def _must_be_whole(agreement: Agreement, sides: list[Side], version: int, side: Side) -> None:
    """Raise Conflict or Refused where a side cannot confirm the text that it has seen."""
    if version != agreement.version:
        raise Conflict(agreement.version)
    if not settled(standings(agreement, sides).values()):
        raise Refused(_("Alla avsnitt är inte överenskomna än. Då finns det ingen hel text att bekräfta."))
    if not may_confirm(side, version, agreement.version, reading_standing(agreement, sides)):
        raise Refused(_("Er sida har redan bekräftat."))
