"""2,000 histories of invitations and roles against a model of our own: nobody rises by a wrong way.

The model below is written from the description of roles. It never asks the code what a role may give.
"""

import random
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction

from houses import NOON, build_houses, give, person
from sizes import size
from tillit.actions.acceptance import accept
from tillit.actions.homes import Refused
from tillit.actions.invitations import invite, withdraw_invitation
from tillit.actions.roles import leave, withdraw
from tillit.domain.actors import Actor
from tillit.domain.roles import Role, RoleHeld
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Entry, Invitation, Person, RoleGrant

HISTORIES, CHUNKS, STEPS = size(2_000, 100), size(20, 4), 6
MEMBERS = [
    "organisation_reader",
    "organisation_editor",
    "organisation_signatory",
    "organisation_administrator",
]
AT_BOARD = ["case_officer", "decision_recorder", "authority_signatory"]
AT_HOUSE = ["coordinator", "registrar", "auditor", "tenant_administrator"]
ADMINISTRATOR = {"association": "organisation_administrator", "city": "tenant_administrator"}
GIVES = {
    "organisation_administrator": MEMBERS,
    "tenant_administrator": AT_BOARD + AT_HOUSE,
    "coordinator": ["case_officer"],
}
PEOPLE = ["chair", "chief", "anna", "bo", "cia", "dan"]
NOT_POSSIBLE = (NotThere, NotAllowed, Refused)


@dataclass
class Held:
    """A role in the model. `home` is "association" or "city"."""

    who: str
    role: str
    home: str
    board: int | None
    by: str | None
    key: object = None
    ended: bool = False

    @property
    def what(self):
        """The role with its place."""
        return (self.role, self.home, self.board)


@dataclass
class Offered:
    """An invitation in the model."""

    to: str
    role: str
    home: str
    board: int | None
    by: str
    at: object
    token: str = ""
    key: object = None
    used: bool = False
    withdrawn: bool = False

    @property
    def what(self):
        """The role with its place."""
        return (self.role, self.home, self.board)


@dataclass
class Model:
    """What should be so."""

    held: list[Held]
    offered: list[Offered] = field(default_factory=list)
    epochs: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PEOPLE, 0))
    entries: int = 0

    def of(self, who):
        """The roles that someone has now."""
        return [one for one in self.held if one.who == who and not one.ended]

    def has(self, who, what):
        """Whether someone has a role now."""
        return any(one.what == what for one in self.of(who))

    def gives(self, who, role, home, then=None):
        """Whether someone now has a role that gives another (and had it when they came in)."""
        mine = [one.what for one in self.of(who) if then is None or one.what in then]
        return any(place == home and role in GIVES.get(own, []) for own, place, _board in mine)

    def last_administrator(self, held):
        """Whether nobody else could let people in."""
        if held.role != ADMINISTRATOR[held.home]:
            return False
        others = [one for one in self.held if not one.ended and one.who != held.who]
        return not any(one.role == held.role and one.home == held.home for one in others)


def sure(home, assurance):
    """Officials' roles count from the second factor."""
    return home == "association" or assurance >= 2


