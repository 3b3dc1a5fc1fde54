"""The agreement as a paper: its parties and its sections, and plainly said what is not agreed yet."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tillit.documents.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Paragraph,
    Signatory,
    SignatureBlock,
)
from tillit.documents.swedish import long_date


@dataclass(frozen=True)
class PaperSection:
    """A section as printed. `note` says what is not agreed about it, "" when all have accepted it."""

    title: str
    lines: tuple[str, ...]
    body: str
    note: str = ""


@dataclass(frozen=True)
class PaperAgreement:
    """What is printed of an agreement. `parties` are names; `settled`: every section is agreed."""

    title: str
    number: str
    authority: str
    version: int
    settled: bool
    parties: Sequence[str]
    sections: Sequence[PaperSection]


def agreement_paper(agreement: PaperAgreement, on: datetime.date) -> Document:
    """The paper. What is agreed is printed as it was accepted, word for word."""
    state = (
        "Alla parter har godtagit samma ord" if agreement.settled else "Utkast, allt är inte överenskommet"
    )
    return Document(
        title=agreement.title,
        date=on,
        header_left=agreement.authority,
        header_right=agreement.number,
        footer=f"Version {agreement.version}, {long_date(on)}.",
        key_facts=(
            ("Diarienummer", agreement.number),
            ("Parter", ", ".join(agreement.parties)),
            ("Läge", state),
            ("Version", f"{agreement.version}, {long_date(on)}"),
        ),
        blocks=tuple(_blocks(agreement)),
    )


def _blocks(agreement: PaperAgreement) -> Iterator[Block]:
    if not agreement.settled:
        told = "Det som inte är överenskommet är märkt. Texten binder ingen."
        yield Callout("Det här är ett utkast", told, "warning")
    for place, one in enumerate(agreement.sections, start=1):
        yield Heading(2, f"{place}. {one.title}")
        if one.note:
            yield Paragraph(one.note, "small")
        if one.lines:
            yield BulletList(one.lines)
        if one.body:
            yield Paragraph(one.body)
    if agreement.settled:
        yield SignatureBlock(tuple(Signatory(name) for name in agreement.parties))
