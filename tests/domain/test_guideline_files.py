"""A bad guideline or case gets one line that names the place and the nearest valid name."""

import copy
import datetime

import pytest

from tillit.domain.cases import parse_case, plain_case
from tillit.domain.guideline_files import parse_guideline
from tillit.domain.reading import BadData
from tillit.domain.receipts import content_hash

FACTS = ("market_exists", "both_contribute", "long_term")
GOOD = {
    "id": "prov",
    "short": "Prov",
    "issuer": "Provkommun",
    "title": "Riktlinje",
    "version": "1",
    "kind": "guideline",
    "valid_from": datetime.date(2024, 1, 1),
    "source": "Beslut",
    "summary": "Kort.",
    "conditions": {"marknad": {"any": ["market_exists", {"not": "both_contribute"}]}, "annat": "@marknad"},
    "rule": [
        {
            "id": "ett",
            "form": "partnership",
            "effect": "excludes",
            "when": {"all": ["@annat", "long_term"]},
            "title": "Ett",
            "because": "Därför.",
            "source": "Beslut, punkt 1",
            "amounts": [],
        },
        {"id": "stopp", "form": "every", "effect": "excludes", "when": {"not": "long_term"}, "title": "Stopp",
         "because": "Därför.", "source": "Beslut, punkt 2"},
    ],
    "section": [
        {"id": "s", "title": "Del", "text": "Text", "source": "Beslut", "stance": {"long_term": "required"}}
    ],
    "demands": {"sections": ["parties"], "longest_months": 36, "source": "Beslut"},
    "amount": [
        {"id": "tak", "title": "Tak", "value": 100, "unit": "kronor", "valid_from": datetime.date(2024, 1, 1),
         "valid_until": datetime.date(2025, 12, 31), "source": "Lag"},
    ],
}  # fmt: skip


def changed(*path, to=None, drop=False):
    """The good guideline with one thing changed or dropped."""
    raw = copy.deepcopy(GOOD)
    place = raw
    for step in path[:-1]:
        place = place[step]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return raw


def test_a_good_guideline_is_read():
    guideline = parse_guideline(GOOD, facts=FACTS)
    assert len(guideline.rules) == 5
    assert guideline.facts == set(FACTS)
    assert guideline.demands.longest_months == 36


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (changed("rule", 0, "when", to="market_exist"), "market_exists"),
        (changed("rule", 0, "when", to="@marknat"), "marknad"),
        (changed("conditions", "marknad", to="@annat"), "ring"),
        (changed("conditions", "marknad", to={"not": "@marknad"}), "ring"),
        (changed("rule", 0, "when", to={"all": []}), "tom"),
        (changed("rule", 0, "when", to={"alla": []}), "all"),
        (changed("rule", 0, "when", to={"all": ["long_term"], "any": ["long_term"]}), "exakt en"),
        (changed("rule", 0, "when", to=7), "heltal"),
        (changed("rule", 0, "when", drop=True), "when"),
        (changed("rule", 0, "form", to="partnerhip"), "partnership"),
        (changed("rule", 0, "effect", to="exclude"), "excludes"),
        (changed("rule", 0, "form", to="every"), None),
        (changed("rule", 1, "effect", to="requires"), "every"),
        (changed("rule", 0, "source", drop=True), "source"),
        (changed("rule", 0, "source", to=""), "source"),
        (changed("rule", 0, "discretion", to=True), "discretion"),
        (changed("rule", 0, "amounts", to=["take"]), "tak"),
        (changed("rule", 0, "becuase", to="x"), "because"),
        (changed("rule", 1, "id", to="ett"), "ett"),
        (changed("rule", to={}), "lista"),
        (changed("kind", to="laww"), "law"),
        (changed("valid_from", to="2024-01-01"), "datum"),
        (changed("valid_from", to=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)), "datum"),
        (changed("subsidiary", to="nej"), "true eller false"),
        (changed("section", 0, "stance", to={"long_term": "requires"}), "required"),
        (changed("section", 0, "stance", to={"longterm": "required"}), "long_term"),
        (changed("demands", "longest_months", to=0), "minst en"),
        (changed("demands", "source", drop=True), "source"),
        (changed("amount", 0, "value", to=True), "heltal"),
        (changed("amount", 0, "valid_until", to=datetime.date(2023, 1, 1)), "slutar innan"),
        (changed("titel", to="x"), "title"),
        ([], "tabell"),
    ],
)
def test_a_bad_guideline_gets_one_line_with_place_and_help(raw, said):
    if said is None:
        parse_guideline(raw, facts=FACTS)
        return
    with pytest.raises(BadData) as caught:
        parse_guideline(raw, facts=FACTS)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_hash_is_of_the_content_not_the_order():
    one = parse_guideline(GOOD, facts=FACTS)
    turned = copy.deepcopy(GOOD)
    turned["rule"].reverse()
    assert content_hash(parse_guideline(turned, facts=FACTS)) == content_hash(one)
    for raw in (changed("rule", 0, "because", to="Annat."), changed("amount", 0, "value", to=101)):
        assert content_hash(parse_guideline(raw, facts=FACTS)) != content_hash(one)


def test_an_amount_is_given_with_its_period():
    guideline = parse_guideline(GOOD, facts=FACTS)
    assert guideline.amount_on("tak", datetime.date(2023, 12, 31)) is None
    inside = guideline.amount_on("tak", datetime.date(2025, 12, 31))
    assert inside.valid_on(datetime.date(2025, 12, 31))
    after = guideline.amount_on("tak", datetime.date(2026, 1, 1))
    assert after == inside
    assert not after.valid_on(datetime.date(2026, 1, 1))


def test_a_case_comes_back_as_it_was():
    raw = {
        "id": "x",
        "title": "Ett fall",
        "facts": {"market_exists": True, "both_contribute": None, "long_term": False},
        "motivations": {"market_exists": "Tre företag."},
        "about": {"used": "grant"},
    }
    case = parse_case(raw, facts=FACTS, name="fil")
    assert plain_case(case) == raw
    assert parse_case({"facts": {}}, facts=FACTS, name="fil").title == "fil"
    assert case.answered == 2
