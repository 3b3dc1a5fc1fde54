"""``tillit print``: the lathund of a guideline, or the assessment of a case, as PDF or Word."""

import argparse
import datetime
import json
from pathlib import Path
from typing import Any

from tillit.cli.guidelines import head
from tillit.cli.telling import day, tell_json
from tillit.documents.document import Document
from tillit.documents.docx import render_docx
from tillit.documents.lathund import lathund
from tillit.documents.pdf import render_pdf
from tillit.domain.reading import BadData
from tillit.queries.assessment import read_case, weigh
from tillit.queries.guidelines import LAW, bank, guideline, law
from tillit.queries.papers import assessment_attachment, assessment_document


def register(verbs: Any) -> None:
    """Add the verb with its two papers."""
    parser = verbs.add_parser("print", help="skriv ut lathund eller bedömning som PDF eller Word")
    papers = parser.add_subparsers(dest="paper", required=True, metavar="PAPPER")
    for name, text, run in (
        ("lathund", "lathund för en riktlinje", _lathund),
        ("assessment", "bedömning av ett ärende", _assessment),
    ):
        paper = papers.add_parser(name, help=text)
        if name == "assessment":
            paper.add_argument("case", metavar="ÄRENDE", help="ärendefil (.json eller .toml)")
        paper.add_argument("--guideline", default=LAW, metavar="ID", help="riktlinje, annars lagen")
        paper.add_argument("-o", "--output", required=True, metavar="FIL", help="FIL.pdf eller FIL.docx")
        paper.add_argument("--on", metavar="DATUM", help="dag som pappret avser, annars i dag")
        paper.add_argument("--json", action="store_true", help="berätta som JSON vad som skrevs")
        paper.set_defaults(run=run)


def _lathund(arguments: argparse.Namespace) -> int:
    on = _on(arguments)
    chosen = guideline(guideline_id=arguments.guideline)
    attached = json.dumps(head(chosen), ensure_ascii=False, indent=1).encode()
    return _write(arguments, lathund(chosen, law(), bank(), on), attached, "riktlinje.json")


def _assessment(arguments: argparse.Namespace) -> int:
    on = _on(arguments)
    guideline(guideline_id=arguments.guideline)
    case = read_case(path=Path(arguments.case))
    weighed = weigh(case=case, guideline_id=arguments.guideline, on=on)
    return _write(arguments, assessment_document(weighed), assessment_attachment(weighed), "bedomning.json")


def _on(arguments: argparse.Namespace) -> datetime.date:
    if Path(arguments.output).suffix.lower() not in (".pdf", ".docx"):
        raise BadData("-o", f"”{arguments.output}” ska sluta på .pdf eller .docx.")
    return day(arguments.on) if arguments.on else datetime.date.today()  # noqa: DTZ011 - the operator's day


def _write(arguments: argparse.Namespace, document: Document, attached: bytes, name: str) -> int:
    path = Path(arguments.output)
    if path.suffix.lower() == ".pdf":
        content = render_pdf(document, attachment=attached, attachment_name=name)
    else:
        content = render_docx(document)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadData(str(path), "går inte att skriva. Finns mappen, och får ni skriva i den?") from error
    if arguments.json:
        tell_json({"file": str(path), "bytes": len(content)})
    else:
        print(f"Skrev {path} ({len(content)} byte).")
    return 0
