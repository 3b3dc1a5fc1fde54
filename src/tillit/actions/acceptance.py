"""Accepting an invitation: once, by the one it is for, while the inviter may still give the role."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.homes import Refused, lock_home
from tillit.actions.posting import notify
from tillit.domain.actors import SECOND_FACTOR, Actor
from tillit.domain.roles import ROLE_NAMES, Role
from tillit.queries.gate import NotThere
from tillit.queries.invitations import invitation_for, problem_with
from tillit.queries.people import NO_ADDRESS, known_person, shown_name
from tillit.store.models import Invitation, Person, RoleGrant


@dataclass(frozen=True)
class Accepted:
    """A role that was just taken on. `counts`: it does so at once, with no further way to log in."""

    grant: UUID
    organisation: UUID | None
    authority: UUID | None
    counts: bool


def accept(*, actor: Actor, at: datetime, token: str) -> Accepted:
    """Take on the role of an invitation, once.

    Raises NotThere for whoever it is not for, and Refused with words for the one it is for, when it no
    longer holds.
    """
    with acting("invitation.accept", actor=actor, at=at) as act:
        act.allow()
        invitation = _locked(actor, token)
        person = Person.objects.select_for_update().filter(pk=known_person(actor), is_active=True).first()
        if person is None:
            raise NotThere
        problem = problem_with(invitation, person.pk, at)
        if problem:
            raise Refused(problem)
        grant = RoleGrant(
            person=person,
            role=invitation.role,
            organisation_id=invitation.organisation_id,
            authority_id=invitation.authority_id,
            board_id=invitation.board_id,
            granted_at=at,
            granted_by_id=invitation.invited_by_id,
        )
        invitation.used_at, invitation.used_by = at, person
        act.changed(grant, invitation, *_with_address(person, invitation.email))
        _tell_inviter(invitation, person, at)
    counts = grant.authority_id is None or actor.assurance >= SECOND_FACTOR
    return Accepted(grant.pk, grant.organisation_id, grant.authority_id, counts)


def _locked(actor: Actor, token: str) -> Invitation:
    """Find an invitation and lock its home and then itself, always in that order. Raises NotThere."""
    found = invitation_for(actor, token)
    lock_home(found.organisation_id, found.authority_id)
    return Invitation.objects.select_for_update().get(pk=found.pk)


def _with_address(person: Person, address: str) -> list[Person]:
    """Give the invitation's address to someone who came by an identity service and had none."""
    if not person.email.endswith(NO_ADDRESS) or Person.objects.filter(email=address).exists():
        return []
    person.email = address
    return [person]


def _tell_inviter(invitation: Invitation, person: Person, at: datetime) -> None:
    if invitation.invited_by is None:
        return
    place = invitation.organisation or invitation.authority
    words = {
        "who": shown_name(person) or invitation.email,
        "role": ROLE_NAMES[Role(invitation.role)].lower(),
        "home": place.name if place else "",
    }
    notify(
        person=invitation.invited_by,
        event=f"invitation:{invitation.pk}:accepted",
        kind="people",
        text=_("%(who)s har tackat ja och är nu %(role)s hos %(home)s.") % words,
        link="/min-sida/",
        at=at,
    )
