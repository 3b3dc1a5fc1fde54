"""Small houses for tests of roles: two organisations, two authorities with two boards each, and people.

Made straight into the tables: what is tested is what the actions do next.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from tillit.domain.actors import Actor
from tillit.queries import people
from tillit.store.models import Authority, Board, Organisation, Person, RoleGrant

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@dataclass
class Houses:
    """The houses by short name: "own" and "other"."""

    organisations: dict[str, Organisation]
    authorities: dict[str, Authority]
    boards: dict[str, list[Board]]


def build_houses() -> Houses:
    """Make the houses, empty of people."""
    organisations, authorities, boards = {}, {}, {}
    for place, name in enumerate(("own", "other")):
        organisations[name] = Organisation.objects.create(
            number=f"80240010{place:02}", name=f"Föreningen {name}", legal_form="x", created_at=NOON
        )
        authorities[name] = Authority.objects.create(
            slug=name,
            name=f"Kommunen {name}",
            kind="municipality",
            guideline="skr-2018",
            contact=f"{name}@example.org",
            created_at=NOON,
        )
        boards[name] = [
            Board.objects.create(authority=authorities[name], name=f"Nämnden {code}", code=code)
            for code in ("a", "b")
        ]
    return Houses(organisations, authorities, boards)


def person(name: str) -> Person:
    """Someone with an address and no roles."""
    return Person.objects.create(email=f"{name}@example.org", joined_at=NOON, password="!")


def give(who: Person, role: str, place, board: Board | None = None, by: Person | None = None) -> RoleGrant:
    """Give a role as a founder's, or as somebody's."""
    home = (
        {"organisation": place} if isinstance(place, Organisation) else {"authority": place, "board": board}
    )
    return RoleGrant.objects.create(person=who, role=role, granted_at=NOON, granted_by=by, **home)


def acts(who: Person, assurance: int = 2, at: datetime = NOON) -> Actor:
    """Someone as an actor who has just logged in."""
    return people.actor(person=who.pk, assurance=assurance, confirmed_at=at, vouched_for=None)
