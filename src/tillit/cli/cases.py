"""``tillit cases``: table what was really used or ruled beside what Tillit says (docs/cases.md)."""

import argparse
import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from tillit.cli.telling import FORMS, STANDINGS, day, tell_json
from tillit.domain.cases import Case
from tillit.domain.forms import Form
from tillit.queries.assessment import Weighed, read_case, weigh
from tillit.queries.guidelines import LAW, bank, guidelines

_USED = {
    "partnership": "partnerskap (IOP)",
    "procurement": "upphandling",
    "grant": "bidrag",
    "agreement": "annat avtal",
    "other": "annat",
}
_HEAD = """# De verkliga fallen

Skriven av `tillit cases examples/cases/*.json -o docs/cases.md`. Ändra den inte för hand.

Varje fall är taget ur en offentlig källa (`about` och `sources` i filerna). Svaren bygger bara på vad källan
säger; det den inte säger är öppet. De flesta källor berättar om några få av frågorna, så de flesta fall är
öppna. Det är det ärliga svaret: av en nyhetsartikel går det inte att avgöra om ett partnerskap höll måttet.
Inget fall har fått forma någon regel.
"""


def register(verbs: Any) -> None:
    """Add the verb and its options."""
    parser = verbs.add_parser("cases", help="ställ upp verkliga fall mot vad Tillit säger")
    parser.add_argument("files", nargs="+", metavar="FIL", help="ärendefiler med ”about”")
    parser.add_argument("-o", "--output", metavar="FIL", help="skriv dit i stället för på skärmen")
    parser.add_argument("--on", default="2026-01-01", metavar="DATUM", help="dag för bedömningen")
    parser.add_argument("--json", action="store_true", help="räkningen som JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Weigh every case under the law and its own or nearest guideline, and print the table."""
    on = day(arguments.on)
    pairs = [_weighed(read_case(path=Path(name)), on) for name in arguments.files]
    if arguments.json:
        tell_json({"cases": len(pairs), "agreement": dict(Counter(_agreement(*pair)[0] for pair in pairs))})
        return 0
    text = _page(pairs)
    if arguments.output:
        Path(arguments.output).write_text(text, encoding="utf-8")
        print(f"Skrev {arguments.output} ({len(pairs)} fall).")
    else:
        print(text, end="")
    return 0


def _weighed(case: Case, on: datetime.date) -> tuple[Weighed, Weighed]:
    own = case.about.get("guideline", LAW)
    own = own if own in guidelines() else LAW
    return (
        weigh(case=case, guideline_id=LAW, on=on, with_changes=False),
        weigh(case=case, guideline_id=own, on=on, with_changes=False),
    )


def _page(pairs: Sequence[tuple[Weighed, Weighed]]) -> str:
    counts = Counter(_agreement(*pair)[0] for pair in pairs)
    lines = [_HEAD, "## Räkningen", "", "| Utfall | Fall |", "|---|---|"]
    lines += [f"| {name} | {count} |" for name, count in counts.most_common()]
    ruled = [pair for pair in pairs if pair[0].case.about.get("ruled_by")]
    lines += ["", "## Fall där domstol eller myndighet har sagt något om formen", ""]
    for pair in ruled:
        case = pair[0].case
        lines += [f"### {case.title}", "", f"{case.about.get('conclusion', '')}", ""]
        lines += [f"- {_said(one)}" for one in {one.guideline.id: one for one in pair}.values()]
        lines += [f"- {_agreement(*pair)[1]}", ""]
    lines += ["## Alla fall", ""]
    lines += [
        "| Fall | Använt | Lagen | Egen eller närmaste riktlinje | Svar | Jämförelse |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(*pair) for pair in pairs]
    return "\n".join(lines) + "\n"


def _said(weighed: Weighed) -> str:
    standings = [f"{_form(f)} {STANDINGS[v.standing]}" for f, v in weighed.result.forms.items()]
    against = [r.rule.because for r in weighed.result.forms["partnership"].reasons if r.against]
    return f"{weighed.guideline.short}: {', '.join(standings)}. {' '.join(against)}".strip()


def _form(form: str) -> str:
    return FORMS[form].replace("Partnerskap", "partnerskap") if form == "partnership" else FORMS[form].lower()


def _row(law: Weighed, own: Weighed) -> str:
    case = own.case
    source = next(iter(case.sources.values()), "")
    title = f"[{case.title}]({source})" if source.startswith("http") else case.title
    nearest = "" if case.about.get("guideline_is_own") else " (närmast)"
    return (
        f"| {title}, {case.about.get('authority', '')} | {_USED.get(case.about.get('used', ''), 'okänt')} | "
        f"{_overall(law)} | {own.guideline.short}{nearest}: {_overall(own)} | "
        f"{own.answered} av {len(own.asked)} | {_agreement(law, own)[1]} |"
    )


def _overall(weighed: Weighed) -> str:
    result = weighed.result
    if result.recommended:
        return f"{_form(result.recommended)} rekommenderas" if result.recommended != "none" else "ingen form"
    return f"partnerskap {STANDINGS[result.forms['partnership'].standing]}"


def _agreement(law: Weighed, own: Weighed) -> tuple[str, str]:
    """The kind of outcome, and a sentence that says why."""
    used = own.case.about.get("used", "")
    standing = own.result.forms["partnership"].standing
    if used == "partnership":
        return _partnership_used(law, own, standing)
    if used in ("procurement", "grant"):
        if own.result.forms[cast(Form, used)].standing == "excluded":
            return "olika", f"Källan: {_USED[used]}. Tillit utesluter den: {_against(own, used)}"
        if standing == "excluded":
            return (
                "lika",
                f"Källan: {_USED[used]}. Tillit utesluter partnerskap: {_against(own, 'partnership')}",
            )
        return (
            "öppet",
            f"Källan: {_USED[used]}. Svaren räcker inte för att skilja formerna åt; {_missing(own)}",
        )
    if standing == "excluded":
        return "lika", f"Det blev inget IOP, och svaren utesluter det: {_against(own, 'partnership')}"
    return "öppet", f"Källan räcker inte för att säga varför det inte blev ett IOP; {_missing(own)}"


def _partnership_used(law: Weighed, own: Weighed, standing: str) -> tuple[str, str]:
    if standing in ("possible", "recommended"):
        return "lika", "Kraven är uppfyllda enligt svaren."
    if standing == "excluded":
        by = "Redan lagen" if law.result.forms["partnership"].standing == "excluded" else own.guideline.short
        return "olika", f"{by} utesluter partnerskap enligt svaren: {_against(own, 'partnership')}"
    return "öppet", f"Inget i källan talar emot; {_missing(own)}"


def _against(weighed: Weighed, form: str) -> str:
    return " ".join(r.rule.because for r in weighed.result.forms[cast(Form, form)].reasons if r.against)


def _missing(weighed: Weighed) -> str:
    labels = [bank().by_id[fact].label.lower() for fact in weighed.result.open[:3]]
    return f"mest avgör {', '.join(labels)}." if labels else "inga frågor är öppna."
