"""The demo world: made once, in an empty installation in demo mode, from the data in examples/."""

import uuid
from datetime import datetime
from typing import Any

from tillit.actions import programme_goals
from tillit.actions.acting import Act, acting
from tillit.actions.demo_carried import carry
from tillit.actions.demo_cases import make_case, someone
from tillit.actions.demo_ideas import make_idea, make_opening
from tillit.actions.drafts import sealed
from tillit.domain.actors import OPERATOR
from tillit.domain.programme_goals import GoalFacts
from tillit.domain.roles import AUTHORITY_ROLES, BOARD_ROLES, ORGANISATION_ROLES, ROLE_NAMES, Role
from tillit.gateways.keys import master_key
from tillit.gateways.sealing import new_space_key
from tillit.queries.drafts import Text
from tillit.store.models import (
    Authority,
    Board,
    Draft,
    Organisation,
    Person,
    RoleGrant,
    SpaceKey,
)


def make_demo(*, world: dict[str, Any], at: datetime) -> bool:
    """Make the demo world from its data; False when there is already something here."""
    if Person.objects.exists() or Authority.objects.exists():
        return False
    authorities = {found["slug"]: _authority(found, at) for found in world["authority"]}
    organisations = {found["slug"]: _organisation(found, at) for found in world["organisation"]}
    for found in world["goal"]:
        _goal(found, authorities[found["authority"]], at)
    for found in sorted(world["case"], key=lambda one: str(one["opened"])):  # as they were registered
        slug, _, code = found["board"].partition(".")
        case = make_case(found, Board.objects.get(authority=authorities[slug], code=code), organisations)
        if "known" in found:
            carry(found, case, organisations)
    for found in world["draft"]:
        _draft(found, organisations[found["organisation"]], at)
    for found in world["idea"]:
        make_idea(found, organisations[found["organisation"]], at)
    for found in world["opening"]:
        slug, _, code = found["board"].partition(".")
        make_opening(found, Board.objects.get(authority=authorities[slug], code=code), at)
    return True


def _person(act: Act, role: Role, domain: str, house: str, at: datetime) -> Person:
    """Someone called by their role; the address leads nowhere."""
    address = f"{role.replace('_', '-')}@{domain}.example"
    person = Person(email=address, name=f"{ROLE_NAMES[role]}, {house}", joined_at=at)
    person.set_unusable_password()
    act.changed(person, chain="house")
    return person


def _authority(found: dict[str, Any], at: datetime) -> Authority:
    """An authority with its boards and one person for each role; of a board's roles one at each of `people_at`."""
    fields = ("slug", "name", "kind", "guideline", "agreement_word", "contact", "theme")
    authority = Authority(created_at=at, **{name: found[name] for name in fields})
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        boards = {entry["code"]: Board(authority=authority, **entry) for entry in found["boards"]}
        act.changed(authority, *boards.values())
    for role in _roles(found, AUTHORITY_ROLES):
        for code in found["people_at"] if role in BOARD_ROLES else [""]:
            _official(authority, role, boards.get(code), at)
    return authority


def _roles(found: dict[str, Any], every: frozenset[Role]) -> list[Role]:
    """The roles that a house has people for: those of its data, or all."""
    return sorted(map(Role, found.get("roles", every)))


def _official(authority: Authority, role: Role, board: Board | None, at: datetime) -> None:
    """Someone with a role in an authority, or at one of its boards."""
    domain = f"{board.code}.{authority.slug}" if board else authority.slug
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        person = _person(act, role, domain, board.name if board else authority.name, at)
        grant = RoleGrant(person=person, role=role, authority=authority, board=board, granted_at=at)
        act.changed(grant, chain=f"authority:{authority.pk}")


def _organisation(found: dict[str, Any], at: datetime) -> Organisation:
    """An organisation with the key of its space and one person for each role."""
    fields = ("number", "name", "legal_form", "purpose", "seat")
    organisation = Organisation(
        contact=f"kontakt@{found['slug']}.example",
        created_at=at,
        **{name: found[name] for name in fields},
    )
    wrapped = new_space_key(master_key(), organisation.pk)
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        act.changed(organisation, SpaceKey(organisation=organisation, wrapped=wrapped))
    for role in _roles(found, ORGANISATION_ROLES):
        with acting("command.run", actor=OPERATOR, at=at) as act:
            act.allow()
            person = _person(act, role, found["slug"], found["name"], at)
            grant = RoleGrant(person=person, role=role, organisation=organisation, granted_at=at)
            act.changed(grant, chain=f"organisation:{organisation.pk}")
    return organisation


def _draft(found: dict[str, Any], organisation: Organisation, at: datetime) -> None:
    """A text in an own space, sealed like any other."""
    draft = Draft(id=uuid.uuid4(), organisation=organisation, changed_at=at)
    draft.content = sealed(draft, 1, Text(found["title"], found["body"]))
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        act.changed(draft)


def _goal(found: dict[str, Any], authority: Authority, at: datetime) -> None:
    """A goal of a programme, kept by the authority's coordinator."""
    texts = {name: found[name] for name in ("programme", "title", "body", "reference")}
    facts = GoalFacts(**texts, decided_on=None, first_year=found["years"][0], last_year=found["years"][1])
    actor = someone(at, role=Role.COORDINATOR, authority=authority)
    programme_goals.bring_in(actor=actor, at=at, authority=authority.pk, goals=[facts])
