"""A typed text on one line, so that the same content is the same text however it was written."""

import re
import unicodedata
from typing import Any, Final

#: What no reader sees, or what turns the order of the signs around it: a text must read as it is written.
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def tidy(text: Any, longest: int, called: str) -> str:
    """A text on one line. The same letters are the same signs (NFC), so that the same content is the same text.

    `called` names it in the message. Raises ValueError in Swedish for what is no text, holds signs that cannot be
    seen, or has more than `longest` signs.
    """
    if not isinstance(text, str):
        raise ValueError(f"Skriv {called} med ord.")
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if _UNSEEN.search(line):
        raise ValueError(f"Skriv {called} utan osynliga tecken.")
    if len(line) > longest:
        raise ValueError(f"Skriv {called} med högst {longest} tecken.")
    return line


def ended(text: str) -> str:
    """The text with a full stop last, where it has no mark that ends it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
