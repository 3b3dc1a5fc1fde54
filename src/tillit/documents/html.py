"""A document as an accessible HTML fragment for a web page."""

from collections.abc import Callable, Iterable
from html import escape

from tillit.documents.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Reason,
    Signatory,
    SignatureBlock,
    Table,
    Tag,
    WriteHere,
)
from tillit.documents.settling import heading_levels, number_columns, settled
from tillit.documents.words import words

DEEPEST_HEADING = 6


def render_html(document: Document, *, title_level: int = 1) -> str:
    """The document as an `article`; every heading is shifted so that the title gets `title_level`."""
    whole = settled(document)
    shift = title_level - 1
    levels = heading_levels(whole.blocks)
    body = [
        _block(block, level + shift, whole.language)
        for block, level in zip(whole.blocks, levels, strict=True)
    ]
    parts = [_letterhead(whole), _heading(title_level, whole.title, "paper-title"), _key_facts(whole), *body]
    footer = f'<footer class="paper-footer">{_text(whole.footer)}</footer>' if whole.footer else ""
    inside = "\n".join(part for part in (*parts, footer) if part)
    return f'<article class="paper" lang="{whole.language}">\n{inside}\n</article>\n'


def _text(text: str) -> str:
    """Text as HTML, line breaks kept."""
    return escape(text).replace("\n", "<br>")


def _heading(level: int, text: str, name: str, after: str = "") -> str:
    """A heading of a level that HTML has."""
    tag = f"h{min(level, DEEPEST_HEADING)}"
    return f'<{tag} class="{name}">{_text(text)}{after}</{tag}>'


def _letterhead(document: Document) -> str:
    """The line at the top."""
    sides = (document.header_left, document.header_right)
    spans = "".join(f"<span>{_text(side)}</span>" for side in sides)
    return f'<p class="paper-letterhead">{spans}</p>' if any(sides) else ""


def _key_facts(document: Document) -> str:
    """The facts under the title."""
    rows = "".join(
        f"<div><dt>{_text(label)}</dt><dd>{_text(value)}</dd></div>" for label, value in document.key_facts
    )
    return f'<dl class="paper-facts">{rows}</dl>' if rows else ""


def _tag(tag: Tag) -> str:
    """A state as a small box."""
    return f'<span class="paper-tag paper-tag-{escape(tag.tone)}">{_text(tag.text)}</span>'


def _items(items: Iterable[str]) -> str:
    """List items."""
    return "".join(f"<li>{_text(item)}</li>" for item in items)


def _number(numeric: bool) -> str:
    """The class of a cell in a column of numbers."""
    return ' class="paper-number"' if numeric else ""


def _table(table: Table) -> str:
    """A table; one with headers is shown as a card for each row where the page is narrow."""
    numeric = number_columns(table)

    def cell(value: Cell, at: int) -> str:
        inside = _tag(value) if isinstance(value, Tag) else _text(value)
        label = f' data-label="{escape(table.headers[at])}"' if table.headers else ""
        return f"<td{_number(numeric[at])}{label}>{inside}</td>"

    heads = "".join(
        f'<th scope="col"{_number(right)}>{_text(head)}</th>'
        for head, right in zip(table.headers, numeric, strict=False)
    )
    rows = "".join(
        f"<tr>{''.join(cell(value, at) for at, value in enumerate(row))}</tr>" for row in table.rows
    )
    caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    name = "paper-table paper-cards" if heads else "paper-table"
    return f'<table class="{name}">{caption}{head}<tbody>{rows}</tbody></table>'


def _reason(reason: Reason, level: int) -> str:
    """A reason with its source."""
    tag = f" {_tag(reason.tag)}" if reason.tag else ""
    text = f"<p>{_text(reason.text)}</p>" if reason.text else ""
    source = f'<p class="paper-source">{_text(reason.source)}</p>' if reason.source else ""
    title = _heading(level, reason.title, "paper-reason-title", tag)
    return f'<div class="paper-reason">{title}{text}{source}</div>'


def _signatory(signatory: Signatory, language: str) -> str:
    """One party's signature, or the lines for it."""
    own = words(language)
    who = "".join(f"<p>{_text(part)}</p>" for part in (signatory.name, signatory.role) if part)
    if signatory.signed:
        done = _tag(Tag(own["signed"], "good"))
        room = f"<p>{done}</p><p>{_text(signatory.signed)}</p>{who}"
    else:
        blanks = ("place_and_date", "signature") if who else ("place_and_date", "signature", "name")
        room = "".join(f'<p class="paper-blank">{own[blank]}</p>' for blank in blanks) + who
    return f'<div class="paper-signatory"><p class="paper-party">{_text(signatory.party)}</p>{room}</div>'


def _figure(figure: Figure) -> str:
    """A picture drawn in the page, named by its alternative text."""
    caption = f"<figcaption>{_text(figure.caption)}</figcaption>" if figure.caption else ""
    if figure.svg:
        drawn = f'<div role="img" aria-label="{escape(figure.alt)}">{figure.svg}</div>'
    else:
        drawn = f'<p class="paper-missing-picture">{_text(figure.alt)}</p>'
    return f'<figure class="paper-figure">{drawn}{caption}</figure>'


def _write_here(block: WriteHere) -> str:
    """Ruled lines, drawn by the style sheet."""
    rules = '<span class="paper-rule"></span>' * block.lines
    lines = f'<div aria-hidden="true">{rules}</div>'
    return f'<div class="paper-write-here"><p>{_text(block.label)}</p>{lines}</div>'


def _callout(callout: Callout) -> str:
    """Something not to be missed."""
    title = f'<p class="paper-callout-title">{_text(callout.title)}</p>'
    inside = f"{title}<p>{_text(callout.text)}</p>"
    return f'<div class="paper-callout paper-callout-{escape(callout.tone)}">{inside}</div>'


def _signatures(block: SignatureBlock, language: str) -> str:
    """Every party side by side."""
    inside = "".join(_signatory(party, language) for party in block.parties)
    return f'<div class="paper-signatures">{inside}</div>'


SHOWN: dict[type, Callable[..., str]] = {
    Paragraph: lambda b: f'<p class="paper-{escape(b.style)}">{_text(b.text)}</p>',
    BulletList: lambda b: f'<ul class="paper-list">{_items(b.items)}</ul>',
    NumberedList: lambda b: f'<ol class="paper-list">{_items(b.items)}</ol>',
    Table: _table,
    Callout: _callout,
    Figure: _figure,
    PageBreak: lambda _break: '<div class="paper-page-break"></div>',
    WriteHere: _write_here,
}


def _block(block: Block, level: int, language: str) -> str:
    """One block as HTML."""
    if isinstance(block, Heading):
        return _heading(level, block.text, "paper-heading")
    if isinstance(block, Reason):
        return _reason(block, level)
    if isinstance(block, SignatureBlock):
        return _signatures(block, language)
    return SHOWN[type(block)](block)
