"""The agreement of a case as its page shows it: whether it may be begun, its sections, and what waits for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from tillit.domain.actors import Actor
from tillit.domain.endings import Way
from tillit.domain.guidelines import Demands
from tillit.domain.proposing import settled
from tillit.domain.registration import shown
from tillit.domain.sections import SectionGuide, proposed
from tillit.queries import gate
from tillit.queries.agreement_figures import earlier_agreements
from tillit.queries.agreement_state import (
    SectionSeen,
    Side,
    SideNamed,
    agreement_of,
    sections_of,
    sides_of,
)
from tillit.queries.cases import find_case
from tillit.queries.endings import latest_way
from tillit.queries.guidelines import UnknownGuideline, guideline
from tillit.queries.section_guide import section_library
from tillit.store.models import Case, Party, SectionComment

ACTS = ("agreement", "propose", "accept", "comment", "read_back")


@dataclass(frozen=True)
class AgreementHead:
    """What every page about an agreement says: the case, the sides, and what the actor may do.

    `word` is what the authority calls an agreement; `ours` are the sides that the actor belongs to, and `mine` those
    that the actor may accept for.
    """

    case: UUID
    case_title: str
    number: str
    authority: str
    word: str
    closed: bool
    sides: tuple[SideNamed, ...]
    can: frozenset[str]
    ours: frozenset[Side]
    mine: tuple[SideNamed, ...]


@dataclass(frozen=True)
class Offered:
    """A section that may be chosen: `obligatory` when the authority's guideline demands it."""

    guide: SectionGuide
    obligatory: bool
    chosen: bool


@dataclass(frozen=True)
class AgreementPage:
    """The agreement of a case. `id` is None until it is begun; `ready`: the case has gone on to an agreement.

    `uncovered`: sections that the guideline demands and that are not there. `comments` counts by section.
    """

    head: AgreementHead
    id: UUID | None
    version: int
    started_at: datetime | None
    ready: bool
    sections: tuple[SectionSeen, ...]
    uncovered: tuple[Offered, ...]
    comments: dict[UUID, int]

    @property
    def settled(self) -> bool:
        """Whether all sides have accepted all of it."""
        return settled(one.standing for one in self.sections)

    @property
    def agreed(self) -> int:
        """How many sections are agreed."""
        return sum(one.standing.state == "agreed" for one in self.sections)

    @property
    def waits_for_us(self) -> tuple[SectionSeen, ...]:
        """The sections that wait for a side that the actor belongs to."""
        return tuple(one for one in self.sections if self.head.ours & one.standing.waiting)


def head_of(actor: Actor, at: datetime, home: Case) -> AgreementHead:
    """What every page about the agreement of a case says."""
    parties: list[Party] = getattr(home, "present", [])
    sides = sides_of(home, parties)
    about = gate.subject(home)
    return AgreementHead(
        case=home.pk,
        case_title=home.title,
        number=shown(home.year, home.number),
        authority=home.authority.name,
        word=home.authority.agreement_word,
        closed=home.closed_at is not None,
        sides=sides,
        ours=_ours(actor, home, sides),
        can=frozenset(act for act in ACTS if gate.may(f"case.{act}", actor, about, at)),
        mine=tuple(
            one
            for one in sides
            if gate.may("case.accept", actor, gate.side_subject(home, one.id, about.state), at)
        ),
    )


def _ours(actor: Actor, home: Case, sides: tuple[SideNamed, ...]) -> frozenset[Side]:
    """The sides that an actor has a role in."""
    organisations = {held.organisation for held in actor.roles if held.organisation}
    official = any(held.authority == home.authority_id for held in actor.roles)
    return frozenset(one.id for one in sides if (official if one.id is None else one.id in organisations))


def agreement_page(*, actor: Actor, at: datetime, case: UUID, version: int | None = None) -> AgreementPage:
    """The agreement of a case, now or as it stood at a version. Raises NotThere, also for a version it has not had."""
    home = find_case(actor, case)
    head, found = head_of(actor, at, home), agreement_of(home)
    if version is not None and not 1 <= version <= (found.version if found else 0):
        raise gate.NotThere
    sections = sections_of(found, head.sides, version) if found else ()
    there = {one.key for one in sections if not one.gone}
    counts = SectionComment.objects.filter(section__agreement=found).values_list("section")
    return AgreementPage(
        head,
        found.pk if found else None,
        version or (found.version if found else 0),
        found.started_at if found else None,
        latest_way(home) is Way.AGREEMENT,
        sections,
        tuple(one for one in offered(home) if one.obligatory and one.guide.id not in there),
        dict(counts.annotate(n=Count("pk")).order_by()) if found else {},
    )


def demands_of(home: Case) -> Demands:
    """What the authority's guideline demands of an agreement; nothing when it is silent or not installed."""
    try:
        return guideline(guideline_id=home.authority.guideline).demands
    except UnknownGuideline:
        return Demands()


def offered(home: Case) -> tuple[Offered, ...]:
    """Every section of the library: whether it is demanded, and whether it is proposed from the start."""
    library, demanded = section_library(), demands_of(home).sections
    chosen = proposed(library, demanded)
    return tuple(Offered(one, one.id in demanded, one.id in chosen) for one in library.sections)


def sections_offered(*, actor: Actor, at: datetime, case: UUID) -> tuple[Offered, ...]:
    """The sections that may still be chosen in a case. Raises NotThere, NotAllowed."""
    home = find_case(actor, case)
    gate.check("case.agreement", actor, gate.subject(home), at)
    found = agreement_of(home)
    there = {one.key for one in found.sections.all()} if found else set()
    return tuple(one for one in offered(home) if one.guide.id not in there)


def agreements_to_begin_from(*, actor: Actor, at: datetime, case: UUID) -> tuple[tuple[UUID, str], ...]:
    """Earlier agreements that one in this case may begin from. Raises NotThere, NotAllowed."""
    home = find_case(actor, case)
    gate.check("case.agreement", actor, gate.subject(home), at)
    return earlier_agreements(actor, home)
