"""Examinations of a case: answered, counted, concluded or left out, made anew, and shared with the parties.

What is concluded or left out is locked; only a new examination takes its place, and the old one is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.case_news import tell_parties
from tillit.actions.homes import Refused
from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.examinations import (
    Guide,
    concluded,
    must_be_reasoned,
    plain_answers,
    read_answers,
)
from tillit.domain.procurement import Typed, plain_typed
from tillit.queries import gate
from tillit.queries.chains import chain_of
from tillit.queries.examination_guides import guide_of
from tillit.queries.preparers import preparers
from tillit.store.models import Case, Examination


@dataclass(frozen=True)
class Which:
    """Which examination of which case, and the version that was seen: 0 for one that is not begun."""

    case: UUID
    guide: str
    version: int


@contextmanager
def _open(
    action: str, which: Which, actor: Actor, at: datetime, states: tuple[str, ...]
) -> Iterator[tuple[Act, Guide, Examination]]:
    """The examination in one of these states ("" for not begun, then a new one), its case locked and open.

    Raises NotThere, NotAllowed; Conflict when another version is there now; Refused for another state.
    """
    with acting(action, actor=actor, at=at) as act:
        home = gate.find(Case, which.case, actor=actor, lock=True)
        act.allow(Subject(authority=home.authority_id, board=home.board_id, state="internal"))
        guide = guide_of(which.guide)
        if home.closed_at is not None:
            raise Refused(_("Ärendet är avslutat. Det måste öppnas igen innan något kan ändras."))
        found = Examination.objects.filter(case=home, guide=guide.id, superseded_at=None).first()
        now, state = (found.version, found.state) if found else (0, "")
        if now != which.version:
            raise Conflict(now)
        if state not in states:
            raise Refused(_("Det går inte att göra nu. Läs hur prövningen står på dess sida."))
        yield act, guide, found or Examination(case=home, guide=guide.id)


def _kept(act: Act, guide: Guide, found: Examination) -> None:
    found.edition, found.author_id, found.changed_at = guide.edition, act.person(), act.at
    act.changed(found)


def fill(*, actor: Actor, at: datetime, which: Which, answers: Mapping[str, Any]) -> None:
    """Answer the questions of an examination; begins it. Raises as `_open`, and BadData."""
    with _open("examination.write", which, actor, at, ("", "begun")) as (act, guide, found):
        found.answers = plain_answers(read_answers(guide, answers))
        _kept(act, guide, found)


def count(*, actor: Actor, at: datetime, which: Which, typed: Typed) -> None:
    """Keep what was typed about the agreement's value; begins the examination. Raises as `_open`."""
    with _open("examination.write", which, actor, at, ("", "begun")) as (act, guide, found):
        if guide.calculation != "contract_value":
            raise gate.NotThere
        found.numbers = plain_typed(typed)
        _kept(act, guide, found)


def conclude(*, actor: Actor, at: datetime, which: Which, conclusion: str, motivation: str) -> None:
    """Conclude with a motivation, and lock. Raises as `_open`; BadData without a motivation or a known conclusion."""
    with _open("examination.write", which, actor, at, ("", "begun")) as (act, guide, found):
        ended = concluded(guide, conclusion, motivation)
        if guide.calculation == "declarations" and ended.clear:
            _must_be_free(found.case)
        _lock(act, guide, found, "concluded", ended.id, motivation)


def leave_out(*, actor: Actor, at: datetime, which: Which, reason: str) -> None:
    """Say why an examination is not made, and lock. Raises as `_open`; BadData without a reason."""
    with _open("examination.write", which, actor, at, ("", "begun")) as (act, guide, found):
        must_be_reasoned(reason, guide.longest_motivation)
        _lock(act, guide, found, "left_out", "", reason)


def again(*, actor: Actor, at: datetime, which: Which) -> None:
    """Examine anew: the old one is kept as it ended, and a new one begins from its answers. Raises as `_open`."""
    with _open("examination.write", which, actor, at, ("concluded", "left_out")) as (act, guide, old):
        new = Examination(case=old.case, guide=guide.id, edition=guide.edition, author_id=act.person())
        asked = {step.id for step in guide.steps}
        new.answers = {step: answer for step, answer in old.answers.items() if step in asked}
        new.numbers, new.changed_at, old.superseded_at = old.numbers, at, at
        new.version = old.version + 2  # after the old one's, so that a form from before meets a conflict
        act.changed(old, new, chain=chain_of(new))  # begun inside, also when the old one is shared


def share(*, actor: Actor, at: datetime, which: Which) -> None:
    """Let the parties read how an examination ended: conclusion, motivation, role and date. Raises as `_open`."""
    with _open("examination.share", which, actor, at, ("concluded", "left_out")) as (act, _guide, found):
        if found.space == "shared":
            raise Refused(_("Slutsatsen är redan delad."))
        found.space, found.shared_at = "shared", at
        act.changed(found)
        names = {"board": found.case.board.name}
        subject = _("%(board)s har delat en prövning med er") % names
        told = _("%(board)s har delat hur en prövning i ert ärende slutade. Ni kan läsa den nu.") % names
        tell_parties(found.case, f"examination.shared:{found.pk}", subject, told, at)


def _lock(act: Act, guide: Guide, found: Examination, state: str, conclusion: str, motivation: str) -> None:
    found.state, found.conclusion, found.motivation, found.done_at = state, conclusion, motivation, act.at
    _kept(act, guide, found)


def _must_be_free(case: Case) -> None:
    """Nobody may be called free of conflict who has not said so."""
    everyone = preparers(case.pk)
    silent = [one.name for one in everyone if one.conflict is None]
    if silent:
        names = {"names": ", ".join(silent)}
        raise Refused(
            _("Alla som har skrivit i ärendet ska först svara om jäv. Svar saknas från %(names)s.") % names
        )
    if any(one.conflict and one.now for one in everyone):
        raise Refused(
            _("Den som ansvarar för ärendet har svarat att den är jävig. Lämna över ärendet först.")
        )
