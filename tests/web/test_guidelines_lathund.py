"""The quick guide on the web: a page, a PDF and a Word file."""

import io
import json
from urllib.parse import unquote

import docx
import pikepdf
import pytest

from tillit.documents.failure import PrintError
from tillit.queries import guidelines as queries
from tillit.web.guidelines import papers

EVERY = sorted(queries.guidelines())


@pytest.mark.parametrize("guideline_id", EVERY)
def test_the_page_holds_the_guide(client, guideline_id):
    page = client.get(f"/riktlinjer/{guideline_id}/lathund/")
    told = page.content.decode()
    assert page.status_code == 200
    assert told.count("<h1") == 1
    assert "idéburet offentligt partnerskap (IOP)" in told
    assert f"/riktlinjer/{guideline_id}/lathund.pdf" in told


@pytest.mark.parametrize("guideline_id", EVERY)
def test_the_pdf_has_two_pages_and_carries_the_rules(client, guideline_id):
    answer = client.get(f"/riktlinjer/{guideline_id}/lathund.pdf")
    found = queries.guidelines()[guideline_id]
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 2
        held = json.loads(pdf.attachments[f"riktlinje-{guideline_id}.json"].get_file().read_bytes())
    assert [rule["id"] for rule in held["rules"]] == [rule.id for rule in found.rules]
    assert held["version"] == found.version


def test_the_files_have_swedish_names(client):
    for ending in ("pdf", "docx"):
        sent = unquote(client.get(f"/riktlinjer/goteborg/lathund.{ending}")["Content-Disposition"])
        assert sent.startswith("attachment")
        assert "Lathund IOP Göteborg 20" in sent
        assert sent.rstrip('"').endswith(f".{ending}")


def test_the_word_file_opens(client):
    answer = client.get("/riktlinjer/umea/lathund.docx")
    assert answer["Content-Type"] == papers.DOCX
    opened = docx.Document(io.BytesIO(answer.content))
    assert any("Lathund för IOP: Umeå" in paragraph.text for paragraph in opened.paragraphs)


@pytest.mark.parametrize(("ending", "maker"), [("pdf", "render_pdf"), ("docx", "render_docx")])
def test_a_failed_print_is_told_in_plain_words(client, monkeypatch, ending, maker):
    def fail(*args, **kwargs):
        raise PrintError("Utskriften avbröts.", "detail for the log")

    monkeypatch.setattr(papers, maker, fail)
    page = client.get(f"/riktlinjer/umea/lathund.{ending}")
    told = page.content.decode()
    assert page.status_code == 503
    assert "Utskriften avbröts." in told
    assert "/riktlinjer/umea/lathund/" in told
    assert "detail for the log" not in told
