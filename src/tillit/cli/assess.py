"""``tillit assess``: weigh case files under one, several or all guidelines."""

import argparse
import datetime
from pathlib import Path
from typing import Any

from tillit.cli.telling import FORMS, STANDINGS, day, tell_json
from tillit.domain.reading import BadData
from tillit.queries.assessment import Weighed, as_json, read_case, weigh
from tillit.queries.guidelines import LAW, bank, guideline, guidelines


def register(verbs: Any) -> None:
    """Add the verb and its options."""
    parser = verbs.add_parser("assess", help="pröva ärendefiler mot riktlinjer")
    parser.add_argument("files", nargs="+", metavar="FIL", help="ärendefil (.json eller .toml)")
    parser.add_argument("--guideline", action="append", metavar="ID", help="riktlinje; kan ges flera gånger")
    parser.add_argument("--all", action="store_true", help="alla riktlinjer")
    parser.add_argument("--on", metavar="DATUM", help="dag som bedömningen avser (ÅÅÅÅ-MM-DD), annars i dag")
    parser.add_argument("--json", action="store_true", help="JSON enligt ”tillit schema assess”")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read every file first, so that nothing is half done, then weigh and print."""
    on = day(arguments.on) if arguments.on else datetime.date.today()  # noqa: DTZ011 - the operator's day
    if arguments.all and arguments.guideline:
        raise BadData("--all", "ange antingen --all eller --guideline.")
    chosen = list(guidelines()) if arguments.all else (arguments.guideline or [LAW])
    for name in chosen:
        guideline(guideline_id=name)
    cases = [read_case(path=Path(name)) for name in arguments.files]
    weighed = [weigh(case=case, guideline_id=name, on=on) for case in cases for name in chosen]
    if arguments.json:
        tell_json([as_json(one) for one in weighed])
    else:
        print("\n\n".join(_told(one) for one in weighed))
    return 0


def _told(weighed: Weighed) -> str:
    result = weighed.result
    lines = [f"{weighed.case.title} – {weighed.guideline.short}, {weighed.on}"]
    if not weighed.guideline.valid_on(weighed.on):
        lines.append("  Obs: riktlinjen gäller inte den dagen.")
    for form, view in result.forms.items():
        lines.append(f"  {FORMS[form]}: {STANDINGS[view.standing]}")
        lines += [f"    – {r.rule.because} [{r.rule.source}]" for r in view.reasons if r.against]
    if result.recommended:
        lines.append(f"  Samlad bild: {FORMS[result.recommended]}")
    elif result.between:
        lines.append(f"  Samlad bild: lika mellan {' och '.join(FORMS[form] for form in result.between)}")
    else:
        lines.append("  Samlad bild: ingen form kan pekas ut än")
    lines += [f"  Måste bedömas: {r.rule.because} [{r.rule.source}]" for r in result.discretion if r.holds]
    if result.next_question:
        lines.append(f"  Nästa fråga: {bank().by_id[result.next_question].question}")
    lines.append("  Det här är ett stöd, inte ett beslut.")
    return "\n".join(lines)
