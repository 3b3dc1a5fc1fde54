"""Real agreements rebuilt in the demo world: their parties, term and contributions, as far as their sources tell.

What the source says was agreed, all sides accept; the rest waits as a proposal.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tillit.actions import agreements, sections
from tillit.actions.demo_cases import someone
from tillit.domain.actors import Actor
from tillit.domain.contributions import Contribution, contributions_text
from tillit.domain.proposing import Content
from tillit.domain.roles import Role
from tillit.domain.terms import Term, term_text
from tillit.queries.agreement_state import present_sides
from tillit.store.models import AgreementSection, Case, Organisation


def write_agreement(
    found: dict[str, Any], case: Case, organisations: Mapping[str, Organisation], at: datetime
) -> None:
    """Begin the agreement of a case and write its sections.

    `found["section"]` are its sections by key of the library: who proposes each (`by`: an organisation's name in the
    demo, "" the board), the text, the term or the contributions, and `open = true` where not all have accepted it.
    """
    officer = _speaker(case, None, at)
    keys = [one["key"] for one in found["section"]]
    agreements.start(actor=officer, at=at, case=case.pk, keys=keys)
    for number, one in enumerate(found["section"]):
        section = AgreementSection.objects.get(agreement__case=case, key=one["key"])
        _write(one, section, case, organisations, at + timedelta(hours=number + 1))


def _write(
    one: dict[str, Any],
    section: AgreementSection,
    case: Case,
    organisations: Mapping[str, Organisation],
    at: datetime,
) -> None:
    """Propose a section, and let the other sides accept it."""
    side = organisations[one["by"]] if one["by"] else None
    content = Content(section.name, one.get("text", ""), _data(one, organisations))
    whose: dict[str, Any] = {"case": case.pk, "section": section.pk}
    actor = _speaker(case, side, at)
    sections.propose(**whose, actor=actor, at=at, version=0, content=content)
    for other in () if one.get("open") else present_sides(case):
        if other.id != (side.pk if side else None):
            house = next((each for each in organisations.values() if each.pk == other.id), None)
            later = at + timedelta(minutes=30)
            actor = _speaker(case, house, later)
            sections.accept(**whose, actor=actor, at=later, version=1, side=other.id)


def _data(one: dict[str, Any], organisations: Mapping[str, Organisation]) -> str:
    """The figures of a section, as they are kept."""
    if "term" in one:
        return term_text(Term(**one["term"]))
    items = [
        Contribution(id=f"demo-{number}", **{**each, "party": _party(each["party"], organisations)})
        for number, each in enumerate(one.get("contribution", ()), 1)
    ]
    return contributions_text(items)


def _party(slug: str, organisations: Mapping[str, Organisation]) -> str:
    return str(organisations[slug].pk) if slug else ""


def _speaker(case: Case, organisation: Organisation | None, at: datetime) -> Actor:
    """Who speaks for a side."""
    if organisation is None:
        return someone(at, role=Role.CASE_OFFICER, board=case.board)
    return someone(at, role=Role.ORGANISATION_ADMINISTRATOR, organisation=organisation)
