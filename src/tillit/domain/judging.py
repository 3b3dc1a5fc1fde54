"""From the rules that hold and those still open to the standing of every form."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tillit.domain.bits import Masks
from tillit.domain.forms import FORMS, Form, Standing

PARTNERSHIP: Final = FORMS.index("partnership")
_OTHERS: Final = tuple(i for i in range(len(FORMS)) if i != PARTNERSHIP)


class Verdict(NamedTuple):
    """What the rules say about one set of answers: standings in the order of FORMS, the form that is
    recommended whatever is still open, and the rules that hold and those still open as bits."""

    standings: tuple[Standing, ...]
    recommended: Form | None
    true: int
    open: int


class Judge:
    """The rules of each form as bits, and whether a partnership is subsidiary to the other forms."""

    def __init__(self, masks: Sequence[Masks], *, subsidiary: bool) -> None:
        self._masks, self._subsidiary = masks, subsidiary

    def verdict(self, true: int, still: int) -> Verdict:
        """The verdict when these rules hold and those are still open (bits)."""
        standings: list[Standing] = []
        for requires, excludes, _, _ in self._masks:
            if true & excludes or requires & ~(true | still):
                standings.append("excluded")
            else:
                standings.append("undecided" if still & (requires | excludes) else "possible")
        if "possible" in standings:
            lows, highs = self.grounds(standings, true, still)
            for index, standing in enumerate(standings):
                if standing == "possible" and lows[index] > 0 and self.rival(index, lows, highs) is None:
                    standings[index] = "recommended"
                    return Verdict(tuple(standings), FORMS[index], true, still)
        return Verdict(tuple(standings), None, true, still)

    def grounds(self, standings: Iterable[Standing], true: int, still: int) -> tuple[list[int], list[int]]:
        """The fewest and the most grounds that each form can end up with; -1 where it is excluded."""
        lows, highs = [], []
        for standing, (_, _, favours, _) in zip(standings, self._masks, strict=True):
            low = -1 if standing == "excluded" else (true & favours).bit_count()
            lows.append(low)
            highs.append(low if low < 0 else low + (still & favours).bit_count())
        return lows, highs

    def rival(self, index: int, lows: list[int], highs: list[int]) -> int | None:
        """The first form that may keep this one from being recommended, whatever is still open.

        A partnership is subsidiary: any other form that something speaks for comes before it, unless a
        guideline says otherwise.
        """
        if self._subsidiary and index == PARTNERSHIP:
            return next((other for other in _OTHERS if highs[other] > 0), None)
        others = _OTHERS if self._subsidiary else range(len(FORMS))
        return next((o for o in others if o != index and highs[o] >= lows[index]), None)
