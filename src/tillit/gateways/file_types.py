"""Uploaded files judged by what they are, never by what they are called.

The allow-list is short: PDF, DOCX, ODT, XLSX, ODS, PNG, JPEG, TXT and CSV. Each kind has a check of its
own that reads within bounds; the virus scanner (`virus`) comes after, where there is one.
"""

from dataclasses import dataclass

from tillit.gateways.bad_files import BadFile
from tillit.gateways.file_names import extension, safe_name
from tillit.gateways.image_files import JPEG_START, PNG_START, check_jpeg, check_png
from tillit.gateways.office_files import office_kind
from tillit.gateways.pdf_files import check_pdf
from tillit.gateways.text_files import read_text

LARGEST = 20 * 1024 * 1024
ALLOWED = "PDF, DOCX, ODT, XLSX, ODS, PNG, JPEG, TXT eller CSV"
OFFICE_MIME = "application/vnd.openxmlformats-officedocument."
ZIP_START = b"PK\x03\x04"
PDF_START = b"%PDF-"


@dataclass(frozen=True)
class FileKind:
    """What a file is: its media type, its extension without dot, and the words for people."""

    mime: str
    extension: str
    words_swedish: str


KINDS: dict[str, FileKind] = {
    kind.extension: kind
    for kind in (
        FileKind("application/pdf", "pdf", "PDF-dokument"),
        FileKind(f"{OFFICE_MIME}wordprocessingml.document", "docx", "Word-dokument"),
        FileKind("application/vnd.oasis.opendocument.text", "odt", "OpenDocument-text"),
        FileKind(f"{OFFICE_MIME}spreadsheetml.sheet", "xlsx", "Excel-blad"),
        FileKind("application/vnd.oasis.opendocument.spreadsheet", "ods", "OpenDocument-kalkylblad"),
        FileKind("image/png", "png", "PNG-bild"),
        FileKind("image/jpeg", "jpg", "JPEG-bild"),
        FileKind("text/plain", "txt", "textfil"),
        FileKind("text/csv", "csv", "CSV-tabell"),
    )
}
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}


def judge(name: str, data: bytes, *, largest: int = LARGEST) -> FileKind:
    """What the file is, when it may be let in. Raises BadFile with a Swedish text that names the file.

    ``largest`` is the most bytes it may have. A name without extension is fine; one that promises another
    kind than the content is not, since the next person would open it in the wrong program.
    """
    where = safe_name(name)
    try:
        _check_size(data, largest)
        kind = KINDS[_kind(data, extension(name))]
        _check_extension(kind, extension(name))
    except BadFile as refusal:
        raise refusal.at(where) from refusal
    return kind


def _check_size(data: bytes, largest: int) -> None:
    if not data:
        raise BadFile("Filen är tom.", "Kontrollera att rätt fil är vald och skicka den igen.")
    if len(data) > largest:
        limit = f"{largest // (1024 * 1024)} MB" if largest >= 1024 * 1024 else f"{largest} byte"
        raise BadFile(
            f"Filen är större än {limit}.", "Minska bilderna i den, eller dela upp den i flera filer."
        )


def _kind(data: bytes, promised: str) -> str:
    """The extension that the content deserves."""
    if data.startswith(ZIP_START):
        return office_kind(data)
    if data.startswith(PDF_START):
        check_pdf(data)
        return "pdf"
    if data.startswith(PNG_START):
        check_png(data)
        return "png"
    if data.startswith(JPEG_START):
        check_jpeg(data)
        return "jpg"
    read_text(data)
    return "csv" if promised == "csv" else "txt"


def _check_extension(kind: FileKind, promised: str) -> None:
    if promised and SAME.get(promised, promised) != kind.extension:
        raise BadFile(
            f"Namnet slutar på .{promised}, men innehållet är: {kind.words_swedish}.",
            f"Spara filen på nytt i rätt format ({ALLOWED}) och skicka den igen.",
        )
