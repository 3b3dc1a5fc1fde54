"""The text pages: there, readable, and true to their promises."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

SWEDISH = ["start", "partnership", "method", "accessibility", "privacy"]
BLOCKS = {"p", "li", "h1", "h2", "h3", "td", "th", "dt", "dd", "div"}


class MainText(HTMLParser):
    """Collects the words inside main, one line per block."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False
        if tag in BLOCKS:
            self.text += ".\n"

    def handle_data(self, data):
        if self.inside:
            self.text += re.sub(r"\s+", " ", data)


def main_text(html: str) -> str:
    """Return what a visitor reads in the middle of the page."""
    parser = MainText()
    parser.feed(html)
    return parser.text


def sentences(text: str) -> list[list[str]]:
    """Split a text into sentences of words."""
    parts = re.split(r"[.!?:]+(?=\s|$)", text)
    return [words for part in parts if (words := re.findall(r"[\w-]+", part))]


def lix(text: str) -> float:
    """Measure readability: words per sentence plus the share of words with more than six letters."""
    split = sentences(text)
    words = [word for sentence in split for word in sentence]
    return len(words) / len(split) + 100 * sum(len(word) > 6 for word in words) / len(words)


def read(name: str) -> str:
    """Fetch a text page."""
    response = Client().get(reverse(f"texts:{name}"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", SWEDISH)
def test_text_is_plain_swedish(name):
    text = main_text(read(name))
    assert lix(text) <= 40
    assert max(len(sentence) for sentence in sentences(text)) <= 28


@pytest.mark.parametrize("name", [*SWEDISH, "english"])
def test_page_has_one_heading_and_its_language(name):
    html = read(name)
    assert html.count("<h1") == 1
    assert f'<html lang="{"en" if name == "english" else "sv"}"' in html


@pytest.mark.parametrize("name", ["start", "partnership"])
def test_iop_is_spelled_out(name):
    assert "idéburet offentligt partnerskap (IOP)" in main_text(read(name))


def test_start_leads_to_the_flow_first():
    buttons = re.findall(r'<a class="ds-button"( data-variant="secondary")? href="([^"]+)"', read("start"))
    assert [address for secondary, address in buttons if not secondary] == [reverse("assessment:start")]


def test_start_promises_nothing_that_is_not_there():
    html = read("start")
    assert "Register" not in html


def test_texts_set_no_cookies():
    for name in [*SWEDISH, "english"]:
        assert not Client().get(reverse(f"texts:{name}")).cookies


def test_texts_are_only_read():
    assert Client().post(reverse("texts:start")).status_code == 405


def test_health():
    response = Client().get("/halsa/")
    assert response.json() == {"ok": True}
