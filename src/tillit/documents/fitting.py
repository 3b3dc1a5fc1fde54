"""How much of a printed page the parts of a paper take, so that a text can be cut to fit beforehand.

Heights are in lines of body text. They are a little higher than what the typesetter makes of them.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from tillit.documents.document import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    Table,
    WriteHere,
)

#: The lines of a page.
PAGE: Final = 46.5


def facts_height(facts: Iterable[tuple[str, str]]) -> float:
    """The title and the key facts under it."""
    return 2.6 + sum(ceil(len(value) / 70) * 0.82 for _, value in facts) + 0.4


def height(blocks: Iterable[Block]) -> float:
    """The blocks after one another."""
    return sum(_height(block) for block in blocks)


def joined(texts: Sequence[str], between: str, longest: int) -> str:
    """The texts in a row, as many as there is room for; it says how many were left out."""
    kept: list[str] = []
    for text in texts:
        if kept and len(between.join([*kept, text])) > longest:
            break
        kept.append(shortened(text, longest))
    left = len(texts) - len(kept)
    return between.join(kept) + (f" och {left} till" if left else "")


def whole(texts: Sequence[str], longest: int) -> str:
    """As many whole texts as there is room for, the first one always."""
    kept = list(texts[:1])
    for text in texts[1:]:
        if len(" ".join([*kept, text])) <= longest:
            kept.append(text)
    return shortened(" ".join(kept), longest)


def shortened(text: str, longest: int) -> str:
    """The text, cut after a whole word where it is too long."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return 2.4
    if isinstance(block, BulletList):
        return sum(ceil(len(item) / 84) + 0.12 for item in block.items) + 0.2
    if isinstance(block, Table):
        return 2.1 + sum(0.4 + 0.92 * max(ceil(len(str(cell)) / 74) for cell in row) for row in block.rows)
    if isinstance(block, Paragraph):
        width, line = {"lead": (78, 1.1), "source": (100, 0.83)}.get(block.style, (84, 1.0))
        return ceil(len(block.text) / width) * line + 0.25
    return 2.6 + 1.7 * block.lines if isinstance(block, WriteHere) else 0.0
