"""Excel files as programs leave them, made by hand."""

import io
import zipfile

BOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="Mål" sheetId="4" r:id="rId7"/>'
    '<sheet name="B" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships><Relationship Id="rId1" Target="worksheets/b.xml"/>'
    '<Relationship Id="rId7" Target="worksheets/a.xml"/></Relationships>'
)
STRINGS = "<sst><si><t>mål</t></si><si><r><t>Fler </t></r><r><t>är med</t></r></si><si><t/></si></sst>"
CELLS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>från år</t></is></c></row>'
    '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="4"/><c r="C3"><v>2026.0</v></c>'
    '<c r="D3" t="str"><f>1+1</f><v>två; "tre"</v></c></row><row r="4"><c r="XFD1048576"/></row>'
)


def workbook(cells=CELLS, strings=STRINGS, **more):
    """An Excel file with one sheet of these cells."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/a.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
        "xl/worksheets/b.xml": "<worksheet/>",
        "xl/sharedStrings.xml": strings,
        **more,
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return kept.getvalue()
