"""The page fragment is escaped, accessible and says the same."""

import re

import pytest

from documents.samples import SVG, WHOLE, html_text, missing_in_order, paper
from tillit.documents.document import Figure, Heading, Paragraph, Reason, Table, Tag
from tillit.documents.html import render_html
from tillit.documents.pictures import clean_svg


def test_says_everything_in_order() -> None:
    assert missing_in_order(WHOLE, html_text(render_html(WHOLE))) == []


def headings(html: str) -> list[int]:
    """The levels of the headings in order."""
    return [int(level) for level in re.findall(r"<h(\d)", html)]


def test_headings_are_shifted_and_never_skip() -> None:
    assert headings(render_html(WHOLE)) == [1, 2, 3, 4]
    assert headings(render_html(WHOLE, title_level=2)) == [2, 3, 4, 5]
    deep = paper(Heading(3, "a"), Reason(None, "b", "c"), Heading(2, "d"))
    assert headings(render_html(deep)) == [1, 2, 3, 2]
    assert headings(render_html(WHOLE, title_level=5)) == [5, 6, 6, 6]


@pytest.mark.parametrize("hostile", ["<script>x</script>", '"><img src=x onerror=y>', "&lt;", "'"])
def test_everything_is_escaped(hostile: str) -> None:
    table = Table((hostile,), ((Tag(hostile),), (hostile,)), hostile)
    blocks = (Paragraph(hostile), table, Figure(SVG, hostile, hostile), Reason(None, hostile, hostile))
    html = render_html(paper(*blocks, title=hostile, footer=hostile, key_facts=((hostile, hostile),)))
    assert "<script" not in html
    assert "<img" not in html
    assert html_text(html).count(hostile) == 12


def test_classes_are_our_own() -> None:
    names = {name for names in re.findall(r'class="([^"]*)"', render_html(WHOLE)) for name in names.split()}
    assert all(name == "paper" or name.startswith("paper-") for name in names)


def test_tables_are_read_by_header_and_picture_by_text() -> None:
    html = render_html(WHOLE)
    assert '<th scope="col">Form</th>' in html
    assert "<caption>Formerna i korthet</caption>" in html
    assert 'role="img" aria-label="Stapeln visar sextio procent"' in html
    assert 'lang="sv"' in html
    assert '<td class="paper-number" data-label="Belopp">0 kr</td>' in html


def test_no_inline_styles_that_a_strict_policy_refuses() -> None:
    assert " style=" not in render_html(WHOLE)


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<image href="file:///etc/passwd"/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import url(http://x)</style>",
        '<rect fill="url(http://evil)"/>',
        '<use xlink:href="http://evil" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        '<rect style="background:url(http://evil)"/>',
    ],
)
def test_pictures_only_draw(evil: str) -> None:
    cleaned = clean_svg(SVG.replace("<rect", evil + "<rect", 1))
    assert "60 %" in cleaned
    for sign in ("alert", "passwd", "evil", "foreign", "import"):
        assert sign not in cleaned


def test_a_picture_with_entities_is_refused() -> None:
    assert clean_svg("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG) == ""
