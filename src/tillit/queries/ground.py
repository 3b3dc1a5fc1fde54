"""What is known of a case, for the page where it is changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tillit.queries.examination_guides import questions_asked
from tillit.store.models import ExaminationGround


@dataclass(frozen=True)
class Ground:
    """The facts that are known, their version (0: none yet), and each as label and value."""

    facts: Mapping[str, bool]
    version: int
    told: tuple[tuple[str, bool | None], ...]


def ground_of(case: UUID) -> Ground:
    """What is known of a case. Ask who may read it first."""
    found = ExaminationGround.objects.filter(case=case).first()
    facts = found.facts if found else {}
    told = tuple((question.label, facts.get(question.id)) for question in questions_asked())
    return Ground(facts, found.version if found else 0, told)
