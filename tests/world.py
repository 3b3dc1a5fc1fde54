"""A world for tests: two authorities, four organisations, one shared case, a person for every role.

Every text carries a canary: a word that occurs nowhere else, named after the place where it stands, so that a test
can tell whose text leaked. Everything is sealed in the trail like the work of real actions.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from tillit.actions import endings
from tillit.actions.indexing import index_cases
from tillit.actions.recording import chain_of, keep_entry
from tillit.actions.registering import registered_case
from tillit.domain.actors import Actor
from tillit.domain.endings import Way
from tillit.domain.roles import AUTHORITY_ROLES, BOARD_ROLES, ORGANISATION_ROLES, Role
from tillit.gateways.keys import master_key
from tillit.gateways.sealing import new_space_key, open_space_key, seal
from tillit.queries import people, seals
from tillit.queries.trail import verify
from tillit.store import models

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
NUMBERS = ["8024010012", "8024020029", "8024030036", "8024040043"]


def canary(place: str) -> str:
    """A word that stands in one place only: "kanarie" and sixteen hexadecimal digits."""
    return f"kanarie{hashlib.sha256(place.encode()).hexdigest()[:16]}"


@dataclass
class World:
    """All that was made, by short names: people "sund.case_officer.social", organisations "natt" and so on."""

    people: dict[str, models.Person] = field(default_factory=dict)
    authorities: dict[str, models.Authority] = field(default_factory=dict)
    boards: dict[str, models.Board] = field(default_factory=dict)
    organisations: dict[str, models.Organisation] = field(default_factory=dict)
    cases: dict[str, models.Case] = field(default_factory=dict)
    drafts: dict[str, models.Draft] = field(default_factory=dict)
    writings: dict[str, models.Writing] = field(default_factory=dict)

    def actor(self, name: str, *, assurance: int = 2, at: datetime = NOON) -> Actor:
        """Someone as an actor who has just logged in."""
        return people.actor(
            person=self.people[name].pk, assurance=assurance, confirmed_at=at, vouched_for=None
        )


def keep(*things: Model, at: datetime = NOON) -> None:
    """Save things and seal them in the trail, as an action would."""
    with transaction.atomic():
        for thing in things:
            thing.save()
        index_cases(things)
        keep_entry(
            chain=chain_of(things[0]),
            at=at,
            actor="operator",
            role="operator",
            action="command.run",
            objects=tuple(seals.touched(thing) for thing in things),
        )


def make_person(world: World, name: str, *, at: datetime = NOON) -> models.Person:
    """Someone without roles."""
    person = models.Person(email=f"{name}@example.org", name=canary(f"name:{name}"), joined_at=at)
    person.set_unusable_password()
    keep(person, at=at)
    world.people[name] = person
    return person


def give(world: World, name: str, role: Role, **home: Model | None) -> models.RoleGrant:
    """Give a role to a person, made if need be."""
    person = world.people.get(name) or make_person(world, name)
    grant = models.RoleGrant(person=person, role=role, granted_at=NOON, **home)
    keep(grant)
    return grant


def make_organisation(world: World, name: str, number: str) -> models.Organisation:
    """An organisation with its key and a person for each of its roles: "natt.organisation_editor" …"""
    organisation = models.Organisation(
        number=number,
        name=f"Föreningen {name} {canary(f'organisation:{name}')}",
        legal_form="association",
        purpose=canary(f"purpose:{name}"),
        contact=f"{name}@example.org",
        created_at=NOON,
    )
    organisation.save()
    key = models.SpaceKey(organisation=organisation, wrapped=new_space_key(master_key(), organisation.pk))
    keep(organisation, key)
    world.organisations[name] = organisation
    for role in sorted(ORGANISATION_ROLES):
        give(world, f"{name}.{role}", role, organisation=organisation)
    return organisation


def make_authority(world: World, name: str, boards: list[str]) -> models.Authority:
    """An authority with boards and a person for each role; board roles once a board."""
    authority = models.Authority(
        slug=name,
        name=f"Kommunen {name}",
        kind="municipality",
        guideline="skr-2018",
        contact=f"{name}@example.org",
        created_at=NOON,
    )
    keep(authority)
    world.authorities[name] = authority
    for code in boards:
        board = models.Board(authority=authority, name=f"Nämnden {code}", code=code)
        keep(board)
        world.boards[f"{name}.{code}"] = board
    for role in sorted(AUTHORITY_ROLES):
        for code in boards if role in BOARD_ROLES else [""]:
            person = f"{name}.{role}.{code}".rstrip(".")
            give(world, person, role, authority=authority, board=world.boards.get(f"{name}.{code}"))
    return authority


def make_draft(world: World, organisation: str, name: str) -> models.Draft:
    """A draft in an organisation's own space, sealed with its key."""
    owner = world.organisations[organisation]
    key = open_space_key(master_key(), bytes(owner.space_key.wrapped), owner.pk)
    draft = models.Draft(id=uuid.uuid4(), organisation=owner, changed_at=NOON)
    text = {"title": canary(f"draft-title:{name}"), "body": canary(f"draft-body:{name}")}
    draft.content = seal(key, json.dumps(text).encode(), f"draft:{draft.pk}:1")
    keep(draft)
    world.drafts[name] = draft
    return draft


