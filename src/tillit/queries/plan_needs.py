"""What an auditor would miss in an agreement's plan, as its sections stand now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tillit.domain.follow_ups import read_follow_ups
from tillit.domain.plan_minimum import Missing, missing
from tillit.domain.plans import read_plan
from tillit.domain.terms import read_term
from tillit.queries.agreement_state import SectionSeen
from tillit.queries.section_guide import section_library


@dataclass(frozen=True)
class PlanNeed:
    """Something that is missing, and the section where it belongs: `section` is None where that one is not there."""

    missing: Missing
    section: UUID | None
    title: str


def plan_needs(sections: Sequence[SectionSeen]) -> tuple[PlanNeed, ...]:
    """What is missing in the sections of an agreement; those that all have agreed to leave out are not there.

    What is written as text is not read: only what is filled in counts.
    """
    there = {one.key: one for one in sections if one.key and not one.gone}
    found = missing(
        read_plan(_data(there.get("goals"))),
        read_follow_ups(_data(there.get("follow_up"))),
        read_term(_data(there.get("term"))),
    )
    return tuple(_need(one, there.get(one.section)) for one in found)


def _data(section: SectionSeen | None) -> str:
    return section.wording.content.data if section and section.wording else ""


def _need(one: Missing, section: SectionSeen | None) -> PlanNeed:
    if section:
        return PlanNeed(one, section.id, section.title)
    guide = section_library().by_id.get(one.section)
    return PlanNeed(one, None, guide.title if guide else one.section)
