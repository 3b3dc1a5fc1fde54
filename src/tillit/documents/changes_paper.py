"""What changed between two versions of an agreement, as a paper: told in sentences, and marked with words in the text.

Nothing rests on colour or on a line through the words: what was added stands within [+ +], what was removed within
[- -].
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tillit.documents.document import Block, BulletList, Document, Heading, Paragraph
from tillit.documents.swedish import long_date
from tillit.documents.text_differences import Change, Piece, changes, text_differences

_MARKS = {"added": ("[+", "+]"), "removed": ("[-", "-]")}


@dataclass(frozen=True)
class ChangedSection:
    """A section at two versions; "" where it was not there."""

    title_before: str
    title_after: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether anything in it differs."""
        return (self.title_before, self.before) != (self.title_after, self.after)


def told(change: Change) -> str:
    """A change as it is read aloud: "två år" blev "tre år"."""
    if change.before and change.after:
        return f"”{change.before}” blev ”{change.after}”."
    return f"Tillagt: ”{change.after}”." if change.after else f"Borttaget: ”{change.before}”."


def marked(pieces: Sequence[Piece]) -> str:
    """A text with its changes marked by signs."""
    return "".join(_marked(one) for one in pieces)


def _marked(piece: Piece) -> str:
    if piece.kind == "same" or not piece.text.strip():
        return piece.text
    first, last = _MARKS[piece.kind]
    bare = piece.text.strip()
    before, _text, after = piece.text.partition(bare)
    return f"{before}{first}{bare}{last}{after}"


def changes_paper(
    title: str, number: str, authority: str, versions: tuple[int, int], sections: Sequence[ChangedSection],
    on: datetime.date,
) -> Document:  # fmt: skip
    """The paper of what changed between two versions, the older first."""
    older, newer = versions
    return Document(
        title=title,
        date=on,
        header_left=authority,
        header_right=number,
        footer=f"Ändringar från version {older} till version {newer}, {long_date(on)}.",
        key_facts=(("Diarienummer", number), ("Från version", str(older)), ("Till version", str(newer))),
        blocks=tuple(_blocks([one for one in sections if one.differs])),
    )


def _blocks(sections: Sequence[ChangedSection]) -> Iterator[Block]:
    if not sections:
        yield Paragraph("Inget skiljer mellan versionerna.", "lead")
        return
    yield Paragraph("Tillagt står inom [+ +] och borttaget inom [- -].", "small")
    for one in sections:
        yield Heading(2, one.title_after or one.title_before)
        yield from _section(one)


def _section(one: ChangedSection) -> Iterator[Block]:
    if not one.before or not one.after:
        yield Paragraph("Avsnittet är nytt." if one.after else "Avsnittet är borttaget.")
        yield Paragraph(one.after or one.before)
        return
    pieces = text_differences(one.before, one.after)
    heading = () if one.title_before == one.title_after else (Change(one.title_before, one.title_after),)
    yield BulletList(tuple(told(change) for change in (*heading, *changes(pieces))))
    yield Paragraph(marked(pieces))
