"""The versions of an agreement: every proposal and yes makes one, and two of them can be held against each other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.queries import gate
from tillit.queries.agreement_papers import figure_lines
from tillit.queries.agreement_state import SectionSeen, SideNamed, agreement_of, sections_of, side_named
from tillit.queries.agreements import AgreementHead, AgreementPage, agreement_page, head_of
from tillit.queries.cases import find_case
from tillit.store.models import SectionAcceptance, SectionWording


@dataclass(frozen=True)
class VersionMade:
    """What made a version: a side proposed (`accepted` False) or accepted a wording of a section."""

    number: int
    at: datetime
    source: SideNamed
    section: str
    accepted: bool


@dataclass(frozen=True)
class SectionBetween:
    """A section at two versions: what it was called and said at each, "" where it was not there or was left out."""

    title_before: str
    title_after: str
    before: str
    after: str


@dataclass(frozen=True)
class Between:
    """Two versions of an agreement, section by section, in the order that it has now."""

    head: AgreementHead
    older: int
    newer: int
    sections: tuple[SectionBetween, ...]


def versions_made(*, actor: Actor, at: datetime, case: UUID) -> tuple[VersionMade, ...]:
    """What made each version, the newest first. Raises NotThere."""
    home = find_case(actor, case)
    head, agreement = head_of(actor, at, home), agreement_of(home)
    if agreement is None:
        raise gate.NotThere
    proposed = SectionWording.objects.filter(section__agreement=agreement)
    accepted = SectionAcceptance.objects.filter(section__agreement=agreement)
    found = [
        VersionMade(one.moment, one.at, side_named(one.from_organisation, head.sides), one.title, False)
        for one in proposed.select_related("from_organisation").defer("body", "data")
    ]
    found += [
        VersionMade(one.moment, one.at, side_named(one.organisation, head.sides), one.section.name, True)
        for one in accepted.select_related("organisation", "section")
    ]
    return tuple(sorted(found, key=lambda one: -one.number))


def page_at(*, actor: Actor, at: datetime, case: UUID, version: int | None) -> AgreementPage:
    """The agreement as it stood at a version, now for None. Raises NotThere for a version that it has not had."""
    page = agreement_page(actor=actor, at=at, case=case, version=version)
    if page.id is None:
        raise gate.NotThere
    return page


def between(*, actor: Actor, at: datetime, case: UUID, older: int, newer: int) -> Between:
    """Two versions against each other. Raises NotThere."""
    home = find_case(actor, case)
    head, agreement = head_of(actor, at, home), agreement_of(home)
    if agreement is None or not 1 <= older <= newer <= agreement.version:
        raise gate.NotThere
    before, after = (
        {one.id: one for one in sections_of(agreement, head.sides, moment)} for moment in (older, newer)
    )
    keys = [*after, *(key for key in before if key not in after)]
    return Between(head, older, newer, tuple(_pair(head, before.get(key), after.get(key)) for key in keys))


def _pair(head: AgreementHead, before: SectionSeen | None, after: SectionSeen | None) -> SectionBetween:
    first, last = _whole(head, before), _whole(head, after)
    return SectionBetween(
        before.title if before and first else "", after.title if after and last else "", first, last
    )


def _whole(head: AgreementHead, section: SectionSeen | None) -> str:
    """All that a section says: its figures in sentences, and its text; nothing when it is proposed to be left out."""
    if section is None or section.wording is None or section.wording.content.removed:
        return ""
    content = section.wording.content
    return "\n".join(part for part in (*figure_lines(head, section.key, content), content.body) if part)
