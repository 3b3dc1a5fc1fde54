"""The whole text read back: what it does not promise, and which sides have confirmed it at its present version."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.confirming import Confirmation, Standing, standing
from tillit.domain.contributions import read_contributions
from tillit.domain.term_limits import promises
from tillit.domain.terms import read_term
from tillit.queries import gate
from tillit.queries.agreement_figures import data_of
from tillit.queries.agreement_state import SectionSeen, Side, SideNamed, agreement_of
from tillit.queries.agreements import AgreementPage, agreement_page
from tillit.queries.cases import find_case
from tillit.store.models import Agreement, AgreementReading


@dataclass(frozen=True)
class SideRead:
    """A side, and when it confirmed the present text; None when it has not."""

    side: SideNamed
    at: datetime | None


@dataclass(frozen=True)
class ReadingPage:
    """The whole text to confirm. `promises`: what it does not promise; `may_confirm`: for which sides the actor can."""

    page: AgreementPage
    promises: tuple[str, ...]
    sides: tuple[SideRead, ...]
    may_confirm: tuple[SideNamed, ...]

    @property
    def confirmed(self) -> bool:
        """Whether every side has confirmed it."""
        return self.page.settled and all(one.at for one in self.sides)

    @property
    def begun(self) -> bool:
        """Whether some side has confirmed it."""
        return any(one.at for one in self.sides)


def reading_standing(agreement: Agreement, sides: Collection[Side]) -> Standing[Side]:
    """Which of these sides have read the whole text back at its present version."""
    given = AgreementReading.objects.filter(agreement=agreement).values_list("organisation", "version")
    return standing(sides, agreement.version, [Confirmation(side, version) for side, version in given])


def reading_page(*, actor: Actor, at: datetime, case: UUID) -> ReadingPage:
    """The whole text of the agreement of a case, to read back. Raises NotThere before it is begun."""
    page = agreement_page(actor=actor, at=at, case=case)
    home = find_case(actor, case)
    agreement = agreement_of(home)
    if agreement is None or page.id is None:
        raise gate.NotThere
    given = AgreementReading.objects.filter(agreement=agreement, version=agreement.version)
    times: dict[Side, datetime] = dict(given.values_list("organisation", "at"))
    state = gate.subject(home).state
    return ReadingPage(
        page,
        what_is_not_promised(page.sections),
        tuple(SideRead(one, times.get(one.id)) for one in page.head.sides),
        tuple(
            one
            for one in page.head.sides
            if page.settled
            and one.id not in times
            and gate.may("case.read_back", actor, gate.side_subject(home, one.id, state), at)
        ),
    )


def what_is_not_promised(sections: Collection[SectionSeen]) -> tuple[str, ...]:
    """What the whole text does not promise, made of its term and its money; nothing while it has no last day."""
    term = read_term(data_of(sections, "term"))
    if term.ends is None:
        return ()
    items = read_contributions(data_of(sections, "contributions"))
    money = [one for one in items if one.kind == "money"]
    total = sum(one.value or 0 for one in money)
    return promises(term, total, sorted({one.year for one in money}))
