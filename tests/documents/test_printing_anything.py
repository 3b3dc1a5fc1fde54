"""No text stops a paper from being printed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.samples import paper, pdf_text, squashed
from tillit.documents.document import (
    BulletList,
    Callout,
    Document,
    Heading,
    NumberedList,
    Paragraph,
    Reason,
    Signatory,
    SignatureBlock,
    Table,
    Tag,
    WriteHere,
)
from tillit.documents.docx import render_docx
from tillit.documents.html import render_html
from tillit.documents.pdf import render_pdf

ANY_CHARACTER = st.characters(codec=None) | st.sampled_from(
    "\u0301\u0489\u200d\u200c\u05d0\u0627\u0651\u25cc\ue000"
)
TEXT = st.text(ANY_CHARACTER, max_size=30)
HOSTILE = (
    "Grattis 🎉 👩‍👩‍👧 🇸🇪 ❤️",
    "王小明 こんにちは 한국어",
    "שלום עולם",
    "السلام عليكم وَرَحْمَةُ",
    "नमस्ते ไทย ខ្មែរ",
    "\x00\x07\x1b[31m\x7f\x9f",
    "\ufffe\uffff\ufdd0\U0010ffff",
    "\ud800 \udfff \ud83d",
    "\ue000\U000f0000\ufeff\u2028\u2029\u202e!kab\u2066\u200f",
    "a" * 2_000,
    "王" * 300,
    "e" + "\u0301" * 500,
    "\u0301\u0301ä\u05d0\u0308\u0627\u0308\u0301",
    "https://exempel.se/" + "mapp/" * 300,
    "\n\n\n",
    "\r\n a \x0b b \x0c c \x85",
    "\u200b\u2060\u034f\u115f\u3164\u17b4\ufe0f\U000e0041",
    "i\u0307\u0328q\u0323\u030c ǆ ﬁ № ½ € → ≤ ∑ ☐ ☑ ✓",
)


def filled(texts: tuple[str, ...]) -> Document:
    """A document with these texts in every place."""
    blocks = [
        block
        for text in texts
        for block in (
            Heading(2, text),
            Heading(3, text),
            Paragraph(text),
            Paragraph(text, "source"),
            BulletList((text,)),
            NumberedList((text, text)),
            Table((text, "b"), ((text, Tag(text, "good")), ())),
            Table((), ((text,),), text),
            Callout(text, text, "danger"),
            Reason(Tag(text), text, text, text),
            WriteHere(text, 1),
            SignatureBlock((Signatory(text, text, text), Signatory(text, signed=text))),
        )
    ]
    first = texts[0]
    return paper(
        *blocks, title=first, header_left=first, header_right=first, footer=first, key_facts=((first, first),)
    )


def test_every_hostile_text_prints_in_every_place() -> None:
    for text in HOSTILE:
        document = filled((text,))
        assert render_pdf(document).startswith(b"%PDF")
        assert render_docx(document).startswith(b"PK")
        render_html(document).encode("utf-8")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=8, max_size=20))
def test_any_texts_print(texts: list[str]) -> None:
    document = paper(*(Paragraph(text) for text in texts), Table(tuple(texts), ()), BulletList(tuple(texts)))
    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")
    render_html(document).encode("utf-8")


def test_what_cannot_be_drawn_is_named() -> None:
    text = squashed(pdf_text(render_pdf(paper(Paragraph("Fest 🎉 med 王 och \ud800.")))))
    assert "Fest[U+1F389]med[U+738B]och[U+D800]." in text


def test_hebrew_and_arabic_are_drawn() -> None:
    text = pdf_text(render_pdf(paper(Paragraph("שלום"), Paragraph("سلام"))))
    assert "[U+" not in text
    assert "שלום" in text


def test_sami_and_finnish_are_drawn_in_the_first_font() -> None:
    letters = "čđŋšŧžáâõäöåÄÖÅČĐŊŠŦŽ"
    assert letters in pdf_text(render_pdf(paper(Heading(2, letters))))
    assert letters in pdf_text(render_pdf(paper(Paragraph(letters))))


@pytest.mark.parametrize("place", ["paragraph", "cell", "everywhere else"])
def test_a_word_of_ten_thousand_letters_stays_on_the_paper(place: str) -> None:
    word = "x" * 10_000
    document = {
        "paragraph": paper(Paragraph(word)),
        "cell": paper(Table((word, "b"), ((word, Tag("a")),))),
        "everywhere else": paper(title=word, header_left=word, footer=word, key_facts=((word, word),)),
    }[place]
    assert squashed(pdf_text(render_pdf(document))).count("x") >= 10_000


def test_three_thousand_characters_without_a_glyph_print() -> None:
    assert squashed(pdf_text(render_pdf(paper(Paragraph("王" * 3_000))))).count("[U+738B]") == 3_000
