"""Which characters the papers can show, and what stands in for the rest: nothing vanishes silently.

A character that no font can draw prints as its name in brackets, such as [U+1F389].
"""

import functools
import re
import unicodedata

from tillit.documents.fonts import coverage

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, and invisible format characters that could make a text read otherwise than it is stored.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufe00-\ufe0f\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
NOT_A_CHARACTER = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(17))
    + "]"
)
JOINERS = frozenset("\u00ad\u200c\u200d")
LONG_WORD = re.compile(r"\S{26,}")
LONG_LETTERS = re.compile(r"(\w{45})(?=\w)")
PLACE_TO_BREAK = re.compile(r"(?<=[/\\_.?&=@:;,+-])(?=\w)")
UNBROKEN = re.compile("[^\u200b\u00ad]{45}(?=[^\u200b\u00ad])")
BREAK_HERE = "\u200b"


def legible(text: str) -> str:
    """The text composed, with plain line ends, free of invisible controls and of what no format can hold."""
    if text.isascii() and text.isprintable():
        return text
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = NOT_A_CHARACTER.sub(lambda found: named(found.group()), INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def printable(text: str) -> str:
    """The legible text with every character that the fonts lack replaced by its name in brackets."""
    text = legible(text)
    if text.isascii() or plain_characters().issuperset(text):
        return text
    return "".join(drawn(cluster) for cluster in clusters(text))


def unprintable(text: str) -> tuple[str, ...]:
    """The characters that `printable` takes away or replaces, each once, in order."""
    ends = LINE_ENDS.sub("\n", text).replace("\t", " ")
    bad = [char for char in ends if INVISIBLE.match(char) or NOT_A_CHARACTER.match(char)]
    for cluster in clusters(legible(ends)):
        shown = drawn(cluster)
        bad += [char for char in cluster if char not in shown]
    order = {char: text.find(char) for char in bad}
    return tuple(sorted(order, key=lambda char: order[char]))


def breakable(text: str) -> str:
    """The text with places to break inside words too long for a line."""
    return LONG_WORD.sub(lambda word: _broken(word.group()), text)


def _broken(word: str) -> str:
    """One long word with places to break after its signs and, if need be, anywhere."""
    at_signs = PLACE_TO_BREAK.sub(BREAK_HERE, word)
    return UNBROKEN.sub(lambda run: run.group() + BREAK_HERE, at_signs)


def named(char: str) -> str:
    """The name that stands in for a character."""
    return f"[U+{ord(char):04X}]"


def clusters(text: str) -> list[str]:
    """The text cut into letters with the marks that belong to them."""
    found: list[str] = []
    for char in text:
        if found and (char in JOINERS or unicodedata.category(char).startswith("M")):
            found[-1] += char
        else:
            found.append(char)
    return found


def drawn(cluster: str) -> str:
    """The cluster as the fonts can draw it: in one font, else its letter and names for the rest."""
    if cluster == "\n" or _in_one_font(cluster):
        return cluster
    if len(cluster) == 1:
        return named(cluster)
    return drawn(cluster[0]) + "".join(mark if mark in JOINERS else named(mark) for mark in cluster[1:])


def _in_one_font(cluster: str) -> bool:
    """Whether some font can draw the whole cluster."""
    codes = {ord(char) for char in cluster if char not in JOINERS}
    return any(codes <= font for font in coverage())


@functools.cache
def plain_characters() -> frozenset[str]:
    """Characters every main font has and that stand alone: a text of these needs no closer look."""
    sans, serif, *_ = coverage()
    both = (chr(code) for code in sans & serif)
    return frozenset(char for char in both if not unicodedata.category(char).startswith("M")) | {"\n"}
