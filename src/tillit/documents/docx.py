"""A document as DOCX (Word), built of real headings, tables and fields."""

import datetime
import io
import zipfile
from typing import Any

import docx
from docx.shared import Mm, RGBColor

from tillit.documents import ooxml
from tillit.documents.document import Document
from tillit.documents.docx_blocks import TEXT_WIDTH, BlockWriter
from tillit.documents.docx_styles import LABEL, QUIET, dress
from tillit.documents.press import PRESS, Press
from tillit.documents.settling import heading_levels, settled
from tillit.documents.words import words

FACT_WIDTH = Mm(38)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255


def render_docx(document: Document, *, press: Press = PRESS) -> bytes:
    """Write the document as DOCX; the same document always gives the same bytes."""
    whole = settled(document)
    file = docx.Document()
    dress(file, whole.language)
    _properties(file, whole)
    _letterhead(file, whole)
    writer = BlockWriter(file, whole.language, press)
    file.add_heading(whole.title, 1)
    _facts(writer, whole)
    for block, level in zip(whole.blocks, heading_levels(whole.blocks), strict=True):
        writer.write(block, level)
    kept = io.BytesIO()
    file.save(kept)
    return _with_fixed_times(kept.getvalue())


def _with_fixed_times(file: bytes) -> bytes:
    """The same DOCX with the clock taken out of its zip entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _properties(file: Any, document: Document) -> None:
    """Fill in title, author, language and dates."""
    core = file.core_properties
    core.title = document.title[:LONGEST_PROPERTY]
    core.author = core.last_modified_by = "Tillit"
    core.language = ooxml.locale(document.language)
    core.created = core.modified = datetime.datetime.combine(document.date, datetime.time(12))
    core.comments, core.revision = "", 1


def _letterhead(file: Any, document: Document) -> None:
    """Fill the header and the footer of every page."""
    own = words(document.language)
    section = file.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    ooxml.right_tab(header, TEXT_WIDTH)
    ooxml.right_tab(footer, TEXT_WIDTH)
    header.add_run(f"{document.header_left}\t{document.header_right}")
    ooxml.rule_below(header)
    footer.add_run(f"{document.footer}\t{own['page']} ")
    ooxml.field(footer, "PAGE")
    footer.add_run(f" {own['of']} ")
    ooxml.field(footer, "NUMPAGES")


def _facts(writer: BlockWriter, document: Document) -> None:
    """The facts under the title, as a table without lines."""
    if not document.key_facts:
        return
    table = writer.file.add_table(rows=0, cols=2)
    table.autofit = False
    for name, value in document.key_facts:
        left, right = table.add_row().cells
        left.width, right.width = FACT_WIDTH, TEXT_WIDTH - FACT_WIDTH
        writer.say(left.paragraphs[0], name, LABEL).runs[0].font.color.rgb = RGBColor.from_string(QUIET)
        writer.say(right.paragraphs[0], value, LABEL)
