"""Who people are and which roles they hold."""

from datetime import datetime
from uuid import UUID

from tillit.domain.actors import ANONYMOUS, SECOND_FACTOR, Actor
from tillit.domain.roles import Role, RoleHeld
from tillit.queries.gate import NotThere
from tillit.store.models import Invitation, Person, RoleGrant

#: What Django's login keeps; the web names it only to log someone in.
LoginPerson = Person

#: The end of the made-up address of someone who came by an identity service.
NO_ADDRESS = "@inloggning.invalid"


def held(grant: RoleGrant | Invitation) -> RoleHeld:
    """A kept role, or an invitation to one, as a plain value."""
    key = grant.pk if isinstance(grant, RoleGrant) else None
    return RoleHeld(Role(grant.role), grant.organisation_id, grant.authority_id, grant.board_id, key)


def roles_of(person: UUID) -> tuple[RoleHeld, ...]:
    """The roles that a person holds now."""
    grants = RoleGrant.objects.filter(person=person, withdrawn_at=None).order_by("granted_at", "pk")
    return tuple(held(grant) for grant in grants)


def powers(actor: Actor) -> tuple[RoleHeld, ...]:
    """The roles that count now: brought along and still held; an official's with a second factor."""
    if actor.person is None:
        return ()
    now = {(one.role, one.organisation, one.authority, one.board) for one in roles_of(actor.person)}
    sure = actor.assurance >= SECOND_FACTOR
    return tuple(
        one
        for one in actor.roles
        if (one.role, one.organisation, one.authority, one.board) in now and (sure or one.authority is None)
    )


def actor(
    *,
    person: UUID,
    assurance: int,
    confirmed_at: datetime | None,
    vouched_for: UUID | None,
    vouched_email: str = "",
) -> Actor:
    """A logged-in person as an actor; nobody, when the account is closed.

    `vouched_for` is the authority whose own identity service let them in: such a login says nothing about
    roles in any other house, so those are left out. `vouched_email` is the address that this service gave.
    """
    found = Person.objects.filter(pk=person, is_active=True).values("email", "name").first()
    if found is None:
        return ANONYMOUS
    roles = tuple(one for one in roles_of(person) if vouched_for in (None, one.authority))
    return Actor(
        person,
        roles,
        assurance,
        confirmed_at,
        email=found["email"],
        name=found["name"],
        vouched_for=vouched_for,
        vouched_email=vouched_email.strip().lower() if vouched_for else "",
    )


def shown_name(person: Person) -> str:
    """What a person is called among those who may know: name, or address, or ""."""
    return person.name or ("" if person.email.endswith(NO_ADDRESS) else person.email)


def known_person(actor: Actor) -> UUID:
    """The person behind an actor. Raises NotThere when nobody is logged in."""
    if actor.person is None:
        raise NotThere
    return actor.person
