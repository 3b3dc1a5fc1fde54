"""How the agreement of a case stands: its sections in order, their wordings, and who has accepted what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from tillit.domain.confirming import Confirmation
from tillit.domain.proposing import Content, Proposal, SectionStanding, stand
from tillit.store.models import (
    Agreement,
    AgreementSection,
    Case,
    Organisation,
    Party,
    SectionAcceptance,
    SectionWording,
)

#: A side of a case: an organisation, or None for the authority.
Side = UUID | None


@dataclass(frozen=True)
class SideNamed:
    """A side with its name. `side` is "authority" or "organisation"."""

    id: Side
    side: str
    name: str


@dataclass(frozen=True)
class WordingSeen:
    """A wording: what it says, by which side it was proposed, and when."""

    version: int
    content: Content
    source: SideNamed
    at: datetime


@dataclass(frozen=True)
class SectionSeen:
    """A section as it stands. `place` counts from one; `wording` is None until something is proposed.

    `waiting` and `accepted` name sides. `gone`: all have agreed to leave it out.
    """

    id: UUID
    key: str
    place: int
    name: str
    standing: SectionStanding[Side]
    wording: WordingSeen | None
    waiting: tuple[SideNamed, ...]
    accepted: tuple[SideNamed, ...]

    @property
    def title(self) -> str:
        """What it is called: as the present wording says, else as when it was added."""
        return self.wording.content.title if self.wording else self.name

    @property
    def state(self) -> str:
        """ "empty", "proposed", "contested", "agreed" or "gone"."""
        return "gone" if self.gone else self.standing.state

    @property
    def gone(self) -> bool:
        """Whether all have agreed to leave it out."""
        return self.standing.state == "agreed" and self.wording is not None and self.wording.content.removed


def agreement_of(case: Case) -> Agreement | None:
    """The agreement that is being written in a case; None until it is begun."""
    return Agreement.objects.filter(case=case).order_by("-number").first()


def sides_of(case: Case, parties: Iterable[Party]) -> tuple[SideNamed, ...]:
    """The sides that are present, the authority first; `parties` with their organisations."""
    there = [SideNamed(one.organisation_id, "organisation", one.organisation.name) for one in parties]
    return (SideNamed(None, "authority", case.board.name), *there)


def present_sides(case: Case) -> tuple[SideNamed, ...]:
    """The sides that are present now, read anew: for whoever is about to change something."""
    here = Party.objects.filter(case=case, left_at=None).select_related("organisation")
    return sides_of(case, here.order_by("joined_at", "pk"))


def content_of(kept: SectionWording | None) -> Content:
    """What a kept wording says; nothing for None."""
    return Content(kept.title, kept.body, kept.data, kept.removed) if kept else Content()


def wording_at(section: AgreementSection, version: int) -> SectionWording | None:
    """One kept wording of a section, None when there is none with that number."""
    return SectionWording.objects.filter(section=section, version=version).first()


def in_order(agreement: Agreement, sections: Iterable[AgreementSection]) -> list[AgreementSection]:
    """Sections in the order of the agreement; what it does not know of comes last, by when it was added."""
    places = {key: place for place, key in enumerate(agreement.order.split())}
    return sorted(sections, key=lambda one: (places.get(str(one.pk), len(places)), one.added_at, str(one.pk)))


def standings(
    agreement: Agreement, sides: Collection[Side], moment: int | None = None, section: UUID | None = None
) -> dict[UUID, SectionStanding[Side]]:
    """How each section stands among these sides; `moment`: as it stood at that version of the agreement."""
    asked: dict[str, Any] = {"section__agreement": agreement} if section is None else {"section": section}
    if moment is not None:
        asked["moment__lte"] = moment
    proposals: defaultdict[UUID, list[Proposal[Side]]] = defaultdict(list)
    for key, side, version in SectionWording.objects.filter(**asked).values_list(
        "section", "from_organisation", "version"
    ):
        proposals[key].append(Proposal(side, version))
    accepted: defaultdict[UUID, list[Confirmation[Side]]] = defaultdict(list)
    for key, side, version in SectionAcceptance.objects.filter(**asked).values_list(
        "section", "organisation", "version"
    ):
        accepted[key].append(Confirmation(side, version))
    keys = (
        [section]
        if section
        else AgreementSection.objects.filter(agreement=agreement).values_list("pk", flat=True)
    )
    return {key: stand(sides, proposals[key], accepted[key]) for key in keys}


def sections_of(
    agreement: Agreement, sides: tuple[SideNamed, ...], moment: int | None = None
) -> tuple[SectionSeen, ...]:
    """All sections in order, as they stand now or stood at a version of the agreement (then only those with words)."""
    stood = standings(agreement, [one.id for one in sides], moment)
    kept = {one.section_id: one for one in _wordings(agreement, stood, moment)}
    found = in_order(agreement, AgreementSection.objects.filter(agreement=agreement))
    if moment is not None:
        found = [one for one in found if one.pk in kept]
    return tuple(
        seen(one, place, stood[one.pk], kept.get(one.pk), sides) for place, one in enumerate(found, start=1)
    )


def _wordings(
    agreement: Agreement, stood: Mapping[UUID, SectionStanding[Side]], moment: int | None
) -> Iterable[SectionWording]:
    """The wording of each section that stands."""
    found = SectionWording.objects.filter(section__agreement=agreement).select_related("from_organisation")
    if moment is None:
        return found.filter(version=F("section__version"))
    last = {(key, one.version) for key, one in stood.items()}
    return [one for one in found.filter(moment__lte=moment) if (one.section_id, one.version) in last]


def seen(
    section: AgreementSection,
    place: int,
    standing: SectionStanding[Side],
    kept: SectionWording | None,
    sides: tuple[SideNamed, ...],
) -> SectionSeen:
    """A section with its present wording."""
    return SectionSeen(
        section.pk,
        section.key,
        place,
        section.name,
        standing,
        wording_seen(kept, sides) if kept else None,
        tuple(one for one in sides if one.id in standing.waiting),
        tuple(one for one in sides if one.id in standing.accepted_by),
    )


def wording_seen(kept: SectionWording, sides: tuple[SideNamed, ...]) -> WordingSeen:
    """A kept wording with who proposed it, also when they have left since."""
    return WordingSeen(kept.version, content_of(kept), side_named(kept.from_organisation, sides), kept.at)


def side_named(organisation: Organisation | None, sides: tuple[SideNamed, ...]) -> SideNamed:
    """A side by its organisation, or the authority, which stands first among the sides."""
    if organisation is None:
        return sides[0]
    return SideNamed(organisation.pk, "organisation", organisation.name)
