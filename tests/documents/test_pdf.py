"""The PDF is archivable, accessible, complete and always the same."""

import io
import json
from dataclasses import replace

import pikepdf
import pytest

from documents.samples import SVG, WHOLE, missing_in_order, paper, pdf_text
from tillit.documents.document import Figure, Heading, Paragraph, Table, as_plain
from tillit.documents.pdf import render_pdf

DATA = json.dumps(as_plain(WHOLE), ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_pdf(WHOLE, attachment=DATA, attachment_name="ärende 1.json")


def test_declares_pdf_a_3a_and_pdf_ua_1(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert meta["dc:title"] == WHOLE.title
        assert list(meta["dc:creator"]) == ["Tillit"]


def test_holds_the_structure_that_the_standards_ask_for(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot.K is not None
        assert str(root.Lang).startswith("sv")
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert root.ViewerPreferences.DisplayDocTitle


def _roles(element: pikepdf.Object) -> list[str]:
    """The tags of the structure tree in order."""
    if isinstance(element, pikepdf.Array):
        return [role for child in element for role in _roles(child)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S)] if "/S" in element else []
    return own + (_roles(element.K) if "/K" in element else [])


def test_tags_headings_tables_lists_and_pictures(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        roles = _roles(pdf.Root.StructTreeRoot.K)
    headings = [role for role in roles if role in {"/H1", "/H2", "/H3", "/H4"}]
    assert headings == ["/H1", "/H2", "/H3", "/H4"]
    assert roles.count("/TH") == 3
    assert {"/Table", "/TR", "/TD", "/L", "/LI", "/Figure", "/Caption"} <= set(roles)


def test_carries_the_attachment_unchanged(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        (name,) = pdf.attachments
        assert name == "arende-1.json"
        assert pdf.attachments[name].get_file().read_bytes() == DATA


@pytest.mark.parametrize("data", [b"", b"\xff\xfe{\x00}\x00", b"\x00\x01", '{"å": "😀"}'.encode()])
def test_carries_any_bytes(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(paper(), attachment=data))) as pdf:
        assert pdf.attachments["data.json"].get_file().read_bytes() == data


def test_says_everything_in_order(printed: bytes) -> None:
    text = pdf_text(printed)
    assert missing_in_order(WHOLE, text) == []
    for part in (WHOLE.header_left, WHOLE.header_right, WHOLE.footer, "Sida 1 av 2", "Sida 2 av 2"):
        assert part in text


def test_same_document_gives_same_bytes(printed: bytes) -> None:
    assert render_pdf(WHOLE, attachment=DATA, attachment_name="ärende 1.json") == printed


def test_another_day_gives_other_bytes(printed: bytes) -> None:
    assert render_pdf(replace(WHOLE, date=WHOLE.date.replace(day=23)), attachment=DATA) != printed


def test_language_follows_the_document() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(paper(Paragraph("Hello"), language="en")))) as pdf:
        assert str(pdf.Root.Lang).startswith("en")


MARKUP = (
    '#read("/etc/passwd")',
    "*b* _i_ `c`",
    "$x^2$",
    "<b>fet</b>",
    "@ref",
    "= Rubrik",
    "- punkt",
    "// kommentar",
    "\\ ~ --- 'x' \"y\"",
    "#panic()",
    "-> => 2x4",
)


@pytest.mark.parametrize("place", ["title", "footer", "block", "cell"])
def test_markup_is_printed_as_it_was_written(place: str) -> None:
    together = " ".join(MARKUP)
    document = {
        "title": paper(title=together),
        "footer": paper(footer=together),
        "block": paper(Heading(2, together), Paragraph(together)),
        "cell": paper(Table(MARKUP, (MARKUP,))),
    }[place]
    text = "".join(pdf_text(render_pdf(document)).split()).replace("\u00ad", "").replace("\u200b", "")
    for written in MARKUP:
        assert "".join(written.split()) in text


def test_skipped_and_empty_headings_print() -> None:
    document = paper(Heading(3, "Djup"), Heading(2, " "), Heading(3, "Djupare"), title="  ")
    text = pdf_text(render_pdf(document))
    assert "Utan rubrik" in text
    assert text.index("Djup") < text.index("Djupare")


@pytest.mark.parametrize(
    "svg",
    ["", "nej", "<svg/>", SVG[:-9], SVG.replace("60 %", "王 😀"), SVG.replace("60 %", "&#x738B;&#x1F600;")],
)
def test_a_bad_picture_gives_way_to_its_text(svg: str) -> None:
    text = pdf_text(render_pdf(paper(Figure(svg, "Stapelns text", "Bildtext"), Paragraph("Efteråt"))))
    assert "Bildtext" in text
    assert "Efteråt" in text
