"""A paper as a web page with a plain style sheet and the same fonts, for a printer of web pages."""

from html import escape
from typing import Final

from tillit.documents.document import Document
from tillit.documents.fonts import FONT_DIR
from tillit.documents.html import render_html

WEIGHTS: Final = {
    400: "Inter-Regular.ttf",
    500: "Inter-Medium.ttf",
    600: "Inter-SemiBold.ttf",
    700: "Inter-Bold.ttf",
}
STYLE: Final = """
@page { size: A4; margin: 25mm 22mm; @bottom-right { content: counter(page) } }
body { font: 10pt/1.45 Inter; }
h1 { font-size: 20pt } h2 { font-size: 14pt } h3 { font-size: 11pt }
h1, h2, h3 { font-weight: 600; break-after: avoid }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 2mm; border-bottom: .3mm solid #ccc }
.paper-tag { padding: 0 1mm; background: #eee }
.paper-source, .paper-small, .paper-footer { font-size: 8.5pt; color: #444 }
.paper-facts div { display: flex } .paper-facts dt { width: 30mm; font-weight: 600 }
.paper-rule { display: block; height: 8mm; border-bottom: .2mm solid #999 }
"""


def as_page(document: Document) -> str:
    """The whole page."""
    faces = "".join(
        f'@font-face {{ font-family: Inter; font-weight: {weight}; src: url("{font.as_uri()}") }}'
        for weight, font in ((weight, FONT_DIR / name) for weight, name in WEIGHTS.items())
    )
    head = f'<meta charset="utf-8"><title>{escape(document.title)}</title><style>{faces}{STYLE}</style>'
    return f'<!doctype html><html lang="sv"><head>{head}</head>{render_html(document)}</html>'
