"""Amounts in kronor as people write them, to and from whole öre."""

import re
from typing import Final

#: More than any authority's yearly budget; so that no sum runs past what a database can keep.
MOST_KRONOR: Final = 1_000_000_000_000
_WRITTEN: Final = re.compile(r"(\d{1,15})(?:[,.](\d{1,2}))?")


def read_kronor(text: str) -> int:
    """Whole öre from "1 400 000", "1400000,50" or "25 kr". Raises ValueError with a Swedish message."""
    bare = re.sub(r"\s|kr\.?$|kronor$|:-$", "", text.strip().lower())
    found = _WRITTEN.fullmatch(bare) if bare.isascii() else None
    if found is None:
        raise ValueError("Skriv beloppet med siffror, till exempel 250 000 eller 250 000,50.")
    kronor = int(found[1])
    if kronor > MOST_KRONOR:
        raise ValueError("Beloppet är för stort.")
    return kronor * 100 + int((found[2] or "0").ljust(2, "0"))


def shown_kronor(ore: int) -> str:
    """The amount as readers write it: "1 400 000 kr", with öre only where there are any."""
    kronor, rest = divmod(abs(ore), 100)
    whole = f"{kronor:,}".replace(",", "\N{NO-BREAK SPACE}")
    cents = f",{rest:02}" if rest else ""
    return f"{'−' if ore < 0 else ''}{whole}{cents}\N{NO-BREAK SPACE}kr"


def shown_euro(cents: int) -> str:
    """Euro in the same way: "300 000 euro"."""
    return shown_kronor(cents).removesuffix("kr") + "euro"
