"""Inviting people to roles: nobody gives more than they hold, and nobody gives to themselves.

An invitation is bound to an address, a role and its home. Its secret leaves the house in one letter; only the
hash of it is kept.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused, enter
from tillit.actions.posting import post
from tillit.domain import outbox
from tillit.domain.actors import Actor
from tillit.domain.invitations import LASTS, MOST_FROM_HOME, MOST_TO_ONE, Standing
from tillit.domain.roles import ROLE_NAMES, Role, RoleHeld, fits, may_grant
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.invitations import digest_of, standing_of
from tillit.queries.people import held, powers
from tillit.store.models import Authority, Board, Invitation, RoleGrant


def invite(
    *,
    actor: Actor,
    at: datetime,
    role: Role,
    email: str,
    organisation: UUID | None = None,
    authority: UUID | None = None,
    board: UUID | None = None,
) -> str:
    """Invite an address to a role. Returns the secret of the link, which is in the letter only.

    Raises NotThere, NotAllowed, ValueError for an address that is none, Refused with words for the inviter.
    """
    noun = "organisation" if organisation else "authority"
    with acting(f"{noun}.people", actor=actor, at=at) as act:
        enter(act, organisation, authority)
        return offer(act, role=role, email=email, organisation=organisation, authority=authority, board=board)


def found_administrator(*, actor: Actor, at: datetime, authority: UUID, email: str) -> str:
    """The operator invites an administrator to an authority that has none. Returns the secret of the link."""
    with acting("authority.found", actor=actor, at=at) as act:
        act.allow()
        if not Authority.objects.select_for_update().filter(pk=authority).exists():
            raise NotThere
        there = RoleGrant.objects.filter(authority=authority, role=Role.TENANT_ADMINISTRATOR)
        if there.filter(withdrawn_at=None, person__is_active=True).exists():
            raise Refused(_("Huvudmannen har redan en administratör, som kan bjuda in fler."))
        return offer(act, role=Role.TENANT_ADMINISTRATOR, email=email, authority=authority)


def offer(
    act: Act,
    *,
    role: Role,
    email: str,
    organisation: UUID | None = None,
    authority: UUID | None = None,
    board: UUID | None = None,
) -> str:
    """Make an invitation inside an action that has been allowed; an older one to the same is withdrawn.

    Returns the secret. Raises as `invite` does. Call it after what else the act changes first.
    """
    address = outbox.address(email)
    wanted = RoleHeld(role, organisation, authority, board)
    _must_be_able(act.actor, wanted)
    if address in {act.actor.email, act.actor.vouched_email}:
        raise Refused(_("Ni kan inte bjuda in er själva. Be en annan administratör."))
    home = Q(organisation=organisation, authority=authority)
    _must_not_hold(address, home & Q(role=role, board=board))
    _must_not_flood(address, home, act.at)
    earlier = list(_open(home & Q(email=address, role=role, board=board)))
    for one in earlier:
        one.withdrawn_at = act.at
    token = secrets.token_urlsafe(32)
    invitation = _made(act, wanted, address, token)
    act.changed(invitation, *earlier)
    _write(invitation, token, act)
    return token


def _made(act: Act, wanted: RoleHeld, address: str, token: str) -> Invitation:
    """A new invitation to a role, of which only the hash of the secret is kept."""
    return Invitation(
        token_hash=digest_of(token),
        email=address,
        role=wanted.role,
        organisation_id=wanted.organisation,
        authority_id=wanted.authority,
        board_id=wanted.board,
        invited_by_id=act.actor.person,
        invited_at=act.at,
        expires_at=act.at + LASTS,
    )


def _open(which: Q) -> list[Invitation]:
    return list(
        Invitation.objects.select_for_update().filter(which, used_at=None, withdrawn_at=None).order_by("pk")
    )


def _must_be_able(actor: Actor, wanted: RoleHeld) -> None:
    """The operator founds; everyone else gives only what their own roles reach."""
    founding = actor.operator and wanted.role is Role.TENANT_ADMINISTRATOR and fits(wanted)
    if not founding and not may_grant(powers(actor), wanted):
        raise NotAllowed("role")
    boards = Board.objects.filter(authority=wanted.authority, closed_at=None)
    if wanted.board is not None and not boards.filter(pk=wanted.board).exists():
        raise NotThere


def _must_not_hold(address: str, role: Q) -> None:
    if RoleGrant.objects.filter(role, person__email=address, withdrawn_at=None).exists():
        raise Refused(_("Personen har redan den rollen hos er."))


def _must_not_flood(address: str, home: Q, at: datetime) -> None:
    """Nobody is sent letter upon letter, whoever asks for it."""
    recent = Invitation.objects.filter(home, invited_at__gt=at - timedelta(days=1))
    sent = list(recent.values_list("email", flat=True))
    if sent.count(address) >= MOST_TO_ONE:
        raise Refused(_("Adressen har fått många inbjudningar i dag. Vänta till i morgon."))
    if len(sent) >= MOST_FROM_HOME:
        raise Refused(_("Ni har skickat många inbjudningar i dag. Vänta till i morgon."))


def _write(invitation: Invitation, token: str, act: Act) -> None:
    """Queue the letter with the link."""
    place = invitation.organisation or invitation.authority
    inviter = act.actor.name or act.actor.email or _("Den som driver Tillit")
    words = {
        "who": inviter,
        "role": ROLE_NAMES[Role(invitation.role)].lower(),
        "home": place.name if place else "",
    }
    post(
        event=f"invitation:{invitation.pk}",
        to=invitation.email,
        subject=_("Ni är inbjudna till %(home)s i Tillit") % words,
        paragraphs=[
            _("%(who)s bjuder in er som %(role)s hos %(home)s.") % words,
            _("Öppna länken och logga in med den här adressen. Inbjudan gäller i fjorton dagar."),
        ],
        link=f"{settings.ADDRESS}/inbjudan/{token}/",
        why=_("Ni får brevet därför att någon har skrivit er adress i en inbjudan."),
        at=act.at,
        urgent=True,
        until=invitation.expires_at,
    )


def withdraw_invitation(*, actor: Actor, at: datetime, invitation_id: UUID) -> None:
    """Take back an unused invitation. Raises NotThere, NotAllowed, or Refused when it is too late."""
    found = Invitation.objects.filter(pk=invitation_id).first()
    if found is None:
        raise NotThere
    noun = "organisation" if found.organisation_id else "authority"
    with acting(f"{noun}.people", actor=actor, at=at) as act:
        enter(act, found.organisation_id, found.authority_id)
        invitation = Invitation.objects.select_for_update().get(pk=found.pk)
        if not may_grant(powers(actor), held(invitation)):
            raise NotAllowed("role")
        if standing_of(invitation, at) in (Standing.USED, Standing.WITHDRAWN):
            raise Refused(_("Inbjudan är redan använd eller återkallad."))
        invitation.withdrawn_at = at
        act.changed(invitation)
