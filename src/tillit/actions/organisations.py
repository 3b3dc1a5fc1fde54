"""An organisation is registered, by someone who then is its administrator, and its facts are changed."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.organisations import LEGAL_FORMS
from tillit.domain.roles import Role
from tillit.gateways.keys import master_key
from tillit.gateways.organisation_numbers import OrganisationNumber
from tillit.gateways.sealing import new_space_key
from tillit.store.models import Organisation, RoleGrant, SpaceKey


class Taken(Exception):
    """An organisation with this number is already here."""


def register(
    *, actor: Actor, at: datetime, number: OrganisationNumber, name: str, legal_form: str, contact: str
) -> UUID:
    """Register an organisation with the key of its own space; the actor becomes its administrator.

    Returns its id. Raises NotAllowed; Taken, also when two register the same number at once; Refused for who
    came by an employer's identity service; ValueError for an unknown legal form.
    """
    _known(legal_form)
    try:
        return _register(actor, at, number, name=name, legal_form=legal_form, contact=contact)
    except IntegrityError as problem:
        if Organisation.objects.filter(number=number.digits).exists():
            raise Taken from problem
        raise


def _register(actor: Actor, at: datetime, number: OrganisationNumber, **facts: str) -> UUID:
    """Make the organisation, its key and the first role, all in one."""
    with acting("organisation.register", actor=actor, at=at) as act:
        act.allow()
        if actor.vouched_for is not None:  # such a login says nothing about roles in other houses
            raise Refused(_("Ni har loggat in genom er arbetsgivare. Logga in med e-post för en förening."))
        if Organisation.objects.filter(number=number.digits).exists():
            raise Taken
        organisation = Organisation(
            number=number.digits, sole_trader=number.sole_trader, created_at=at, **facts
        )
        key = SpaceKey(organisation=organisation, wrapped=new_space_key(master_key(), organisation.pk))
        first = RoleGrant(role=Role.ORGANISATION_ADMINISTRATOR, organisation=organisation, granted_at=at)
        first.person_id = actor.person  # type: ignore[assignment]
        act.changed(organisation, key, first)
        return organisation.pk


def edit(
    *,
    actor: Actor,
    at: datetime,
    organisation_id: UUID,
    version: int,
    name: str,
    legal_form: str,
    purpose: str,
    seat: str,
    contact: str,
    registered: bool | None,
) -> None:
    """Change the facts of an organisation; its number stays.

    `registered` is whether Kammarkollegiet has registered it (lag (2022:900)), None when they do not know.
    Raises NotThere, NotAllowed, Conflict; ValueError for an unknown legal form.
    """
    _known(legal_form)
    with acting("organisation.edit", actor=actor, at=at) as act:
        found = act.take(Organisation, organisation_id, version=version)
        found.name, found.legal_form, found.purpose = name, legal_form, purpose
        found.seat, found.contact, found.registered_public_benefit = seat, contact, registered
        act.changed(found)


def _known(legal_form: str) -> None:
    if legal_form not in LEGAL_FORMS:
        raise ValueError("An unknown legal form.")
