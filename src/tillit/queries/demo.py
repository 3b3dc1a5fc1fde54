"""Who one can be in the demo: the people of the demo world, known by addresses that lead nowhere (.example)."""

from dataclasses import dataclass
from uuid import UUID

from tillit.domain.roles import ROLE_NAMES, Role
from tillit.store.models import Person, RoleGrant


@dataclass(frozen=True)
class DemoRole:
    """Someone to be: the person's id and role in words, and at which board."""

    person: UUID
    role: str
    board: str


@dataclass(frozen=True)
class DemoHouse:
    """An authority or organisation with its roles."""

    name: str
    authority: bool
    roles: tuple[DemoRole, ...]


def demo_houses() -> list[DemoHouse]:
    """All houses of the demo world, each with its roles: authorities first, and those with most roles."""
    grants = RoleGrant.objects.filter(withdrawn_at=None, person__email__endswith=".example")
    houses: dict[tuple[bool, str], list[DemoRole]] = {}
    for grant in grants.select_related("organisation", "authority", "board").order_by("granted_at", "pk"):
        house = grant.authority or grant.organisation
        if house is not None:
            entry = DemoRole(
                grant.person_id, ROLE_NAMES[Role(grant.role)], grant.board.name if grant.board else ""
            )
            houses.setdefault((grant.authority is None, house.name), []).append(entry)
    in_order = sorted(houses.items(), key=lambda one: (one[0][0], -len(one[1]), one[0][1]))
    return [DemoHouse(name, not other, tuple(roles)) for (other, name), roles in in_order]


def demo_person(person: UUID) -> Person | None:
    """Someone of the demo world, or None. Nobody with a real address can be entered."""
    return Person.objects.filter(pk=person, is_active=True, email__endswith=".example").first()
