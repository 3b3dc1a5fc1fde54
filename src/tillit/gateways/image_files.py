"""PNG and JPEG pictures: complete, not too many pixels, and nothing else hidden in them or after them.

Pixels are never unpacked here. Not found: content hidden in the pixels themselves.
"""

import struct
import zlib

from tillit.gateways.archives import end_of_archive_near_end
from tillit.gateways.bad_files import BadFile, damaged, hides_another
from tillit.gateways.text_files import has_markup

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
MOST_PIXELS = 50_000_000
MOST_PARTS = 20_000
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
START, END, SCAN = 0xD8, 0xD9, 0xDA
#: Some phones put a table of their own after the picture; it ends with these four bytes.
PHONE_TABLE = b"SEFT"


def check_png(data: bytes) -> None:
    """Return when the bytes are one whole PNG picture. Raises BadFile."""
    at = len(PNG_START)
    names: list[bytes] = []
    while at < len(data) and len(names) < MOST_PARTS:
        if at + 12 > len(data):
            raise damaged()
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if at + 12 + size > len(data) or zlib.crc32(name + body) != int.from_bytes(
            data[at + 8 + size : at + 12 + size]
        ):
            raise damaged()
        names.append(name)
        _check_chunk(len(names), name, body)
        at += 12 + size
        if name == b"IEND":
            break
    if names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise damaged()
    if at != len(data) or end_of_archive_near_end(data):
        raise hides_another()


def _check_chunk(position: int, name: bytes, body: bytes) -> None:
    if (position == 1) != (name == b"IHDR") or not (name.isalpha() and name.isascii()):
        raise damaged()
    if name == b"IHDR":
        if len(body) != 13:
            raise damaged()
        _check_pixels(*struct.unpack_from(">II", body))
    elif (name == b"IEND" and body) or (name != b"IDAT" and has_markup(body)):
        raise hides_another()


def check_jpeg(data: bytes) -> None:
    """Return when the bytes are whole JPEG pictures; phones add small ones at the end. Raises BadFile."""
    at, rounds = 0, 0
    while data.startswith(JPEG_START, at) and rounds < 8:
        at, rounds = _end_of_jpeg(data, at), rounds + 1
    rest = data[at:]
    if not rounds or end_of_archive_near_end(data) or has_markup(rest):
        raise hides_another()
    if rest.strip(b"\0") and not (rest.endswith(PHONE_TABLE) and len(rest) < 1024 * 1024):
        raise hides_another()


def _end_of_jpeg(data: bytes, start: int) -> int:
    """Walk from marker to marker; where the picture that begins at ``start`` ends."""
    at, parts, seen_frame, seen_scan = start + 2, 0, False, False
    while at + 2 <= len(data) and parts < MOST_PARTS:
        parts += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise damaged()
        if marker == 0xFF:
            at += 1
        elif marker == END and seen_frame and seen_scan:
            return at + 2
        elif marker in ALONE:
            at += 2
        else:
            body, at = _segment(data, at)
            seen_frame = _check_segment(marker, body) or seen_frame
            if marker == SCAN:
                seen_scan, at = True, _end_of_scan(data, at)
    raise damaged()


def _segment(data: bytes, at: int) -> tuple[bytes, int]:
    size = int.from_bytes(data[at + 2 : at + 4])
    if size < 2 or at + 2 + size > len(data):
        raise damaged()
    return data[at + 4 : at + 2 + size], at + 2 + size


def _check_segment(marker: int, body: bytes) -> bool:
    """Whether the segment is a frame, whose size is then checked."""
    if marker in (START, END):
        raise damaged()
    if marker in FRAMES:
        if len(body) < 6:
            raise damaged()
        height, width = struct.unpack_from(">HH", body, 1)
        _check_pixels(width, height)
        return True
    if has_markup(body):
        raise hides_another()
    return False


def _end_of_scan(data: bytes, at: int) -> int:
    """The next marker after the packed pixels; FF00 is a pixel byte and FFD0-FFD7 are restarts."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in (0x00, 0xFF) and data[at + 1] not in ALONE:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    raise damaged()


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise damaged()
    if width * height > MOST_PIXELS:
        raise BadFile(
            "Bilden har för många bildpunkter.",
            "Minska den till högst 50 miljoner bildpunkter och skicka den igen.",
        )
