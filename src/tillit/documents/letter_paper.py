"""The letter that tells how a case ends or goes on: what, why, what one can do now, whom to ask."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from tillit.documents.document import Block, Document, Heading, Paragraph
from tillit.documents.ending_words import LEADS, TITLES, worded
from tillit.documents.swedish import long_date
from tillit.domain.endings import Way


@dataclass(frozen=True)
class Letter:
    """What a letter says. `to` are the receivers; `officer` ("" for nobody yet) and `contact` are for questions."""

    way: Way
    case_title: str
    number: str
    authority: str
    source: str
    to: tuple[str, ...]
    agreement_word: str
    officer: str
    contact: str
    on: datetime.date
    reasons: str
    next_steps: str
    reference: str


def letter_paper(letter: Letter) -> Document:
    """The letter as a paper."""
    facts = [
        ("Från", letter.source),
        ("Till", ", ".join(letter.to)),
        ("Ärende", letter.case_title),
        ("Diarienummer", letter.number),
        ("Beslut", letter.reference),
    ]
    return Document(
        title=worded(TITLES, letter.way, letter.agreement_word),
        date=letter.on,
        header_left=letter.authority,
        header_right=long_date(letter.on),
        footer=f"{letter.number} · {long_date(letter.on)}",
        key_facts=tuple((name, value) for name, value in facts if value),
        blocks=tuple(_blocks(letter)),
    )


def _blocks(letter: Letter) -> Iterator[Block]:
    yield Paragraph(worded(LEADS, letter.way, letter.agreement_word), "lead")
    if letter.reasons:
        yield Heading(2, "Varför")
        yield Paragraph(letter.reasons)
    if letter.next_steps:
        yield Heading(2, "Det här kan ni göra nu")
        yield Paragraph(letter.next_steps)
    if letter.way is Way.WITHDRAW:
        return
    if letter.reference:
        yield Heading(2, "Om ni vill få beslutet prövat")
        yield Paragraph(_REVIEW)
        yield Paragraph("Kommunallagen (2017:725) 13 kap. 1, 5 och 8 §§.", "source")
    yield Heading(2, "Frågor")
    who = f"{letter.officer} svarar på frågor om ärendet." if letter.officer else "Hör av er till oss."
    yield Paragraph(f"{who} Skriv till {letter.contact}." if letter.contact else who)


_REVIEW = (
    "Den som bor i kommunen eller regionen kan begära att förvaltningsrätten prövar om beslutet är lagligt. "
    "Det ska göras inom tre veckor från att det justerade protokollet tillkännagavs på anslagstavlan."
)
