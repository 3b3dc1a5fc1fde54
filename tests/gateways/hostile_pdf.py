"""Hostile PDF files: scripts, commands, locks, and other files in every hiding place that is looked into."""

import re
import zlib
from collections.abc import Iterator

from gateways.honest import object_stream, pdf, stream

SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
ACTIONS = {
    "script": SCRIPT,
    "script-spaced": b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    "script-hex": b"<</S/JavaScript/JS<6170>>>",
    "script-escaped": b"<</S/J#61v#61Script/J#53(app.alert(1))>>",
    "script-only-js": b"<</S/Rendition/JS 9 0 R>>",
    "launch": b"<</S/Launch/F(calc.exe)>>",
    "launch-escaped": b"<</S/#4caunch/F(calc)>>",
    "launch-windows": b"<</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>>",
    "import": b"<</S/ImportData/F(http://example.se/x.fdf)>>",
    "media": b"<</Type/Annot/Subtype/RichMedia>>",
    "form": b"<</AcroForm<</XFA 9 0 R>>>>",
    "elsewhere": b"<</S/GoToE/T<</R/C/N(x)>>>>",
    "program-name": b"<</Type/Filespec/F(faktura.exe)/EF<</F 9 0 R>>>>",
    "program-name-wide": b"<</Type/Filespec/UF(\xfe\xff\0f\0.\0j\0s)/EF<</F 9 0 R>>>>",
}


def pdf_files(eicar: bytes, program: bytes, page: bytes) -> Iterator[tuple[str, bytes, bool]]:
    """Each as name, bytes, and whether it must be refused."""
    for what, action in ACTIONS.items():
        yield f"{what}.pdf", pdf(action, catalog=b"/OpenAction 5 0 R"), True
        yield f"{what}-packed.pdf", pdf(object_stream(action), catalog=b"/OpenAction 9 0 R"), True
        yield f"{what}-packed-untyped.pdf", pdf(object_stream(action, b"")), True
        yield f"{what}-packed-escaped.pdf", pdf(object_stream(action, b"/Type/Obj#53tm")), True
        yield f"{what}-in-comment-stream.pdf", pdf(b"<<>> % stream\n" + object_stream(action)), True
    yield from _filters()
    yield from _embedded(eicar, program, page)
    whole = pdf()
    yield "locked.pdf", pdf(b"<</Filter/Standard/V 4>>", trailer=b"/Encrypt 5 0 R"), True
    yield "locked-escaped.pdf", pdf(b"<</V 4>>", trailer=b"/Enc#72ypt 5 0 R"), True
    yield "late-header.pdf", b"\n" * 20 + whole, True
    yield "page-first.pdf", whole.replace(b"%\xe2\xe3", page + b"%\xe2\xe3", 1), True
    yield "no-end.pdf", whole.replace(b"%%EOF", b""), True
    yield "no-table.pdf", re.sub(rb"startxref\n\d+", b"", whole), True
    yield "only-header.pdf", b"%PDF-1.7\n", True
    yield "strange-version.pdf", b"%PDF-9.9" + whole[8:], True
    yield "many-streams.pdf", pdf(b"stream\n" * 60_000), True
    yield (
        "bomb.pdf",
        pdf(stream(zlib.compress(bytes(60_000_000), 1), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")),
        True,
    )
    yield "bombs.pdf", pdf(*[object_stream(b" " * 9_000_000)] * 8), True
    yield "drawing-bomb.pdf", pdf(body=bytes(20_000_000)), False


def _filters() -> Iterator[tuple[str, bytes, bool]]:
    inside = zlib.compress(b"9 0 " + SCRIPT)
    for filters in (
        b"/Filter[/ASCIIHexDecode/FlateDecode]",
        b"/Filter/ASCII85Decode",
        b"/Filter/LZWDecode",
        b"/Filter 7 0 R",
        b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3>>",
        b"/Filter[/FlateDecode/FlateDecode]",
        b"/Filter/FlateDecode/Filter/LZWDecode",
    ):
        yield (
            "hidden-by-filter.pdf",
            pdf(stream(inside.hex().encode(), b"/Type/ObjStm/N 1/First 4" + filters)),
            True,
        )
    yield (
        "damaged-objects.pdf",
        pdf(stream(b"x\x9c\0\1", b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")),
        True,
    )


def _embedded(eicar: bytes, program: bytes, page: bytes) -> Iterator[tuple[str, bytes, bool]]:
    foreign = {
        "program": program,
        "zip": b"PK\x03\x04" + b"\0" * 40,
        "old-office": b"\xd0\xcf\x11\xe0" + b"\0" * 60,
        "elf": b"\x7fELF" + b"\0" * 60,
    }
    for what, data in foreign.items():
        for dictionary in (b"/Type/EmbeddedFile", b"/Type/Embedded#46ile", b""):
            yield f"{what}-embedded.pdf", pdf(stream(data, dictionary)), True
            packed = stream(zlib.compress(data), dictionary + b"/Filter/FlateDecode")
            yield f"{what}-embedded-packed.pdf", pdf(packed), True
    yield "script-embedded.pdf", pdf(stream(b"#!/bin/sh\n", b"/Type/EmbeddedFile")), True
    yield "eicar-embedded.pdf", pdf(stream(eicar, b"/Type/EmbeddedFile")), False
