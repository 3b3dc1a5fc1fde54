"""Ending roles: another's or one's own. Whoever loses a role is logged out everywhere at once."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tillit.actions.acting import Act, acting
from tillit.actions.homes import Refused, enter
from tillit.actions.posting import notify
from tillit.domain.actors import Actor
from tillit.domain.roles import ROLE_NAMES, Role, may_end, may_grant
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.people import held, powers, roles_of
from tillit.store.models import Invitation, Person, RoleGrant

_LAST = gettext_noop(
    "Det måste alltid finnas en administratör. Bjud in en till innan ni avslutar den här rollen."
)


def withdraw(*, actor: Actor, at: datetime, grant_id: UUID) -> None:
    """End a role that the actor may give.

    Raises NotThere for a role of another home or one that has ended, NotAllowed, and Refused for the last
    administrator.
    """
    found = _present(grant_id)
    noun = "organisation" if found.organisation_id else "authority"
    with acting(f"{noun}.people", actor=actor, at=at) as act:
        enter(act, found.organisation_id, found.authority_id)
        grant = _present(grant_id, lock=True)
        if not may_grant(powers(actor), held(grant)):
            raise NotAllowed("role")
        _end(act, grant)


def leave(*, actor: Actor, at: datetime, grant_id: UUID) -> int:
    """End one's own role. Returns the new session epoch, with which the session at hand may live on.

    Raises NotThere for anyone else's role, and as `withdraw` does.
    """
    found = _present(grant_id)
    noun = "organisation" if found.organisation_id else "authority"
    with acting(f"{noun}.leave", actor=actor, at=at) as act:
        enter(act, found.organisation_id, found.authority_id)
        grant = _present(grant_id, lock=True)
        if grant.person_id != actor.person:
            raise NotThere
        return _end(act, grant)


def _present(grant_id: UUID, *, lock: bool = False) -> RoleGrant:
    """A role that someone holds now. Raises NotThere."""
    known = RoleGrant.objects.select_for_update() if lock else RoleGrant.objects
    grant = known.filter(pk=grant_id, withdrawn_at=None).first()
    if grant is None:
        raise NotThere
    return grant


def _end(act: Act, grant: RoleGrant) -> int:
    """End a role in a locked home, its holder's sessions, and the invitations they may no longer send."""
    present = RoleGrant.objects.filter(
        organisation=grant.organisation_id, authority=grant.authority_id, withdrawn_at=None
    )
    others = present.exclude(person=grant.person_id).filter(person__is_active=True)
    if not may_end(Role(grant.role), [Role(role) for role in others.values_list("role", flat=True)]):
        raise Refused(_(_LAST))
    person = Person.objects.select_for_update().get(pk=grant.person_id)
    grant.withdrawn_at = act.at
    person.session_epoch += 1
    left = [one for one in roles_of(person.pk) if one.id != grant.pk]
    sent = Invitation.objects.select_for_update().filter(
        invited_by=person,
        organisation=grant.organisation_id,
        authority=grant.authority_id,
        used_at=None,
        withdrawn_at=None,
    )
    baseless = [one for one in sent.order_by("pk") if not may_grant(tuple(left), held(one))]
    for one in baseless:
        one.withdrawn_at = act.at
    act.changed(grant, person, *baseless)
    _tell(act, grant, person)
    return person.session_epoch


def _tell(act: Act, grant: RoleGrant, person: Person) -> None:
    """Tell whoever lost a role, unless they ended it themselves."""
    if person.pk == act.actor.person:
        return
    place = grant.organisation or grant.authority
    words = {"role": ROLE_NAMES[Role(grant.role)].lower(), "home": place.name if place else ""}
    notify(
        person=person,
        event=f"role:{grant.pk}:ended",
        kind="people",
        text=_("Er roll som %(role)s hos %(home)s har avslutats.") % words,
        link="/min-sida/",
        at=act.at,
    )
