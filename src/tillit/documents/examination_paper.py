"""An examination as a paper for the file, and the certificate of aid that an organisation signs."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tillit.documents.aid_words import rate_words
from tillit.documents.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Paragraph,
    Signatory,
    SignatureBlock,
    Table,
    Tone,
    WriteHere,
)
from tillit.documents.swedish import long_date
from tillit.documents.value_words import KINDS, part_words
from tillit.domain.contract_value import ContractValue
from tillit.domain.examinations import Answer, Conclusion, Guide, warnings
from tillit.domain.kronor import shown_euro, shown_kronor
from tillit.domain.state_aid import Grant

_ANSWERS: Final = {True: "Ja", False: "Nej", None: "Vet inte"}
_CERTIFIED: Final = (
    "Organisationen intygar vilket stöd av mindre betydelse den har fått under de senaste tre åren, av "
    "kommuner, regioner, staten och andra. Lokal och personal räknas till vad de annars kostar."
)


@dataclass(frozen=True)
class Facts:
    """What stands at the top of the paper."""

    case: str
    number: str
    board: str
    on: datetime.date


def examination_paper(
    facts: Facts, guide: Guide, ended: tuple[str, Conclusion | None, str], signed: str,
    answers: Mapping[str, Answer], values: Iterable[tuple[ContractValue, tuple[str, ...]]],
    lists: Iterable[tuple[str, tuple[str, ...]]] = (),
) -> Document:  # fmt: skip
    """The paper. `ended` is state, conclusion and motivation; `signed` says in which role, where and when.

    `lists` are headings with points: who has declared, or what aid is counted.
    """
    blocks: list[Block] = [Paragraph(guide.about, "lead"), *_conclusion(*ended)]
    for value, told in values:
        blocks += [Heading(2, "Värdet"), BulletList(told), _parts(value)]
    for heading, points in lists:
        blocks += [Heading(2, heading), BulletList(points)]
    if answers:
        blocks += [Heading(2, "Frågor och svar"), *_answers(guide, answers)]
    blocks.append(Paragraph(f"Lag: {guide.law.rstrip('.')}. Källa: {guide.source}.", "source"))
    return Document(
        title=f"Prövning: {guide.title}",
        date=facts.on,
        header_left=facts.board,
        header_right=facts.number,
        footer=f"Utskrift från Tillit, {long_date(facts.on)}.",
        key_facts=(("Ärende", facts.case), ("Diarienummer", facts.number), ("Prövad av", signed)),
        blocks=tuple(blocks),
    )


def _conclusion(state: str, conclusion: Conclusion | None, motivation: str) -> list[Block]:
    if state == "left_out":
        return [Callout("Utelämnad", motivation, "neutral")]
    if conclusion is None:
        return [Callout("Inte klar", "Prövningen har ingen slutsats än.", "warning")]
    tone: Tone = "good" if conclusion.clear else "warning"
    told = Callout(conclusion.title, conclusion.meaning or conclusion.title, tone)
    return [told, Heading(2, "Motivering"), Paragraph(motivation)]


def _answers(guide: Guide, answers: Mapping[str, Answer]) -> list[Block]:
    found: list[Block] = []
    for step in guide.steps:
        answer = answers.get(step.id, Answer())
        parts = [] if step.text else [_ANSWERS[answer.value]]
        told = "\n\n".join(filter(None, [*parts, answer.note])) or "Inget svar."
        found += [Heading(3, step.question), Paragraph(told)]
    warned = warnings(guide, answers)
    if warned:
        found += [Heading(2, "Varningar"), BulletList(tuple(step.because for step in warned))]
    return found


def _parts(value: ContractValue) -> Table:
    told = (part_words(line.part, line) for line in value.lines)
    rows = tuple(
        (one.title, one.board, one.use, one.amount, one.time, one.periods, one.value) for one in told
    )
    headers = ("Del", "Nämnd", "Avtalat", "Belopp", "Tid", "Gånger", "Värde")
    total = ("Summa", "", "", "", "", "", shown_kronor(value.amount))
    return Table(headers, (*rows, total), "Så har värdet räknats")


def certificate_paper(
    facts: Facts, organisation: str, authority: str, aid: Iterable[tuple[Grant, str, str]]
) -> Document:
    """The certificate. Each aid with what it was and who gave it; room is left for what is not known."""
    return Document(
        title="Intyg om stöd av mindre betydelse",
        date=facts.on,
        header_left=facts.board,
        header_right=facts.number,
        footer=f"Utskrift från Tillit, {long_date(facts.on)}.",
        key_facts=(("Organisation", organisation), ("Ärende", facts.case)),
        blocks=(
            Paragraph(_CERTIFIED, "lead"),
            *_known(authority, aid),
            WriteHere("Annat stöd de senaste tre åren: dag, från vem, vad och hur mycket", 6),
            Paragraph("Kryssa: ☐ Vi har inte fått annat stöd än det som står här."),
            SignatureBlock((Signatory(organisation),)),
            Paragraph("Kommissionens förordningar (EU) 2023/2831 och (EU) 2023/2832", "source"),
        ),
    )


def _known(authority: str, aid: Iterable[tuple[Grant, str, str]]) -> list[Block]:
    rows = tuple(
        (
            grant.granted_on.isoformat(),
            giver or authority,
            what,
            KINDS[grant.kind],
            shown_kronor(grant.amount),
            f"{shown_euro(grant.cents)}, {rate_words(grant)}",
        )
        for grant, giver, what in aid
    )
    headers = ("Dag", "Från", "Vad", "Form", "Kronor", "Euro")
    return [Table(headers, rows, "Stöd som är känt")] if rows else []
