"""The pages about the guidelines, through the test client; no database."""

import datetime
import html
import json
import re
from itertools import combinations

import pytest

from tillit.domain.checker import Contradiction, DeadRule
from tillit.domain.treatment import treatment
from tillit.queries import guidelines as queries
from tillit.web.guidelines import views
from tillit.web.guidelines.findings import findings
from tillit.web.guidelines.words import TREATMENTS

EVERY = sorted(queries.guidelines())
DAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(views, "localdate", lambda: DAY)


def text_of(response) -> str:
    """The page without markup, as a reader meets it."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(plain).split())


def one_line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def test_the_list_has_every_guideline_and_the_law_first(client):
    page = client.get("/riktlinjer/")
    told = page.content.decode()
    assert page.status_code == 200
    for found in queries.guidelines().values():
        assert html.escape(found.summary, quote=False) in told.replace("&quot;", '"').replace("&#x27;", "'")
        assert f'href="/riktlinjer/{found.id}/"' in told
    law = told.index('href="/riktlinjer/law-se/"')
    assert all(law < told.index(f'href="/riktlinjer/{name}/"') for name in EVERY if name != "law-se")
    assert "idéburet offentligt partnerskap (IOP)" in told
    assert "Vi känner inte till någon senare version." in told


@pytest.mark.parametrize("guideline_id", EVERY)
def test_a_guideline_is_shown_whole(client, guideline_id):
    page = client.get(f"/riktlinjer/{guideline_id}/")
    told = text_of(page)
    found = queries.guidelines()[guideline_id]
    assert page.status_code == 200
    for rule in found.rules:
        for text in (rule.title, rule.because, rule.source):
            assert one_line(text) in told
        if rule.url:
            assert f'href="{html.escape(rule.url)}"' in page.content.decode()
    for section in found.sections:
        assert one_line(section.text) in told
        assert one_line(section.instruction) in told
    assert "Håller reglerna ihop?" in told
    assert f"/iop/?riktlinje={guideline_id}" in page.content.decode()


@pytest.mark.parametrize("guideline_id", EVERY)
def test_every_gap_is_told_as_a_case(guideline_id):
    page = queries.described(guideline_id=guideline_id)
    told = findings(page)
    assert told.all_gaps == len(page.check.gaps)
    assert all(gap.startswith("Om ni svarar att ") for gap in (*told.gaps, *told.law_gaps))
    assert len(set(told.gaps)) == len(told.gaps)


def test_other_findings_are_told_with_the_titles_of_the_rules():
    page = queries.described(guideline_id="stockholm")
    first, second = page.guideline.rules[:2]
    object.__setattr__(page, "check", _with_findings(page.check, first, second))
    told = findings(page)
    assert first.title in told.dead[0]
    assert second.title in told.dead[1]
    assert all(first.title in text and second.title in text for text in told.contradictions[:2])
    assert page.guideline.sections[0].title in told.contradictions[2]
    assert told.unreachable == ["Upphandling"]


def _with_findings(check, first, second):
    section = next(s for s in queries.guideline(guideline_id="stockholm").sections if s.stance)
    clashes = (
        Contradiction("shut", (first.key, second.key)),
        Contradiction("undone", (first.key, second.key)),
        Contradiction("instruction", (first.key,), section.id, section.stance[0][0]),
    )
    dead = (DeadRule(first, "never", ()), DeadRule(first, "covered", (second.key,)))
    return type(check)(check.guideline, check.gaps, dead, clashes, ("procurement",))


def test_amounts_past_their_period_are_marked(client, monkeypatch):
    marked = text_of(client.get("/riktlinjer/law-se/"))
    assert "8 109 450 kronor" in marked
    assert "Perioden är slut" in marked
    monkeypatch.setattr(views, "localdate", lambda: datetime.date(2025, 6, 1))
    page = client.get("/riktlinjer/law-se/").content.decode()
    newest = page[page.index('id="belopp"') : page.index("Tidigare belopp")]
    assert "8\u00a0109\u00a0450\u00a0kronor" in newest
    assert "Perioden är slut" not in newest


@pytest.mark.parametrize("path", ["", "lathund/", "lathund.pdf", "lathund.docx"])
@pytest.mark.parametrize(("asked", "meant"), [("stokholm", "stockholm"), ("Göteborg", "goteborg")])
def test_an_unknown_guideline_is_404_with_the_nearest_name(client, path, asked, meant):
    page = client.get(f"/riktlinjer/{asked}/{path}")
    assert page.status_code == 404
    assert "Riktlinjen finns inte" in text_of(page)
    assert f'href="/riktlinjer/{meant}/"' in page.content.decode()


def test_an_unknown_name_is_escaped_and_nothing_near_is_offered(client):
    page = client.get("/riktlinjer/%3Cscript%3Exyzzyxyzzy/")
    assert page.status_code == 404
    assert "<script>" not in page.content.decode()
    assert "Menade ni" not in text_of(page)


def test_the_matrix_agrees_with_the_rules(client):
    page = client.get("/riktlinjer/skillnader/?alla=1")
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</th>(.*?)</tr>", page.content.decode(), re.S)
    shown = {
        html.unescape(label): re.findall(r"<td data-label=\"(.*?)\".*?>([^<>]+)</span></td>", cells)
        for label, cells in rows
    }
    asked = {fact for found in queries.guidelines().values() for fact in found.facts}
    assert len(shown) == len(asked)
    for fact in asked:
        cells = dict(shown[queries.bank().by_id[fact].label])
        for found in queries.guidelines().values():
            assert cells[html.escape(found.short)] == str(TREATMENTS[treatment(found, fact)].text)


def test_the_matrix_shows_only_differences_unless_asked(client):
    some, everything = client.get("/riktlinjer/skillnader/"), client.get("/riktlinjer/skillnader/?alla=1")
    assert 0 < some.context["shown"] < everything.context["shown"] == everything.context["total"]
    for theme in some.context["themes"]:
        for row in theme.rows:
            assert len({word.text for one, word, _silent in row.cells if one.kind != "law"}) > 1
    assert "projektrapport nr 3/2021" in text_of(some)


@pytest.mark.parametrize(("a", "b"), list(combinations(EVERY, 2)))
def test_comparing_is_symmetric(client, a, b):
    one, other = (client.get("/riktlinjer/jamfor/", {"a": x, "b": y}) for x, y in ((a, b), (b, a)))
    assert one.status_code == other.status_code == 200
    flipped = [(question, right, left) for question, left, right in other.context["differences"]]
    assert one.context["differences"] == flipped
    assert one.context.get("deciding") == other.context.get("deciding")
    if one.context.get("sides"):
        assert one.context["sides"] == list(reversed(other.context["sides"]))
        assert sorted(bool(side.against) for side in one.context["sides"]) == [False, True]
    else:
        assert "Det finns inget sådant fall" in text_of(one)


def test_the_smallest_case_can_be_fetched_and_tried(client):
    answer = client.get(
        "/riktlinjer/jamfor/fall.json", {"a": "forum-2010", "b": "stockholm", "med": "stockholm"}
    )
    case = json.loads(answer.content)
    witness = queries.comparison(a="forum-2010", b="stockholm").witness
    assert case["facts"] == dict(witness.facts)
    assert case["about"] == {"guideline": "stockholm"}
    assert "attachment" in answer["Content-Disposition"]
    unknown = client.get("/riktlinjer/jamfor/fall.json", {"a": "forum-2010", "b": "x"})
    same = client.get("/riktlinjer/jamfor/fall.json", {"a": "umea", "b": "umea"})
    assert unknown.status_code == same.status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ({}, 200, "Välj två"),
        ({"a": "umea"}, 200, "Välj två riktlinjer."),
        ({"a": "umea", "b": "umea"}, 200, "samma riktlinje två gånger"),
        ({"a": "umea", "b": "malmø"}, 404, "Menade ni Malmö?"),
        ({"a": "umeo", "b": "malmo"}, 404, "Menade ni Umeå?"),
        ({"a": "<b>", "b": "malmo"}, 404, "ingen riktlinje som heter"),
    ],
)
def test_a_choice_that_cannot_be_compared_is_explained(client, query, status, says):
    page = client.get("/riktlinjer/jamfor/", query)
    assert page.status_code == status
    assert says in text_of(page)
    assert "”<b>”" not in page.content.decode()


@pytest.mark.parametrize("path", ["", "skillnader/", "jamfor/", "umea/", "umea/lathund.pdf"])
def test_the_pages_are_only_read(client, path):
    assert client.post(f"/riktlinjer/{path}").status_code == 405
