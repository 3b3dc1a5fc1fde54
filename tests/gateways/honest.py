"""Small honest files of every kind that is let in, made the same every time."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import lru_cache

from docx import Document

CT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXTNS = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
XLINK = "http://www.w3.org/1999/xlink"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
Members = dict[str, bytes]


def packed(
    members: Members | Iterable[tuple[str, bytes]], *, stored: tuple[str, ...] = ("mimetype",)
) -> bytes:
    """A zip container of these members, in this order, with a fixed date."""
    pairs = members.items() if isinstance(members, dict) else members
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, data in pairs:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=1)
    return kept.getvalue()


@lru_cache(maxsize=1)
def docx_as_saved() -> bytes:
    """A Word document as python-docx saves it."""
    document = Document()
    document.add_heading("Verksamhetsberättelse", 1)
    document.add_paragraph("Föreningen ordnade läxhjälp 40 kvällar.")
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def docx_members() -> Members:
    """The parts of that Word document."""
    with zipfile.ZipFile(io.BytesIO(docx_as_saved())) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith(".jpeg")}


def xlsx_members() -> Members:
    """The parts of an Excel sheet with one row."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{CT}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        f'"{main}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{LINKS}"><sheets><sheet name="Blad1" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" '
        f'Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><sheetData><row r="1"><c r="A1"><v>42</v>'
        "</c></row></sheetData></worksheet>",
    }
    return {name: (HEAD + text).encode() for name, text in texts.items()}


def odf_members(kind: str = "text") -> Members:
    """The parts of an OpenDocument text or spreadsheet."""
    inside = {
        "text": '<office:text><text:p>Hej <text:a xlink:href="https://example.se/">länk</text:a></text:p></office:text>',
        "spreadsheet": '<office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell>'
        "<text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>",
    }[kind]
    mime = f"application/vnd.oasis.opendocument.{kind}"
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXTNS}" xmlns:table="{TABLE}" '
        f'xmlns:xlink="{XLINK}" office:version="1.3"><office:scripts/><office:body>{inside}</office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{MANIFEST}"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mime}"/></manifest:manifest>'
    )
    return {
        "mimetype": mime.encode(),
        "content.xml": (HEAD + content).encode(),
        "META-INF/manifest.xml": (HEAD + manifest).encode(),
    }


def png(width: int = 3, height: int = 2, *, extra: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A PNG picture that says this size; the pixels are only there for small ones."""
    rows = (b"\0" + b"\x80" * width * 3) * height if width * height < 10_000 else b""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        *extra,
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def jpeg(width: int = 8, height: int = 8, *, comment: bytes = b"") -> bytes:
    """The skeleton of a JPEG picture: every marker in its place."""

    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body

    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            segment(0xFE, comment) if comment else b"",
            segment(0xDB, b"\0" + b"\x10" * 64),
            segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"),
            segment(0xC4, b"\0" + b"\0\1" + b"\0" * 14 + b"\0"),
            segment(0xDA, b"\1\1\0\0\x3f\0"),
            b"\x7f\xff\x00\x2a\xff\xd0\x11",
            b"\xff\xd9",
        )
    )


def pdf(
    *objects: bytes, catalog: bytes = b"", trailer: bytes = b"", body: bytes = b"BT (Hej) Tj ET"
) -> bytes:
    """A PDF of one page, with more objects (numbered from 5), and more in its catalogue and trailer."""
    content = zlib.compress(body)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        stream(content, b"/Filter/FlateDecode"),
        *objects,
    ]
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(data))
    )


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    """A PDF stream object of these bytes."""
    return b"<<" + dictionary + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


def object_stream(inside: bytes, dictionary: bytes = b"/Type/ObjStm") -> bytes:
    """A PDF object stream that packs one object."""
    return stream(zlib.compress(b"9 0 " + inside), dictionary + b"/N 1/First 4/Filter/FlateDecode")


@lru_cache(maxsize=1)
def honest_files() -> dict[str, bytes]:
    """One file of every kind: extension -> bytes."""
    return {
        "pdf": pdf(),
        "docx": packed(docx_members()),
        "odt": packed(odf_members()),
        "xlsx": packed(xlsx_members()),
        "ods": packed(odf_members("spreadsheet")),
        "png": png(),
        "jpg": jpeg(),
        "txt": "Årsmötet valde en ny styrelse.\nInga frågor.\n".encode(),
        "csv": "namn;belopp\nLäxhjälp;1400000\nLokal;-5\n".encode("cp1252"),
    }
