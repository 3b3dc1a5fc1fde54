"""Random histories of the four spaces: after every step each actor sees just what an oracle says, word for word.

The oracle is written from the words of the design (own space; internal; shared; public) and knows nothing of the
access table. Every wording of every text has a word of its own, so a leak tells whose, from where and which version.
"""

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from django.db import transaction

from sizes import size
from tillit.actions import cases, drafts, endings, sharing, writings
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.access import Subject, decide
from tillit.domain.actors import ANONYMOUS, OPERATOR
from tillit.domain.endings import Way
from tillit.domain.spaces import Space
from tillit.queries import case_lists, gate
from tillit.queries import cases as case_queries
from tillit.queries import drafts as draft_queries
from tillit.queries import writings as writing_queries
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store import models
from world import NOON, World, build_world

pytestmark = pytest.mark.django_db
SHARDS, HISTORIES, STEPS = 2, size(150, 1), 3
#: Actor → organisation, or authority and board ("" for all its boards), and what they are there.
ACTORS = {
    "anonymous": ("", "", "", ""),
    "ny": ("", "", "", ""),
    "natt.organisation_reader": ("natt", "", "", "member"),
    "natt.organisation_administrator": ("natt", "", "", "member"),
    "hem.organisation_editor": ("hem", "", "", "member"),
    "sund.case_officer.social": ("", "sund", "social", "internal"),
    "sund.case_officer.kultur": ("", "sund", "kultur", "internal"),
    "sund.registrar": ("", "sund", "", "internal"),
    "sund.decision_recorder.social": ("", "sund", "social", "shared"),
    "sund.tenant_administrator": ("", "sund", "", "none"),
    "berg.case_officer.social": ("", "berg", "social", "internal"),
    "berg.auditor": ("", "berg", "", "internal"),
}


@dataclass
class CaseModel:
    """What the test knows of a case."""

    authority: str
    board: str
    parties: set[str] = field(default_factory=set)
    version: int = 1
    closed: bool = False


@dataclass
class TextModel:
    """What the test knows of a text: every wording with the space it was in; the last is the present one."""

    home: UUID | str
    wordings: list[tuple[str, str]]
    owner: str = ""
    thrown: bool = False


@dataclass
class History:
    """A run of random acts on a world, and what ought to be the case after each."""

    world: World
    dice: random.Random
    words: Iterator[int]
    cases: dict[UUID, CaseModel] = field(default_factory=dict)
    drafts: dict[UUID, TextModel] = field(default_factory=dict)
    texts: dict[UUID, TextModel] = field(default_factory=dict)
    steps: int = 0

    def word(self) -> str:
        """A word that is nowhere else."""
        return f"ord{next(self.words):06d}x"

    def act(self, who: str) -> dict:
        """Actor and time of the next act."""
        self.steps += 1
        return {"actor": self.world.actor(who), "at": NOON + timedelta(minutes=self.steps)}

    def member(self, owner: str) -> str:
        """Someone in an organisation who may do most things."""
        return f"{owner}.organisation_administrator"


def may_see(who: str, history: History, text: TextModel, space: str) -> bool:
    """The oracle, from the words of the design: who reads a wording that was in this space."""
    organisation, authority, board, reads = ACTORS[who]
    if space == "own":
        return organisation == text.home
    if space == "public":
        return True
    case = history.cases[text.home]
    if organisation:
        return space == "shared" and organisation in case.parties
    in_house = authority == case.authority and board in ("", case.board)
    return in_house and (reads == "internal" or (reads == "shared" and space == "shared"))


def expected(who: str, history: History) -> set[str]:
    """All words that someone ought to see. An earlier wording is met through the page of a case one may read."""
    found = {
        word
        for text in history.drafts.values()
        for word, space in text.wordings
        if may_see(who, history, text, space)
    }
    for text in history.texts.values():
        in_case = may_see(who, history, text, "shared")
        for word, space in text.wordings if in_case else text.wordings[-1:]:
            if may_see(who, history, text, text.wordings[-1][1]) and may_see(who, history, text, space):
                found.add(word)
    return found


