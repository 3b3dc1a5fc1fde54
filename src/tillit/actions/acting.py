"""The frame of every action: one transaction, the access check, and exactly one entry in the trail.

    with acting("organisation.edit", actor=actor, at=at) as act:
        organisation = act.take(Organisation, id)
        organisation.name = name
        act.changed(organisation)

An exception inside undoes everything, so a refusal leaves no trace. An act that changed nothing is a mistake in the
program and is refused too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from tillit.actions.indexing import index_cases
from tillit.actions.recording import chain_of, keep_entry
from tillit.domain.access import NOTHING, Subject, kinds
from tillit.domain.actors import Actor
from tillit.queries import gate, seals

Thing = TypeVar("Thing", bound=Model)


class Conflict(Exception):
    """Someone else changed the thing meanwhile. `now` is its present version."""

    def __init__(self, now: int) -> None:
        super().__init__(now)
        self.now = now


class Act:
    """An action under way: takes what it needs through the gate and remembers what it changed."""

    def __init__(self, action: str, actor: Actor, at: datetime) -> None:
        self.action, self.actor, self.at = action, actor, at
        self.subject: Subject | None = None
        self.things: list[Model] = []
        self.chain = ""

    def take(self, kind: type[Thing], key: UUID, *, version: int | None = None) -> Thing:
        """Find and lock what the act is about, and check that the actor may.

        Raises NotThere, NotAllowed, or Conflict when `version` is not the present one.
        """
        thing = gate.find(kind, key, actor=self.actor, lock=True)
        self.allow(gate.subject(thing))
        present = int(getattr(thing, "version", 1))
        if version is not None and version != present:
            raise Conflict(present)
        return thing

    def allow(self, subject: Subject = NOTHING) -> None:
        """Check an act on something that does not exist yet, or on nothing in particular."""
        gate.check(self.action, self.actor, subject, self.at)
        self.subject = subject

    def changed(self, *things: Model, chain: str = "") -> None:
        """Save what was changed and seal it into the entry. The first thing names the chain, if `chain` does not."""
        for thing in things:
            if not thing._state.adding and hasattr(thing, "version"):
                thing.version += 1
            thing.save()
            self.things.append(thing)
        self.chain = chain or self.chain or chain_of(things[0])

    def person(self) -> UUID:
        """The person who acts. Raises NotAllowed when it is nobody who is logged in."""
        if self.actor.person is None:
            raise gate.NotAllowed("login")
        return self.actor.person

    def role(self) -> str:
        """In which role the actor acts here: the kinds that are roles, or what kind of visitor."""
        mine = kinds(self.actor, self.subject or NOTHING)
        roles = sorted(mine - {"anonymous", "person"})
        return ",".join(roles)[:60] or ("person" if "person" in mine else "anonymous")


@contextmanager
def acting(action: str, *, actor: Actor, at: datetime) -> Iterator[Act]:
    """Open the frame of an action. Leaves one entry, or none and nothing changed when it is refused."""
    with transaction.atomic():
        act = Act(action, actor, at)
        yield act
        if act.subject is None or not act.things:
            raise RuntimeError(f"{action} asked nobody's leave, or changed nothing.")
        index_cases(act.things)
        keep_entry(
            chain=act.chain,
            at=at,
            actor=str(actor.person) if actor.person else "operator" if actor.operator else "anonymous",
            role=act.role(),
            action=action,
            objects=tuple(seals.touched(thing) for thing in act.things),
        )
