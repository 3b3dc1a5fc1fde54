"""Word, Excel and OpenDocument files: which one it is, and that nothing in it can run, fetch or hide.

Refused: macros, ActiveX, embedded objects and files, DDE, links that fetch by themselves (all external
ones but plain hyperlinks), encryption, DOCTYPE. Not found: a DDE field written in pieces by nested fields,
and faults in how a program draws fonts and pictures; those are for the virus scanner and the reader's
own updates.
"""

import re
from collections.abc import Iterable, Mapping

from tillit.gateways.archives import Archive, open_archive
from tillit.gateways.bad_files import BadFile, active, damaged, hides_another, locked
from tillit.gateways.xml_guard import Look, XmlGuard, begins_as_xml, read_whole

OOXML_MAIN = "application/vnd.openxmlformats-officedocument."
OOXML = {
    f"{OOXML_MAIN}wordprocessingml.document.main+xml": "docx",
    f"{OOXML_MAIN}spreadsheetml.sheet.main+xml": "xlsx",
}
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
CONTENT_TYPES, MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
MACRO_TYPES = ("macro", "vba", "activex", "oleobject", "ms-office.script")
RUNNING_LINKS = ("oleobject", "vbaproject", "control", "package", "externallink", "afchunk", "xlmacrosheet",
                 "attachedtoolbars", "keymapcustomizations", "subdocument")  # fmt: skip
RUNNING_ELEMENTS = frozenset({
    "event-listener", "script", "dde-source", "dde-connection-decl", "dde-connection", "object-ole", "applet",
    "plugin", "floating-frame", "ddeLink", "oleLink", "oleObject", "OLEObject", "altChunk", "foreignObject",
    "control-ole",
})  # fmt: skip
PARTS = frozenset({
    "xml", "rels", "vml", "rdf", "svg", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf",
    "svm", "odttf", "fntdata", "ttf", "otf", "bin", "psmdcp", "",
})  # fmt: skip
XML_PARTS = frozenset({"xml", "rels", "rdf", "svg", "psmdcp"})
MACRO_FOLDERS = re.compile(
    r"(^|/)(basic|scripts|dialogs|activex|embeddings|macrosheets)/|vba\w*\.(bin|xml)$", re.IGNORECASE
)
OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|[/\\]|\.\.[/\\])", re.IGNORECASE)
DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
#: A hyperlink is followed by a person, and the note of which template was used by nobody.
HARMLESS_LINKS = ("a", "template")
LONGEST_TABLE = 1024 * 1024


def office_kind(data: bytes) -> str:
    """ "docx", "xlsx", "odt" or "ods" for a harmless office file. Raises BadFile for anything else."""
    archive = open_archive(data)
    names = set(archive.names)
    if ("mimetype" in names) == (CONTENT_TYPES in names):
        raise BadFile(
            "Zip-filer tas inte emot.", "Packa upp den och skicka varje fil för sig, till exempel som PDF."
        )
    for name in archive.names:
        _check_part_name(name)
    kind = _odf_kind(archive) if "mimetype" in names else _ooxml_kind(archive, names)
    for name in archive.names:
        _read_part(archive, name, kind)
    return kind


def _ooxml_kind(archive: Archive, names: set[str]) -> str:
    """The kind that the table of content types says, when its main part is there."""
    parts: dict[str, str] = {}
    defaults: list[str] = []

    def look(element: str, attributes: Mapping[str, str]) -> None:
        said = attributes.get("ContentType", "").strip()
        if any(word in said.lower() for word in MACRO_TYPES):
            raise active("makron eller inbäddade program")
        if element == "Override":
            parts[attributes.get("PartName", "").lstrip("/")] = said
        else:
            defaults.append(said)

    read_whole(_small(archive.chunks(CONTENT_TYPES)), look)
    found = {OOXML[said] for name, said in parts.items() if said in OOXML and name in names}
    found |= {OOXML[said] for said in defaults if said in OOXML}
    if len(found) != 1 or "_rels/.rels" not in names:
        raise BadFile(
            "Filen är varken ett Word-dokument eller ett Excel-blad.", "Spara den som DOCX, XLSX eller PDF."
        )
    return found.pop()


def _odf_kind(archive: Archive) -> str:
    """The kind that the first entry says, in plain, as OpenDocument 1.3 part 2 section 3.3 asks."""
    said = b"".join(_small(archive.chunks("mimetype")))
    if archive.names[0] != "mimetype" or not archive.is_stored("mimetype"):
        raise damaged()
    if said not in ODF:
        raise BadFile("Den sortens OpenDocument-fil tas inte emot.", "Spara den som ODT, ODS eller PDF.")
    if "content.xml" not in archive.names or MANIFEST not in archive.names:
        raise damaged()
    return ODF[said]


def _check_part_name(name: str) -> None:
    if MACRO_FOLDERS.search(name):
        raise active("makron eller inbäddade filer")
    last = name.rsplit("/", 1)[-1].lower()
    ending = last.rsplit(".", 1)[-1] if "." in last else ""
    printer = "/printersettings/" in name.lower()
    if ending not in PARTS or (ending == "bin" and not printer):
        raise hides_another()


def _read_part(archive: Archive, name: str, kind: str) -> None:
    """Unpack one part to its end, and look at every element when it is XML."""
    guard: XmlGuard | None = None
    for index, chunk in enumerate(archive.chunks(name)):
        if index == 0 and (name.rsplit(".", 1)[-1].lower() in XML_PARTS or begins_as_xml(chunk)):
            loose = name.lower().endswith(".vml")
            guard = None if loose else XmlGuard(_look_for(name, kind), text_of="instrText")
        if guard is not None:
            guard.feed(chunk)
        elif b"<!doctype" in chunk.lower() or b"<!entity" in chunk.lower():
            raise active("en XML-deklaration (DOCTYPE) som inte hör hemma i ett dokument")
    if guard is not None:
        guard.close()
        if DDE.search(guard.text):
            raise active("ett fält som kan starta program (DDE)")


def _look_for(name: str, kind: str) -> Look:
    """What to look for in a part of an OOXML or OpenDocument file."""
    drawing = name.lower().endswith(".svg")

    def look(element: str, attributes: Mapping[str, str]) -> None:
        if element in RUNNING_ELEMENTS:
            raise active("makron, skript eller inbäddade objekt")
        if element == "encryption-data":
            raise locked()
        if drawing and any(key.lower().startswith("on") for key in attributes):
            raise active("skript i en bild")
        if element == "fldSimple" and DDE.search(attributes.get("instr", "")):
            raise active("ett fält som kan starta program (DDE)")
        if element == "Relationship":
            _check_relationship(attributes)
        if (
            kind in ODF.values()
            and element not in HARMLESS_LINKS
            and OUTSIDE.match(attributes.get("href", ""))
        ):
            raise active("länkar som hämtar något utifrån")

    return look


def _check_relationship(attributes: Mapping[str, str]) -> None:
    kind = attributes.get("Type", "").rstrip("/").rsplit("/", 1)[-1].lower()
    if kind in RUNNING_LINKS:
        raise active("makron, inbäddade filer eller länkar till andra dokument")
    if attributes.get("TargetMode", "").strip().lower() == "external" and kind != "hyperlink":
        raise active("länkar som hämtar något utifrån, till exempel en mall eller en bild")


def _small(chunks: Iterable[bytes]) -> list[bytes]:
    kept, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > LONGEST_TABLE:
            raise damaged()
        kept.append(chunk)
    return kept