def seen(who: str, history: History) -> set[str]:
    """All words in everything that the queries tell someone, by every id there is and by every list."""
    actor = ANONYMOUS if who == "anonymous" else history.world.actor(who)
    at, told = NOON, []

    def ask(query, **asked):
        with suppress(NotThere):
            told.append(repr(query(actor=actor, **asked)))

    for key in history.drafts:
        for owner in ("natt", "hem"):
            where = {"organisation": history.world.organisations[owner].pk, "draft": key}
            ask(draft_queries.draft_page, at=at, **where)
            ask(draft_queries.wordings, **where)
    for key in history.cases:
        ask(case_queries.case_page, at=at, case=key)
    for key, text in history.texts.items():
        ask(writing_queries.writing_page, at=at, case=text.home, writing=key)
        ask(writing_queries.wordings, case=text.home, writing=key)
        ask(writing_queries.open_page, writing=key)
    ask(writing_queries.open_list)
    ask(case_lists.listing, at=at)
    for owner in ("natt", "hem"):
        ask(draft_queries.own_space, at=at, organisation=history.world.organisations[owner].pk)
    return set(re.findall(r"ord\d{6}x", " ".join(told)))


def new_draft(history: History) -> None:
    owner = history.dice.choice(["natt", "hem"])
    word = history.word()
    home = history.world.organisations[owner].pk
    key = drafts.write(**history.act(history.member(owner)), organisation=home, title=word, body=word)
    history.drafts[key] = TextModel(owner, [(word, "own")], owner)


def change_draft(history: History) -> None:
    key, text = history.dice.choice(list(history.drafts.items()))
    version = models.Draft.objects.get(pk=key).version
    act = {**history.act(history.member(text.owner)), "draft": key, "version": version}
    match history.dice.choice(["rewrite", "throw", "back"]):
        case "rewrite":
            word = history.word()
            drafts.rewrite(**act, title=word, body=word)
            text.wordings.append((word, "own"))
        case "throw":
            drafts.throw_away(**act)
            text.thrown = True
        case "back":
            drafts.take_back(**act)
            text.thrown = False


def share_draft(history: History) -> None:
    key, text = history.dice.choice(list(history.drafts.items()))
    version = models.Draft.objects.get(pk=key).version
    act = {**history.act(history.member(text.owner)), "draft": key, "version": version}
    if history.cases and history.dice.random() < 0.6:
        case = history.dice.choice(list(history.cases))
        shared = sharing.share(**act, case=case)
    else:
        board = history.dice.choice(["sund.social", "sund.kultur", "berg.social"])
        shared = sharing.share(**act, board=history.world.boards[board].pk)
        history.cases[shared.case] = CaseModel(*board.split("."), {text.owner})
    word = text.wordings[-1][0]
    history.texts[shared.writing] = TextModel(shared.case, [(word, "shared")], text.owner)


def officer_of(case: CaseModel) -> str:
    return f"{case.authority}.case_officer.{case.board}"


def write_text(history: History) -> None:
    key, case = history.dice.choice(list(history.cases.items()))
    word, space = history.word(), history.dice.choice([Space.INTERNAL, Space.INTERNAL, Space.SHARED])
    found = writings.write(**history.act(officer_of(case)), case=key, space=space, title=word, body=word)
    history.texts[found] = TextModel(key, [(word, space.value)])


def change_text(history: History) -> None:
    key, text = history.dice.choice(list(history.texts.items()))
    case = history.cases[text.home]
    version = models.Writing.objects.get(pk=key).version
    who = history.member(text.owner) if text.owner else officer_of(case)
    act = {**history.act(who), "writing": key, "version": version}
    word, space = text.wordings[-1]
    match history.dice.choice(["rewrite", "share", "share", "publish"]):
        case "rewrite":
            word = history.word()
            writings.rewrite(**act, title=word, body=word)
        case "share":
            writings.share(**act)
            space = "shared"
        case "publish":
            writings.publish(**act)
            space = "public"
    text.wordings.append((word, space))


