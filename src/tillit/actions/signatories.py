"""Who may sign for an organisation: added with the source that says so, and ended; never rewritten."""

from datetime import date, datetime
from uuid import UUID

from tillit.actions.acting import acting
from tillit.domain.actors import Actor
from tillit.queries.gate import NotThere
from tillit.store.models import Organisation, Signatory


def add_signatory(
    *,
    actor: Actor,
    at: datetime,
    organisation_id: UUID,
    title: str,
    email: str,
    manner: str,
    source: str,
    valid_from: date,
) -> UUID:
    """Add someone who may sign, "alone" or "together" with another. Returns the id.

    Raises NotThere, NotAllowed.
    """
    with acting("organisation.signatories", actor=actor, at=at) as act:
        home = act.take(Organisation, organisation_id)
        signatory = Signatory(organisation=home, title=title, email=email, manner=manner, source=source)
        signatory.valid_from = valid_from
        act.changed(signatory)
        return signatory.pk


def end_signatory(*, actor: Actor, at: datetime, organisation_id: UUID, signatory_id: UUID) -> None:
    """Note that someone no longer may sign.

    Raises NotThere, also for another organisation's signatory and one that has already ended; NotAllowed.
    """
    with acting("organisation.signatories", actor=actor, at=at) as act:
        home = act.take(Organisation, organisation_id)
        present = Signatory.objects.select_for_update().filter(organisation=home, ended_at=None)
        signatory = present.filter(pk=signatory_id).first()
        if signatory is None:
            raise NotThere
        signatory.ended_at = at
        act.changed(signatory)