#: How a case ends, when that is not what a test is about.
LETTER = {
    "way": Way.DECLINE,
    "reasons": "Vi hinner inte med det i år.",
    "next_steps": "Ni kan dela idén igen.",
}


def ended(world: World, case: str, *, actor: Actor, version: int) -> None:
    """A case that its authority ends."""
    endings.end(actor=actor, at=NOON, case=world.cases[case].pk, version=version, **LETTER)


def make_case(world: World, name: str, board: str, organisations: list[str]) -> models.Case:
    """A case at a board with parties, and a text in each space: "<name>.internal" and so on."""
    home = world.boards[board]
    with transaction.atomic():
        case = registered_case(board=home, title=canary(f"case:{name}"), at=NOON)
        keep(case)
    world.cases[name] = case
    for organisation in organisations:
        keep(models.Party(case=case, organisation=world.organisations[organisation], joined_at=NOON))
    for space in ("internal", "shared", "public"):
        text = models.Writing(
            case=case,
            space=space,
            title=canary(f"{space}-title:{name}"),
            body=canary(f"{space}-body:{name}"),
            placed_at=NOON - timedelta(days=1),
            changed_at=NOON,
        )
        keep(text)
        world.writings[f"{name}.{space}"] = text
    return case


def build_world() -> World:
    """Two authorities (three boards), four organisations, a shared case, one case in each other house."""
    world = World()
    make_authority(world, "sund", ["social", "kultur"])
    make_authority(world, "berg", ["social"])
    for name, number in zip(("natt", "hem", "lek", "kor"), NUMBERS, strict=True):
        make_organisation(world, name, number)
        make_draft(world, name, name)
    make_case(world, "gemensam", "sund.social", ["natt", "hem"])
    make_case(world, "kultur", "sund.kultur", ["lek"])
    make_case(world, "annan", "berg.social", ["kor"])
    make_person(world, "ny")
    return world


def breaks_inside() -> list[str]:
    """What verifying the trail finds, but for notes outside the database: those wait for a commit, which tests undo."""
    return [one.why for one in verify().breaks if "anteckn" not in one.why.lower()]


def client_of(person: models.Person, *, assurance: int = 2, confirmed_ago: timedelta = timedelta()) -> Client:
    """A browser where someone is logged in, and proved who they are so long ago."""
    client = Client()
    now = timezone.now()
    session = client.session
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["tillit"] = {
        "assurance": assurance,
        "confirmed": (now - confirmed_ago).timestamp(),
        "authority": "",
        "email": "",
        "began": now.timestamp(),
        "seen": now.timestamp(),
        "epoch": person.session_epoch,
    }
    session.save()
    return client
