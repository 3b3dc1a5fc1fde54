"""Documents the print tests share, and what a reader should find in them."""

import datetime
import io
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any

from tillit.documents.document import (
    BulletList,
    Callout,
    Document,
    Figure,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Reason,
    Signatory,
    SignatureBlock,
    Table,
    Tag,
    WriteHere,
)

DAY = datetime.date(2026, 11, 22)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20">'
    '<rect width="60" height="20" fill="#1F4E8C"/><text x="62" y="14" font-size="8">60 %</text></svg>'
)
NOT_SHOWN = {"svg", "alt", "style", "tone", "language", "header_left", "header_right", "footer"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paper(*blocks: Any, **changes: Any) -> Document:
    """A document of these blocks."""
    return Document(**{"title": "Bedömning av samverkansform", "date": DAY, "blocks": blocks, **changes})


WHOLE = paper(
    Heading(2, "Sammanfattning"),
    Paragraph("Ett partnerskap är möjligt enligt svaren.", "lead"),
    Paragraph("Två frågor är öppna.\nEn måste en människa väga.\n\nDetta är ett nytt stycke."),
    Table(
        ("Form", "Läge", "Belopp"),
        (("Partnerskap", Tag("Möjligt", "good"), "1 400 000 kr"), ("Bidrag", Tag("Utesluts"), "0 kr")),
        "Formerna i korthet",
    ),
    Heading(3, "Skälen"),
    Reason(Tag("Måste bedömas", "warning"), "Gränsen mot köp", "Ersättningen är hög.", "HFD 2020 ref. 15"),
    Callout("Tillit beslutar inte", "Nämnden fattar sitt beslut själv.", "info"),
    BulletList(("Lokal i Vasaparken", "Ideell tid")),
    NumberedList(("Svara på frågorna", "Skriv underlaget")),
    Figure(SVG, "Stapeln visar sextio procent", "Stadens andel av pengarna"),
    PageBreak(),
    WriteHere("Egna anteckningar", 2),
    SignatureBlock(
        (
            Signatory("Stockholms stad", "Anna Åkerström", "förvaltningschef"),
            Signatory("Čáŋa Đuŋŧ", signed="19 november 2026 med BankID"),
        )
    ),
    header_left="Stockholms stad",
    header_right="Dnr SN 2026/0142",
    footer="Stöd för bedömning, inte beslut.",
    key_facts=(("Ärende", "Nattöppet i parken"), ("Parter", "Socialnämnden och Stadsmissionen")),
)


def shown_texts(value: Any) -> Iterator[str]:
    """Every text a reader should find in the body, in order."""
    if isinstance(value, str):
        yield from (part for part in value.split("\n") if part)
    elif isinstance(value, tuple):
        for part in value:
            yield from shown_texts(part)
    elif isinstance(value, Reason):
        yield from shown_texts((value.title, value.tag, value.text, value.source))
    elif isinstance(value, Table):
        yield from shown_texts((value.caption, value.headers, value.rows))
    elif isinstance(value, Signatory):
        yield from shown_texts((value.party, value.signed, value.name, value.role))
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_SHOWN:
                yield from shown_texts(getattr(value, field.name))


def squashed(text: str) -> str:
    """Text without what line breaking adds or takes."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


def missing_in_order(document: Document, printed: str) -> list[str]:
    """The texts of the document that do not follow one another in what was printed."""
    whole, at, missing = squashed(printed), 0, []
    for text in shown_texts(document):
        found = whole.find(squashed(text), at)
        if found < 0:
            missing.append(text)
        else:
            at = found + len(squashed(text))
    return missing


def pdf_text(pdf: bytes) -> str:
    """The text of a PDF in the order of its content."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def docx_text(file: bytes) -> str:
    """The text of the body of a DOCX in order."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        body = ET.fromstring(parts.read("word/document.xml"))
    return "\n".join(
        "".join(found.text or "" for found in line.iter(f"{WORD}t")) for line in body.iter(f"{WORD}p")
    )


class _Reader(HTMLParser):
    """Collects text outside pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.inside_picture = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.inside_picture = self.inside_picture or tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self.inside_picture = self.inside_picture and tag != "svg"

    def handle_data(self, data: str) -> None:
        if not self.inside_picture:
            self.text.append(data)


def html_text(html: str) -> str:
    """The text of an HTML fragment in order."""
    reader = _Reader()
    reader.feed(html)
    return "".join(reader.text)
