"""A document as PDF/A-3a and PDF/UA-1, with its data attached."""

import datetime
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tillit.documents.document import Block, Document, Figure, Table, as_plain
from tillit.documents.failure import PrintError
from tillit.documents.glyphs import breakable, named, plain_characters, printable
from tillit.documents.press import PRESS, Press, TemplateError
from tillit.documents.settling import (
    cell_text,
    column_shares,
    heading_levels,
    number_columns,
    settled,
    with_texts,
)
from tillit.documents.words import words

__all__ = ["PrintError", "render_pdf", "render_picture"]

LONGEST_REPEATED_HEADER = 400
LONGEST_FINE_CELL = 1500
NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
PICTURE_PPI = 220


def render_pdf(
    document: Document,
    *,
    attachment: bytes | None = None,
    attachment_name: str = "data.json",
    press: Press = PRESS,
) -> bytes:
    """Print the document; the same document and attachment always give the same bytes.

    Content that the typesetter refuses is printed in ever plainer form, so that PrintError is
    left for a worker that could not do its work: too large, too slow, or killed.
    """
    whole = settled(document)
    carried = {**_attached(attachment, attachment_name)}
    plainer: tuple[Callable[[Document], Document], ...] = (_drawn, _strictly_drawn, _without_pictures)
    for step in plainer[:-1]:
        try:
            return press.run(_job(step(whole), carried))
        except TemplateError:
            continue
    return press.run(_job(plainer[-1](whole), carried))


def render_picture(svg: str, *, press: Press = PRESS) -> bytes:
    """Draw an SVG picture as PNG, for formats that take no SVG."""
    inputs = {"svg": printable(svg)}
    return press.run(
        {"template": "figure.typ", "format": "png", "ppi": PICTURE_PPI, "timestamp": 0, "inputs": inputs}
    )


def _job(document: Document, carried: dict[str, str]) -> dict[str, Any]:
    """The worker's job for a document whose characters are all printable."""
    noon = datetime.datetime.combine(document.date, datetime.time(12), datetime.UTC)
    return {
        "template": "document.typ",
        "format": "pdf",
        "timestamp": int(noon.timestamp()),
        "inputs": {"data": json.dumps(_payload(document), ensure_ascii=False), **carried},
    }


def _payload(document: Document) -> dict[str, Any]:
    """What the template reads."""
    plain: dict[str, Any] = as_plain(document)
    levels = heading_levels(document.blocks)
    blocks = zip(plain["blocks"], document.blocks, levels, strict=True)
    plain["blocks"] = [{**shown, **_measures(block, level)} for shown, block, level in blocks]
    plain["date"] = {"year": document.date.year, "month": document.date.month, "day": document.date.day}
    plain["words"] = words(document.language)
    return plain


def _measures(block: Block, level: int) -> dict[str, Any]:
    """What the template needs to know of a block beside its content."""
    if isinstance(block, Table):
        longest = max(len(cell_text(cell)) for row in (block.headers, *block.rows) for cell in row)
        return {
            "columns": column_shares(block),
            "numeric": number_columns(block),
            "repeat": sum(map(len, block.headers)) <= LONGEST_REPEATED_HEADER,
            "long": longest > LONGEST_FINE_CELL,
        }
    return {"level": level} if level else {}


def _attached(attachment: bytes | None, name: str) -> dict[str, str]:
    """The attachment as the template's inputs; any bytes pass."""
    if attachment is None:
        return {}
    unaccented = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe_name = NOT_IN_FILE_NAMES.sub("-", unaccented).strip("-.") or "data.json"
    try:
        held, form = attachment.decode("utf-8"), "text"
    except UnicodeDecodeError:
        held, form = json.dumps(list(attachment)), "numbers"
    return {"attachment": held, "attachment_form": form, "attachment_name": safe_name}


def _drawn(document: Document) -> Document:
    """The document with every character one that some font can draw."""
    return _with_pictures(with_texts(document, lambda text: breakable(printable(text))), printable)


def _strictly_drawn(document: Document) -> Document:
    """The document with only characters that every main font has, each standing alone."""
    plain = plain_characters()

    def strict(text: str) -> str:
        return "".join(char if char in plain else named(char) for char in printable(text))

    return _with_pictures(with_texts(document, lambda text: breakable(strict(text))), strict)


def _without_pictures(document: Document) -> Document:
    """The strictly drawn document with the text of each picture in its place."""
    return _with_pictures(_strictly_drawn(document), lambda _svg: "")


def _with_pictures(document: Document, change: Callable[[str], str]) -> Document:
    """The document with every SVG picture changed."""
    blocks = (
        replace(block, svg=change(block.svg)) if isinstance(block, Figure) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))
