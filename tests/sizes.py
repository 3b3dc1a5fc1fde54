"""How much is tried: a little in every run, all of it by `make prove` (TILLIT_FULL=1)."""

import os

FULL = bool(os.environ.get("TILLIT_FULL"))


def size(whole: int, part: int) -> int:
    """The whole number of trials when everything is to be proved, else the part that every run does."""
    return whole if FULL else part
