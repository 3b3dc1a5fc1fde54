"""The quick guide: made from the guideline itself, and two pages whatever the guideline says."""

import datetime
import io
from dataclasses import replace

import docx
import pikepdf
import pytest

import given as g
from tillit.documents.document import BulletList, Document, Paragraph, Table
from tillit.documents.docx import render_docx
from tillit.documents.lathund import SECTIONS, lathund
from tillit.documents.pdf import render_pdf
from tillit.domain.conditions import Fact
from tillit.domain.guidelines import Demands
from tillit.queries.guidelines import bank, guidelines, law

EVERY = sorted(guidelines())
DAY = datetime.date(2026, 11, 22)


def made(guideline) -> Document:
    """The quick guide on a day."""
    return lathund(guideline, law(), bank(), DAY)


def pages(document: Document) -> int:
    """How many pages the printed document has."""
    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
        return len(pdf.pages)


def texts(document: Document) -> str:
    """Everything that the document says."""
    found = []
    for block in document.blocks:
        if isinstance(block, BulletList):
            found += block.items
        elif isinstance(block, Table):
            found += [cell for row in block.rows for cell in row]
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return "\n".join(map(str, found))


def guideline_of(rules: int, words: int):
    """A guideline with many rules, each with a long title and a long reason."""
    effects = ("requires", "excludes", "favours", "warns")
    facts = list(bank().by_id)
    made_rules = [
        replace(
            g.a_rule(f"r{i}", "g", "partnership", effects[i % 4], Fact(facts[i % len(facts)])),
            title=f"Regel {i} " + "med en lång rubrik " * (words // 8),
            because="Ett skäl som tar plats. " * words,
            discretion=i % 8 == 7,
        )
        for i in range(rules)
    ]
    return replace(
        g.a_guideline("g", *made_rules),
        demands=Demands(tuple(SECTIONS), 36, 3, 12, "Källa"),
        version="En lång text om versionen. " * 20,
        source="En källa med långt namn. " * 40,
    )


@pytest.mark.parametrize("guideline_id", EVERY)
def test_every_guideline_has_a_guide_of_two_pages(guideline_id):
    assert pages(made(guidelines()[guideline_id])) == 2


@pytest.mark.parametrize(("rules", "words"), [(0, 0), (1, 1), (12, 8), (40, 8), (120, 60)])
def test_it_is_two_pages_whatever_the_guideline_says(rules, words):
    assert pages(made(guideline_of(rules, words))) == 2


@pytest.mark.parametrize("guideline_id", EVERY)
def test_what_is_required_and_what_stops_is_on_the_guide(guideline_id):
    guideline = guidelines()[guideline_id]
    told = texts(made(guideline))
    for rule in guideline.rules:
        if rule.form == "partnership" and rule.hard:
            assert rule.title in told
    for rule in law().rules:
        if rule.form == "partnership" and rule.effect == "excludes":
            assert rule.title in told


@pytest.mark.parametrize("guideline_id", EVERY)
def test_the_word_file_opens_and_says_the_same(guideline_id):
    document = made(guidelines()[guideline_id])
    opened = docx.Document(io.BytesIO(render_docx(document)))
    said = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert document.title in said
    assert all(block.text in said for block in document.blocks if isinstance(block, Paragraph))


def test_every_section_that_a_guideline_demands_has_a_swedish_name():
    asked = {section for found in guidelines().values() for section in found.demands.sections}
    assert asked <= set(SECTIONS)


def test_a_guideline_past_its_day_says_so():
    old = replace(g.a_guideline("g"), valid_until=datetime.date(2024, 1, 1))
    assert "gäller inte längre" in dict(made(old).key_facts)["Gäller"]
    assert "ingen senare version är känd" in dict(made(g.a_guideline("g")).key_facts)["Gäller"]
    coming = replace(g.a_guideline("g"), valid_from=datetime.date(2030, 1, 1))
    assert dict(made(coming).key_facts)["Gäller"].startswith("Börjar gälla")
