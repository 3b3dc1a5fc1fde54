"""Who is in a home (an organisation or an authority), and who has been invited to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.access import decide
from tillit.domain.actors import Actor
from tillit.domain.invitations import Standing
from tillit.domain.roles import BOARD_ROLES, ROLE_NAMES, Role, RoleHeld, may_end, may_grant
from tillit.queries import gate
from tillit.queries.invitations import standing_of
from tillit.queries.people import held, powers, shown_name
from tillit.store.models import Authority, Board, Invitation, Organisation, RoleGrant


@dataclass(frozen=True)
class HeldHere:
    """A role of someone in a home. `may_withdraw`: the reader may end it; `mine`: it is the reader's own."""

    grant: UUID
    role: Role
    name: str
    board: str
    since: datetime
    mine: bool
    may_withdraw: bool
    last_administrator: bool


@dataclass(frozen=True)
class Member:
    """Someone in a home: a name, or an address where there is none."""

    person: UUID
    shown: str
    roles: tuple[HeldHere, ...]


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that nobody has answered yet. `expired`: it was not answered in time."""

    id: UUID
    email: str
    name: str
    board: str
    expires_at: datetime
    expired: bool


@dataclass(frozen=True)
class Home:
    """A home with its people. `choices` and `invitations` are empty for who may not invite."""

    organisation: UUID | None
    authority: UUID | None
    name: str
    members: tuple[Member, ...]
    invitations: tuple[OpenInvitation, ...]
    choices: tuple[tuple[Role, str], ...]
    boards: tuple[tuple[UUID, str], ...]

    def role(self, grant: UUID) -> tuple[Member, HeldHere]:
        """A role here and who holds it. Raises NotThere."""
        for member in self.members:
            for one in member.roles:
                if one.grant == grant:
                    return member, one
        raise gate.NotThere

    def invitation(self, key: UUID) -> OpenInvitation:
        """An invitation that the reader may take back. Raises NotThere."""
        found = [one for one in self.invitations if one.id == key]
        if not found:
            raise gate.NotThere
        return found[0]


def home(
    *,
    actor: Actor,
    at: datetime,
    organisation: UUID | None = None,
    authority: UUID | None = None,
    managing: bool = False,
) -> Home:
    """The people of a home as one of its own sees them. Raises NotThere; NotAllowed for `managing`."""
    place, noun = _place(actor, organisation, authority)
    manages = decide(f"{noun}.people", actor, gate.subject(place), at).allowed
    if managing:
        gate.check(f"{noun}.people", actor, gate.subject(place), at)
    mine = powers(actor) if manages else ()
    boards = Board.objects.filter(authority=authority, closed_at=None).order_by("name") if authority else ()
    grants = RoleGrant.objects.filter(organisation=organisation, authority=authority, withdrawn_at=None)
    grants = grants.select_related("person", "board").order_by("granted_at", "person__email", "pk")
    sent = Invitation.objects.filter(
        organisation=organisation, authority=authority, used_at=None, withdrawn_at=None
    )
    return Home(
        organisation,
        authority,
        place.name,
        _members(grants, actor, mine),
        _open(sent.select_related("board").order_by("expires_at", "pk") if manages else (), mine, at),
        _choices(mine, organisation, authority),
        tuple((board.pk, board.name) for board in boards),
    )


def _place(
    actor: Actor, organisation: UUID | None, authority: UUID | None
) -> tuple[Organisation | Authority, str]:
    """The home itself and its noun in the access table. Raises NotThere."""
    if organisation is not None:
        return gate.find(Organisation, organisation, actor=actor), "organisation"
    if authority is not None:
        return gate.find(Authority, authority, actor=actor), "authority"
    raise gate.NotThere


def _members(grants: Iterable[RoleGrant], actor: Actor, mine: tuple[RoleHeld, ...]) -> tuple[Member, ...]:
    """Roles gathered by person, in the order in which people came."""
    rows = list(grants)
    administrators = [(row.person_id, Role(row.role)) for row in rows if row.person.is_active]
    found: dict[UUID, tuple[str, list[HeldHere]]] = {}
    for row in rows:
        others = [role for person, role in administrators if person != row.person_id]
        line = HeldHere(
            row.pk,
            Role(row.role),
            ROLE_NAMES[Role(row.role)],
            row.board.name if row.board else "",
            row.granted_at,
            row.person_id == actor.person,
            may_grant(mine, held(row)),
            not may_end(Role(row.role), others),
        )
        found.setdefault(row.person_id, (shown_name(row.person), []))[1].append(line)
    return tuple(Member(person, shown, tuple(roles)) for person, (shown, roles) in found.items())


def _open(rows: Iterable[Invitation], mine: tuple[RoleHeld, ...], at: datetime) -> tuple[OpenInvitation, ...]:
    return tuple(
        OpenInvitation(
            row.pk,
            row.email,
            ROLE_NAMES[Role(row.role)],
            row.board.name if row.board else "",
            row.expires_at,
            standing_of(row, at) is Standing.EXPIRED,
        )
        for row in rows
        if may_grant(mine, held(row))
    )


def _choices(
    mine: tuple[RoleHeld, ...], organisation: UUID | None, authority: UUID | None
) -> tuple[tuple[Role, str], ...]:
    """The roles that may be offered here; any board will do for the question."""
    return tuple(
        (role, name)
        for role, name in ROLE_NAMES.items()
        if may_grant(
            mine, RoleHeld(role, organisation, authority, authority if role in BOARD_ROLES else None)
        )
    )
