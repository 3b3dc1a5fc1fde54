"""Two wordings of a section beside each other, marked in the text and told in words."""

from dataclasses import dataclass

from tillit.documents.text_differences import Change, Piece, changes, text_differences
from tillit.queries.agreement_papers import figure_lines
from tillit.queries.agreement_state import SectionSeen, WordingSeen
from tillit.queries.agreements import AgreementHead


@dataclass(frozen=True)
class ComparedWordings:
    """What differs: in the heading, in the text, and told one by one. `removed`: it is proposed to be left out."""

    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    changes: tuple[Change, ...]
    removed: bool

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return any(one.kind != "same" for one in (*self.title, *self.text))


def whole_text(head: AgreementHead, key: str, wording: WordingSeen | None) -> str:
    """All that a wording says: its text, and its figures in sentences."""
    if wording is None:
        return ""
    lines = figure_lines(head, key, wording.content)
    return "\n".join(part for part in (*lines, wording.content.body) if part)


def compared(
    head: AgreementHead, section: SectionSeen, before: WordingSeen | None, after: WordingSeen | None = None
) -> ComparedWordings | None:
    """The present wording of a section, or `after`, against an earlier one; None when there is none to compare."""
    now = after or section.wording
    if now is None or before is None:
        return None
    title = text_differences(before.content.title, now.content.title)
    text = text_differences(whole_text(head, section.key, before), whole_text(head, section.key, now))
    return ComparedWordings(title, text, (*changes(title), *changes(text)), now.content.removed)
