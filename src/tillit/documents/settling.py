"""Settle a document once, so that HTML, PDF and DOCX say the same and none of them can fail on it."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tillit.documents.document import (
    Block,
    BulletList,
    Cell,
    Document,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Reason,
    SignatureBlock,
    Table,
    Tag,
)
from tillit.documents.glyphs import JOINERS, legible
from tillit.documents.pictures import clean_svg
from tillit.documents.words import words

NOT_PROSE = {"svg", "style", "tone", "language"}
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
NUMBER = re.compile(r"[-−–+]?\d[\d\s.,]*\s?(kr|%|tkr|mnkr|procent|timmar|st)?")
DEEPEST = 4
NARROW = 18
WIDEST_SHARE = 6
LONGEST_EDGE = 200


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text that a reader sees changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_texts(part, change) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(
        value, **{name: with_texts(part, change) for name, part in named.items() if name not in NOT_PROSE}
    )


def settled(document: Document) -> Document:
    """The document with legible texts, whole tables, safe pictures and nothing empty."""
    legibly: Document = with_texts(document, legible)
    blocks = tuple(block for given in legibly.blocks for block in settled_block(given, legibly.language))
    title = one_line(legibly.title) or words(legibly.language)["untitled"]
    return replace(
        legibly,
        title=title,
        header_left=shortened(legibly.header_left),
        header_right=shortened(legibly.header_right),
        footer=shortened(legibly.footer),
        blocks=blocks,
    )


def settled_block(block: Block, language: str) -> tuple[Block, ...]:
    """The blocks that one given block becomes; none if it would be empty."""
    if isinstance(block, Paragraph):
        parts = BLANK_LINES.split(block.text.strip())
        return tuple(replace(block, text=part) for part in parts if part)
    if isinstance(block, Heading):
        return (replace(block, text=one_line(block.text)),) if one_line(block.text) else ()
    if isinstance(block, Reason):
        return titled(block)
    if isinstance(block, BulletList | NumberedList):
        return (block,) if block.items else ()
    if isinstance(block, SignatureBlock):
        return (block,) if block.parties else ()
    if isinstance(block, Table):
        return squared(block)
    if isinstance(block, Figure):
        alt = one_line(block.alt) or one_line(block.caption) or words(language)["figure"]
        return (replace(block, svg=clean_svg(block.svg), alt=alt),)
    return (block,)


def one_line(text: str) -> str:
    """The text on one line; empty if nothing in it can be seen."""
    line = " ".join(text.split())
    return line if set(line) - JOINERS - {" "} else ""


def shortened(text: str) -> str:
    """What stands on every page: one line, cut visibly where it would push the page away."""
    line = one_line(text)
    return line if len(line) <= LONGEST_EDGE else line[: LONGEST_EDGE - 1] + "…"


def titled(reason: Reason) -> tuple[Block, ...]:
    """The reason with a title that can be seen; without one, its texts as paragraphs."""
    if title := one_line(reason.title):
        return (replace(reason, title=title),)
    if reason.tag and (title := one_line(reason.tag.text)):
        return (replace(reason, title=title, tag=None),)
    parts = (Paragraph(reason.text), Paragraph(reason.source, "source"))
    return tuple(part for part in parts if one_line(part.text))


def squared(table: Table) -> tuple[Table, ...]:
    """The table with equally long rows, or nothing if it has no cells."""
    width = max(len(row) for row in (table.headers, *table.rows))
    if width == 0:
        return ()
    rows = tuple(row + ("",) * (width - len(row)) for row in table.rows)
    headers = table.headers and table.headers + ("",) * (width - len(table.headers))
    return (replace(table, headers=headers, rows=rows),)


def heading_levels(blocks: tuple[Block, ...]) -> tuple[int, ...]:
    """The level each heading and reason gets, so that no level is skipped; 0 for other blocks."""
    levels, current = [], 1
    for block in blocks:
        level = 0
        if isinstance(block, Heading):
            level = current = min(max(block.level, 2), current + 1)
        elif isinstance(block, Reason):
            level = min(current + 1, DEEPEST)
        levels.append(level)
    return tuple(levels)


def cell_text(cell: Cell) -> str:
    """What a cell says."""
    return cell.text if isinstance(cell, Tag) else cell


def number_columns(table: Table) -> tuple[bool, ...]:
    """Which columns hold only numbers, and so stand to the right."""
    columns = ([cell_text(row[at]).strip() for row in table.rows] for at in range(table_width(table)))
    return tuple(any(column) and all(NUMBER.fullmatch(text) for text in column if text) for column in columns)


def table_width(table: Table) -> int:
    """How many columns a settled table has."""
    return len(table.headers) or len(table.rows[0])


def column_shares(table: Table) -> tuple[int, ...]:
    """The width of each column: 0 fits its content, else a share of what is left."""
    columns = [
        [cell_text(row[at]) for row in (table.headers, *table.rows) if row]
        for at in range(table_width(table))
    ]
    longest = [max(len(text) for text in column) for column in columns]
    if max(longest) <= NARROW:
        return (1,) * len(longest)
    return tuple(0 if long <= NARROW else min(WIDEST_SHARE, 1 + long // 40) for long in longest)