class History:
    """One history: steps drawn at random, each done in the model and for real."""

    def __init__(self, seed, houses, everyone, founders):
        self.dice = random.Random(seed)
        self.houses, self.everyone = houses, everyone
        self.at = NOON
        self.model = Model([Held(*plain) for plain in founders])
        self.entries = Entry.objects.count()
        self.came = {}

    def run(self):
        """All the steps, then a look at everything."""
        rare = [self.withdraw, self.leave, self.take_back, self.wait]
        steps = [self.invite] * 4 + [self.accept] * 4 + rare
        for _ in range(STEPS):
            self.dice.choice(steps)()
            self.at += timedelta(seconds=1)
            for home, role in ADMINISTRATOR.items():
                assert any(one.role == role and one.home == home and not one.ended for one in self.model.held)
        self.look()

    def actor(self, who):
        """Someone who comes in now, or who came in a while ago and still has the page open."""
        stale = self.came.get(who)
        if stale and self.dice.random() < 0.2:
            return stale
        assurance = self.dice.choice([1, 2, 2, 2, 2, 2, 2, 2])
        then = {one.what for one in self.model.of(who)}
        actor = Actor(
            self.everyone[who].pk, self.roles(who), assurance, self.at, email=self.everyone[who].email
        )
        self.came[who] = (actor, assurance, then)
        return self.came[who]

    def roles(self, who):
        """The roles of an actor, from the model: asking for them would take most of the time."""
        found = []
        for one in self.model.of(who):
            board = self.houses.boards["own"][one.board].pk if one.board is not None else None
            found.append(RoleHeld(Role(one.role), **self.home(one.home), board=board, id=one.key))
        return tuple(found)

    def home(self, name):
        """A home as the actions take it."""
        if name == "association":
            return {"organisation": self.houses.organisations["own"].pk}
        return {"authority": self.houses.authorities["own"].pk}

    def does(self, expected, act):
        """Do it for real, and see that it goes as the model says. Returns what the act returns."""
        try:
            with transaction.atomic():
                result = act()
            happened = True
        except NOT_POSSIBLE:
            result, happened = None, False
        assert happened is expected, f"{act.__name__}: {'went through' if happened else 'was refused'}"
        self.model.entries += happened
        return result

    def invite(self):
        """Someone, most often one who may, offers a role."""
        giver = self.dice.choice([one for one in self.model.held if not one.ended and one.role in GIVES])
        who, home = giver.who, giver.home
        role = self.dice.choice(GIVES[giver.role])
        if self.dice.random() < 0.4:
            role = ADMINISTRATOR[home] if self.dice.random() < 0.6 else "coordinator"
        if self.dice.random() < 0.15:
            role = self.dice.choice(list(Role)).value
        if self.dice.random() < 0.15:
            who = self.dice.choice(PEOPLE)
        fair = MEMBERS if home == "association" else AT_BOARD + AT_HOUSE
        board = self.dice.choice([0, 1]) if (role in AT_BOARD) is (self.dice.random() < 0.95) else None
        others = [name for name in PEOPLE if name != who and not self.model.has(name, (role, home, board))]
        to = self.dice.choice(others if others and self.dice.random() < 0.9 else PEOPLE)
        actor, assurance, then = self.actor(who)
        offer = Offered(to, role, home, board, who, self.at)
        fits = role in fair and (board is not None) == (role in AT_BOARD)
        recent = [one for one in self.model.offered if one.to == to and one.home == home]
        recent = [one for one in recent if one.at > self.at - timedelta(days=1)]
        expected = (
            fits
            and sure(home, assurance)
            and self.model.gives(who, role, home, then)
            and to != who
            and not self.model.has(to, offer.what)
            and len(recent) < 5
        )

        def act():
            return invite(
                actor=actor,
                at=self.at,
                role=Role(role),
                email=self.everyone[to].email.upper(),
                board=self.houses.boards["own"][board].pk if board is not None else None,
                **self.home(home),
            )

        token = self.does(expected, act)
        if expected:
            for one in self.model.offered:
                if one.to == to and one.what == offer.what and not one.used:
                    one.withdrawn = True
            offer.token = token
            offer.key = (
                Invitation.objects.order_by("-invited_at")
                .get(email=self.everyone[to].email, invited_at=self.at)
                .pk
            )
            self.model.offered.append(offer)

    def accept(self):
        """Someone, most often the one who was invited, says yes."""
        if not self.model.offered:
            return
        fresh = [one for one in self.model.offered if not one.used and not one.withdrawn]
        offer = self.dice.choice(fresh if fresh and self.dice.random() < 0.8 else self.model.offered)
        who = offer.to if self.dice.random() < 0.8 else self.dice.choice(PEOPLE)
        actor, _assurance, _then = self.actor(who)
        expected = (
            who == offer.to
            and not offer.used
            and not offer.withdrawn
            and self.at < offer.at + timedelta(days=14)
            and not self.model.has(who, offer.what)
            and self.model.gives(offer.by, offer.role, offer.home)
        )

        def act():
            return accept(actor=actor, at=self.at, token=offer.token)

        taken = self.does(expected, act)
        if expected:
            offer.used = True
            self.model.held.append(Held(who, offer.role, offer.home, offer.board, offer.by, taken.grant))

    def ended(self, held):
        """A role ends in the model, with its sessions and the invitations that rested on it."""
        held.ended = True
        self.model.epochs[held.who] += 1
        for one in self.model.offered:
            mine = one.by == held.who and one.home == held.home and not one.used
            if mine and not self.model.gives(held.who, one.role, one.home):
                one.withdrawn = True

    def withdraw(self):
        """Someone ends a role, perhaps one that has ended."""
        held = self.dice.choice(self.model.held)
        holders = [one.who for one in self.model.held if not one.ended and one.role in GIVES]
        who = self.dice.choice(holders if self.dice.random() < 0.7 else PEOPLE)
        actor, assurance, then = self.actor(who)
        expected = (
            not held.ended
            and sure(held.home, assurance)
            and self.model.gives(who, held.role, held.home, then)
            and not self.model.last_administrator(held)
        )

        def act():
            return withdraw(actor=actor, at=self.at, grant_id=held.key)

        self.does(expected, act)
        if expected:
            self.ended(held)

    def leave(self):
        """Someone leaves a role, perhaps another's."""
        held = self.dice.choice(self.model.held)
        who = held.who if self.dice.random() < 0.8 else self.dice.choice(PEOPLE)
        actor, assurance, then = self.actor(who)
        expected = (
            not held.ended
            and who == held.who
            and sure(held.home, assurance)
            and any(home == held.home for _role, home, _board in then)
            and not self.model.last_administrator(held)
        )

        def act():
            return leave(actor=actor, at=self.at, grant_id=held.key)

        self.does(expected, act)
        if expected:
            self.ended(held)

    def take_back(self):
        """Someone takes back an invitation."""
        if not self.model.offered:
            return
        offer = self.dice.choice(self.model.offered)
        who = offer.by if self.dice.random() < 0.6 else self.dice.choice(PEOPLE)
        actor, assurance, then = self.actor(who)
        expected = (
            not offer.used
            and not offer.withdrawn
            and sure(offer.home, assurance)
            and self.model.gives(who, offer.role, offer.home, then)
        )

        def act():
            return withdraw_invitation(actor=actor, at=self.at, invitation_id=offer.key)

        self.does(expected, act)
        offer.withdrawn |= expected

    def wait(self):
        """Time passes: minutes, days, or just to the edge of an invitation."""
        self.at += self.dice.choice([timedelta(minutes=1), timedelta(days=2), timedelta(days=14)])

    def look(self):
        """Everything stands as in the model, and what must never happen has not."""
        names = {one.pk: name for name, one in self.everyone.items()}
        real = {
            (names[row["person"]], row["role"]): row["granted_by"]
            for row in RoleGrant.objects.filter(withdrawn_at=None).values("person", "role", "granted_by")
        }
        assert set(real) == {(one.who, one.role) for one in self.model.held if not one.ended}
        assert RoleGrant.objects.filter(withdrawn_at=None).count() == sum(
            not one.ended for one in self.model.held
        )
        epochs = {names[key]: epoch for key, epoch in Person.objects.values_list("pk", "session_epoch")}
        assert epochs == self.model.epochs
        assert Entry.objects.count() == self.entries + self.model.entries
        open_now = Invitation.objects.filter(used_at=None, withdrawn_at=None)
        assert set(open_now.values_list("pk", flat=True)) == {
            one.key for one in self.model.offered if not one.used and not one.withdrawn
        }

    def descends(self):
        """Every role was given by another who held the power then, back to a founder."""
        rows = RoleGrant.objects.order_by("granted_at").values(
            "person", "role", "granted_by", "granted_at", "withdrawn_at", "organisation"
        )
        seen = list(rows)
        for row in seen:
            if row["granted_by"] is None:
                assert row["granted_at"] == NOON
                continue
            assert row["granted_by"] != row["person"]
            assert any(
                giver["person"] == row["granted_by"]
                and giver["organisation"] == row["organisation"]
                and row["role"] in GIVES.get(giver["role"], [])
                and giver["granted_at"] < row["granted_at"]
                and (giver["withdrawn_at"] is None or giver["withdrawn_at"] > row["granted_at"])
                for giver in seen
            )


@pytest.mark.django_db
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_history_lets_anyone_rise(chunk):
    houses = build_houses()
    everyone = {name: person(name) for name in PEOPLE}
    first = give(everyone["chair"], "organisation_administrator", houses.organisations["own"])
    chief = give(everyone["chief"], "tenant_administrator", houses.authorities["own"])
    founders = [
        ("chair", "organisation_administrator", "association", None, None, first.pk),
        ("chief", "tenant_administrator", "city", None, None, chief.pk),
    ]
    done = 0
    for seed in range(chunk, HISTORIES, CHUNKS):
        before = transaction.savepoint()
        history = History(seed, houses, everyone, founders)
        try:
            history.run()
            history.descends()
        except AssertionError as broken:
            raise AssertionError(f"history {seed}: {broken}") from broken
        done += history.model.entries
        transaction.savepoint_rollback(before)
    assert done >= HISTORIES / CHUNKS  # enough of what was tried was possible