def change_case(history: History) -> None:
    key, case = history.dice.choice(list(history.cases.items()))
    version = models.Case.objects.get(pk=key).version
    owner = history.dice.choice(["natt", "hem"])
    home = history.world.organisations[owner].pk
    match history.dice.choice(["join", "join", "leave", "close", "reopen"]):
        case "join":
            cases.add_party(**history.act(officer_of(case)), case=key, organisation=home)
            case.parties.add(owner)
        case "leave":
            endings.leave(**history.act(history.member(owner)), case=key, organisation=home)
            case.parties.discard(owner)
        case "close":
            act = {**history.act(officer_of(case)), "case": key, "version": version, "way": Way.DECLINE}
            endings.end(**act, reasons="Vi hinner inte med det i år.", next_steps="Dela idén igen.")
        case "reopen":
            cases.reopen(**history.act(officer_of(case)), case=key, version=version)


ACTS = [new_draft, change_draft, share_draft, write_text, write_text, change_text, change_text, change_case]


def step(history: History) -> None:
    """One random act; one that is refused changes nothing."""
    chosen = history.dice.choice([act for act in ACTS if history.cases or act in ACTS[:3]])
    before = models.Entry.objects.count()
    try:
        with transaction.atomic():
            chosen(history)
    except (Refused, NotAllowed, NotThere, Conflict, IndexError):
        assert models.Entry.objects.count() == before


def begin(world: World, dice: random.Random, words: Iterator[int]) -> History:
    """A draft that has been changed, shared in a case with an internal text: where leaks would begin."""
    history = History(world, dice, words)
    new_draft(history)
    share_draft(history)
    write_text(history)
    return history


@pytest.mark.parametrize("shard", range(SHARDS))
def test_everyone_sees_just_what_the_oracle_says_after_every_step(shard):
    world, words = build_world(), count()
    for number in range(HISTORIES):
        seed = shard * HISTORIES + number
        with transaction.atomic():
            history = begin(world, random.Random(seed), words)
            for _ in range(STEPS):
                step(history)
                for who in ACTORS:
                    assert seen(who, history) == expected(who, history), f"seed {seed}, {who}"
            told = [*models.Mail.objects.values_list("subject"), *models.Notice.objects.values_list("text")]
            assert not re.search(r"ord\d{6}x", repr(told)), "a mail says what a text says"
            transaction.set_rollback(True)


def reading_subject(text) -> Subject:
    """A text in a case for whoever reads it: of all parties and of the board."""
    case = models.Writing.objects.get(pk=getattr(text, "writing_id", text.pk)).case
    return Subject(gate.case_parties(case.pk), case.authority_id, case.board_id, text.space)


def reached(found) -> set:
    return set(found.values_list("pk", flat=True))


def allowed(action, actor, things, subject_of=gate.subject) -> set:
    return {one.pk for one in things if decide(action, actor, subject_of(one), NOON).allowed}


@pytest.mark.parametrize("seed", range(3))
def test_the_gates_filters_and_the_access_table_agree_about_everything_and_everyone(seed):
    world, dice, words = build_world(), random.Random(seed), count()
    for _ in range(3):
        history = begin(world, dice, words)
        for _ in range(8):
            step(history)
    actors = [world.actor(name, assurance=sure) for name in sorted(world.people) for sure in (1, 2)]
    everything = {
        table: list(table.objects.all())
        for table in (
            models.Organisation,
            models.Authority,
            models.Case,
            models.Draft,
            models.Writing,
            models.WritingVersion,
        )
    }
    subjects = {one: reading_subject(one) for one in everything[models.Writing]}
    subjects |= {one: reading_subject(one) for one in everything[models.WritingVersion]}
    others = [one for table in list(everything)[:4] for one in everything[table]]
    subjects |= {one: gate.subject(one) for one in others}
    for actor in [*actors, ANONYMOUS, OPERATOR]:
        for table, action, query in (
            (models.Organisation, "organisation.read", gate.organisations),
            (models.Authority, "authority.read", gate.authorities),
            (models.Case, "case.read", gate.cases),
            (models.Draft, "draft.read", gate.drafts),
            (models.Writing, "writing.read", gate.writings),
        ):
            wanted = allowed(action, actor, everything[table], subjects.__getitem__)
            assert reached(query(actor)) == wanted, (actor, table)
        kept = everything[models.WritingVersion]
        now = allowed("writing.read", actor, everything[models.Writing], subjects.__getitem__)
        wanted = allowed("writing.read", actor, kept, subjects.__getitem__)
        wanted &= {one.pk for one in kept if one.writing_id in now}
        assert reached(gate.wordings(actor)) == wanted, actor
