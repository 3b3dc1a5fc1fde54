"""From the plain data of `agreements/workshop.toml` to the questions of the goal workshop. Format: docs/formats.md.

Every rule proves itself when it is read: it asks about its own text before, and not about the one after.
"""

from typing import Any, Final, cast

from tillit.domain.goal_workshop import FIELDS, OF, TESTS, Field, Of, Rule, Test
from tillit.domain.patterns import read_pattern
from tillit.domain.reading import BadData, known, needed, optional, rows, table

_TEXTS: Final = ("id", "asks", "why", "instead", "after", "source")
_KEYS: Final = (*_TEXTS, "field", "test", "of", "pattern", "before")


def parse_workshop(raw: Any) -> tuple[Rule, ...]:
    """The rules of the file, in its order. Raises BadData."""
    content = table(raw, place="", keys=("version", "rule"))
    needed(content, "version", str, place="")
    rules = tuple(_rule(row, i) for i, row in enumerate(rows(content.get("rule"), place="rule")))
    if not rules:
        raise BadData("rule", "listan är tom.")
    names = [rule.id for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadData("rule", f"namnet ”{twice}” finns två gånger.")
    return rules


def _rule(raw: Any, index: int) -> Rule:
    row = table(raw, place=f"rule[{index}]", keys=_KEYS)
    place = f"rule {row.get('id', index)}"
    told = {name: needed(row, name, str, place=place) for name in _TEXTS}
    test = known(needed(row, "test", str, place=place), TESTS, what="prövning", place=f"{place}.test")
    field = known(needed(row, "field", str, place=place), FIELDS, what="uppgift", place=f"{place}.field")
    of = known(optional(row, "of", str, "change", place=place), OF, what="sort", place=f"{place}.of")
    blank = [name for name in ("pattern", "before") if name in row and test == "blank"]
    if blank:
        raise BadData(f"{place}.{blank[0]}", "hör inte till en prövning av det som är tomt.")
    pattern = (
        None
        if test == "blank"
        else read_pattern(needed(row, "pattern", str, place=place), f"{place}.pattern")
    )
    before = "" if test == "blank" else needed(row, "before", str, place=place)
    rule = Rule(
        **told,
        before=before,
        pattern=pattern,
        test=cast(Test, test),
        field=cast(Field, field),
        of=cast(Of, of),
    )
    if rule.finds(rule.before) is None:
        raise BadData(f"{place}.before", "regeln frågar inte om texten före.")
    if rule.finds(rule.after) is not None:
        raise BadData(f"{place}.after", "regeln frågar om texten efter, som ska gå fri.")
    return rule
