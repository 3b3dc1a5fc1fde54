"""How much time is asked of each association in a case: counted from what is there, by domain/burden.py."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Sum
from django.db.models.functions import Length

from tillit.domain.actors import Actor
from tillit.domain.burden import Asked, Burden, Excess, Measure, burdens, excess, parse_measure
from tillit.domain.contract_value import contract_values
from tillit.domain.procurement import read_typed
from tillit.gateways.data_files import naming, read_data
from tillit.queries.cases import find_case
from tillit.queries.challenge_state import challenge_of
from tillit.queries.dialogue import Side, sides
from tillit.queries.examination_guides import guides
from tillit.queries.examinations import Overview, overview
from tillit.queries.guidelines import asked, guidelines, law
from tillit.queries.sheets import asked_in
from tillit.store.models import (
    AnswerSheet,
    Case,
    ChallengeConfirmation,
    Entered,
    Examination,
    Meeting,
    Message,
    Notes,
    NotesConfirmation,
    Task,
    Writing,
)

ENDED = ("concluded", "left_out")


@dataclass(frozen=True)
class PartyBurden:
    """What is asked of one party, counted and in minutes. `excess`: why it is too much, "" when it is not."""

    side: Side
    asked: Asked
    burden: Burden
    excess: Excess


@dataclass(frozen=True)
class CaseBurden:
    """What is asked of each party of a case. `complete`: the reader knows of all examinations, so that what they
    ask is counted also where they are not shared.
    """

    case: UUID
    case_title: str
    parties: tuple[PartyBurden, ...]
    complete: bool
    measure: Measure


def measure() -> Measure:
    """What things take, read once from burden/minutes.toml."""
    return _measure(settings.BURDEN_DIR)


@lru_cache(maxsize=4)
def _measure(folder: Path) -> Measure:
    path = folder / "minutes.toml"
    with naming(path):
        return parse_measure(read_data(path))


def case_burden(*, actor: Actor, at: datetime, case: UUID) -> CaseBurden:
    """What is asked of each party of a case. Raises NotThere."""
    home = find_case(actor, case)
    examined = overview(actor=actor, at=at, case=case)
    inside = examined.head.inside
    parties = [one for one in sides(home) if one.kind == "organisation"]
    counted = {one.id: _asked(home, one.id, at, examined) for one in parties}
    found, worth = burdens(measure(), counted), _worth(case) if inside else None
    lines = tuple(
        PartyBurden(one, counted[one.id], found[one.id], excess(measure(), found[one.id].total, worth))
        for one in parties
    )
    return CaseBurden(home.pk, home.title, lines, inside, measure())


def questions_asked(*, actor: Actor, case: UUID) -> int:
    """How many questions a joint assessment that begins now would ask. Raises NotThere."""
    home = find_case(actor, case)
    chosen = guidelines().get(home.authority.guideline) or law()
    return len(asked(chosen, law()))


def _asked(case: Case, party: UUID, at: datetime, examined: Overview) -> Asked:
    """What is asked of a party by the others. What it has written itself is asked of nobody by it."""
    own = Q(from_organisation=party)
    texts = Writing.objects.filter(case=case.pk, space__in=("shared", "public")).exclude(own)
    done, left = (
        Counter({"message": Message.objects.filter(case=case.pk).exclude(own).count()}),
        Counter[str](),
    )
    joined = next(one.joined_at for one in getattr(case, "present", []) if one.organisation_id == party)
    meetings = Meeting.objects.filter(case=case.pk, cancelled_at=None, starts_at__gte=joined).exclude(own)
    done["meeting"] = meetings.filter(starts_at__lte=at).count()
    left["meeting"] = meetings.filter(starts_at__gt=at).count()
    for kind, (settled, open_now) in {
        "notes": _notes(case, party, joined),
        "challenge": _challenge(case, party),
        "question": _questions(case, party),
        "task": _tasks(case, party),
        "entered": _entered(case, party),
        "examination": _examined(examined),
    }.items():
        done[kind], left[kind] = settled, open_now
    return Asked(done, left, texts.aggregate(all=Sum(Length("body")))["all"] or 0)


def _notes(case: Case, party: UUID, joined: datetime) -> tuple[int, int]:
    """Notes that the party has confirmed in the wording that stands, and the others that it is asked about."""
    wanted = Notes.objects.filter(meeting__case=case.pk, meeting__starts_at__gte=joined)
    notes = dict(wanted.values_list("pk", "version"))
    given = NotesConfirmation.objects.filter(notes__in=notes, organisation=party)
    confirmed = sum(notes[key] == version for key, version in given.values_list("notes", "version"))
    return confirmed, len(notes) - confirmed


def _challenge(case: Case, party: UUID) -> tuple[int, int]:
    """Wordings of the challenge that the party has confirmed, and whether the present one waits for it."""
    found = challenge_of(case)
    given = ChallengeConfirmation.objects.filter(challenge__case=case.pk, organisation=party)
    waits = found is not None and found.version > 0 and not given.filter(version=found.version).exists()
    return given.count(), int(waits)


def _questions(case: Case, party: UUID) -> tuple[int, int]:
    """Questions that the party has answered and sealed, in every assessment, and those of the one under way."""
    found = AnswerSheet.objects.filter(assessment__case=case.pk, organisation=party)
    sheets = list(found.select_related("assessment__guideline", "assessment__law"))
    answered = sum(len(asked_in(one.assessment)) for one in sheets if one.sealed_at)
    waiting = (one.assessment for one in sheets if not one.sealed_at and not one.assessment.superseded_by_id)
    return answered, sum(len(asked_in(one)) for one in waiting)


def _tasks(case: Case, party: UUID) -> tuple[int, int]:
    """Tasks that others have given the party."""
    given = Task.objects.filter(case=case.pk, organisation=party, withdrawn_at=None)
    given = given.exclude(from_organisation=party)
    left = given.filter(done_at=None).count()
    return given.count() - left, left


def _entered(case: Case, party: UUID) -> tuple[int, int]:
    """What was entered for the party, answered or not."""
    entered = Entered.objects.filter(case=case.pk, organisation=party)
    left = entered.filter(answers=None).count()
    return entered.count() - left, left


def _examined(found: Overview) -> tuple[int, int]:
    """Examinations that ask the parties for facts, of those that the reader may know of."""
    wanted = set(measure().asks["examination"].guides)
    lines = [one for one in (*found.legal, *found.consequence) if one.guide.id in wanted]
    ended = sum(one.ended.state in ENDED for one in lines)
    return ended, sum(one.ended.state not in ENDED and one.proposal != "no" for one in lines)


def _worth(case: UUID) -> int | None:
    """What the agreement is worth in öre, by the latest examination where it was counted; None if it was not."""
    counted = [guide.id for guide in guides().values() if guide.calculation == "contract_value"]
    found = Examination.objects.filter(case=case, guide__in=counted, superseded_at=None).first()
    values = contract_values(read_typed(found.numbers).parts) if found and found.numbers else ()
    return sum(one.amount for one in values) or None
