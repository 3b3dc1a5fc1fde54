"""How a guideline treats one fact when it judges partnership: the word the comparison uses."""

from typing import Literal

from tillit.domain.engine import Engine, engine_for
from tillit.domain.forms import FORMS
from tillit.domain.guidelines import Guideline

Treatment = Literal["requires_true", "requires_false", "favours_true", "favours_false", "warns", "silent"]
_PARTNERSHIP = FORMS.index("partnership")


def treatment(guideline: Guideline, fact: str) -> Treatment:
    """``requires_true`` when answering no excludes partnership by itself, ``requires_false`` when
    answering yes does; ``favours_…`` when some rule is helped by that answer; ``warns`` when a rule
    watches the fact or it can exclude only together with others; otherwise ``silent``.

    The guideline is read alone, without the law beside it.
    """
    if fact not in guideline.facts:
        return "silent"
    engine = engine_for(frozenset({guideline}))
    if _excluded_by(engine, fact, False):
        return "requires_true"
    if _excluded_by(engine, fact, True):
        return "requires_false"
    rules = [rule for rule in guideline.rules if rule.form == "partnership"]
    helping = [rule.true_terms for rule in rules if rule.effect in ("favours", "requires")]
    for value, word in ((True, "favours_true"), (False, "favours_false")):
        if any((fact, value) in term for terms in helping for term in terms):
            return word  # type: ignore[return-value]
    mentioned = {name for rule in rules for term in rule.true_terms for name, _ in term}
    return "warns" if fact in mentioned else "silent"


def _excluded_by(engine: Engine, fact: str, value: bool) -> bool:
    return engine.verdict({fact: value}).standings[_PARTNERSHIP] == "excluded"
