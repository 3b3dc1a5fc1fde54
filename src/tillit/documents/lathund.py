"""The quick guide ("lathund") of a guideline: two A4 pages made from its own rules and from the law."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tillit.documents.assessment_words import FORM_NAMES
from tillit.documents.document import (
    Block,
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    WriteHere,
)
from tillit.documents.fitting import PAGE, facts_height, height, joined, shortened, whole
from tillit.documents.swedish import long_date
from tillit.domain.conditions import facts_of
from tillit.domain.forms import Effect, Form
from tillit.domain.guidelines import Guideline, Rule
from tillit.domain.questions import Bank

#: What the parts of an agreement are called; the only such table.
SECTIONS: Final = {
    "background": "bakgrund", "challenge": "samhällsutmaning", "changes": "ändringar",
    "childrens_best": "barnets bästa", "commitments": "åtaganden",
    "contributions": "vad var och en bidrar med", "disputes": "hur ni löser tvister",
    "economy_analysis": "ekonomi", "evaluation": "utvärdering",
    "follow_up": "uppföljning", "goals": "mål", "joint_ownership": "vad ni äger ihop",
    "learning_goals": "vad ni vill lära er", "organisation": "hur ni organiserar er", "parties": "parter",
    "programme_link": "koppling till politiska mål", "public_influence": "det offentligas inflytande",
    "purpose": "syfte", "target_group": "målgrupp", "term": "avtalets tid", "values": "gemensamma värden",
}  # fmt: skip
_ABOUT: Final = (
    "I ett idéburet offentligt partnerskap (IOP) löser det offentliga och idéburna organisationer ett "
    "samhällsproblem tillsammans. Det är till för det som inte passar som bidrag, upphandling eller "
    "valfrihetssystem."
)
_ASK: Final = "Börja hos den som samordnar arbetet med föreningslivet i er kommun eller region."
_ASK_LAW: Final = "Fråga om köp och stöd hos jurist och upphandlare. Nämnden beslutar."
#: How long a row of names may be, in characters.
_LONGEST: Final = 280


def lathund(guideline: Guideline, law: Guideline, bank: Bank, on: datetime.date) -> Document:
    """The quick guide of one guideline with the law beside it, as it reads on a day. Always two pages."""
    day = long_date(on)
    facts = (
        ("Riktlinje", shortened(f"{guideline.title}, {guideline.issuer}", 150)),
        ("Version", shortened(guideline.version, 150)),
        ("Gäller", _validity(guideline, on)),
    )
    about = Paragraph(_ABOUT, "lead")
    room = PAGE - facts_height(facts) - height([about])
    return Document(
        title=f"Lathund för IOP: {guideline.short}",
        date=on,
        header_left=shortened(guideline.issuer, 80),
        header_right="Lathund",
        footer=f"Lathund från Tillit, {day}. Stöd för bedömning, inte beslut.",
        key_facts=facts,
        blocks=(about, *_rules(guideline, law, room), PageBreak(), *_second_page(guideline, law, bank)),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rules under a heading, told in full or by their titles only."""

    heading: str
    rules: tuple[Rule, ...]
    lead_in: str = ""
    otherwise: str = ""

    def blocks(self, full: bool) -> Iterator[Block]:
        if self.heading:
            yield Heading(2, self.heading)
        if self.rules and full:
            yield BulletList(tuple(f"{rule.title}. {rule.because}" for rule in self.rules))
        elif self.rules or self.otherwise:
            titles = joined([rule.title for rule in self.rules], " · ", _LONGEST)
            yield Paragraph(f"{self.lead_in}{titles}" if self.rules else self.otherwise)


