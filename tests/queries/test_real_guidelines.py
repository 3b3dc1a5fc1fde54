"""The guidelines that ship: complete, sourced, free of faults, and different where the sources are."""

import pytest

from tillit.domain.assessment import assess
from tillit.queries.guidelines import bank, checks, comparison, comparisons, guidelines, law

SHIPPED = (
    "law-se", "forum-2010", "skr-2018", "uhm", "stockholm", "goteborg", "uddevalla", "borlange",
    "stenungsund", "umea", "malmo", "vgr", "tyreso-pilot",
)  # fmt: skip


def test_all_thirteen_are_there_and_every_fact_is_asked_for_by_someone():
    assert set(guidelines()) == set(SHIPPED)
    asked = {fact for guideline in guidelines().values() for fact in guideline.facts}
    assert asked == set(bank().by_id)
    assert len(bank().questions) == 36


def test_every_rule_has_its_reason_and_source():
    for guideline in guidelines().values():
        for rule in guideline.rules:
            assert rule.source.strip(), rule.key
            assert rule.because.strip().endswith("."), rule.key
            assert len(rule.title.split()) <= 7, rule.key


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.guideline.id)
def test_no_shipped_guideline_is_dead_contradictory_or_closed(check):
    assert check.dead_rules == ()
    assert check.contradictions == ()
    assert check.unreachable == ()
    for gap in check.gaps:
        assert assess({law(), check.guideline}, dict(gap)).recommended == "none"


def test_the_witness_of_every_pair_is_confirmed_by_assess():
    for found in comparisons():
        if found.witness is None:
            continue
        facts = dict(found.witness.facts)
        for guideline, told in ((found.a, found.witness.a), (found.b, found.witness.b)):
            assert assess({law(), guideline}, facts).forms["partnership"].standing == told
        assert "undecided" not in (found.witness.a, found.witness.b)


@pytest.mark.parametrize(
    ("a", "b", "facts"),
    [
        ("forum-2010", "malmo", {"initiative_by_organisation"}),
        ("umea", "uhm", {"initiative_by_organisation"}),
        ("forum-2010", "malmo", {"political_programme"}),
        (
            "forum-2010",
            "skr-2018",
            {"organisations_named_in_programme", "market_exists", "political_programme"},
        ),
        ("malmo", "skr-2018", {"organisation_owns_activity", "joint_steering"}),
        ("stockholm", "skr-2018", {"long_term", "fixed_term"}),
        ("tyreso-pilot", "malmo", {"equal_treatment_open_dialogue", "several_interested_organisations"}),
        ("vgr", "goteborg", {"other_support_same_purpose"}),
    ],
)
def test_the_known_contradictions_are_found(a, b, facts):
    """The contradictions between public bodies' own texts that people have found by reading."""
    told = {difference.fact for difference in comparison(a=a, b=b).differences}
    assert facts <= told


def test_the_law_asks_what_every_gate_needs():
    asked = law().facts
    assert {
        "general_interest", "exercise_of_authority", "payment_for_performance", "market_exists",
        "several_suppliers", "previously_procured", "economic_activity", "democratic_conditions_met",
        "nonprofit_organisation", "individual_choice", "general_support", "specified_service",
    } <= asked  # fmt: skip
    assert {amount.id for amount in law().amounts} >= {
        "direct_procurement", "direct_procurement_annex_2", "de_minimis", "sgei_de_minimis", "threshold",
    }  # fmt: skip
