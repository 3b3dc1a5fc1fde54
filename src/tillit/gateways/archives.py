"""Zip containers read within bounds. The standard library reads the table of contents; the content is
unpacked here, so that no declared size is believed: what comes out is counted while it comes.

Every byte of the file must belong to exactly one entry or to the table. That leaves no room for hidden
entries, overlapping entries (the small bombs of great size), or another file before or after.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

from tillit.gateways.bad_files import BadFile, damaged, hides_another, locked, too_big_inside

MOST_ENTRIES = 1000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
RATIO_FREE = 1024 * 1024
CHUNK = 64 * 1024
LOCAL_HEADER = struct.Struct("<4sHHHHHLLLHH")
ENCRYPTED, HAS_DESCRIPTOR = 0x1, 0x8
MOST_DESCRIPTOR = 24
END_RECORD = 22
#: How a file inside begins when it is a program, an archive or an old office file.
FOREIGN = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"#!", b"%PDF-", b"{\\rtf", b"\xca\xfe\xba\xbe", b"L\0\0\0",
)  # fmt: skip
READ_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, struct.error,
    EOFError, ValueError, OverflowError, OSError, IndexError,
)  # fmt: skip


class Archive:
    """The entries of a container that holds together: names, and the content of each in chunks."""

    def __init__(self, data: bytes, entries: dict[str, zipfile.ZipInfo]) -> None:
        """Take the bytes and the checked entries; use `open_archive`."""
        self._data, self._entries = data, entries
        self._unpacked = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries, folders included, in the order of the file."""
        return tuple(self._entries)

    def is_stored(self, name: str) -> bool:
        """Whether the entry is kept as it is, not compressed."""
        return self._entries[name].compress_type == zipfile.ZIP_STORED

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of an entry. Raises BadFile when it is too much, damaged or something foreign."""
        entry, size, check = self._entries[name], 0, 0
        for chunk in _unpacked(self._packed(entry), entry.compress_type):
            if size == 0 and chunk.startswith(FOREIGN):
                raise hides_another()
            size += len(chunk)
            check = zlib.crc32(chunk, check)
            self._count(len(chunk))
            yield chunk
        if size != entry.file_size or check != entry.CRC:
            raise damaged()

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = _content_start(self._data, entry)
        return memoryview(self._data)[start : start + entry.compress_size]

    def _count(self, more: int) -> None:
        self._unpacked += more
        ratio = self._unpacked / max(1, len(self._data))
        if self._unpacked > MOST_UNPACKED or (self._unpacked > RATIO_FREE and ratio > MOST_RATIO):
            raise too_big_inside()


def open_archive(data: bytes) -> Archive:
    """The container in these bytes, with names, methods and layout checked. Raises BadFile."""
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise too_big_inside()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos, table, comment = opened.infolist(), opened.start_dir, opened.comment
    except READ_ERRORS as error:
        raise damaged() from error
    if len(infos) > MOST_ENTRIES:
        raise too_big_inside()
    if comment or data[-END_RECORD:-END_RECORD + 4] != b"PK\x05\x06":  # fmt: skip
        raise hides_another()
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_entry(info)
        entries[info.filename] = info
    if len({_folded(name) for name in entries}) != len(infos):
        raise BadFile("Två delar i filen har samma namn.", "Spara dokumentet på nytt och skicka det igen.")
    _check_layout(data, infos, table)
    return Archive(data, entries)


def end_of_archive_near_end(data: bytes) -> bool:
    """Whether a program that reads zip files would find one at the end of these bytes."""
    return data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557)) >= 0


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & ENCRYPTED:
        raise locked()
    name = info.orig_filename
    parts = re.split(r"[/\\]", name)
    unsafe = any(ord(letter) < 32 or unicodedata.category(letter) == "Cf" for letter in name)
    if not name or unsafe or "\\" in name or ":" in name or ".." in parts or name.startswith("/"):
        raise BadFile(
            "En del i filen har ett namn som pekar utanför filen.",
            "Spara dokumentet på nytt och skicka det igen.",
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged()
    if info.file_size > MOST_UNPACKED:
        raise too_big_inside()
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        raise hides_another()


def _check_layout(data: bytes, infos: list[zipfile.ZipInfo], table: int) -> None:
    """Every entry begins where the one before ended, and the table follows the last."""
    expected, slack = 0, 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if not expected <= info.header_offset <= expected + slack:
            raise hides_another()
        expected = _content_start(data, info) + info.compress_size
        slack = MOST_DESCRIPTOR if info.flag_bits & HAS_DESCRIPTOR else 0
    if not infos or not expected <= table <= expected + slack:
        raise hides_another()


def _content_start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where the content begins; the header beside it must say the same as the table."""
    try:
        signature, _, flags, method, *_, name_size, extra_size = LOCAL_HEADER.unpack_from(
            data, info.header_offset
        )
    except struct.error as error:
        raise damaged() from error
    begins = info.header_offset + LOCAL_HEADER.size
    name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    if signature != b"PK\x03\x04" or method != info.compress_type or flags & ENCRYPTED:
        raise damaged()
    if data[begins : begins + name_size] != name:
        raise damaged()
    return int(begins + name_size + extra_size)


def _unpacked(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
        return
    stream = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), CHUNK):
            waiting: bytes | memoryview = packed[at : at + CHUNK]
            while waiting and not stream.eof:
                if chunk := stream.decompress(waiting, CHUNK):
                    yield chunk
                waiting = stream.unconsumed_tail
    except zlib.error as error:
        raise damaged() from error
    if not stream.eof or stream.unused_data:
        raise damaged()


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().rstrip("/")