def _rules(guideline: Guideline, law: Guideline, room: float) -> list[Block]:
    """Page one: every rule about partnership, in full as far as there is room."""
    is_law = guideline.kind == "law"
    by_law = () if is_law else tuple(_picked(law, "excludes"))
    judged = [r for g in dict.fromkeys((guideline, law)) for r in _picked(g, "warns") if r.discretion]
    watched = [r for r in _picked(guideline, "warns") if not r.discretion]
    nothing = "Riktlinjen ställer inga egna krav som måste vara uppfyllda."
    parts = (
        _Part("Det här krävs", tuple(_picked(guideline, "requires")), otherwise=nothing),
        _Part("Det här stoppar", tuple(_picked(guideline, "excludes")), otherwise="" if by_law else "Inget."),
        _Part("", by_law, "Lagens gränser gäller också: "),
        _Part(
            "Det här talar för", tuple(_picked(guideline, "favours")), otherwise="Riktlinjen nämner inget."
        ),
        _Part("Det här måste en människa bedöma", tuple(judged), otherwise="Inget särskilt."),
        _Part("", tuple(watched), "Var också uppmärksamma på: "),
    )
    blocks: list[Block] = []
    for briefly in ({2}, {2, 5}, {2, 5, 3}, {2, 5, 3, 4}, {2, 5, 3, 4, 1}, {0, 1, 2, 3, 4, 5}):
        blocks = [block for i, part in enumerate(parts) for block in part.blocks(i not in briefly)]
        if height(blocks) <= room:
            break
    return blocks


def _picked(guideline: Guideline, effect: Effect, form: Form = "partnership") -> Iterator[Rule]:
    return (rule for rule in guideline.rules if rule.form == form and rule.effect == effect)


def _second_page(guideline: Guideline, law: Guideline, bank: Bank) -> list[Block]:
    rest = [
        *_other_forms(guideline, law),
        *_agreement(guideline),
        Heading(2, "Vem ni frågar"),
        Paragraph(f"{_ASK} {_ASK_LAW}"),
        Paragraph(_sources(guideline), "source"),
    ]
    rows = tuple((bank.by_id[fact].question, "☐", "☐", "☐") for fact in _asked(guideline, bank))
    first: list[Block] = []
    for count in range(len(rows), 2, -1):
        questions = Table(("Fråga", "Ja", "Nej", "Vet inte"), rows[:count])
        first = [Heading(2, "Prata igenom det här tillsammans"), questions]
        if height([*first, *rest]) <= PAGE:
            break
    for lines in range(4, 0, -1):
        notes = WriteHere("Det här behöver vi ta reda på", lines)
        if height([*first, notes, *rest]) <= PAGE:
            return [*first, notes, *rest]
    return [*first, *rest]


def _asked(guideline: Guideline, bank: Bank) -> tuple[str, ...]:
    """The questions behind the rules about partnership; those that can stop it come first."""
    about = [rule for rule in guideline.rules if rule.form == "partnership"]
    hard = {fact for rule in about if rule.hard for fact in facts_of(rule.when)}
    soft = {fact for rule in about for fact in facts_of(rule.when)} - hard
    return (*bank.in_order(hard), *bank.in_order(soft))


def _other_forms(guideline: Guideline, law: Guideline) -> list[Block]:
    rows = []
    for form, name in list(FORM_NAMES.items())[1:]:
        reasons = [r.because for g in dict.fromkeys((guideline, law)) for r in _picked(g, "favours", form)]
        rows.append((name, whole(reasons[:2], 170)))
    return [Heading(2, "Andra former"), Table(("Form", "Passar när"), tuple(rows))]


def _agreement(guideline: Guideline) -> list[Block]:
    demands = guideline.demands
    named = [SECTIONS.get(section, section) for section in demands.sections]
    texts = [f"Skriv om {joined(named, ', ', _LONGEST)}." if named else ""]
    for months, text in (
        (demands.longest_months, "Avtalet får gälla högst {} månader."),
        (demands.notice_months, "Uppsägningstiden är {} månader."),
        (demands.follow_up_months, "Följ upp minst var {}:e månad."),
    ):
        texts.append(text.format(months) if months else "")
    told = " ".join(filter(None, texts)) or "Riktlinjen säger inte vad överenskommelsen ska innehålla."
    return [Heading(2, "I överenskommelsen"), Paragraph(told)]


def _sources(guideline: Guideline) -> str:
    found = dict.fromkeys([guideline.source, *(r.source for r in guideline.rules if r.form == "partnership")])
    return (
        f"Källor: {joined(list(found), '; ', 420)}. Varje regel har sin källa på riktlinjens sida i Tillit."
    )


def _validity(guideline: Guideline, on: datetime.date) -> str:
    if on < guideline.valid_from:
        return f"Börjar gälla {guideline.valid_from}"
    if guideline.valid_until is None:
        return f"Från {guideline.valid_from}, ingen senare version är känd"
    past = "" if guideline.valid_on(on) else " (gäller inte längre)"
    return f"{guideline.valid_from} till {guideline.valid_until}{past}"
