"""The promises of the assessment, shown on generated guidelines and facts."""

import random

from hypothesis import given
from hypothesis import strategies as st

import given as g
from tillit.domain.assessment import assess
from tillit.domain.conditions import Fact, Not, holds, terms
from tillit.domain.engine import Engine
from tillit.domain.forms import FORMS


@given(g.conditions(), g.answers())
def test_terms_give_kleenes_value(condition, facts):
    def value(found):
        states = [
            False
            if any(facts[n] is (not v) for n, v in term)
            else (None if any(facts[n] is None for n, _ in term) else True)
            for term in found
        ]
        return True if True in states else None if None in states else False

    assert value(terms(condition)) is holds(condition, facts)
    negated = holds(condition, facts)
    assert value(terms(condition, positive=False)) is (None if negated is None else not negated)


@given(g.guidelines(), g.answers())
def test_the_engine_agrees_with_the_plain_definition(guideline, facts):
    engine = Engine([guideline])
    verdict = engine.verdict(facts)
    for position, rule in enumerate(engine.rules):
        assert engine.value(position, verdict) is holds(rule.when, facts)
    for form, standing in zip(FORMS, verdict.standings, strict=True):
        against = [
            holds(r.when, facts) is (r.effect == "excludes")
            for r in guideline.rules
            if r.form == form and r.hard
        ]
        waiting = [holds(r.when, facts) is None for r in guideline.rules if r.form == form and r.hard]
        plain = "excluded" if any(against) else "undecided" if any(waiting) else "possible"
        assert standing == plain or (standing == "recommended" and plain == "possible")


@given(g.guidelines(), g.guidelines("h"), g.answers(), st.randoms())
def test_order_of_rules_and_guidelines_does_not_matter(one, other, facts, rng: random.Random):
    rules = list(one.rules)
    rng.shuffle(rules)
    shuffled = g.a_guideline("g", *rules, subsidiary=one.subsidiary)
    assert assess([one, other], facts) == assess([other, shuffled], facts)
    flipped = dict(reversed(facts.items()))
    assert assess([one, other], facts) == assess([one, other], flipped)


@given(g.guidelines(), g.answers(), st.sampled_from(g.NAMES), st.booleans())
def test_an_answer_never_leaves_excluded_and_never_shakes_a_recommendation(guideline, facts, name, value):
    before = assess([guideline], {**facts, name: None})
    after = assess([guideline], {**facts, name: value})
    for form in FORMS:
        if before.forms[form].standing == "excluded":
            assert after.forms[form].standing == "excluded"
    if before.recommended is not None:
        assert after.recommended == before.recommended


@given(g.guidelines(), g.answers())
def test_a_recommendation_holds_under_every_completion(guideline, facts):
    result = assess([guideline], facts)
    if result.recommended is not None:
        for complete in g.every_completion(facts):
            assert assess([guideline], complete).recommended == result.recommended


@given(g.guidelines(), g.answers())
def test_undecided_has_open_questions_and_answering_them_leaves_none(guideline, facts):
    result = assess([guideline], facts)
    for view in result.forms.values():
        if view.standing == "undecided":
            assert view.open
        if view.standing in ("excluded", "recommended"):
            assert not view.open
        assert all(facts[fact] is None for fact in view.open)
        for value in (True, False):
            answered = assess([guideline], {**facts, **dict.fromkeys(view.open, value)})
            assert answered.forms[view.form].standing != "undecided"
            assert answered.forms[view.form].open == ()
    asked = dict(facts)
    while (question := assess([guideline], asked).next_question) is not None:
        assert asked[question] is None
        asked[question] = True
    assert "undecided" not in {view.standing for view in assess([guideline], asked).forms.values()}


@given(g.guidelines(), g.answers())
def test_every_exclusion_quotes_a_source_and_rests_on_answers_that_suffice(guideline, facts):
    for view in assess([guideline], facts).forms.values():
        if view.standing == "excluded":
            assert view.reasons
        for reason in view.reasons:
            assert reason.rule.source
            if view.standing == "excluded":
                assert reason.against
                alone = assess([guideline], dict(reason.facts))
                assert alone.forms[view.form].standing == "excluded"


@given(g.guidelines(), g.answers())
def test_discretion_is_listed_whatever_the_standing_and_settles_nothing(guideline, facts):
    result = assess([guideline], facts)
    grey = {r.key for r in guideline.rules if r.discretion and holds(r.when, facts) is not False}
    assert {reason.rule.key for reason in result.discretion} == grey
    without = g.a_guideline(
        "g", *(r for r in guideline.rules if not r.discretion), subsidiary=guideline.subsidiary
    )
    for form, view in assess([without], facts).forms.items():
        assert view.standing == result.forms[form].standing


def test_a_partnership_is_recommended_only_where_no_other_form_is():
    rules = [
        g.a_rule("p", "g", "partnership", "favours", Fact("a")),
        g.a_rule("q", "g", "grant", "favours", Fact("b")),
    ]
    subsidiary = g.a_guideline("g", *rules)
    equal = g.a_guideline("g", *rules, subsidiary=False)
    assert assess([subsidiary], {"a": True, "b": None}).recommended is None
    assert assess([subsidiary], {"a": True, "b": False}).recommended == "partnership"
    assert assess([subsidiary], {"a": True, "b": True}).recommended == "grant"
    tie = assess([equal], {"a": True, "b": True})
    assert tie.recommended is None
    assert tie.between == ("partnership", "grant")


def test_when_every_form_is_excluded_the_answer_is_none():
    rules = [g.a_rule("x", "g", form, "excludes", Not(Fact("a"))) for form in FORMS]
    assert assess([g.a_guideline("g", *rules)], {"a": False}).recommended == "none"
    assert assess([g.a_guideline("g", *rules)], {"a": None}).recommended is None


def test_facts_no_rule_asks_for_make_no_difference():
    guideline = g.a_guideline("g", g.a_rule("x", "g", "grant", "requires", Fact("a")))
    assert assess([guideline], {"a": True}) == assess([guideline], {"a": True, "unheard_of": False})
