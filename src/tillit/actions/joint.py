"""What the sides do together: begin an assessment, agree on answers and reasons, supersede it with a new one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Model
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.homes import Refused
from tillit.actions.joint_news import tell_begun
from tillit.domain import sealed_assessment as rules
from tillit.domain.actors import Actor
from tillit.domain.assessment_sheets import joint_text, read_joint
from tillit.domain.sealed_assessment import Answer, Joint, Text
from tillit.queries import gate
from tillit.queries.guidelines import LAW
from tillit.queries.joint_lines import current
from tillit.queries.pinned import pin
from tillit.queries.sheets import asked_in
from tillit.store.models import AnswerSheet, Case, CaseAssessment, PinnedGuideline


def begin(*, actor: Actor, at: datetime, case: UUID, reason: str = "") -> UUID:
    """Begin an assessment, pinned to the authority's guideline and the law as they are today. Returns its id.

    Where there is one already, a reason is required: an unfinished one is superseded now, a confirmed one when the
    new is confirmed by all. Raises NotThere, NotAllowed, Refused.
    """
    with acting("case.assess", actor=actor, at=at) as act:
        home = act.take(Case, case)
        former = current(home.pk)
        if not gate.case_parties(home.pk):
            raise Refused(_("Lägg till en part först. En gemensam bedömning har minst två sidor."))
        if former is not None and not reason.strip():
            raise Refused(_("Skriv varför ni börjar om. Alla parter läser det."))
        assessment, things = new_assessment(home, at, reason)
        if former is not None and former.confirmed_at is None:
            former.superseded_by_id = assessment.pk
            things = [former, *things]
        act.changed(*things, chain=f"case:{home.pk}")
        tell_begun(assessment, at)
        return assessment.pk


def new_assessment(case: Case, at: datetime, reason: str) -> tuple[CaseAssessment, list[Model]]:
    """A new assessment with an empty sheet for each side; and all that is to be kept with it, in order."""
    last = CaseAssessment.objects.filter(case=case).order_by("-number").first()
    assessment = CaseAssessment(case=case, number=last.number + 1 if last else 1, reason=reason.strip())
    assessment.judged_on, assessment.started_at = localtime(at).date(), at
    pins = {one.digest: one for one in (pin(case.authority.guideline or LAW), pin(LAW))}
    assessment.guideline_id = next(iter(pins))
    assessment.law_id = list(pins)[-1]
    kept = set(PinnedGuideline.objects.filter(pk__in=pins).values_list("pk", flat=True))
    sides = [None, *sorted(gate.case_parties(case.pk))]
    sheets = [AnswerSheet(assessment=assessment, organisation_id=side, content=b"") for side in sides]
    return assessment, [*(one for key, one in pins.items() if key not in kept), assessment, *sheets]


def settle(
    *, actor: Actor, at: datetime, assessment: UUID, version: int, fact: str, value: bool | None, why: str
) -> None:
    """Agree on the answer to a question, with the reason. `version` is the one that it was written on.

    Raises NotThere (also for a question that is not asked), NotAllowed, Refused; Stale when someone was first.
    """

    def change(found: CaseAssessment, joint: Joint) -> Joint:
        if fact not in asked_in(found):
            raise gate.NotThere
        return rules.settled(joint, fact, Answer(value, why, found.version + 1), seen=version)

    _agree(actor, at, assessment, change)


def reason(
    *,
    actor: Actor,
    at: datetime,
    assessment: UUID,
    version: int,
    alternatives: str,
    reasoning: Mapping[str, str],
) -> None:
    """Write which alternatives were considered, and how each point of discretion (by rule key) was judged.

    Raises NotThere, NotAllowed, Refused; Stale when someone was first with another wording.
    """

    def change(found: CaseAssessment, joint: Joint) -> Joint:
        now = found.version + 1
        texts = {rule: Text(text, now) for rule, text in reasoning.items()}
        return rules.reasoned(joint, Text(alternatives, now), texts, seen=version)

    _agree(actor, at, assessment, change)


def _agree(
    actor: Actor, at: datetime, assessment: UUID, change: Callable[[CaseAssessment, Joint], Joint]
) -> None:
    """Change the joint view of an assessment that is open to all and not confirmed."""
    with acting("case.agree", actor=actor, at=at) as act:
        seen = gate.find(CaseAssessment, assessment, actor=actor)
        Case.objects.select_for_update().get(pk=seen.case_id)  # acts in one case come one at a time
        found = act.take(CaseAssessment, assessment)
        if found.opened_at is None or found.confirmed_at is not None or found.superseded_by_id is not None:
            raise Refused(locked(found))
        before = read_joint(found.joint)
        after = change(found, before)
        if after == before:
            raise Refused(_("Inget är ändrat sedan förut."))
        found.joint = joint_text(after)
        act.changed(found)


def locked(assessment: CaseAssessment) -> str:
    """Why nothing is written in an assessment."""
    if assessment.superseded_by_id is not None:
        return _("Bedömningen har ersatts av en ny.")
    if assessment.confirmed_at is not None:
        return _("Bedömningen är bekräftad och låst. Ska den ändras börjar ni en ny.")
    return _("Svaren är inte öppna än. Alla parter måste försegla sina först.")
