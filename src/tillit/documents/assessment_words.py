"""The words for an assessment: the same on the page, in the PDF and in the Word file.

Reasons, not verdicts: what the guideline says, and what has been answered.
"""

import datetime
from collections.abc import Sequence
from typing import Final

from tillit.documents.document import Tag
from tillit.documents.swedish import counted, listed, long_date, number, sentence
from tillit.domain.assessment import Assessment, FormView, Reason
from tillit.domain.changes import Change
from tillit.domain.forms import Form, Standing
from tillit.domain.guidelines import Amount
from tillit.domain.questions import Bank

FORM_NAMES: Final[dict[Form, str]] = {
    "partnership": "Partnerskap (IOP)",
    "grant": "Föreningsbidrag",
    "procurement": "Upphandling",
    "choice_system": "Valfrihetssystem",
}
_IN_TEXT: Final[dict[Form, str]] = {
    "partnership": "ett partnerskap",
    "grant": "föreningsbidrag",
    "procurement": "upphandling",
    "choice_system": "valfrihetssystem",
}
STANDING_TAGS: Final[dict[Standing, Tag]] = {
    "recommended": Tag("Rekommenderas", "good"),
    "possible": Tag("Möjligt", "good"),
    "undecided": Tag("Öppet", "warning"),
    "excluded": Tag("Utesluts", "neutral"),
}
SUPPORT: Final = "Det här är ett stöd, inte ett beslut."


def conclusion(result: Assessment) -> str:
    """The result in one heading."""
    partnership = result.forms["partnership"].standing
    if result.recommended == "none":
        return "Ingen av de fyra formerna passar"
    if result.recommended == "partnership":
        return "Svaren talar för ett partnerskap"
    if result.recommended is not None:
        return f"Svaren talar för {_IN_TEXT[result.recommended]}"
    if result.between:
        return f"Svaren väger lika mellan {listed([_IN_TEXT[form] for form in result.between])}"
    if partnership == "excluded":
        return "Ett partnerskap är inte rätt form enligt svaren"
    if partnership == "possible":
        return "Ett partnerskap kan vara rätt form"
    met = any(reason.holds is not None for reason in result.forms["partnership"].reasons)
    return "Ett partnerskap är fortfarande möjligt" if met else "Det är för tidigt att säga"


def lead(result: Assessment, answered: int, asked: int) -> str:
    """How many answers the view rests on, and how much is open."""
    if answered == asked:
        told = f"Ni har svarat på alla {asked} frågor."
    else:
        told = f"Ni har svarat på {answered} av {asked} frågor."
    if result.open:
        told += f" {sentence(counted(len(result.open), 'fråga till', 'frågor till') + ' kan ändra bilden')}"
    elif answered < asked:
        told += " Svaren på de andra ändrar inte bilden."
    return f"{told} {SUPPORT}"


def advice(result: Assessment) -> str:
    """What the result means for the next step."""
    if result.recommended == "none":
        return (
            "Prata med kommunen eller regionen om vad som stoppar idén. Kanske kan den delas upp, "
            "göras om eller drivas av kommunen själv."
        )
    if result.recommended == "partnership":
        return "Nästa steg är att prata ihop er om problemet, målen och vad var och en bidrar med."
    if result.recommended is not None:
        return (
            f"Läs skälen för {_IN_TEXT[result.recommended]} här nedanför. "
            "Ett partnerskap är till för det som inte passar som något annat."
        )
    if result.between:
        return "Inget svar avgör vilken av dem som passar bäst. Det behöver ni väga själva."
    if result.forms["partnership"].standing == "excluded":
        return "Läs vad som talar emot. Under ”Vad kan ändra bilden?” ser ni vad som behöver vara annorlunda."
    return "Svara på fler frågor, eller ta med dem som är öppna till samtalet med den andra parten."


def form_line(view: FormView, bank: Bank) -> str:
    """One form in one or two sentences: why it stands where it does."""
    if view.standing == "excluded":
        return view.reasons[0].rule.because
    labels = [bank.by_id[fact].label.lower() for fact in view.open]
    if view.standing == "undecided":
        shown = listed(labels[:3]) if len(labels) <= 3 else f"{', '.join(labels[:3])} med mera"
        return sentence(f"Det beror på {counted(len(labels), 'öppen fråga', 'öppna frågor')}: {shown}")
    if view.standing == "recommended":
        return "Inget krav talar emot, och svaren talar för den mer än för de andra formerna."
    if not any(r.rule.effect == "favours" and r.holds for r in view.reasons):
        return "Inget krav talar emot, men inget svar talar särskilt för den heller."
    return "Alla krav som går att pröva är uppfyllda."


def reason_tag(reason: Reason) -> Tag:
    """What a reason does, in a word or two."""
    if reason.rule.discretion:
        return Tag("Måste bedömas", "info")
    if reason.rule.effect == "warns":
        return Tag("Att bevaka", "warning")
    if reason.holds is None:
        return Tag("Saknas svar", "warning")
    if reason.against:
        return Tag("Talar emot", "danger")
    return Tag("Talar för" if reason.rule.effect == "favours" else "Uppfyllt", "good")


def reason_text(reason: Reason, bank: Bank, amounts: Sequence[Amount], on: datetime.date) -> str:
    """Why the rule is there, what has been answered about it, and the law's numbers on that day."""
    rule = reason.rule
    parts = [rule.because]
    if reason.facts and (reason.holds is not None):
        told = [bank.by_id[f].if_true if v else bank.by_id[f].if_false for f, v in reason.facts]
        parts.append(sentence(f"Ni har svarat att {listed([_no_stop(text) for text in told], 'och att')}"))
    parts += [amount_line(amount, on) for amount in amounts]
    return " ".join(parts)


def amount_line(amount: Amount, on: datetime.date) -> str:
    """A number of the law, with a plain word when it is past its period."""
    line = f"{amount.title}: {number(amount.value)} {amount.unit}."
    if amount.valid_on(on):
        return line
    until = long_date(amount.valid_until) if amount.valid_until else ""
    return f"{line} Uppgiften gällde till och med {until}. Kontrollera vad som gäller nu."


def for_partnership(changes: Sequence[Change]) -> list[Change]:
    """The changes that concern partnership, those that would better its standing first."""
    order = ("recommended", "possible", "undecided", "excluded")
    own = [change for change in changes if change.form == "partnership"]
    return sorted(own, key=lambda change: order.index(change.standing))


def change_line(change: Change, bank: Bank) -> str:
    """What would change the view, as a sentence."""
    told = [bank.by_id[f].if_true if v else bank.by_id[f].if_false for f, v in change.facts]
    became = {
        "excluded": "utesluts {}",
        "undecided": "är {} inte längre uteslutet",
        "possible": "blir {} möjligt",
        "recommended": "talar svaren för {}",
    }[change.standing].format(_IN_TEXT[change.form])
    return sentence(f"Om {listed([_no_stop(text) for text in told], 'och om')} {became}")


def _no_stop(text: str) -> str:
    return text.rstrip(". ")
