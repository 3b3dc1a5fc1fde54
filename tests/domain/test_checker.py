"""The checker's findings and the comparer's witness, each confirmed by ``assess``."""

from itertools import combinations, product

from hypothesis import given, settings

import given as g
from tillit.domain.assessment import assess
from tillit.domain.checker import check
from tillit.domain.comparer import compare
from tillit.domain.conditions import Fact, Not
from tillit.domain.forms import FORMS
from tillit.domain.guidelines import Section


def standings(guideline, facts):
    return {form: view.standing for form, view in assess([guideline], facts).forms.items()}


@given(g.guidelines(most=12))
def test_gaps_are_all_the_smallest_cases_without_any_form(guideline):
    gaps = check(guideline).gaps
    for gap in gaps:
        assert set(standings(guideline, dict(gap)).values()) == {"excluded"}
        for left_out in gap:
            rest = dict(gap - {left_out})
            assert set(standings(guideline, rest).values()) != {"excluded"}
    for facts in g.every_answer():
        if assess([guideline], facts).recommended == "none":
            assert any(all(facts[n] is v for n, v in gap) for gap in gaps)


@settings(max_examples=40)
@given(g.guidelines())
def test_removing_a_dead_rule_changes_no_standing(guideline):
    for dead in check(guideline).dead_rules:
        if dead.rule.effect == "warns":
            continue
        others = [r for r in guideline.rules if r is not dead.rule]
        without = g.a_guideline("g", *others, subsidiary=guideline.subsidiary)
        for values in product((True, False), repeat=len(g.NAMES)):
            facts = dict(zip(g.NAMES, values, strict=True))
            assert standings(without, facts) == standings(guideline, facts)


@settings(max_examples=40)
@given(g.guidelines())
def test_an_unreachable_form_is_never_recommended_and_others_can_be(guideline):
    can = {assess([guideline], facts).recommended for facts in g.every_answer()}
    assert set(check(guideline).unreachable) == {form for form in FORMS if form not in can}


def test_contradictions_between_rules_and_with_an_instruction():
    section = Section("s", "Rubrik", "Text", "", "Källa", stance=(("b", "not_required"), ("c", "required")))
    guideline = g.a_guideline(
        "g",
        g.a_rule("1", "g", "partnership", "requires", Fact("a")),
        g.a_rule("2", "g", "partnership", "excludes", Fact("a")),
        g.a_rule("3", "g", "grant", "favours", Fact("d")),
        g.a_rule("4", "g", "grant", "excludes", Fact("d")),
        g.a_rule("5", "g", "partnership", "requires", Fact("b")),
        sections=(section,),
    )
    found = {(c.kind, c.rules, c.fact) for c in check(guideline).contradictions}
    assert ("shut", ("g.1", "g.2"), "") in found
    assert ("undone", ("g.4", "g.3"), "") in found
    assert ("instruction", ("g.5",), "b") in found
    assert ("instruction", (), "c") in found


def parts(a, b, facts):
    """Whether one excludes partnership and the other lets it through."""
    one, other = (assess([x], facts).forms["partnership"].standing for x in (a, b))
    return (one == "excluded") != (other == "excluded") and "undecided" not in (one, other)


@settings(max_examples=40)
@given(g.guidelines("g"), g.guidelines("h"))
def test_the_witness_is_real_and_smallest_and_the_order_does_not_matter(a, b):
    found, mirrored = compare(a, b), compare(b, a)
    assert [(d.fact, d.b, d.a) for d in found.differences] == [
        (d.fact, d.a, d.b) for d in mirrored.differences
    ]
    sizes = [
        size
        for size in range(len(g.NAMES) + 1)
        for names in combinations(g.NAMES, size)
        for values in product((True, False), repeat=size)
        if parts(a, b, dict(zip(names, values, strict=True)))
    ]
    if found.witness is None:
        assert not sizes
        assert mirrored.witness is None
        return
    facts = dict(found.witness.facts)
    assert len(facts) == min(sizes)
    assert mirrored.witness.facts == found.witness.facts
    assert assess([a], facts).forms["partnership"].standing == found.witness.a == mirrored.witness.b
    assert assess([b], facts).forms["partnership"].standing == found.witness.b == mirrored.witness.a


def test_a_difference_is_told_by_treatment():
    a = g.a_guideline("a", g.a_rule("1", "a", "partnership", "requires", Fact("a")))
    b = g.a_guideline(
        "b",
        g.a_rule("1", "b", "partnership", "excludes", Fact("a")),
        g.a_rule("2", "b", "partnership", "warns", Fact("b")),
        g.a_rule("3", "b", "partnership", "favours", Not(Fact("c"))),
    )
    assert [(d.fact, d.a, d.b) for d in compare(a, b).differences] == [
        ("a", "requires_true", "requires_false"),
        ("b", "silent", "warns"),
        ("c", "silent", "favours_false"),
    ]
