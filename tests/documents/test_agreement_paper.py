"""An agreement on paper: what was accepted is what is printed, whatever the parties are called and write."""

import io
import json
import random
import re

import pikepdf

from documents.samples import DAY, missing_in_order, pdf_text, squashed
from tillit.documents.agreement_paper import PaperAgreement, PaperSection, agreement_paper
from tillit.documents.docx import render_docx
from tillit.documents.html import render_html
from tillit.documents.pdf import render_pdf

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöÅÄÖéèáčđŋšŧžÁČĐŊŠŦŽæøœüßñ"
ODD = (
    "🎉", "👩‍👩‍👧", "שלום", "السلام", "王小明", "\x00\x07", "\u202e",
    "\ufeff", "\ud800", "e\u0301", "\u0308", "\t", "#let x=1", "$x$", "*_`",
)  # fmt: skip
ROUNDS, EACH = 20, 50


def agreement(parties, sections, settled=True):
    """A paper of these."""
    return agreement_paper(
        PaperAgreement("Överenskommelse", "IOP 2026/0001", "Kommunen", 7, settled, parties, sections), DAY
    )


def word(rng, most=14):
    """A word of Swedish, Sami and Finnish letters and some others."""
    return "".join(rng.choice(LETTERS) for _ in range(rng.randrange(1, most)))


def name(rng):
    """A name that somebody might have, or that should not be possible."""
    parts = [word(rng).capitalize() for _ in range(rng.randrange(1, 4))]
    if rng.random() < 0.4:
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(ODD))
    return " ".join(parts)


def test_a_thousand_names_and_texts_all_print_and_what_has_no_glyph_is_seen():
    rng, names = random.Random(2026), 0
    for number in range(ROUNDS):
        parties = [name(rng) for _ in range(EACH)]
        sections = [
            PaperSection(name(rng), (name(rng),), " ".join(name(rng) for _ in range(8))) for _ in range(10)
        ]
        names += len(parties)
        paper = agreement(parties, sections, settled=bool(number % 2))
        assert render_pdf(paper).startswith(b"%PDF-")
        assert render_docx(paper).startswith(b"PK")
        assert "<article" in render_html(paper)
    assert names == 1000
    seen = pdf_text(render_pdf(agreement(["Föreningen 王"], [PaperSection("Namn", (), "Vi heter 王小明.")])))
    assert "Vi heter" in seen
    assert "王" not in seen
    assert "Vi heter ." not in seen, "what is replaced is replaced by something that is seen"


def test_words_of_ten_thousand_letters_print():
    rng = random.Random(1)
    long = "".join(rng.choice(LETTERS) for _ in range(10_000))
    printed = pdf_text(render_pdf(agreement([long[:200], "B"], [PaperSection("Lång", (long,), long)])))
    assert squashed(printed).count(squashed(long)[:50]) >= 2


def without_edges(printed):
    """A text without the lines at the top and the foot of each page, which come in the middle of a section."""
    edge = re.compile(r"Kommunen IOP 2026/0001|Version 7, .* Sida \d+ av \d+")
    return "\n".join(
        line for line in printed.replace("\f", "\n").split("\n") if not edge.fullmatch(line.strip())
    )


def test_what_is_printed_is_what_was_accepted_letter_by_letter():
    rng = random.Random(7)
    for _ in range(15):
        sections = [
            PaperSection(
                " ".join(word(rng) for _ in range(3)),
                tuple(" ".join(word(rng) for _ in range(6)) for _ in range(rng.randrange(3))),
                "\n".join(" ".join(word(rng) for _ in range(20)) + "." for _ in range(4)),
            )
            for _ in range(8)
        ]
        wanted = [
            text
            for place, one in enumerate(sections, 1)
            for text in (f"{place}. {one.title}", *one.lines, *one.body.split("\n"))
        ]
        printed = without_edges(pdf_text(render_pdf(agreement(["A", "B"], sections))))
        assert missing_in_order(tuple(wanted), printed) == []
        assert missing_in_order((*wanted, "står inte där"), printed) == ["står inte där"]


def test_the_paper_is_archivable_and_accessible_and_carries_its_data():
    data = json.dumps({"sections": []}).encode()
    sections = [PaperSection("Syfte", ("Ett bidrag.",), "Vi vill.")]
    made = render_pdf(
        agreement(["A", "B"], sections), attachment=data, attachment_name="overenskommelse.json"
    )
    with pikepdf.open(io.BytesIO(made)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("sv")
        assert next(iter(pdf.attachments.values())).get_file().read_bytes() == data


def test_a_draft_says_so_and_has_no_room_to_sign():
    note = "Förslag från A. Väntar på B."
    draft = agreement(["A", "B"], [PaperSection("Syfte", (), "Vi vill.", note)], settled=False)
    text = pdf_text(render_pdf(draft))
    assert "utkast" in text
    assert note in text
    assert "Underskrift" not in text
    assert "Underskrift" in pdf_text(
        render_pdf(agreement(["A", "B"], [PaperSection("Syfte", (), "Vi vill.")]))
    )
