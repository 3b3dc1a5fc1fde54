"""The sections that an agreement may hold: what each is for, what to ask, and how it may and may not be worded.

Advice, not rules: the parties choose their sections and write their own words. The texts are data
(`agreements/sections.toml`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

Kind = Literal["text", "contributions", "term", "goals", "follow_up"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class SectionGuide:
    """One section. `kind` says which figures it holds beside its text; `usual`: suggested for most agreements.

    `good` and `bad` are example wordings, `satisfies` is what the section answers: criteria, legal checks, the
    auditors' questions.
    """

    id: str
    title: str
    kind: Kind
    usual: bool
    purpose: str
    questions: tuple[str, ...]
    good: str
    bad: str
    why_bad: str
    satisfies: tuple[str, ...]
    source: str


@dataclass(frozen=True, eq=False)
class Library:
    """All sections, in the order in which they stand in an agreement. Compared by identity: the file is read once."""

    edition: str
    sections: tuple[SectionGuide, ...]

    @cached_property
    def by_id(self) -> Mapping[str, SectionGuide]:
        """The sections by their id, in order."""
        return {section.id: section for section in self.sections}

    def order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids, each once, in the order of the library; those that it does not know come last, sorted."""
        wanted = set(ids)
        return (*(name for name in self.by_id if name in wanted), *sorted(wanted - self.by_id.keys()))


def proposed(library: Library, obligatory: Collection[str]) -> tuple[str, ...]:
    """The ids of the sections to begin with: what is usual and what is obligatory.

    An obligatory section that the library does not know is kept, last: what is demanded is never lost in silence.
    """
    return library.order({*obligatory, *(section.id for section in library.sections if section.usual)})
