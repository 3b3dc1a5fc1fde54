"""Invitations as the one they are for sees them, and what decides whether they still hold."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.domain.access import NOTHING
from tillit.domain.access_table import ACTIONS
from tillit.domain.actors import SECOND_FACTOR, Actor
from tillit.domain.invitations import Offer, Standing, meant_for, standing
from tillit.domain.roles import ROLE_NAMES, Role, may_grant
from tillit.queries.gate import NotThere, check
from tillit.queries.people import held, roles_of, shown_name
from tillit.store.models import Invitation, RoleGrant


@dataclass(frozen=True)
class InvitationSeen:
    """Who invites to what. `may` tells what the role may do; `problem` why it cannot be accepted, if so."""

    organisation: UUID | None
    authority: UUID | None
    home: str
    role: str
    board: str
    inviter: str
    expires_at: datetime
    may: tuple[str, ...]
    problem: str
    needs_factor: bool


def digest_of(token: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def offer_of(invitation: Invitation) -> Offer:
    """An invitation as the domain judges it."""
    return Offer(
        invitation.email,
        invitation.expires_at,
        invitation.used_at is not None,
        invitation.withdrawn_at is not None,
        invitation.invited_by_id,
    )


def standing_of(invitation: Invitation, at: datetime) -> Standing:
    """What has become of an invitation."""
    return standing(offer_of(invitation), at)


def addresses_of(actor: Actor, authority: UUID | None) -> frozenset[str]:
    """The proved addresses of the actor; what an authority's service says counts in its own house."""
    vouched = actor.vouched_email if authority is not None and authority == actor.vouched_for else ""
    return frozenset({actor.email, vouched} - {""})


def still_trusted(invitation: Invitation) -> bool:
    """Whether the inviter holds a role that may give this one; what the operator offered stays offered."""
    inviter = invitation.invited_by
    if inviter is None:
        return Role(invitation.role) is Role.TENANT_ADMINISTRATOR
    return inviter.is_active and may_grant(roles_of(inviter.pk), held(invitation))


def holds_already(person: UUID, invitation: Invitation) -> bool:
    """Whether a person already has the role that an invitation is about."""
    same = RoleGrant.objects.filter(
        person=person,
        role=invitation.role,
        organisation=invitation.organisation_id,
        authority=invitation.authority_id,
        board=invitation.board_id,
    )
    return same.filter(withdrawn_at=None).exists()


def what_a_role_may(role: Role) -> tuple[str, ...]:
    """What a role may do, in the words of the access table, each once."""
    return tuple(dict.fromkeys(row.what for row in ACTIONS.values() if role.value in row.who))


def invitation_for(actor: Actor, token: str) -> Invitation:
    """The invitation with this secret, if it is meant for the actor. Raises NotThere."""
    known = Invitation.objects.select_related("organisation", "authority", "board", "invited_by")
    found = known.filter(token_hash=digest_of(token)).first()
    if found is None or actor.person is None:
        raise NotThere
    emails = addresses_of(actor, found.authority_id)
    if not meant_for(offer_of(found), person=actor.person, emails=emails):
        raise NotThere
    return found


def problem_with(invitation: Invitation, person: UUID, at: datetime) -> str:
    """Why an invitation cannot be accepted by the one it is for, in words; "" when it can."""
    over = {
        Standing.USED: _("Inbjudan är redan använd."),
        Standing.EXPIRED: _("Inbjudan har gått ut. Be om en ny."),
        Standing.WITHDRAWN: _("Inbjudan är återkallad. Be om en ny om det inte var meningen."),
    }
    if over.get(now := standing_of(invitation, at)):
        return over[now]
    if holds_already(person, invitation):
        return _("Ni har redan den rollen. Ni behöver inte göra något.")
    if not still_trusted(invitation):
        return _("Den som bjöd in er kan inte längre ge rollen. Be om en ny inbjudan.")
    if invitation.board is not None and invitation.board.closed_at is not None:
        return _("Nämnden som inbjudan gäller är avslutad. Be om en ny inbjudan.")
    return ""


def invitation(*, actor: Actor, token: str, at: datetime) -> InvitationSeen:
    """An invitation as the one it is for sees it. Raises NotAllowed, and NotThere for others."""
    check("invitation.read", actor, NOTHING, at)
    found = invitation_for(actor, token)
    place = found.organisation or found.authority
    role = Role(found.role)
    return InvitationSeen(
        found.organisation_id,
        found.authority_id,
        place.name if place else "",
        ROLE_NAMES[role],
        found.board.name if found.board else "",
        shown_name(found.invited_by) if found.invited_by else "",
        found.expires_at,
        what_a_role_may(role),
        problem_with(found, actor.person, at) if actor.person else "",
        found.authority_id is not None and actor.assurance < SECOND_FACTOR,
    )
