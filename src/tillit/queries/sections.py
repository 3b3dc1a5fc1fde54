"""A section of an agreement as its pages show it: what stands, what it is compared with, what is said about it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.guidelines import Demands
from tillit.domain.proposing import may_accept
from tillit.domain.sections import SectionGuide
from tillit.queries import gate
from tillit.queries.agreement_figures import earlier_terms
from tillit.queries.agreement_state import (
    SectionSeen,
    SideNamed,
    WordingSeen,
    agreement_of,
    sections_of,
    side_named,
    wording_seen,
)
from tillit.queries.agreements import AgreementHead, demands_of, head_of
from tillit.queries.cases import find_case
from tillit.queries.section_guide import section_library
from tillit.store.models import (
    AgreementSection,
    Examination,
    SectionAcceptance,
    SectionComment,
    SectionWording,
)

#: The examination of state aid, by its id in examinations/legal.toml.
AID = "statsstod"


@dataclass(frozen=True)
class CommentLine:
    """Something said about a section, by which side, about which version."""

    id: UUID
    version: int
    body: str
    source: SideNamed
    at: datetime


@dataclass(frozen=True)
class SectionPage:
    """A section. `before` is what the present wording is compared with: what was agreed last, else the one before it.

    `may_accept` are the sides that the actor can accept for now; `guide` is None for a section of their own. `all`
    are the sections of the agreement in order. `aid_examined`: the authority has shared what it found of state aid.
    `earlier` are other agreements with some of the same parties, for a section that has a term.
    """

    head: AgreementHead
    section: SectionSeen
    guide: SectionGuide | None
    demands: Demands
    aid_examined: bool
    earlier: tuple[tuple[str, date, date], ...]
    before: WordingSeen | None
    may_accept: tuple[SideNamed, ...]
    comments: tuple[CommentLine, ...]
    all: tuple[SectionSeen, ...]

    @property
    def obligatory(self) -> bool:
        """Whether the authority's guideline demands the section."""
        return self.section.key in self.demands.sections

    @property
    def previous(self) -> SectionSeen | None:
        """The section before this one."""
        return self.all[self.section.place - 2] if self.section.place > 1 else None

    @property
    def following(self) -> SectionSeen | None:
        """The section after this one."""
        return self.all[self.section.place] if self.section.place < len(self.all) else None


@dataclass(frozen=True)
class HistoryLine:
    """A wording in the list of them, and which sides accepted it and when (not the one that proposed it)."""

    wording: WordingSeen
    accepted: tuple[tuple[SideNamed, datetime], ...]


def section_page(*, actor: Actor, at: datetime, case: UUID, section: UUID) -> SectionPage:
    """One section with all that its page shows. Raises NotThere."""
    home = find_case(actor, case)
    head, agreement = head_of(actor, at, home), agreement_of(home)
    every = sections_of(agreement, head.sides) if agreement else ()
    one = next((each for each in every if each.id == section), None)
    if one is None:
        raise gate.NotThere
    now, guide = one.standing, section_library().by_id.get(one.key)
    base = now.agreed if 0 < now.agreed < now.version else now.version - 1
    return SectionPage(
        head,
        one,
        guide,
        demands_of(home),
        Examination.objects.filter(case=home, guide=AID, space="shared", superseded_at=None).exists(),
        earlier_terms(actor, home) if guide is not None and guide.kind == "term" else (),
        _wording(one.id, base, head),
        tuple(side for side in head.mine if may_accept(side.id, now.version, now)),
        _comments(one.id, head),
        every,
    )


def wording_of(*, actor: Actor, at: datetime, case: UUID, section: UUID, version: int) -> WordingSeen:
    """One wording of a section. Raises NotThere."""
    home = find_case(actor, case)
    agreement = agreement_of(home)
    if agreement is None or not AgreementSection.objects.filter(agreement=agreement, pk=section).exists():
        raise gate.NotThere
    found = _wording(section, version, head_of(actor, at, home))
    if found is None:
        raise gate.NotThere
    return found


def section_history(*, actor: Actor, at: datetime, case: UUID, section: UUID) -> tuple[HistoryLine, ...]:
    """Every wording of a section, the newest first. Raises NotThere."""
    home = find_case(actor, case)
    head, agreement = head_of(actor, at, home), agreement_of(home)
    found = AgreementSection.objects.filter(agreement=agreement, pk=section).first() if agreement else None
    if found is None:
        raise gate.NotThere
    accepted: dict[int, list[tuple[SideNamed, datetime]]] = {}
    given = SectionAcceptance.objects.filter(section=found).select_related("organisation").order_by("at")
    for one in given:
        accepted.setdefault(one.version, []).append((side_named(one.organisation, head.sides), one.at))
    kept = SectionWording.objects.filter(section=found).select_related("from_organisation")
    return tuple(
        HistoryLine(wording_seen(one, head.sides), tuple(accepted.get(one.version, ())))
        for one in kept.order_by("-version")
    )


def _wording(section: UUID, version: int, head: AgreementHead) -> WordingSeen | None:
    if version < 1:
        return None
    kept = SectionWording.objects.filter(section=section, version=version)
    found = kept.select_related("from_organisation").first()
    return wording_seen(found, head.sides) if found else None


def _comments(section: UUID, head: AgreementHead) -> tuple[CommentLine, ...]:
    """What was said, the oldest first."""
    found = SectionComment.objects.filter(section=section).select_related("from_organisation")
    return tuple(
        CommentLine(one.pk, one.version, one.body, side_named(one.from_organisation, head.sides), one.at)
        for one in found.order_by("at", "pk")
    )
