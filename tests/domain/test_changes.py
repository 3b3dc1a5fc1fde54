"""What would change it: every set told really changes the view, none is missed and none is too large."""

from itertools import combinations, product

from hypothesis import given, settings

import given as g
from tillit.domain.assessment import assess
from tillit.domain.changes import LONGEST, what_would_change
from tillit.domain.forms import FORMS, STANDINGS


def by_brute_force(guideline, facts):
    """Every smallest set for every form and other standing, found by trying everything."""
    now = assess([guideline], facts)
    found = {}
    for size in range(LONGEST + 1):
        for names in combinations(sorted(facts), size):
            for values in product((False, True), repeat=size):
                change = tuple(zip(names, values, strict=True))
                if any(facts[name] is value for name, value in change):
                    continue
                after = assess([guideline], {**facts, **dict(change)})
                for form in FORMS:
                    goal = (form, after.forms[form].standing)
                    if after.forms[form].standing != now.forms[form].standing:
                        best = found.setdefault(goal, [])
                        if not best or len(best[0]) == size:
                            best.append(change)
    return found


@settings(max_examples=25)
@given(g.guidelines(), g.answers())
def test_changes_are_real_smallest_and_complete(guideline, facts):
    told = {}
    for change in what_would_change([guideline], facts):
        told.setdefault((change.form, change.standing), []).append(change.facts)
        after = assess([guideline], {**facts, **dict(change.facts)})
        assert after.forms[change.form].standing == change.standing
    assert told == {goal: sorted(sets) for goal, sets in by_brute_force(guideline, facts).items()}


def test_the_order_is_fixed():
    for_a = g.a_guideline("g", g.a_rule("x", "g", "partnership", "requires", g.Fact("a")))
    assert [c.standing for c in what_would_change([for_a], {"a": None})] == ["excluded", "possible"]
    assert set(STANDINGS) >= {c.standing for c in what_would_change([for_a], {"a": False})}
