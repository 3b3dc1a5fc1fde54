"""The cases of the demo world: with parties, texts, messages, meetings and a challenge, as each role would do it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Model

from tillit.actions import challenges
from tillit.actions.acting import acting
from tillit.actions.demo_assessment import assess_in_demo
from tillit.actions.examinations import Which, conclude, count, fill, share
from tillit.actions.registering import registered_case
from tillit.domain.access import Subject
from tillit.domain.actors import HIGH, OPERATOR, Actor
from tillit.domain.challenges import TEXTS
from tillit.domain.procurement import read_typed
from tillit.domain.roles import Role
from tillit.queries.dialogue import about_side
from tillit.queries.people import known_person, roles_of
from tillit.store.models import (
    Board,
    Case,
    Entered,
    Goal,
    Meeting,
    Message,
    Notes,
    NotesConfirmation,
    Organisation,
    Party,
    RoleGrant,
    Task,
    Writing,
)


def make_case(found: dict[str, Any], board: Board, organisations: dict[str, Organisation]) -> Case:
    """A case with its parties and texts, each the work of the role that would do it."""
    opened = _morning(found["opened"])
    with acting("command.run", actor=OPERATOR, at=opened) as act:
        act.allow()
        case = registered_case(board=board, title=found["title"], at=opened)
        parties = [
            Party(case=case, organisation=organisations[slug], joined_at=opened) for slug in found["parties"]
        ]
        act.changed(case, *parties)
    _texts(found, case, organisations)
    _dialogue(found, case, organisations)
    if "challenge" in found:
        _challenge(found["challenge"], case, () if "known" in found else parties, opened + timedelta(days=10))
    for number, one in enumerate(found.get("examination", ()), 5):
        _examination(one, case, opened + timedelta(days=3 * number))
    if "assessment" in found:
        at = opened + timedelta(days=3 * len(found["text"]) + 3)
        assess_in_demo(found["assessment"], case, organisations, at)
    return case


def _texts(found: dict[str, Any], case: Case, organisations: dict[str, Organisation]) -> None:
    """The texts, one every third day."""
    for number, text in enumerate(found["text"], 1):
        at = case.opened_at + timedelta(days=3 * number)
        origin = organisations.get(text.get("from", ""))
        writing = Writing(case=case, from_organisation=origin, placed_at=at, changed_at=at)
        writing.space, writing.title, writing.body = text["space"], text["title"], text["body"]
        if origin is None:
            subject = Subject(frozenset(), case.authority_id, case.board_id, text["space"])
            action, role = _authority_act(text["space"]), Role.CASE_OFFICER
        else:
            subject = Subject(frozenset({origin.pk}))
            action, role = "draft.share", Role.ORGANISATION_ADMINISTRATOR
        _place(writing, action, subject, role, at)


def _dialogue(found: dict[str, Any], case: Case, organisations: dict[str, Organisation]) -> None:
    """Tasks, messages, and meetings with notes that some of the sides have confirmed ("" is the authority)."""
    _tasks(found, case, organisations)

    def said(thing: Model, action: str, side: str, day: str) -> None:
        origin = organisations.get(side)
        role = Role.ORGANISATION_ADMINISTRATOR if origin else Role.CASE_OFFICER
        about = about_side(case, origin.pk if origin else case.authority_id, "open")
        _place(thing, action, about, role, _morning(day))

    for one in found.get("message", []):
        sender, sent = organisations.get(one["from"]), _morning(one["sent"])
        message = Message(case=case, from_organisation=sender, body=one["body"], sent_at=sent)
        if "came" in one:
            _enter(message, one, sent)
        else:
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


def _tasks(found: dict[str, Any], case: Case, organisations: dict[str, Organisation]) -> None:
    """Tasks that the board has given to a party, or to itself ("")."""
    for one in found.get("task", []):
        task = Task(case=case, space="shared", title=one["title"], due=date.fromisoformat(one["due"]))
        task.organisation, task.given_at = organisations.get(one["to"]), _morning(one["given"])
        about = about_side(case, case.authority_id, "shared")
        _place(task, "task.give", about, Role.CASE_OFFICER, task.given_at)


def _enter(message: Message, one: dict[str, Any], at: datetime) -> None:
    """A message that a case officer entered for the organisation that it came from."""
    case = message.case
    officer = known_person(someone(at, role=Role.CASE_OFFICER, board=case.board))
    entered = Entered(case=case, organisation=message.from_organisation, message=message, officer_id=officer)
    entered.channel, entered.entered_at, entered.came_on = one["channel"], at, date.fromisoformat(one["came"])
    about = about_side(case, case.authority_id, "open")
    _place(message, "case.enter", about, Role.CASE_OFFICER, at, entered)


def _morning(day: str) -> datetime:
    """A working morning."""
    return datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)


def _challenge(found: dict[str, Any], case: Case, parties: Sequence[Party], at: datetime) -> None:
    """The challenge, written by the board and the first of the parties by turns, or by the board alone."""
    officer = someone(at, role=Role.CASE_OFFICER, board=case.board)
    editors = [
        someone(at, role=Role.ORGANISATION_EDITOR, organisation=one.organisation) for one in parties[:1]
    ]
    sides = (*editors, officer)
    version = 0
    for number, part in enumerate(part for part in TEXTS if part in found):
        whose: dict[str, Any] = {
            "actor": sides[number % len(sides)],
            "at": at + timedelta(days=number),
            "case": case.pk,
        }
        version = challenges.write(**whose, version=version, part=part, text=found[part])
    whose = {"actor": sides[0], "at": at, "case": case.pk}
    if "agenda" in found:
        version = challenges.link_agenda(**whose, version=version, numbers=found["agenda"])
    if "goals" in found:
        linked = Goal.objects.filter(authority=case.authority_id, title__in=found["goals"])
        challenges.link_goals(**whose, version=version, goals=[str(one.pk) for one in linked])


def _authority_act(space: str) -> str:
    """What an officer does to place a text there."""
    return "writing.publish" if space == "public" else "writing.write"


def _place(thing: Model, action: str, subject: Subject, role: Role, at: datetime, *more: Model) -> None:
    """Place a text, a message or what else, as someone with that role would."""
    if action == "writing.publish":
        subject = replace(subject, state="shared")
    house = RoleGrant.objects.filter(role=role, authority=subject.authority, board=subject.board)
    if subject.organisations:
        house = RoleGrant.objects.filter(role=role, organisation__in=subject.organisations)
    actor = someone(at, pk=house.values_list("pk", flat=True)[0])
    with acting(action, actor=actor, at=at) as act:
        act.allow(subject)
        act.changed(thing, *more)


def _examination(found: dict[str, Any], case: Case, at: datetime) -> None:
    """An examination as a case officer would make it: each answer a yes or no, or that and why. Concluded and shared
    where its data says so."""
    whose: dict[str, Any] = {"actor": someone(at, role=Role.CASE_OFFICER, board=case.board), "at": at}
    which = Which(case.pk, found["guide"], 0)
    raw = {
        name: {"value": one[0], "note": one[1]} if isinstance(one, list) else {"value": one}
        for name, one in found["answers"].items()
    }
    fill(**whose, which=which, answers=raw)
    which = replace(which, version=1)
    if "value" in found:
        count(**whose, which=which, typed=read_typed(found["value"]))
        which = replace(which, version=which.version + 1)
    if "conclusion" in found:
        ended = {name: found[name] for name in ("conclusion", "motivation")}
        conclude(**whose, which=which, **ended)
        which = replace(which, version=which.version + 1)
    if found.get("shared"):
        share(**whose, which=which)


def someone(at: datetime, **grant: Any) -> Actor:
    """Whoever holds a role."""
    person = RoleGrant.objects.filter(**grant).values_list("person", flat=True)[0]
    return Actor(person, roles_of(person), HIGH, at)
