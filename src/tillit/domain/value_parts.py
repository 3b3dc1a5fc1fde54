"""What the authority gives by an agreement, as parts of the value that a contract would have."""

from collections.abc import Iterable
from typing import Final

from tillit.domain.balance import AuthorityYear
from tillit.domain.contract_value import Kind, Part

#: What the title of such a part ends with, so that it is known again when the agreement has changed.
FROM_AGREEMENT: Final = ", enligt överenskommelsen"
#: Material and knowledge are counted with premises: both are in kind, and have the value of what is spared.
_KINDS: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("money", "Pengar", "money"),
    ("premises", "Lokal", "premises"),
    ("staff", "Personal", "staff"),
    ("other", "Annat", "premises"),
)


def agreement_value_parts(years: Iterable[AuthorityYear], board: str) -> tuple[Part, ...]:
    """A part for each year and kind that something is given; each once, as an agreement says a sum for a year.

    What has no value is not there.
    """
    return tuple(
        Part(
            title=f"{name} {one.year}{FROM_AGREEMENT}",
            board=board,
            amount=getattr(one, field),
            per="once",
            starts=one.starts,
            ends=one.ends,
            kind=kind,
        )
        for one in years
        for field, name, kind in _KINDS
        if getattr(one, field)
    )
