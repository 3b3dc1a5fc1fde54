"""PDF: that it is one, and that it holds nothing that runs, is locked or is hidden in it.

Names are sought in the raw bytes, with #xx escapes read, and in object streams (7.5.7 in ISO 32000-1),
which are unpacked within bounds. Every stream's first bytes are looked at for programs and archives.
Limits, said honestly: other filters than Flate are not undone (an object stream that uses them is
refused, other streams are only pictures and drawing), and a fault in a reader's own drawing code is not
found here. The virus scanner is the second look.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

from tillit.gateways.archives import FOREIGN, end_of_archive_near_end
from tillit.gateways.bad_files import BadFile, active, damaged, hides_another, locked, too_big_inside
from tillit.gateways.text_files import has_markup

HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
CHUNK = 64 * 1024
MOST_STREAMS = 50_000
MOST_UNPACKED = 50 * 1024 * 1024
LONGEST_DICTIONARY = 8 * 1024
LONGEST_TAIL = 1024
HEAD = 1024
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
ENDS = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
RUNS = re.compile(rb"/(JavaScript|Launch|RichMedia|ImportData|XFA|Rendition|GoToE)" + ENDS)
SCRIPT = re.compile(rb"/JS[\x00\t\n\f\r ]*(?:[(<]|[0-9]+[\x00\t\n\f\r ]+[0-9]+[\x00\t\n\f\r ]+R)")
ENCRYPTED = re.compile(rb"/Encrypt" + ENDS)
RUNNABLE = re.compile(
    rb"/U?F[\x00\t\n\f\r ]*\((?:[^()]{0,250})\."
    rb"(?:exe|com|bat|cmd|scr|pif|js|jse|vbs|vbe|wsf|ps1|hta|jar|msi|dll|lnk|sh|docm|xlsm|dotm|zip|iso|reg)\s*\)",
    re.IGNORECASE,
)
OBJECTS = re.compile(rb"/(?:ObjStm|First)" + ENDS)
FILTER = re.compile(rb"/Filter[\x00\t\n\f\r ]*(\[[^\]]*\]|/[A-Za-z0-9]+)?")
#: What never begins a stream of drawing, picture or font by chance, unlike two letters.
PROGRAMS = tuple(mark for mark in FOREIGN if len(mark) >= 4 and mark not in (b"%PDF-", b"L\0\0\0"))


def check_pdf(data: bytes) -> None:
    """Return when the bytes are a PDF without scripts, programs, locks or other files. Raises BadFile."""
    if not HEADER.match(data):
        raise damaged()
    end = data.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in data or b" obj" not in data:
        raise damaged()
    if (
        len(data) - end > LONGEST_TAIL
        or data[end + 5 :].strip(b"\0\t\n\f\r ")
        or end_of_archive_near_end(data)
    ):
        raise hides_another()
    if has_markup(data[len(b"%PDF-") : HEAD]):
        raise hides_another()
    plain = _plain(data)
    if ENCRYPTED.search(plain):
        raise locked()
    _check_names(plain)
    budget = MOST_UNPACKED
    for number, found in enumerate(STREAM.finditer(data)):
        if number >= MOST_STREAMS:
            raise too_big_inside()
        dictionary = _dictionary(data, found.start())
        if OBJECTS.search(dictionary):
            objects = _objects(data, found.end(), dictionary, budget)
            budget -= len(objects)
            _check_names(_plain(objects))
        else:
            _check_head(data, found.end(), dictionary)


def _check_names(plain: bytes) -> None:
    if RUNS.search(plain) or SCRIPT.search(plain):
        raise active("skript eller kommandon som kan starta något")
    if RUNNABLE.search(plain):
        raise hides_another()


def _plain(data: bytes) -> bytes:
    """The bytes with the escapes of names read, and without the zero bytes of UTF-16 file names."""
    read = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data) if b"#" in data else data
    return data + b"\n" + read.replace(b"\0", b"") if read != data or b"\0" in data else data


def _dictionary(data: bytes, at: int) -> bytes:
    """What stands between ``obj`` and ``stream``, with the escapes of names read. Raises BadFile when far."""
    begins = data.rfind(b"obj", max(0, at - LONGEST_DICTIONARY), at)
    if begins < 0:
        raise active("delar som är packade på ett ovanligt sätt")
    near = data[begins:at]
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), near) if b"#" in near else near


def _objects(data: bytes, at: int, dictionary: bytes, budget: int) -> bytes:
    """An object stream unpacked whole. Raises BadFile when it is packed in a way that hides it."""
    filters = FILTER.findall(dictionary)
    names = re.findall(rb"/(\w+)", filters[0]) if filters else []
    if b"/DecodeParms" in dictionary or b"/DP" in dictionary or len(filters) > 1:
        raise active("delar som är packade på ett ovanligt sätt")
    if not filters:
        end = data.find(b"endstream", at)
        return data[at : end if end >= 0 else len(data)][:budget]
    if names not in ([b"FlateDecode"], [b"Fl"]):
        raise active("delar som är packade på ett ovanligt sätt")
    kept = bytearray()
    for chunk in _inflated(data, at):
        kept += chunk
        if len(kept) > budget:
            raise too_big_inside()
    return bytes(kept)


def _check_head(data: bytes, at: int, dictionary: bytes) -> None:
    """Look at how a stream begins, as it is and unpacked."""
    heads = [data[at : at + HEAD]]
    if b"/FlateDecode" in dictionary or b"/Fl" in dictionary:
        with suppress(BadFile):  # what cannot be unpacked cannot be opened either
            heads.append(next(_inflated(data, at, HEAD), b""))
    embedded = re.search(rb"/EmbeddedFile" + ENDS, dictionary) is not None
    for head in heads:
        if head.startswith(PROGRAMS) or _is_windows_program(head) or (embedded and head.startswith(FOREIGN)):
            raise hides_another()


def _is_windows_program(head: bytes) -> bool:
    where = int.from_bytes(head[60:64], "little")
    return head.startswith(b"MZ") and (head[where : where + 2] == b"PE" or b"This program" in head)


def _inflated(data: bytes, at: int, piece: int = CHUNK) -> Iterator[bytes]:
    """A Flate stream unpacked in pieces. Raises BadFile where it is damaged."""
    stream = zlib.decompressobj()
    try:
        while at < len(data) and not stream.eof:
            waiting = data[at : at + piece]
            at += piece
            while waiting and not stream.eof:
                if chunk := stream.decompress(waiting, piece):
                    yield chunk
                waiting = stream.unconsumed_tail
    except zlib.error as error:
        raise damaged() from error
