"""The Document value: what a paper says, free of any format."""

import datetime
import re
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, get_args

Tone = Literal["good", "neutral", "warning", "info", "danger"]
ParagraphStyle = Literal["body", "lead", "small", "source"]
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class Tag:
    """A short state in a small filled box; the text carries the meaning, never the tone alone."""

    text: str
    tone: Tone = "neutral"


Cell = str | Tag


@dataclass(frozen=True)
class Heading:
    """A heading inside the document; the title is level 1."""

    level: Literal[2, 3]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; a blank line begins a new paragraph, a line break is kept."""

    text: str
    style: ParagraphStyle = "body"


@dataclass(frozen=True)
class BulletList:
    """Points without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class NumberedList:
    """Points in order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headers; short rows are filled out with empty cells."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Callout:
    """Something the reader must not miss."""

    title: str
    text: str
    tone: Tone = "info"


@dataclass(frozen=True)
class Reason:
    """One reason and where it comes from."""

    tag: Tag | None
    title: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Signatory:
    """A party that signs; `signed` tells how and when it was done, else there is room to sign by hand."""

    party: str
    name: str = ""
    role: str = ""
    signed: str = ""


@dataclass(frozen=True)
class SignatureBlock:
    """Room for every party's signature, or the facts of those already given."""

    parties: tuple[Signatory, ...]


@dataclass(frozen=True)
class Figure:
    """A picture drawn as SVG, with the text that replaces it for those who cannot see it."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class WriteHere:
    """Ruled lines to write on by hand."""

    label: str
    lines: int = 3


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Callout
    | Reason
    | SignatureBlock
    | Figure
    | PageBreak
    | WriteHere
)


@dataclass(frozen=True)
class Document:
    """A whole paper."""

    title: str
    date: datetime.date
    language: str = "sv"
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
    key_facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a language that no format can carry."""
        if not LANGUAGE_CODE.fullmatch(self.language):
            raise ValueError(f"not a language code of two or three letters: {self.language!r}")


KINDS: dict[str, type] = {kind.__name__: kind for kind in (Document, Tag, Signatory, *get_args(Block))}


def as_plain(value: Any) -> Any:
    """Turn a document, or any part of one, into values that json.dumps takes."""
    if is_dataclass(value):
        parts = {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [as_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_plain(plain: Any) -> Any:
    """Rebuild what `as_plain` took apart; ValueError tells what is not a document."""
    if isinstance(plain, list):
        return tuple(from_plain(part) for part in plain)
    if not isinstance(plain, dict):
        return plain
    kind = KINDS.get(str(plain.get("kind")))
    if kind is None:
        raise ValueError(f"unknown kind of block: {plain.get('kind')!r}")
    parts = {name: from_plain(part) for name, part in plain.items() if name != "kind"}
    if kind is Document:
        parts["date"] = datetime.date.fromisoformat(parts["date"])
    try:
        return kind(**parts)
    except TypeError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error
