"""Wordings in an agreement that are worth a second look: signs of a purchased service, and heavy language.

A hint never decides anything. It shows the words, why they matter and what could stand there instead; the parties
choose. The hints are data (`agreements/hints.toml`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

HintKind = Literal["purchase", "language"]
HINT_KINDS: Final[tuple[HintKind, ...]] = ("purchase", "language")
LONGEST_SENTENCE: Final = 30
#: A shorter text says too little for a number about how hard it is.
FEWEST_FOR_LIX: Final = 20
_LONG_WORD: Final = 6
# Words and sentences are counted as in scripts/lix.py, so that the same text gets the same number everywhere.
_WORD: Final = re.compile(r"[^\W\d_][\w’-]*")
_END: Final = re.compile(r"[.!?:\n]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """A wording to look for. `example` is a text in which it is found, `clean` a similar one in which it is not."""

    id: str
    kind: HintKind
    pattern: re.Pattern[str]
    title: str
    why: str
    instead: str
    example: str
    clean: str
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A hint at its place: `text` is what stands from `start` up to `end`."""

    hint: Hint
    start: int
    end: int
    text: str


def find_hints(hints: Iterable[Hint], text: str) -> tuple[Found, ...]:
    """Every place where a hint is found, in the order of the text; finds of the same hint never overlap."""
    found = [
        Found(hint, match.start(), match.end(), match.group())
        for hint in hints
        for match in hint.pattern.finditer(text)
        if match.end() > match.start()
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.hint.id)))


def long_sentences(text: str, most: int = LONGEST_SENTENCE) -> tuple[tuple[int, str], ...]:
    """The sentences with more than `most` words, in order, each with its number of words."""
    return tuple((words, sentence) for words, sentence in _sentences(text) if words > most)


def lix(text: str) -> int | None:
    """How hard a text is to read: words per sentence plus the percentage of words longer than six letters.

    None for a text of fewer than twenty words.
    """
    words = _WORD.findall(text)
    if len(words) < FEWEST_FOR_LIX:
        return None
    sentences = sum(1 for _ in _sentences(text))
    long = sum(len(word) > _LONG_WORD for word in words)
    return round(len(words) / sentences + 100 * long / len(words))


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence without the mark that ends it, and its number of words; what holds no word is no sentence."""
    for part in _END.split(text):
        words = len(_WORD.findall(part))
        if words:
            yield words, part.strip()
