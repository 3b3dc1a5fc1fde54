"""How each block of a document is written in Word."""

import io
from collections.abc import Callable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from tillit.documents import ooxml
from tillit.documents.document import (
    Block,
    BulletList,
    Callout,
    Figure,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Reason,
    SignatureBlock,
    Table,
    Tag,
    WriteHere,
)
from tillit.documents.docx_styles import BLANK, CAPTION, LABEL, LINE, PARAGRAPH_STYLES, SOURCE
from tillit.documents.failure import PrintError
from tillit.documents.pdf import render_picture
from tillit.documents.press import Press
from tillit.documents.settling import cell_text, column_shares, number_columns, table_width
from tillit.documents.words import words

TEXT_WIDTH = Mm(154)
CELL_MARGIN = Mm(5)
LETTER = Mm(2.1)


def column_widths(table: Table) -> list[int]:
    """The width of each column: what short content needs, the rest shared."""
    longest = [
        max(len(cell_text(row[at])) for row in (table.headers, *table.rows) if row)
        for at in range(table_width(table))
    ]
    shares = column_shares(table)
    fixed = [0 if share else CELL_MARGIN + long * LETTER for long, share in zip(longest, shares, strict=True)]
    left = max(TEXT_WIDTH - sum(fixed), TEXT_WIDTH // 3)
    wanted = [own or left * share // sum(shares) for own, share in zip(fixed, shares, strict=True)]
    return [width * TEXT_WIDTH // sum(wanted) for width in wanted]


class BlockWriter:
    """Writes settled blocks at the end of one Word file."""

    def __init__(self, file: Any, language: str, press: Press) -> None:
        """Write into this file; the press draws the pictures."""
        self.file, self.press = file, press
        self.words = words(language)

    def say(self, paragraph: WordParagraph, text: str, style: str = "") -> WordParagraph:
        """Put text into a paragraph."""
        if style:
            paragraph.style = self.file.styles[style]
        paragraph.add_run(text)
        return paragraph

    def _add(self, text: str, style: str = "Normal") -> WordParagraph:
        """A new paragraph at the end."""
        return self.say(self.file.add_paragraph(), text, style)

    def write(self, block: Block, level: int) -> None:
        """Write one block."""
        if isinstance(block, Heading):
            self.file.add_heading(block.text, level)
        elif isinstance(block, Reason):
            self._reason(block, level)
        else:
            WRITTEN[type(block)](self, block)

    def _paragraph(self, block: Paragraph) -> None:
        self._add(block.text, PARAGRAPH_STYLES[block.style])

    def _bullets(self, block: BulletList) -> None:
        for item in block.items:
            self._add(item, "List Bullet")

    def _numbers(self, block: NumberedList) -> None:
        numbering = ooxml.new_numbering(self.file)
        for item in block.items:
            ooxml.number(self._add(item, "List Number"), numbering)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._add(block.caption, CAPTION).paragraph_format.keep_with_next = True
        numeric = number_columns(block)
        table = self.file.add_table(rows=0, cols=table_width(block))
        table.autofit = False
        widths = column_widths(block)
        for row_number, row in enumerate((block.headers, *block.rows) if block.headers else block.rows):
            heads = bool(block.headers) and row_number == 0
            added = table.add_row()
            for cell, value, right, width in zip(added.cells, row, numeric, widths, strict=True):
                cell.width = width
                self._cell(cell.paragraphs[0], value, heads=heads, right=right)
            ooxml.row_rule(added, strong=heads)
            if heads:
                ooxml.repeat_as_header(added)
        self._add("").paragraph_format.space_after = Pt(4)

    def _cell(self, paragraph: WordParagraph, value: str | Tag, *, heads: bool, right: bool) -> None:
        """Fill one cell."""
        paragraph.paragraph_format.space_after = Pt(2)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if isinstance(value, Tag):
            ooxml.tag(paragraph, value)
        else:
            self.say(paragraph, value, LABEL if heads else "")
            paragraph.runs[0].bold = heads or None

    def _callout(self, block: Callout) -> None:
        for text, style in ((block.title, LABEL), (block.text, "Normal")):
            paragraph = self._add(text, style)
            paragraph.runs[0].bold = style == LABEL or None
            paragraph.paragraph_format.keep_with_next = style == LABEL
            ooxml.callout(paragraph, block.tone)

    def _reason(self, block: Reason, level: int) -> None:
        heading = self.file.add_heading(block.title, level)
        if block.tag:
            heading.add_run("  ")
            ooxml.tag(heading, block.tag)
        if block.text:
            self._add(block.text)
        if block.source:
            self._add(block.source, SOURCE)

    def _signatures(self, block: SignatureBlock) -> None:
        for party in block.parties:
            self._add(party.party, LABEL).runs[0].bold = True
            known = [part for part in (party.name, party.role) if part]
            if party.signed:
                ooxml.tag(self.file.add_paragraph(), Tag(self.words["signed"], "good"))
                self._add(party.signed)
            else:
                for blank in ("place_and_date", "signature") + (() if known else ("name",)):
                    self._line(half=True)
                    self._add(self.words[blank], BLANK)
            for part in known:
                self._add(part)

    def _figure(self, block: Figure) -> None:
        try:
            picture = render_picture(block.svg, press=self.press) if block.svg else b""
        except PrintError:
            picture = b""
        if picture:
            run = self.file.add_paragraph().add_run()
            ooxml.describe(run.add_picture(io.BytesIO(picture), width=TEXT_WIDTH), block.alt)
        else:
            self._add(block.alt, SOURCE)
        if block.caption:
            self._add(block.caption, CAPTION)

    def _page_break(self, _block: PageBreak) -> None:
        self.file.add_page_break()

    def _write_here(self, block: WriteHere) -> None:
        self._add(block.label, LABEL).runs[0].bold = True
        for _ in range(block.lines):
            self._line()

    def _line(self, *, half: bool = False) -> None:
        """An empty line to write on."""
        line = self._add("", LINE)
        ooxml.ruled(line, TEXT_WIDTH // 2 if half else TEXT_WIDTH)
        line.paragraph_format.keep_with_next = half


WRITTEN: dict[type, Callable[..., None]] = {
    Paragraph: BlockWriter._paragraph,
    BulletList: BlockWriter._bullets,
    NumberedList: BlockWriter._numbers,
    Table: BlockWriter._table,
    Callout: BlockWriter._callout,
    SignatureBlock: BlockWriter._signatures,
    Figure: BlockWriter._figure,
    PageBreak: BlockWriter._page_break,
    WriteHere: BlockWriter._write_here,
}
