"""Roles: who there is on either side, and who may grant which role.

An organisation's roles and an authority's never mix. "Nobody grants more than they hold" is an order: each role
stands above those it may grant, and nobody may grant a role to themselves (the table and the actions see to that).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is in an organisation or an authority."""

    ORGANISATION_READER = "organisation_reader"
    ORGANISATION_EDITOR = "organisation_editor"
    ORGANISATION_SIGNATORY = "organisation_signatory"
    ORGANISATION_ADMINISTRATOR = "organisation_administrator"
    CASE_OFFICER = "case_officer"
    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    DECISION_RECORDER = "decision_recorder"
    AUTHORITY_SIGNATORY = "authority_signatory"
    AUDITOR = "auditor"
    TENANT_ADMINISTRATOR = "tenant_administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.ORGANISATION_READER: "Läsare",
    Role.ORGANISATION_EDITOR: "Redigerare",
    Role.ORGANISATION_SIGNATORY: "Firmatecknare",
    Role.ORGANISATION_ADMINISTRATOR: "Administratör",
    Role.CASE_OFFICER: "Handläggare",
    Role.COORDINATOR: "Samordnare",
    Role.REGISTRAR: "Registrator",
    Role.DECISION_RECORDER: "Nämndsekreterare",
    Role.AUTHORITY_SIGNATORY: "Undertecknare",
    Role.AUDITOR: "Revisor",
    Role.TENANT_ADMINISTRATOR: "Huvudmannens administratör",
}
ORGANISATION_ROLES = frozenset(role for role in Role if role.startswith("organisation_"))
AUTHORITY_ROLES = frozenset(Role) - ORGANISATION_ROLES
BOARD_ROLES = frozenset({Role.CASE_OFFICER, Role.DECISION_RECORDER, Role.AUTHORITY_SIGNATORY})

#: For each role, those it may grant. A coordinator may bring in case officers; the rest is the administrators'.
GRANTS: dict[Role, frozenset[Role]] = {
    Role.ORGANISATION_ADMINISTRATOR: ORGANISATION_ROLES,
    Role.TENANT_ADMINISTRATOR: AUTHORITY_ROLES,
    Role.COORDINATOR: frozenset({Role.CASE_OFFICER}),
}


#: Whom every home must keep: without one, nobody could let anyone in.
ADMINISTRATORS = frozenset({Role.ORGANISATION_ADMINISTRATOR, Role.TENANT_ADMINISTRATOR})


@dataclass(frozen=True)
class RoleHeld:
    """A role with its home: an organisation, or an authority and perhaps one of its boards."""

    role: Role
    organisation: UUID | None = None
    authority: UUID | None = None
    board: UUID | None = None
    id: UUID | None = None


def fits(held: RoleHeld) -> bool:
    """Whether the home suits the role; a case officer, for instance, always belongs to a board."""
    if held.role in ORGANISATION_ROLES:
        return held.organisation is not None and held.authority is None and held.board is None
    has_board = held.board is not None
    return (
        held.organisation is None and held.authority is not None and has_board == (held.role in BOARD_ROLES)
    )


def may_grant(holds: tuple[RoleHeld, ...], wanted: RoleHeld) -> bool:
    """Whether someone who holds these roles may give this one to another person."""
    return fits(wanted) and any(
        wanted.role in GRANTS.get(held.role, frozenset())
        and held.organisation == wanted.organisation
        and held.authority == wanted.authority
        for held in holds
    )


def may_end(role: Role, others: Iterable[Role]) -> bool:
    """Whether a role may end where these remain with others: the last administrator stays."""
    return role not in ADMINISTRATORS or role in set(others)
