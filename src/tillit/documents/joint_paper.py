"""What the sides of a case add to the paper of an assessment: alternatives, what they answered, who confirmed."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tillit.documents.assessment_paper import Agreed
from tillit.documents.document import Block, Heading, Paragraph, Table
from tillit.documents.swedish import long_date
from tillit.domain.questions import Bank
from tillit.domain.sealed_assessment import Answer, Difference, Joint

_VALUES = {True: "Ja", False: "Nej", None: "Vet inte"}


@dataclass(frozen=True)
class PaperSide:
    """A side as the paper names it: when it sealed (None: not), and whether it has confirmed."""

    name: str
    sealed_on: datetime.date | None
    confirmed: bool


def agreed_part(
    *,
    number: str,
    state: str,
    sides: Sequence[PaperSide],
    names: Mapping[str, str],
    agenda: Sequence[Difference],
    joint: Joint,
    bank: Bank,
) -> Agreed:
    """The sides' part. ``number`` is the case's registration number, ``state`` where the assessment is, in words."""
    return Agreed(
        facts=(("Ärende", number), ("Läge", state), ("Parter", ", ".join(side.name for side in sides))),
        blocks=(*_alternatives(joint), *_differences(names, agenda, joint, bank), *_confirmed(sides)),
        reasoning={rule: one.text for rule, one in joint.reasoning.items()},
    )


def _alternatives(joint: Joint) -> Iterator[Block]:
    yield Heading(2, "Alternativ som parterna har övervägt")
    yield Paragraph(joint.alternatives.text or "Inget är skrivet än.")


def _differences(
    names: Mapping[str, str], agenda: Sequence[Difference], joint: Joint, bank: Bank
) -> Iterator[Block]:
    yield Heading(2, "Det parterna svarade olika på")
    if not agenda:
        yield Paragraph("Parterna svarade lika på alla frågor.")
    for one in agenda:
        yield Heading(3, bank.by_id[one.fact].question)
        rows = [(names[side], *_told(answer)) for side, answer in one.answers]
        rows.append(("Gemensamt svar", *_told(joint.answers.get(one.fact))))
        yield Table(("Part", "Svar", "Motivering"), tuple(rows))


def _told(answer: Answer | None) -> tuple[str, str]:
    return ("Inget svar", "") if answer is None else (_VALUES[answer.value], answer.why)


def _confirmed(sides: Sequence[PaperSide]) -> Iterator[Block]:
    yield Heading(2, "Parternas arbete")
    rows = [
        (
            side.name,
            long_date(side.sealed_on) if side.sealed_on else "Svarade inte för sig",
            "Ja" if side.confirmed else "Inte än",
        )
        for side in sides
    ]
    yield Table(("Part", "Förseglade sina svar", "Har bekräftat bedömningen"), tuple(rows))
