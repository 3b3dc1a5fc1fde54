"""The receipt of an assessment: everything needed to make it again and see that it says the same."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from tillit.domain.assessment import Assessment, assess
from tillit.domain.conditions import plain
from tillit.domain.guidelines import Guideline, Rule
from tillit.domain.reading import BadData, needed, rows, table

FORMAT = "tillit-receipt-1"


def content_hash(guideline: Guideline) -> str:
    """SHA-256 (hex) of the guideline's content; the same whatever the order of its rules."""
    body = {
        "id": guideline.id,
        "version": guideline.version,
        "subsidiary": guideline.subsidiary,
        "rules": sorted((_rule(rule) for rule in guideline.rules), key=_canonical),
        "sections": [asdict(section) for section in guideline.sections],
        "demands": asdict(guideline.demands),
        "amounts": [asdict(amount) for amount in guideline.amounts],
    }
    return _digest(body)


def receipt(
    guidelines: Iterable[Guideline], facts: Mapping[str, bool | None], on: datetime.date, result: Assessment
) -> dict[str, Any]:
    """The receipt as plain data: rules with version and hash, date, facts, trace and its own digest."""
    body = {
        "format": FORMAT,
        "on": on.isoformat(),
        "guidelines": [
            {"id": g.id, "version": g.version, "sha256": content_hash(g)}
            for g in sorted(guidelines, key=lambda g: g.id)
        ],
        "facts": {fact: facts[fact] for fact in sorted(facts)},
        "trace": _trace(result),
        "recommended": result.recommended,
    }
    return {**body, "sha256": _digest(body)}


def replay(raw: Any, guidelines: Mapping[str, Guideline]) -> list[str]:
    """Make the assessment of a receipt again. Returns what differs, in Swedish; empty when it holds."""
    keys = ("format", "on", "guidelines", "facts", "trace", "recommended", "sha256")
    told = table(raw, place="kvittot", keys=keys)
    if told.get("format") != FORMAT or set(told) != set(keys):
        raise BadData("kvittot", "är inte ett kvitto från Tillit.")
    if _digest({key: told[key] for key in keys[:-1]}) != told["sha256"]:
        return ["Kvittot har ändrats sedan det skrevs."]
    used, problems = [], []
    on, facts = _date(told["on"]), _answers(told["facts"])
    for row in rows(told["guidelines"], place="kvittot.guidelines"):
        entry = table(row, place="kvittot.guidelines", keys=("id", "version", "sha256"))
        guideline = guidelines.get(needed(entry, "id", str, place="kvittot.guidelines"))
        if guideline is None:
            problems.append(f"Riktlinjen {entry['id']} finns inte längre.")
        elif content_hash(guideline) != entry.get("sha256"):
            problems.append(f"Riktlinjen {entry['id']} har ändrats sedan version {entry.get('version')}.")
        else:
            used.append(guideline)
    if problems:
        return problems
    again = receipt(used, facts, on, assess(used, facts))
    return [] if again == dict(told) else ["Samma svar och regler ger ett annat resultat."]


def _date(raw: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise BadData("kvittot.on", "ska vara ett datum.") from error


def _answers(raw: Any) -> Mapping[str, bool | None]:
    facts = table(raw, place="kvittot.facts")
    if not all(value is None or isinstance(value, bool) for value in facts.values()):
        raise BadData("kvittot.facts", "ska vara true, false eller null.")
    return facts


def _trace(result: Assessment) -> dict[str, Any]:
    return {
        form: {
            "standing": view.standing,
            "rules": [{"rule": r.rule.key, "holds": r.holds} for r in (*view.reasons, *view.warnings)],
        }
        for form, view in result.forms.items()
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        **{key: getattr(rule, key) for key in ("id", "form", "effect", "title", "because", "source", "url")},
        "when": plain(rule.when),
        "discretion": rule.discretion,
        "amounts": list(rule.amounts),
    }


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _digest(value: Any) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()
