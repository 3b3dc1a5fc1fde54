"""The look of the Word files: page, fonts, sizes and language."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tillit.documents import ooxml

SANS, SERIF = "Inter", "Libertinus Serif"
INK, QUIET = "15191A", "59625F"
LABEL, SOURCE, SMALL, LEAD, CAPTION, BLANK, LINE = (
    "Paper Label",
    "Paper Source",
    "Paper Small",
    "Paper Lead",
    "Paper Caption",
    "Paper Blank",
    "Paper Line",
)
PARAGRAPH_STYLES = {"body": "Normal", "lead": LEAD, "small": SMALL, "source": SOURCE}
# style: font, size, weight, colour, space before and after
OWN_STYLES = {
    LABEL: (SANS, 9, False, INK, 0, 2),
    SOURCE: (SANS, 8, False, QUIET, 0, 9),
    SMALL: (SERIF, 9.5, False, QUIET, 0, 6),
    LEAD: (SERIF, 12.5, False, INK, 0, 8),
    CAPTION: (SANS, 9, False, QUIET, 4, 4),
    BLANK: (SANS, 8, False, QUIET, 0, 4),
    LINE: (SANS, 9, False, QUIET, 14, 0),
}
GIVEN_STYLES = {
    "Normal": (SERIF, 11, False, INK, 0, 6),
    "Heading 1": (SANS, 20, True, INK, 0, 12),
    "Heading 2": (SANS, 13, True, INK, 18, 5),
    "Heading 3": (SANS, 11, True, INK, 12, 3),
    "Heading 4": (SANS, 10, True, INK, 10, 3),
    "List Bullet": (SERIF, 11, False, INK, 0, 3),
    "List Number": (SERIF, 11, False, INK, 0, 3),
    "Header": (SANS, 8, False, QUIET, 0, 0),
    "Footer": (SANS, 8, False, QUIET, 0, 0),
}


def dress(file: Any, language: str) -> None:
    """Give an empty Word file our page, styles and language."""
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(26)
    page.top_margin, page.bottom_margin = Mm(34), Mm(31)
    page.header_distance, page.footer_distance = Mm(20), Mm(16)
    for name in OWN_STYLES:
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    for name, look in (GIVEN_STYLES | OWN_STYLES).items():
        _look(file.styles[name], *look)
    ooxml.default_language(file, language)


def _look(style: Any, font: str, size: float, bold: bool, colour: str, before: float, after: float) -> None:
    """Give one style its look."""
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15
