"""What agreements tell beyond their own page: what the authority gives, and earlier ones beside a new one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from tillit.domain.actors import Actor
from tillit.domain.balance import AuthorityYear, authority_parts
from tillit.domain.contributions import read_contributions
from tillit.domain.sections import Kind
from tillit.domain.terms import read_term
from tillit.queries import gate
from tillit.queries.agreement_state import SectionSeen, agreement_of, present_sides, sections_of
from tillit.queries.cases import find_case
from tillit.queries.section_guide import section_library
from tillit.store.models import Agreement, Case

MOST_EARLIER: Final = 20


@dataclass(frozen=True)
class EarlierSection:
    """A section of an earlier agreement: its key of the library ("" for the parties' own), title and words."""

    key: str
    title: str
    body: str


def data_of(sections: Collection[SectionSeen], kind: Kind) -> str:
    """The figures of the section of a kind as it stands, agreed or not; "" where there is none."""
    guides = section_library().by_id
    for one in sections:
        guide = guides.get(one.key)
        if guide is not None and guide.kind == kind and one.wording is not None and not one.gone:
            return one.wording.content.data
    return ""


def given_by_authority(*, actor: Actor, case: UUID) -> tuple[AuthorityYear, ...]:
    """What the authority gives, year by year, by the agreement of a case as it stands; nothing before it is begun.

    Raises NotThere.
    """
    sections = _sections(find_case(actor, case))
    term = read_term(data_of(sections, "term"))
    items = read_contributions(data_of(sections, "contributions"))
    return authority_parts(items, term.starts, term.ends)


def earlier_terms(actor: Actor, home: Case) -> tuple[tuple[str, date, date], ...]:
    """Other agreements of the same authority with some of the same parties, that the actor may read: title, first and
    last day, for those that have both."""
    parties = gate.case_parties(home.pk)
    others = Agreement.objects.filter(
        case__in=gate.cases(actor),
        case__authority=home.authority_id,
        case__parties__organisation__in=parties,
    )
    found = []
    for one in others.exclude(case=home).select_related("case__board").distinct()[:MOST_EARLIER]:
        term = read_term(data_of(_sections(one.case), "term"))
        if term.starts and term.ends:
            found.append((f"”{one.case.title}”", term.starts, term.ends))
    return tuple(found)


def earlier_agreements(actor: Actor, home: Case) -> tuple[tuple[UUID, str], ...]:
    """Agreements that one in this case may begin from, by their cases' ids and titles: those of the authority or with
    some of the same parties, that the actor reads; the newest first."""
    same = Q(case__authority=home.authority_id) | Q(
        case__parties__organisation__in=gate.case_parties(home.pk)
    )
    found = Agreement.objects.filter(same, case__in=gate.cases(actor)).exclude(case=home)
    newest = found.order_by("-started_at", "pk").values_list("case_id", "case__title", "started_at")
    return tuple((key, title) for key, title, _at in newest.distinct()[:MOST_EARLIER])


def earlier_words(actor: Actor, case: UUID) -> tuple[EarlierSection, ...]:
    """The sections of an earlier agreement with their words, without those that are left out. Raises NotThere."""
    sections = _sections(find_case(actor, case))
    if not sections:
        raise gate.NotThere
    kept = (one for one in sections if not (one.wording and one.wording.content.removed))
    return tuple(
        EarlierSection(one.key, one.title, one.wording.content.body if one.wording else "") for one in kept
    )


def _sections(home: Case) -> tuple[SectionSeen, ...]:
    agreement = agreement_of(home)
    return sections_of(agreement, present_sides(home)) if agreement else ()
