"""Swedish organisation numbers: read as people write them, checked, and shown without revealing a person.

python-stdnum knows the check digit but also accepts 000000-0000 and personal numbers; both are told
apart here. A sole trader's number is the owner's personal number, and is therefore never shown. An
organisation number has at least 2 as its third digit, which no date of birth has (lag (1974:174) om
identitetsbeteckning för juridiska personer m.fl.).
"""

import re
from dataclasses import dataclass, field

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

EXAMPLE = "till exempel 802000-1234"
HIDDEN = "enskild firma (numret visas inte)"
CENTURIES = ("18", "19", "20")
LONGEST = 40
#: The day in a co-ordination number (samordningsnummer) is the day of birth plus 60.
COORDINATION = 60


class BadNumber(Exception):
    """The text is no organisation number; str() says in Swedish what to write instead."""


@dataclass(frozen=True)
class OrganisationNumber:
    """Ten digits that hold together, and whether they are a person's (a sole trader's)."""

    digits: str = field(repr=False)
    sole_trader: bool

    @property
    def shown(self) -> str:
        """The number for a screen or paper, as 802000-1234; for a sole trader words instead of digits."""
        return HIDDEN if self.sole_trader else f"{self.digits[:6]}-{self.digits[6:]}"

    def __str__(self) -> str:
        """What is shown, so that no text ever holds a personal number by accident."""
        return self.shown


def read_number(text: str) -> OrganisationNumber:
    """The number in what someone wrote, with or without hyphen, spaces and century. Raises BadNumber."""
    digits = re.sub(r"[\s\u2010-\u2015\u2212-]", "", text[: LONGEST + 1]).replace("+", "")
    if len(text) > LONGEST or not re.fullmatch(r"[0-9]+", digits):
        raise BadNumber(f"Skriv organisationsnumret med tio siffror, {EXAMPLE}.")
    prefix, ten = ("", digits) if len(digits) != 12 else (digits[:2], digits[2:])
    if len(ten) != 10:
        raise BadNumber(
            f"Organisationsnumret ska ha tio siffror, {EXAMPLE}. Det ni skrev har {len(digits)} siffror."
        )
    if len(set(ten)) == 1:
        raise BadNumber(
            "Numret består av en enda siffra. Skriv det nummer som står i ert registreringsbevis."
        )
    return OrganisationNumber(_with_check_digit(ten), sole_trader=_is_personal(prefix, ten))


def _with_check_digit(ten: str) -> str:
    try:
        return str(orgnr.validate(ten))
    except ValidationError as error:
        raise BadNumber(
            "Kontrollsiffran stämmer inte, så någon siffra i organisationsnumret är fel. "
            f"Jämför med ert registreringsbevis och skriv alla tio siffror, {EXAMPLE}."
        ) from error


def _is_personal(prefix: str, ten: str) -> bool:
    """Whether the number is a person's. Raises BadNumber when it is nobody's."""
    if ten[2] >= "2":
        if prefix in ("", "16"):
            return False
        raise BadNumber(f"Skriv organisationsnumret utan sekel, med tio siffror, {EXAMPLE}.")
    month, day = int(ten[2:4]), int(ten[4:6])
    a_day = 1 <= day <= 31 or 1 <= day - COORDINATION <= 31
    if prefix in ("", *CENTURIES) and 1 <= month <= 12 and a_day:
        return True
    raise BadNumber(f"Det här är inget organisationsnummer. Den tredje siffran är minst 2, {EXAMPLE}.")
