"""Patterns of words that stand in files of rules: regular expressions that cannot be made to take forever."""

import re
from typing import Final

from tillit.domain.reading import BadData

#: A group that is repeated may hold a repetition of its own, and such a pattern can take forever on a text that
#: somebody writes to that end.
_REPEATED_GROUP: Final = re.compile(r"(?<!\\)\)[*+{]")


def read_pattern(text: str, place: str) -> re.Pattern[str]:
    """The pattern, small and capital letters alike. Raises BadData for no pattern, or one that repeats a group."""
    if _REPEATED_GROUP.search(text):
        raise BadData(place, "en grupp får inte upprepas: det kan ta hur lång tid som helst.")
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise BadData(place, f"inget giltigt mönster ({error}).") from error
