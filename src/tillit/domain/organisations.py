"""Organisations: their legal forms, and what a form and a number say about each other.

A legal form is never a reason to refuse. Lag (2022:900) om registrering av idéburna organisationer, 2 §,
counts every legal person whose purpose is exclusively public-benefit (allmännyttigt) by its statutes;
registration is voluntary and never demanded here. The forms differ only in how often that holds.
"""

from dataclasses import dataclass
from typing import Literal

Fit = Literal["often", "may", "no"]


@dataclass(frozen=True)
class LegalForm:
    """A form of organisation: its code, its Swedish name, and whether such a one tends to be idéburen.

    ``fit``: "often" (made for a purpose), "may" (when the statutes say only public benefit), "no" (not a
    legal person of its own, or the public itself). ``groups`` are the first digits its number may have.
    """

    code: str
    name: str
    fit: Fit
    groups: str


#: Lag (2022:900) 2 §: a legal person with an exclusively public-benefit purpose. A sole trader is not a
#: legal person. An aktiebolag med särskild vinstutdelningsbegränsning: 32 kap. aktiebolagslagen (2005:551).
_FORMS = (
    LegalForm("association", "Ideell förening", "often", "8"),
    LegalForm("foundation", "Stiftelse", "often", "8"),
    LegalForm("faith_community", "Registrerat trossamfund", "often", "28"),
    LegalForm("economic_association", "Ekonomisk förening", "may", "7"),
    LegalForm(
        "limited_profit_company", "Aktiebolag med särskild vinstutdelningsbegränsning (svb)", "may", "5"
    ),
    LegalForm("company", "Aktiebolag", "may", "5"),
    LegalForm("other", "Annan juridisk person", "may", "123456789"),
    LegalForm("sole_trader", "Enskild firma", "no", ""),
    LegalForm("public_body", "Stat, kommun eller region", "no", "2"),
)
FORMS_BY_CODE: dict[str, LegalForm] = {form.code: form for form in _FORMS}
#: Code -> Swedish name, in the order of a list to choose from.
LEGAL_FORMS: dict[str, str] = {form.code: form.name for form in _FORMS}

_GROUPS = {
    "1": "dödsbon",
    "2": "stat, regioner, kommuner och församlingar",
    "3": "utländska företag",
    "5": "aktiebolag",
    "6": "enkla bolag",
    "7": "ekonomiska föreningar",
    "8": "ideella föreningar och stiftelser",
    "9": "handelsbolag och kommanditbolag",
}


def expected_group(first_digit: str) -> str:
    """What the first digit of an organisation number usually stands for, in Swedish; "" when unknown.

    The group number of Skatteverket's brochure Organisationsnummer (SKV 709).
    """
    return _GROUPS.get(first_digit, "")


def number_hint(form: str, digits: str, *, sole_trader: bool = False) -> str:
    """A friendly question in Swedish when form and number do not usually go together; "" otherwise.

    It is a hint and never a refusal: old numbers and changed forms exist. Unknown forms give no hint.
    """
    known = FORMS_BY_CODE.get(form)
    if known is None or (sole_trader and form == "sole_trader"):
        return ""
    if sole_trader:
        return f"Numret hör till en person. Stämmer det att ni är {known.name.lower()}?"
    if form == "sole_trader":
        return "Numret hör till en organisation. Stämmer det att ni är en enskild firma?"
    group = expected_group(digits[:1])
    if not group or digits[:1] in known.groups:
        return ""
    return f"Nummer som börjar på {digits[:1]} har oftast {group}. Stämmer formen {known.name.lower()}?"


def may_be_idea_based(form: str) -> bool:
    """Whether an organisation of this form can be idéburen under 2 § lag (2022:900): a legal person that
    is not the public itself. Whether it is one depends on its purpose, which people judge."""
    known = FORMS_BY_CODE.get(form)
    return known is not None and known.fit != "no"
