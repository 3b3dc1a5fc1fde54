"""Real cases in the demo world, carried as far as their sources tell; what no source tells is left open.

The board's officer takes the case on, keeps what is known of it, answers and seals the board's own sheet from it, and
says how it went. No source tells what the organisations would have answered, so their sheets stay empty.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tillit.actions import joint, officers, sheets
from tillit.actions.demo_agreements import write_agreement
from tillit.actions.demo_cases import someone
from tillit.actions.endings import end
from tillit.actions.examination_grounds import note_facts
from tillit.domain.actors import Actor
from tillit.domain.endings import Way
from tillit.domain.roles import Role
from tillit.queries.examination_guides import questions_asked
from tillit.queries.sheets import asked_in
from tillit.store.models import AnswerSheet, Case, Organisation


def carry(found: dict[str, Any], case: Case, organisations: Mapping[str, Organisation]) -> None:
    """Carry a case on from its texts: `found["known"]` is the example that it is made from, `found["ending"]` its end,
    and `found["agreement"]` what the parties agreed on.

    The days are the demo's; when things really happened stands in the texts.
    """
    at = case.opened_at + timedelta(days=16)
    actor = someone(at, role=Role.CASE_OFFICER, board=case.board)
    _take_on(case, actor, at)
    _know(found["known"], case, actor, at)
    _assess(found["known"], case, actor, at + timedelta(days=1))
    if "ending" in found:
        _end(found["ending"], case, actor, at + timedelta(days=7))
    if "agreement" in found:
        write_agreement(found["agreement"], case, organisations, at + timedelta(days=9))


def _take_on(case: Case, actor: Actor, at: datetime) -> None:
    """The officer takes responsibility."""
    if actor.person is not None:
        officers.assign(actor=actor, at=at, case=case.pk, version=case.version, officer=actor.person)


def _know(known: dict[str, Any], case: Case, actor: Actor, at: datetime) -> None:
    """What the sources tell, of what decides which examinations are proposed."""
    facts = {one.id: known["facts"].get(one.id) for one in questions_asked()}
    note_facts(actor=actor, at=at, case=case.pk, version=0, facts=facts)


def _assess(known: dict[str, Any], case: Case, actor: Actor, at: datetime) -> None:
    """Begin an assessment, and let the board answer and seal what the sources tell."""
    whose: dict[str, Any] = {"actor": actor, "at": at}
    assessment = joint.begin(**whose, case=case.pk)
    sheet = AnswerSheet.objects.get(assessment=assessment, organisation=None)
    told = {fact: value for fact, value in known["facts"].items() if value is not None}
    answers = {fact: (told[fact], _why(known, fact)) for fact in asked_in(sheet.assessment) if fact in told}
    sheets.answer(**whose, sheet=sheet.pk, version=sheet.version, answers=answers)
    sheets.seal(**whose, sheet=sheet.pk, version=sheet.version + 1)


def _why(known: dict[str, Any], fact: str) -> str:
    """Why a fact is answered so, with its source."""
    why, source = known["motivations"].get(fact, ""), known["sources"].get(fact, "")
    return f"{why} Källa: {source}" if source else why


def _end(found: dict[str, Any], case: Case, actor: Actor, at: datetime) -> None:
    """The way that the case went, in a letter to the parties."""
    texts = {name: found.get(name, "") for name in ("reasons", "next_steps", "reference")}
    case.refresh_from_db()
    end(actor=actor, at=at, case=case.pk, version=case.version, way=Way(found["way"]), **texts)
