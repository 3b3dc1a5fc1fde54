"""File names from outside: made harmless to show, to send and to save."""

import re
import unicodedata

LONGEST = 120
LONGEST_EXTENSION = 10
UNNAMED = "fil"
#: Names that are devices on Windows, whatever extension they carry.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
#: Control, format (direction overrides, zero width), surrogate, private, unassigned; line and paragraph ends.
UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(name: str) -> str:
    """The name without path, control or direction characters: NFC, 1-120 characters, extension kept.

    The result is the same when it is made safe again. It is for people; no path is ever built from it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name[:4096]))[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter) not in UNSAFE_CATEGORIES)
    kept = re.sub(r'[<>:"|?*;]', "-", unicodedata.normalize("NFC", kept))
    kept = re.sub(r"\s+", " ", kept).strip(". ")
    if DEVICES.match(kept):
        kept = f"{UNNAMED}-{kept}"
    return _shortened(kept) or UNNAMED


def extension(name: str) -> str:
    """The extension in small letters without its dot, as in "pdf"; "" when there is none."""
    stem, dot, last = safe_name(name).rpartition(".")
    return last.lower() if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,10}", last) else ""


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, last = name.rpartition(".")
    if not dot or len(last) > LONGEST_EXTENSION:
        return name[:LONGEST].rstrip(". ")
    return stem[: LONGEST - len(last) - 1].rstrip(". ") + dot + last
