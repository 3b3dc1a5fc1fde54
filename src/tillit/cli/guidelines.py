"""``tillit guidelines``: list, show, check and compare guidelines."""

import argparse
from typing import Any

from tillit.cli.telling import FORMS, STANDINGS, tell_json
from tillit.domain.checker import Check
from tillit.domain.comparer import Comparison
from tillit.domain.forms import FORMS as ALL_FORMS
from tillit.domain.guidelines import Guideline
from tillit.domain.receipts import content_hash
from tillit.queries.guidelines import bank, checks, comparison, guideline, guidelines

_EFFECTS = {"requires": "kräver", "excludes": "utesluter", "favours": "talar för", "warns": "bevakar"}


def register(verbs: Any) -> None:
    """Add the verb with its four parts."""
    parser = verbs.add_parser("guidelines", help="läs, kontrollera och jämför riktlinjer")
    parts = parser.add_subparsers(dest="part", required=True, metavar="DEL")
    for name, text, run in (
        ("list", "alla riktlinjer", _list),
        ("show", "en riktlinje", _show),
        ("check", "luckor, döda regler och motsägelser", _check),
        ("compare", "två riktlinjer mot varandra", _compare),
    ):
        part = parts.add_parser(name, help=text)
        if name == "show":
            part.add_argument("id", metavar="ID")
        if name == "check":
            part.add_argument("id", metavar="ID", nargs="?")
        if name == "compare":
            part.add_argument("a", metavar="A")
            part.add_argument("b", metavar="B")
        part.add_argument("--json", action="store_true", help="JSON i stället för text")
        part.set_defaults(run=run)


def _list(arguments: argparse.Namespace) -> int:
    found = list(guidelines().values())
    if arguments.json:
        tell_json([head(one) for one in found])
        return 0
    for one in found:
        print(f"{one.id:14} {one.short}: {one.title}, {one.version} ({len(one.rules)} regler)")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    one = guideline(guideline_id=arguments.id)
    if arguments.json:
        rules = [
            {
                key: getattr(rule, key)
                for key in ("key", "form", "effect", "title", "because", "source", "url")
            }
            for rule in one.rules
        ]
        tell_json({**head(one), "summary": one.summary, "rules": rules})
        return 0
    print(f"{one.title} ({one.issuer}, {one.version})\n{one.summary}\n")
    for rule in one.rules:
        print(f"{FORMS[rule.form]}, {_EFFECTS[rule.effect]}: {rule.because} [{rule.source}]")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    found = checks(guideline_id=arguments.id)
    faults = any(one.dead_rules or one.contradictions or one.unreachable for one in found)
    if arguments.json:
        tell_json({"guidelines": [plain_check(one) for one in found]})
        return int(faults)
    for one in found:
        print(
            f"{one.guideline.short}: {len(one.gaps)} luckor, {len(one.dead_rules)} döda regler, "
            f"{len(one.contradictions)} motsägelser, {len(one.unreachable)} former som inget kan rekommendera"
        )
        for dead in one.dead_rules:
            print(f"  död regel {dead.rule.key} ({', '.join(dead.covered_by) or 'kan aldrig uppfyllas'})")
        for clash in one.contradictions:
            print(f"  motsägelse {clash.kind}: {', '.join((*clash.rules, clash.section, clash.fact))}")
    return int(faults)


def _compare(arguments: argparse.Namespace) -> int:
    found = comparison(a=arguments.a, b=arguments.b)
    if arguments.json:
        tell_json(plain_comparison(found))
        return 0
    labels = bank().by_id
    for difference in found.differences:
        label = labels[difference.fact].label
        print(f"{label}: {found.a.short} {difference.a}, {found.b.short} {difference.b}")
    if found.witness is None:
        print("Inget fall skiljer dem åt om partnerskap.")
        return 0
    answers = ", ".join(f"{labels[f].label}: {'ja' if v else 'nej'}" for f, v in found.witness.facts)
    print(f"Minsta fall där de skiljs åt: {answers}")
    print(f"  {found.a.short}: {STANDINGS[found.witness.a]}; {found.b.short}: {STANDINGS[found.witness.b]}")
    return 0


def head(one: Guideline) -> dict[str, Any]:
    """What names a guideline: its ids, dates, source and the hash of its content."""
    return {
        "id": one.id,
        "short": one.short,
        "issuer": one.issuer,
        "title": one.title,
        "version": one.version,
        "kind": one.kind,
        "valid_from": one.valid_from.isoformat(),
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "source": one.source,
        "url": one.url,
        "sha256": content_hash(one),
    }


def plain_check(one: Check) -> dict[str, Any]:
    """What the checker found, in the format that ``tillit schema check`` describes."""
    return {
        "id": one.guideline.id,
        "gaps": [dict(sorted(gap)) for gap in one.gaps],
        "dead_rules": [
            {"rule": d.rule.key, "form": d.rule.form, "why": d.why, "covered_by": list(d.covered_by)}
            for d in one.dead_rules
        ],
        "contradictions": [
            {"kind": c.kind, "rules": list(c.rules), "section": c.section or None, "fact": c.fact or None}
            for c in one.contradictions
        ],
        "unreachable_forms": [form for form in ALL_FORMS if form in one.unreachable],
    }


def plain_comparison(found: Comparison) -> dict[str, Any]:
    """The comparison in the format that ``tillit schema compare`` describes."""
    witness = found.witness
    return {
        "a": found.a.id,
        "b": found.b.id,
        "differences": [{"fact": d.fact, "a": d.a, "b": d.b} for d in found.differences],
        "witness": witness and {"facts": dict(witness.facts), "a": witness.a, "b": witness.b},
    }
