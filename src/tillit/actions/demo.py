"""The demo world: made once, in an empty installation in demo mode, from examples/demo.toml."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model

from tillit.actions.acting import Act, acting
from tillit.actions.registering import registered_case
from tillit.domain.access import Subject
from tillit.domain.actors import HIGH, OPERATOR, Actor
from tillit.domain.roles import AUTHORITY_ROLES, BOARD_ROLES, ORGANISATION_ROLES, ROLE_NAMES, Role
from tillit.gateways.keys import master_key
from tillit.gateways.sealing import new_space_key, seal
from tillit.queries.dialogue import about_side
from tillit.queries.people import roles_of
from tillit.queries.space_keys import space_key
from tillit.store.models import (
    Authority,
    Board,
    Case,
    Draft,
    Meeting,
    Message,
    Notes,
    NotesConfirmation,
    Organisation,
    Party,
    Person,
    RoleGrant,
    SpaceKey,
    Writing,
)


def make_demo(*, world: dict[str, Any], at: datetime) -> bool:
    """Make the demo world from the data of its file; False when there is already something here."""
    if Person.objects.exists() or Authority.objects.exists():
        return False
    authorities = {found["slug"]: _authority(found, at) for found in world["authority"]}
    organisations = {found["slug"]: _organisation(found, at) for found in world["organisation"]}
    for found in sorted(world["case"], key=lambda one: str(one["opened"])):  # as they were registered
        slug, _, code = found["board"].partition(".")
        _case(found, Board.objects.get(authority=authorities[slug], code=code), organisations)
    for found in world["draft"]:
        _draft(found, organisations[found["organisation"]], at)
    return True


def _person(act: Act, role: Role, slug: str, house: str, at: datetime) -> Person:
    """Someone called by their role; the address leads nowhere."""
    person = Person(
        email=f"{role.replace('_', '-')}@{slug}.example", name=f"{ROLE_NAMES[role]}, {house}", joined_at=at
    )
    person.set_unusable_password()
    act.changed(person, chain="house")
    return person


def _authority(found: dict[str, Any], at: datetime) -> Authority:
    """An authority with its boards and one person for each role."""
    fields = ("slug", "name", "kind", "guideline", "agreement_word", "contact", "theme")
    authority = Authority(created_at=at, **{name: found[name] for name in fields})
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        boards = {entry["code"]: Board(authority=authority, **entry) for entry in found["boards"]}
        act.changed(authority, *boards.values())
    for role in sorted(AUTHORITY_ROLES):
        board = boards[found["people_at"]] if role in BOARD_ROLES else None
        with acting("command.run", actor=OPERATOR, at=at) as act:
            act.allow()
            person = _person(act, role, found["slug"], board.name if board else found["name"], at)
            grant = RoleGrant(person=person, role=role, authority=authority, board=board, granted_at=at)
            act.changed(grant, chain=f"authority:{authority.pk}")
    return authority


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
    for role in sorted(ORGANISATION_ROLES):
        with acting("command.run", actor=OPERATOR, at=at) as act:
            act.allow()
            person = _person(act, role, found["slug"], found["name"], at)
            grant = RoleGrant(person=person, role=role, organisation=organisation, granted_at=at)
            act.changed(grant, chain=f"organisation:{organisation.pk}")
    return organisation


def _case(found: dict[str, Any], board: Board, organisations: dict[str, Organisation]) -> None:
    """A case with its parties and texts, each the work of the role that would do it."""
    opened = _morning(found["opened"])
    with acting("command.run", actor=OPERATOR, at=opened) as act:
        act.allow()
        case = registered_case(board=board, title=found["title"], at=opened)
        parties = [
            Party(case=case, organisation=organisations[slug], joined_at=opened) for slug in found["parties"]
        ]
        act.changed(case, *parties)
    for number, text in enumerate(found["text"], 1):
        at = opened + timedelta(days=3 * number)
        origin = organisations.get(text.get("from", ""))
        writing = Writing(case=case, from_organisation=origin, placed_at=at, changed_at=at)
        writing.space, writing.title, writing.body = text["space"], text["title"], text["body"]
        if origin is None:
            subject = Subject(frozenset(), board.authority_id, board.pk, text["space"])
            action, role = _authority_act(text["space"]), Role.CASE_OFFICER
        else:
            subject = Subject(frozenset({origin.pk}))
            action, role = "draft.share", Role.ORGANISATION_ADMINISTRATOR
        _place(writing, action, subject, role, at)
    _dialogue(found, case, organisations)


def _dialogue(found: dict[str, Any], case: Case, organisations: dict[str, Organisation]) -> None:
    """Messages, and meetings with notes that some of the sides have confirmed ("" is the authority)."""

    def said(thing: Model, action: str, side: str, day: str) -> None:
        origin = organisations.get(side)
        role = Role.ORGANISATION_ADMINISTRATOR if origin else Role.CASE_OFFICER
        about = about_side(case, origin.pk if origin else case.authority_id, "open")
        _place(thing, action, about, role, _morning(day))

    for one in found.get("message", []):
        sender, sent = organisations.get(one["from"]), _morning(one["sent"])
        message = Message(case=case, from_organisation=sender, body=one["body"], sent_at=sent)
        said(message, "case.message", one["from"], one["sent"])
    for one in found.get("meeting", []):
        sender, texts = organisations.get(one["from"]), ("place", "participants", "agenda")
        meeting = Meeting(case=case, from_organisation=sender, **{name: one[name] for name in texts})
        meeting.starts_at, meeting.proposed_at = _morning(one["starts"]), _morning(one["proposed"])
        said(meeting, "case.meeting", one["from"], one["proposed"])
        notes = Notes(meeting=meeting, body=one["notes"], from_organisation=sender)
        notes.changed_at = _morning(one["noted"])
        said(notes, "case.meeting", one["from"], one["noted"])
        for side in one["confirmed"]:
            given = NotesConfirmation(notes=notes, version=1, organisation=organisations.get(side))
            given.at = _morning(one["noted"])
            said(given, "case.meeting", side, one["noted"])


def _morning(day: str) -> datetime:
    """A working morning."""
    return datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)


def _authority_act(space: str) -> str:
    """What an officer does to place a text there."""
    return "writing.publish" if space == "public" else "writing.write"


def _place(thing: Model, action: str, subject: Subject, role: Role, at: datetime) -> None:
    """Place a text, a message or what else, as someone with that role would."""
    if action == "writing.publish":
        subject = replace(subject, state="shared")
    house = RoleGrant.objects.filter(role=role, authority=subject.authority)
    if subject.organisations:
        house = RoleGrant.objects.filter(role=role, organisation__in=subject.organisations)
    person = house.values_list("person", flat=True)[0]
    actor = Actor(person, roles_of(person), HIGH, at)
    with acting(action, actor=actor, at=at) as act:
        act.allow(subject)
        act.changed(thing)


def _draft(found: dict[str, Any], organisation: Organisation, at: datetime) -> None:
    """A text in an own space, sealed like any other."""
    draft = Draft(id=uuid.uuid4(), organisation=organisation, changed_at=at)
    text = json.dumps({"title": found["title"], "body": found["body"]}, ensure_ascii=False)
    draft.content = seal(space_key(organisation.pk), text.encode(), f"draft:{draft.pk}:1")
    with acting("command.run", actor=OPERATOR, at=at) as act:
        act.allow()
        act.changed(draft)
