"""The Word file holds the same as the PDF and the page, in real structure."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from documents.samples import WHOLE, docx_text, missing_in_order, paper
from tillit.documents.document import BulletList, Figure, NumberedList, Paragraph
from tillit.documents.docx import render_docx


@pytest.fixture(scope="module")
def written() -> bytes:
    return render_docx(WHOLE)


def test_says_everything_in_order(written: bytes) -> None:
    assert missing_in_order(WHOLE, docx_text(written)) == []


def test_opens_with_real_headings(written: bytes) -> None:
    paragraphs = docx.Document(io.BytesIO(written)).paragraphs
    headings = [p.style.name for p in paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Heading 1", "Heading 2", "Heading 3", "Heading 4"]


def test_properties_and_language(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    core = file.core_properties
    assert (core.title, core.author, core.language) == (WHOLE.title, "Tillit", "sv-SE")
    assert core.created.date() == core.modified.date() == WHOLE.date
    language = file.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    )
    assert language.get(qn("w:val")) == "sv-SE"


def test_header_row_is_repeated(written: bytes) -> None:
    table = docx.Document(io.BytesIO(written)).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_letterhead_and_page_numbers(written: bytes) -> None:
    section = docx.Document(io.BytesIO(written)).sections[0]
    assert section.header.paragraphs[0].text == "Stockholms stad\tDnr SN 2026/0142"
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith(WHOLE.footer + "\tSida ")
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_picture_is_drawn_and_described(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    assert len(file.inline_shapes) == 1
    assert file.inline_shapes[0]._inline.docPr.get("descr") == "Stapeln visar sextio procent"


def test_a_picture_that_cannot_be_drawn_gives_its_text() -> None:
    assert "Ingen bild" in docx_text(render_docx(paper(Figure("nej", "Ingen bild"))))


def test_same_document_gives_same_bytes(written: bytes) -> None:
    assert render_docx(WHOLE) == written
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_numbered_list_begins_at_one() -> None:
    written = render_docx(paper(NumberedList(("a", "b")), BulletList(("c",)), NumberedList(("d",))))
    numbers = [
        p._p.pPr.numPr.numId.val
        for p in docx.Document(io.BytesIO(written)).paragraphs
        if p.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]


def test_markup_is_text() -> None:
    assert "<b>&amp;</b> {{ x }}" in docx_text(render_docx(paper(Paragraph("<b>&amp;</b> {{ x }}"))))
