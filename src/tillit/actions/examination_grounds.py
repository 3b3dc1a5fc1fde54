"""What examinations rest on: facts of a case, declarations of conflict, and aid that an organisation has got."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.examinations import read_facts
from tillit.queries import gate
from tillit.queries.aids import as_grant
from tillit.queries.examination_guides import questions_asked
from tillit.store.models import Aid, Case, Declaration, ExaminationGround


@dataclass(frozen=True)
class Given:
    """Aid as an officer types it: amount in öre, rate in ten-thousandths of a krona for one euro."""

    giver: str
    given_on: date
    amount: int
    rate: int
    rate_on: date
    rate_source: str
    kind: str
    scheme: str
    what: str


def _home(act: Act, case: UUID) -> Case:
    """The case, locked, open, and one that the actor may prepare. Raises NotThere, NotAllowed, Refused."""
    home = gate.find(Case, case, actor=act.actor, lock=True)
    act.allow(Subject(authority=home.authority_id, board=home.board_id, state="internal"))
    if home.closed_at is not None:
        raise Refused(_("Ärendet är avslutat. Det måste öppnas igen innan något kan ändras."))
    return home


def note_facts(*, actor: Actor, at: datetime, case: UUID, version: int, facts: Mapping[str, Any]) -> None:
    """Keep what is known of a case. Raises NotThere, NotAllowed, Refused, Conflict, BadData."""
    with acting("examination.write", actor=actor, at=at) as act:
        home = _home(act, case)
        found = ExaminationGround.objects.filter(case=home).first()
        now = found.version if found else 0
        if now != version:
            raise Conflict(now)
        kept = found or ExaminationGround(case=home)
        kept.facts = read_facts(facts, {question.id for question in questions_asked()})
        kept.changed_at, kept.by_id = at, act.person()
        act.changed(kept)


def declare(*, actor: Actor, at: datetime, case: UUID, conflict: bool, what: str) -> None:
    """Say of oneself whether one has an interest in the case; a new answer counts from then on.

    Raises NotThere, NotAllowed; Refused for a conflict without a word on what it is.
    """
    with acting("examination.declare", actor=actor, at=at) as act:
        home = _home(act, case)
        if conflict and not what.strip():
            raise Refused(_("Skriv kort vad ni har för intresse i ärendet."))
        said = what if conflict else ""
        act.changed(Declaration(case=home, person_id=act.person(), conflict=conflict, what=said, at=at))


def add_aid(*, actor: Actor, at: datetime, case: UUID, organisation: UUID, given: Given) -> None:
    """Keep aid that a party of the case has got. Raises NotThere, NotAllowed, Refused."""
    with acting("examination.write", actor=actor, at=at) as act:
        home = _home(act, case)
        if organisation not in gate.case_parties(home.pk):
            raise gate.NotThere
        aid = Aid(authority_id=home.authority_id, organisation_id=organisation, **asdict(given))
        aid.entered_at, aid.by_id = at, act.person()
        try:
            as_grant(aid)
        except ValueError as error:
            raise Refused(str(error)) from error
        act.changed(aid)


def remove_aid(*, actor: Actor, at: datetime, case: UUID, organisation: UUID, aid: UUID) -> None:
    """Take away aid that was entered by mistake; it is kept in the trail. Raises NotThere, NotAllowed, Refused."""
    with acting("examination.write", actor=actor, at=at) as act:
        home = _home(act, case)
        if organisation not in gate.case_parties(home.pk):
            raise gate.NotThere
        kept = Aid.objects.filter(authority=home.authority_id, organisation=organisation, removed_at=None)
        found = kept.filter(pk=aid).first()
        if found is None:
            raise gate.NotThere
        found.removed_at = at
        act.changed(found)
