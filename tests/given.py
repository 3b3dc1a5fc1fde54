"""What the tests are given: generated conditions, guidelines and answers, and the real ones."""

import datetime
from itertools import product

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tillit.domain.conditions import AllOf, AnyOf, Condition, Fact, Not
from tillit.domain.forms import EFFECTS, FORMS
from tillit.domain.guidelines import Guideline, Rule

# Times vary on a shared machine; speed is measured by make bench, never asserted here.
# A busy machine is not a fault.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

NAMES = ("a", "b", "c", "d", "e")
A_DAY = datetime.date(2026, 11, 22)


def conditions(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[Condition]:
    """Any condition over the names, contradictory ones included."""
    return st.recursive(
        st.sampled_from(names).map(Fact),
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        ),
        max_leaves=4,
    )


def simple_conditions() -> st.SearchStrategy[Condition]:
    """Mostly one fact or its negation, as in real guidelines."""
    one = st.sampled_from(NAMES).map(Fact)
    return st.one_of(one, one.map(Not), conditions())


@st.composite
def guidelines(draw: st.DrawFn, guideline_id: str = "g", most: int = 8) -> Guideline:
    """A guideline with up to ``most`` generated rules."""
    rules = []
    for index in range(draw(st.integers(0, most))):
        effect = draw(st.sampled_from(EFFECTS))
        rules.append(
            a_rule(
                f"r{index}",
                guideline_id,
                draw(st.sampled_from(FORMS)),
                effect,
                draw(simple_conditions()),
                discretion=effect == "warns" and draw(st.booleans()),
            )
        )
    return a_guideline(guideline_id, *rules, subsidiary=draw(st.sampled_from([None, None, True, False])))


def a_rule(rule_id, guideline_id, form, effect, when, **more) -> Rule:
    """A rule with a source."""
    texts = {"title": f"Regel {rule_id}", "because": f"Därför {rule_id}.", "source": f"Källa {rule_id}"}
    return Rule(id=rule_id, guideline=guideline_id, form=form, effect=effect, when=when, **texts, **more)


def a_guideline(guideline_id="g", *rules, **more) -> Guideline:
    """A guideline of these rules."""
    texts = dict.fromkeys(("short", "issuer", "title", "version", "source", "summary"), guideline_id)
    return Guideline(
        id=guideline_id, kind="guideline", valid_from=datetime.date(2020, 1, 1), rules=rules, **texts, **more
    )


def answers(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[dict[str, bool | None]]:
    """Any answers to the facts, unknown ones included."""
    return st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in names})


def every_completion(facts):
    """The answers with every open fact answered in every way."""
    unknown = [name for name, value in facts.items() if value is None]
    for values in product((True, False), repeat=len(unknown)):
        yield {**facts, **dict(zip(unknown, values, strict=True))}


def every_answer(names=NAMES):
    """Every set of answers to the names, three values each."""
    for values in product((True, False, None), repeat=len(names)):
        yield dict(zip(names, values, strict=True))
