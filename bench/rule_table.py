"""One table of rules, read both as a guideline of Tillit and as a decision table of zen-engine."""

import datetime
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tillit.domain.conditions import parse
from tillit.domain.engine import Engine
from tillit.domain.forms import FORMS, Effect, Form
from tillit.domain.guidelines import Guideline, Rule


@dataclass(frozen=True)
class Row:
    """One rule: the form it is about, what it does, and the answers that it wants, all of them."""

    id: str
    form: Form
    effect: Effect
    when: Mapping[str, bool]


ROWS: Final = (
    Row("own-initiative", "partnership", "favours", {"initiative": True}),
    Row("joint-steering", "partnership", "requires", {"joint_steering": True}),
    Row("nonprofit", "partnership", "requires", {"nonprofit": True}),
    Row("paid-on-market", "partnership", "excludes", {"payment": True, "market": True}),
    Row("paid-in-detail", "partnership", "excludes", {"payment": True, "detailed": True}),
    Row("both-contribute", "partnership", "favours", {"both_contribute": True, "benefit": True}),
    Row("authority", "partnership", "excludes", {"authority": True}),
    Row("authority-grant", "grant", "excludes", {"authority": True}),
    Row("support", "grant", "favours", {"general_support": True, "detailed": False}),
    Row("paid-grant", "grant", "excludes", {"payment": True}),
    Row("buy", "procurement", "favours", {"payment": True, "market": True}),
    Row("nobody-sells", "procurement", "excludes", {"market": False, "suppliers": False}),
    Row("choice", "choice_system", "requires", {"choice": True}),
    Row("many-to-choose", "choice_system", "favours", {"choice": True, "suppliers": True}),
)
FACTS: Final = tuple(dict.fromkeys(fact for row in ROWS for fact in row.when))
KEY: Final = "table"


def every_answer() -> list[dict[str, bool | None]]:
    """Every way to answer all the facts yes or no."""
    values = itertools.product((True, False), repeat=len(FACTS))
    return [dict(zip(FACTS, chosen, strict=True)) for chosen in values]


def guideline() -> Guideline:
    """The table as a guideline."""
    texts: dict[str, Any] = dict.fromkeys(("short", "issuer", "title", "version", "source", "summary"), KEY)
    rules = tuple(_rule(row) for row in ROWS)
    return Guideline(id=KEY, kind="guideline", valid_from=datetime.date(2020, 1, 1), rules=rules, **texts)


def _rule(row: Row) -> Rule:
    raw = {"all": [name if value else {"not": name} for name, value in row.when.items()]}
    when = parse(raw, facts=FACTS, named={}, place=row.id)
    return Rule(row.id, KEY, row.form, row.effect, when, title=row.id, because=row.id, source=row.id)


def zen_content() -> dict[str, Any]:
    """The table for zen-engine: the rows that bear on a form are collected with their names, and every
    form's standing and number of grounds are worked out from them.

    A requirement becomes the row of the opposite answer, for it is then that it excludes its form.
    """
    table = {
        "hitPolicy": "collect",
        "outputPath": "rows",
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in FACTS],
        "outputs": [{"id": name, "name": name, "field": name} for name in ("rule", "form", "does")],
        "rules": [_zen_row(row) for row in ROWS],
    }
    nodes = {
        "in": ("inputNode", {}),
        "table": ("decisionTableNode", table),
        "standings": ("expressionNode", {"expressions": _zen_standings()}),
        "out": ("outputNode", {}),
    }
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}
            for name, (kind, content) in nodes.items()
        ],
        "edges": [
            {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"}
            for a, b in itertools.pairwise(nodes)
        ],
    }


def _zen_standings() -> list[dict[str, str]]:
    """What the expression node works out: the standing of every form and how much speaks for it."""
    found = {"rows": "rows"}
    for form in FORMS:
        against = f"some(rows, #.form == '{form}' and #.does == 'excludes')"
        found[form] = f"{against} ? 'excluded' : 'possible'"
        found[f"{form}_grounds"] = f"count(rows, #.form == '{form}' and #.does == 'favours')"
    return [{"id": key, "key": key, "value": value} for key, value in found.items()]


def _zen_row(row: Row) -> dict[str, str]:
    opposite = row.effect == "requires"
    if opposite and len(row.when) != 1:
        raise ValueError(f"{row.id}: a requirement of several answers is several rows in zen")
    cells = {fact: json.dumps(value != opposite) for fact, value in row.when.items()}
    does = "favours" if row.effect == "favours" else "excludes"
    told = {"rule": json.dumps(row.id), "form": json.dumps(row.form), "does": json.dumps(does)}
    return {"_id": row.id, **dict.fromkeys(FACTS, ""), **cells, **told}


def same_outcome(engine: Engine, facts: Mapping[str, bool | None], zen: Mapping[str, Any]) -> bool:
    """Whether zen's result says of every form what the engine's explanation says."""
    verdict, reasons = engine.explained(facts)
    told = zip(FORMS, verdict.standings, reasons, strict=True)
    return all(_same(form, standing, rules, zen) for form, standing, rules in told)


def _same(form: Form, standing: str, rules: tuple[Rule, ...], zen: Mapping[str, Any]) -> bool:
    """A recommendation compares the forms with each other; what it rests on is compared here."""
    own = {row["rule"]: row["does"] for row in zen["rows"] if row["form"] == form}
    against = {rule for rule, does in own.items() if does == "excludes"}
    if zen[form] == "excluded":
        return standing == "excluded" and {rule.id for rule in rules} == against
    favours = {rule.id for rule in rules if rule.effect == "favours"}
    alike = standing in ("possible", "recommended") and not against
    return alike and favours == set(own) and len(favours) == zen[f"{form}_grounds"]
