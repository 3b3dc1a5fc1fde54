"""How one text became another: line by line and within the lines word by word, and told in sentences.

Lines are compared first, as most of them are the same; the words of those that differ are then compared by
rapidfuzz, as the standard library takes seconds for thirty pages that differ much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from rapidfuzz.distance import Indel

Kind = Literal["same", "added", "removed"]
_WORDS: Final = re.compile(r"\n|[^\S\n]+|[^\W_]+|[^\w\s]|_")
#: How many words of each side are told before a sentence is cut off.
TOLD: Final = 25
#: What a sentence or a line ends with.
ENDS: Final = (".", "!", "?", "\n")


@dataclass(frozen=True)
class Piece:
    """A piece of a comparison."""

    kind: Kind
    text: str


def text_differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces: the same and the added ones make the new text letter by letter, the same and the removed the old."""
    found: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in _steps(old, new):
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
        else:
            found += [Piece("removed", "".join(old[a:b])), Piece("added", "".join(new[c:d]))]
    return tuple(_joined(piece for run in _runs(found) for piece in _run_pieces(run)))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """How one row became the other: what was done, from and to in the old one, from and to in the new one."""
    for step in Indel.opcodes(old, new):
        yield step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces in runs: what is the same by itself, what differs together."""
    run: list[Piece] = []
    for piece in pieces:
        if run and (piece.kind == "same") != (run[-1].kind == "same"):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _run_pieces(run: Sequence[Piece]) -> Iterator[Piece]:
    """A run that differs, word by word. As many lines on both sides: each against its own, which takes less time."""
    if run[0].kind == "same":
        yield from run
        return
    old, new = ("".join(one.text for one in run if one.kind == kind) for kind in ("removed", "added"))
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _by_word(one, other)
    else:
        yield from _by_word(old, new)


def _by_word(before: str, after: str) -> Iterator[Piece]:
    """Two texts against each other word by word; empty pieces too."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for tag, a, b, c, d in _steps(old, new):
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield Piece("removed", "".join(old[a:b]))
            yield Piece("added", "".join(new[c:d]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces made whole for a reader: what differs on both sides of a mere space is one change, removed first."""
    whole: list[Piece] = []
    for run in _runs(_absorbed([one for one in pieces if one.text])):
        kinds: tuple[Kind, ...] = ("same",) if run[0].kind == "same" else ("removed", "added")
        for kind in kinds:
            text = "".join(one.text for one in run if one.kind == kind)
            whole += [Piece(kind, text)] if text else []
    yield from _slid(whole)


def _slid(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, where a sentence that was added or removed alone begins where a sentence does.

    "a[. b]. c" is as true as "a.[ b.] c", and reads worse.
    """
    for place in range(1, len(pieces) - 1):
        first, one, last = pieces[place - 1 : place + 2]
        if one.kind == "same" or first.kind != "same" or last.kind != "same":
            continue
        end = next((sign for sign in ENDS if one.text.startswith(sign) and last.text.startswith(sign)), "")
        if end and len(last.text) > len(end):
            pieces[place - 1] = Piece("same", first.text + end)
            pieces[place] = Piece(one.kind, one.text.removeprefix(end) + end)
            pieces[place + 1] = Piece("same", last.text.removeprefix(end))
    return pieces


def _absorbed(parts: list[Piece]) -> list[Piece]:
    """The same pieces, where a space alone between two changes is both removed and added."""
    whole: list[Piece] = []
    for place, one in enumerate(parts):
        inside = 0 < place < len(parts) - 1 and parts[place - 1].kind != "same" != parts[place + 1].kind
        if one.kind == "same" and inside and one.text.strip() == "" and "\n" not in one.text:
            whole += [Piece("removed", one.text), Piece("added", one.text)]
        else:
            whole.append(one)
    return whole


@dataclass(frozen=True)
class Change:
    """A change to tell: what was, and what became of it; either may be empty."""

    before: str
    after: str


def changes(pieces: Sequence[Piece]) -> tuple[Change, ...]:
    """The changes in order, as they are told aloud. A change of spaces alone is not told."""
    found = []
    paired = list(pairwise([*pieces, Piece("same", "")]))
    for place, (one, following) in enumerate(paired):
        if one.kind == "removed":
            found.append(Change(one.text, following.text if following.kind == "added" else ""))
        elif one.kind == "added" and (place == 0 or paired[place - 1][0].kind != "removed"):
            found.append(Change("", one.text))
    told = (Change(_short(one.before), _short(one.after)) for one in found)
    return tuple(one for one in told if one.before != one.after)


def _short(text: str) -> str:
    """A text as one line; a long one is cut after some words."""
    words = text.split()
    return " ".join(words) if len(words) <= TOLD else f"{' '.join(words[:TOLD])} …"
