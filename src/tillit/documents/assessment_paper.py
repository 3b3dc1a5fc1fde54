"""The assessment as a paper for the file: conclusion, four forms, reasons with sources, open questions."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tillit.documents.assessment_words import (
    FORM_NAMES,
    STANDING_TAGS,
    SUPPORT,
    advice,
    change_line,
    conclusion,
    for_partnership,
    form_line,
    lead,
    reason_tag,
    reason_text,
)
from tillit.documents.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Paragraph,
    Reason,
    Table,
    WriteHere,
)
from tillit.documents.swedish import long_date
from tillit.domain.assessment import Assessment
from tillit.domain.assessment import Reason as RuleReason
from tillit.domain.cases import Case
from tillit.domain.changes import Change
from tillit.domain.forms import FORMS
from tillit.domain.guidelines import Amount, Guideline
from tillit.domain.questions import Bank

_ANSWERS = {True: "Ja", False: "Nej", None: "Vet inte"}


@dataclass(frozen=True)
class Agreed:
    """What the sides of a case add: key facts, blocks of their own, and their reasoning by key of rule."""

    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    reasoning: Mapping[str, str]


def assessment_paper(
    *, case: Case, guideline: Guideline, law: Guideline, bank: Bank, on: datetime.date, result: Assessment,
    changes: Sequence[Change], asked: Sequence[str], amounts: Mapping[str, Sequence[Amount]],
    agreed: Agreed | None = None,
) -> Document:  # fmt: skip
    """The paper. ``asked`` are the facts that the guideline and the law ask for, in order; ``amounts``
    the law's numbers by rule key; ``agreed`` what the sides of a case have added, if it is theirs together."""
    answered = sum(case.facts.get(fact) is not None for fact in asked)
    return Document(
        title="Gemensam bedömning av samverkansform" if agreed else "Bedömning av samverkansform",
        date=on,
        header_left=guideline.short if guideline.id == law.id else f"{guideline.short} och lagen",
        header_right=long_date(on),
        footer=f"Underlag från Tillit, {long_date(on)}. Stöd för bedömning, inte beslut.",
        key_facts=_key_facts(case, guideline, on, f"{answered} av {len(asked)} frågor", agreed),
        blocks=(
            *_summary(result, bank, answered, len(asked)),
            *_reasons(result, bank, on, amounts),
            *_discretion(result, bank, on, agreed),
            *(agreed.blocks if agreed else ()),
            *_open(result, bank),
            *_changes(changes, bank),
            *_answers(case, asked, bank),
            *_sources(guideline, law),
        ),
    )


def _key_facts(
    case: Case, guideline: Guideline, on: datetime.date, answers: str, agreed: Agreed | None
) -> tuple[tuple[str, str], ...]:
    version = "" if guideline.valid_on(on) else " (gäller inte den här dagen)"
    return (
        ("Idé", case.title),
        ("Riktlinje", f"{guideline.title}, {guideline.issuer}{version}"),
        ("Version", guideline.version),
        ("Svar", answers),
        *(agreed.facts if agreed else ()),
    )


def _summary(result: Assessment, bank: Bank, answered: int, asked: int) -> Iterator[Block]:
    yield Heading(2, "Sammanfattning")
    yield Paragraph(f"{conclusion(result)}. {lead(result, answered, asked)}", "lead")
    yield Paragraph(advice(result))
    yield Heading(2, "De fyra formerna")
    views = [(form, result.forms[form]) for form in FORMS]
    rows = [(FORM_NAMES[form], STANDING_TAGS[v.standing], form_line(v, bank)) for form, v in views]
    yield Table(("Form", "Läge", "Därför"), tuple(rows))


def _reasons(
    result: Assessment, bank: Bank, on: datetime.date, amounts: Mapping[str, Sequence[Amount]]
) -> Iterator[Block]:
    yield Heading(2, "Skälen")
    for form in FORMS:
        view = result.forms[form]
        told = [reason for reason in (*view.reasons, *view.warnings) if _told(reason)]
        if told:
            yield Heading(3, FORM_NAMES[form])
        for reason in told:
            yield _block(reason, bank, on, amounts.get(reason.rule.key, ()))


def _told(reason: RuleReason) -> bool:
    """What stops every form is told once, with partnership, unless it does stop them."""
    rule = reason.rule
    if reason.holds is None or rule.discretion:
        return False
    return reason.against or not rule.stops_every or rule.form == "partnership"


def _block(reason: RuleReason, bank: Bank, on: datetime.date, amounts: Sequence[Amount]) -> Reason:
    text = reason_text(reason, bank, amounts, on)
    return Reason(reason_tag(reason), reason.rule.title, text, reason.rule.source)


def _discretion(result: Assessment, bank: Bank, on: datetime.date, agreed: Agreed | None) -> Iterator[Block]:
    grey = [reason for reason in result.discretion if reason.holds]
    if grey:
        yield Heading(2, "Måste bedömas")
        yield Paragraph("Inget svar avgör det här. En människa behöver väga det och skriva ner hur.")
        for reason in grey:
            yield _block(reason, bank, on, ())
            judged = agreed.reasoning.get(reason.rule.key, "") if agreed else ""
            yield (
                Paragraph(f"Så har parterna bedömt det: {judged}") if judged else WriteHere("Er bedömning", 3)
            )


def _open(result: Assessment, bank: Bank) -> Iterator[Block]:
    if result.open:
        yield Heading(2, "Öppna frågor")
        yield Paragraph("Den fråga som avgör mest står först.")
        yield BulletList(tuple(bank.by_id[fact].question for fact in result.open))


def _changes(changes: Sequence[Change], bank: Bank) -> Iterator[Block]:
    shown = for_partnership(changes)
    if shown:
        yield Heading(2, "Vad kan ändra bilden?")
        yield BulletList(tuple(change_line(change, bank) for change in shown[:12]))
        if len(shown) > 12:
            yield Paragraph(f"Ytterligare {len(shown) - 12} finns i den bifogade filen.", "small")


def _answers(case: Case, asked: Sequence[str], bank: Bank) -> Iterator[Block]:
    given = [fact for fact in asked if case.facts.get(fact) is not None or case.motivations.get(fact)]
    if given:
        yield Heading(2, "Svaren")
        rows = [
            (bank.by_id[fact].question, _ANSWERS[case.facts.get(fact)], _why(case, fact)) for fact in given
        ]
        yield Table(("Fråga", "Svar", "Motivering"), tuple(rows))
    left = [bank.by_id[fact].label.lower() for fact in asked if fact not in given]
    if left:
        yield Paragraph(f"Vet inte eller inte besvarat: {', '.join(left)}.", "small")


def _why(case: Case, fact: str) -> str:
    return " ".join(filter(None, (case.motivations.get(fact, ""), case.sources.get(fact, ""))))


def _sources(guideline: Guideline, law: Guideline) -> Iterator[Block]:
    yield Callout("Stöd, inte beslut", f"{SUPPORT} Nämnden och organisationen beslutar var för sig.", "info")
    for used in dict.fromkeys((guideline, law)):
        yield Paragraph(f"{used.short}: {used.source}. {used.url}".strip(), "source")
