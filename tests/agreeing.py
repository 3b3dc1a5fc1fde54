"""An agreement in the test world: the shared case has gone on, three sides write; short ways to act for each."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tillit.actions import agreements, endings, readings, sections
from tillit.domain.endings import Way
from tillit.domain.proposing import Content
from tillit.queries.agreements import AgreementPage, agreement_page
from tillit.queries.sections import SectionPage, section_page
from tillit.store.models import AgreementSection
from world import LETTER, NOON, World

#: Who writes and who accepts for each side; "" is the authority.
WRITERS = {
    "": "sund.case_officer.social",
    "natt": "natt.organisation_editor",
    "hem": "hem.organisation_editor",
}
SIGNERS = {
    "": "sund.case_officer.social",
    "natt": "natt.organisation_signatory",
    "hem": "hem.organisation_administrator",
}
KEYS = ("background", "purpose", "goals")


@dataclass
class Agreeing:
    """The agreement of the shared case, with a clock that goes on by a minute an act."""

    world: World
    ids: dict[str, UUID] = field(default_factory=dict)
    minutes: int = 0

    @property
    def case(self) -> UUID:
        """The shared case."""
        return self.world.cases["gemensam"].pk

    def as_one(self, who: str) -> dict:
        """Who acts, when and in which case."""
        self.minutes += 1
        at = NOON + timedelta(minutes=self.minutes)
        return {"actor": self.world.actor(who, at=at), "at": at, "case": self.case}

    def go_on(self) -> None:
        """The board goes on to an agreement."""
        given = {**LETTER, "way": Way.AGREEMENT}
        endings.end(**self.as_one(WRITERS[""]), version=self.world.cases["gemensam"].version, **given)
        self.world.cases["gemensam"].refresh_from_db()

    def begin(self, keys: tuple[str, ...] = KEYS, by: str = "natt") -> None:
        """Go on, and begin with these sections."""
        self.go_on()
        agreements.start(**self.as_one(WRITERS[by]), keys=keys)
        self.ids = dict(AgreementSection.objects.filter(agreement__case=self.case).values_list("key", "pk"))

    def add(self, key: str) -> None:
        """Add a section of the library."""
        self.ids[key] = agreements.add_section(**self.as_one(WRITERS[""]), key=key)

    def page(self, who: str = WRITERS[""]) -> AgreementPage:
        """The agreement as someone sees it."""
        return agreement_page(**self.as_one(who))

    def section(self, key: str, who: str = WRITERS[""]) -> SectionPage:
        """A section as someone sees it."""
        return section_page(**self.as_one(who), section=self.ids[key])

    def version(self, key: str) -> int:
        """The present version of a section."""
        return AgreementSection.objects.get(pk=self.ids[key]).version

    def propose(self, key: str, by: str, text: str, *, seen: int | None = None, **more) -> int:
        """A side proposes a text, having seen the present version if not said."""
        content = Content(more.pop("title", "Rubrik"), text, **more)
        version = self.version(key) if seen is None else seen
        return sections.propose(
            **self.as_one(WRITERS[by]), section=self.ids[key], version=version, content=content
        )

    def accept(self, key: str, by: str, *, seen: int | None = None) -> bool:
        """A side accepts what stands, having seen the present version if not said."""
        version = self.version(key) if seen is None else seen
        side = self.world.organisations[by].pk if by else None
        return sections.accept(**self.as_one(SIGNERS[by]), section=self.ids[key], version=version, side=side)

    def read_back(self, by: str, *, seen: int | None = None) -> bool:
        """A side confirms the whole text, having seen the present version if not said."""
        version = self.page().version if seen is None else seen
        side = self.world.organisations[by].pk if by else None
        return readings.confirm_reading(**self.as_one(SIGNERS[by]), version=version, side=side)

    def comment(self, key: str, by: str, text: str) -> UUID:
        """A side says something."""
        return sections.comment(**self.as_one(WRITERS[by]), section=self.ids[key], body=text)

    def settle(self, key: str, text: str, by: str = "natt") -> None:
        """A side proposes, and the others accept."""
        self.propose(key, by, text)
        for other in SIGNERS:
            if other != by:
                self.accept(key, other)
