"""The parts of WordprocessingML that python-docx has no words for."""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from tillit.documents.document import Tag

# tone: fill, text
TONES = {
    "good": ("CFE8DC", "14452F"),
    "neutral": ("E2E5E4", "3A4341"),
    "warning": ("FBE9BD", "574000"),
    "info": ("D8E6F5", "1C3F6B"),
    "danger": ("F9DCD5", "7A2113"),
}
LOCALES = {"sv": "sv-SE", "en": "en-GB", "fi": "fi-FI", "se": "se-SE"}
HAIR, ACCENT = "C9CFCD", "0B5D57"
PARAGRAPH_ORDER = ("w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def locale(language: str) -> str:
    """The language with its country, as Word wants it."""
    return LOCALES.get(language, language)


def element(name: str, **attributes: str) -> Any:
    """A WordprocessingML element."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def field(paragraph: Any, instruction: str) -> None:
    """A field that Word fills in, such as PAGE."""
    simple = element("w:fldSimple", instr=instruction)
    run, text = element("w:r"), element("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def right_tab(paragraph: Any, position: int) -> None:
    """One tab stop at the right margin instead of those of the style."""
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(position, WD_TAB_ALIGNMENT.RIGHT)


def _border(paragraph: Any, side: str, size: str, colour: str, space: str = "4") -> None:
    """A line along one side of a paragraph."""
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=size, space=space, color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *PARAGRAPH_ORDER[1:])


def rule_below(paragraph: Any) -> None:
    """A thin line under a paragraph."""
    _border(paragraph, "bottom", "4", HAIR)


def ruled(paragraph: Any, width: int) -> None:
    """A line to write on: a tab with a leader, which Word never merges with the next line."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run("\t")


def callout(paragraph: Any, tone: str) -> None:
    """A coloured bar to the left and a light ground."""
    fill, ink = TONES.get(tone, TONES["info"])
    _border(paragraph, "left", "24", ink, "8")
    shade = element("w:shd", val="clear", color="auto", fill=fill)
    paragraph._p.get_or_add_pPr().insert_element_before(shade, *PARAGRAPH_ORDER[2:])


def tag(paragraph: Any, value: Tag) -> None:
    """A tag as shaded text."""
    fill, ink = TONES.get(value.tone, TONES["neutral"])
    run = paragraph.add_run(f"\u00a0{value.text}\u00a0")
    run.font.name, run.font.size, run.bold = "Inter", Pt(8), False
    run.font.color.rgb = RGBColor.from_string(ink)
    shade = element("w:shd", val="clear", color="auto", fill=fill)
    run._r.get_or_add_rPr().append(shade)


def repeat_as_header(row: Any) -> None:
    """Show the row again on every page and name it as the header."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def row_rule(row: Any, *, strong: bool) -> None:
    """A line under every cell of a row; rows are kept whole."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell in row.cells:
        borders = element("w:tcBorders")
        look = {"sz": "8", "color": ACCENT} if strong else {"sz": "4", "color": HAIR}
        borders.append(element("w:bottom", val="single", space="0", **look))
        cell._tc.get_or_add_tcPr().append(borders)


def default_language(file: Any, language: str) -> None:
    """Set the language in the defaults of the document, where it holds for all text."""
    properties = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=locale(language), eastAsia=locale(language), bidi="ar-SA"))


def new_numbering(file: Any) -> int:
    """A numbering of its own that begins at 1, of the kind the style List Number has."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    like = next(num for num in numbering.num_lst if num.numId == style)
    fresh = numbering.add_num(like.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def number(paragraph: Any, numbering: int) -> None:
    """Let a paragraph belong to a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def describe(picture: Any, alt: str) -> None:
    """Give a picture its alternative text."""
    picture._inline.docPr.set("descr", alt)
