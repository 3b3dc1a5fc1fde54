"""The filters that someone has saved in the list of cases: how many, and what they may be called."""

from collections.abc import Collection
from typing import Final, Literal

MOST: Final = 20
LONGEST_NAME: Final = 60
Problem = Literal["", "empty", "long", "taken", "full"]


def tidied(name: str) -> str:
    """A name with single spaces and none around it."""
    return " ".join(name.split())


def naming_problem(name: str, others: Collection[str], *, new: bool) -> Problem:
    """What is wrong with a name beside the names of one's others; a new one must also fit among them."""
    if new and len(others) >= MOST:
        return "full"
    if not tidied(name):
        return "empty"
    if len(tidied(name)) > LONGEST_NAME:
        return "long"
    return "taken" if tidied(name).casefold() in {one.casefold() for one in others} else ""
