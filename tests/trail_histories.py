"""Honest histories for tests of the trail: a small world whose things are changed by real acts, and whose
heads are noted as they would be after a commit."""

import random
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tillit.actions.acting import acting
from tillit.domain.actors import OPERATOR
from tillit.gateways import anchors
from tillit.gateways.keys import master_key
from tillit.gateways.sealing import new_space_key
from tillit.store import models
from world import NOON


def note_heads(path: Path | None = None, *, leave: int = 0) -> Path:
    """Note all heads but the last few; tests run in a transaction that never commits."""
    path = path or Path(settings.ANCHORS_DIR) / anchors.NAME
    rows = list(models.Entry.objects.order_by("id").values_list("chain", "number", "hash"))
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"{chain} {number} {digest}\n" for chain, number, digest in rows[: len(rows) - leave])
    path.write_text("".join(lines), encoding="ascii")
    return path


class History:
    """A small world under honest acts. `at` moves forward, and now and then stands still."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.at: datetime = NOON
        self.count = 0
        self.person = self.make(models.Person(email=f"{uuid.uuid4()}@example.org", joined_at=self.at))
        self.begin()

    def act(self, *things, chain="") -> None:
        """One act that saves and seals these things."""
        self.count += 1
        if self.chance.random() < 0.8:
            self.at += timedelta(seconds=self.chance.randrange(1, 900), microseconds=self.count)
        with acting("command.run", actor=OPERATOR, at=self.at) as act:
            act.allow()
            act.changed(*things, chain=chain)

    def make(self, thing, *more):
        """A new thing, sealed."""
        self.act(thing, *more)
        return thing

    def begin(self) -> None:
        """An authority with a board, an organisation with its key, a case with a party and texts."""
        one, now = uuid.uuid4().hex[:12], self.at
        self.authority = self.make(
            models.Authority(
                slug=one, name="Sund", kind="region", guideline="skr-2018", contact="a@b.se", created_at=now
            )
        )
        self.board = self.make(models.Board(authority=self.authority, name="Nämnden", code="1"))
        self.organisation = models.Organisation(
            number=str(self.chance.randrange(10**9, 10**10)), name="Natt", legal_form="other", created_at=now
        )
        key = new_space_key(master_key(), self.organisation.pk)
        self.make(self.organisation, models.SpaceKey(organisation=self.organisation, wrapped=key))
        self.case = self.make(
            models.Case(
                authority=self.authority,
                board=self.board,
                title="Ärendet",
                opened_at=now,
                year=2026,
                number=1,
            )
        )
        self.party = self.make(models.Party(case=self.case, organisation=self.organisation, joined_at=now))
        self.writings = [self.make(self.writing(space)) for space in ("internal", "shared")]
        self.draft = self.make(
            models.Draft(organisation=self.organisation, content=uuid.uuid4().bytes, changed_at=now)
        )
        self.grant = self.make(
            models.RoleGrant(
                person=self.person, role="organisation_editor", organisation=self.organisation, granted_at=now
            )
        )

    def writing(self, space: str) -> models.Writing:
        """A text in the case, not yet kept."""
        return models.Writing(
            case=self.case, space=space, title="Text", body="Ord", placed_at=self.at, changed_at=self.at
        )

    def step(self) -> None:
        """One more honest act, of any kind."""
        self.chance.choice(
            [self.rename, self.rewrite, self.share, self.draw, self.change_person, self.invite, self.redraft]
        )()

    def rename(self) -> None:
        """Another name for the organisation, the authority, the board or the case."""
        thing = self.chance.choice([self.organisation, self.authority, self.board])
        thing.name = f"Namn {self.count} åäö"
        self.act(thing)

    def rewrite(self) -> None:
        """A text gets a new wording; the old one is kept."""
        text = self.chance.choice(self.writings)
        old = models.WritingVersion(
            writing=text,
            version=text.version,
            space=text.space,
            title=text.title,
            body=text.body,
            at=self.at,
            by=self.person,
        )
        text.body, text.changed_at = f"Ord {self.count}", self.at
        self.act(text, old)

    def share(self) -> None:
        """An internal text moves to the chain of the case; a new internal one takes its place."""
        inner = next((text for text in self.writings if text.space == "internal"), None)
        if inner is None:
            self.writings.append(self.make(self.writing("internal")))
            return
        inner.space = "shared"
        self.act(inner)

    def draw(self) -> None:
        """A role ends and is given anew."""
        self.grant.withdrawn_at = self.at
        self.person.session_epoch += 1
        self.act(self.grant, self.person)
        self.grant = self.make(
            models.RoleGrant(
                person=self.person,
                role="organisation_reader",
                organisation=self.organisation,
                granted_at=self.at,
            )
        )

    def change_person(self) -> None:
        """The person changes name, told in the chain of the house or of the organisation."""
        self.person.name = f"Namn {self.count}"
        self.act(self.person, chain=self.chance.choice(["", f"organisation:{self.organisation.pk}"]))

    def invite(self) -> None:
        """An invitation, used or not."""
        invitation = models.Invitation(
            token_hash=uuid.uuid4().hex,
            email="ny@example.org",
            role="organisation_reader",
            organisation=self.organisation,
            invited_at=self.at,
            expires_at=self.at + timedelta(days=14),
        )
        self.make(invitation)
        if self.chance.random() < 0.5:
            invitation.used_at, invitation.used_by = self.at, self.person
            self.act(invitation)

    def redraft(self) -> None:
        """A draft is written anew, its former wording kept."""
        old = models.DraftVersion(
            draft=self.draft,
            version=self.draft.version,
            content=self.draft.content,
            at=self.at,
            by=self.person,
        )
        self.draft.content, self.draft.changed_at = uuid.uuid4().bytes, self.at
        self.act(self.draft, old)
