"""A corpus of hostile uploads, the same every time: more than 500 files with what must happen to each."""

import random
import struct
from collections.abc import Iterator
from functools import lru_cache

from gateways.honest import honest_files, jpeg, packed, png
from gateways.hostile_office import office_files
from gateways.hostile_pdf import pdf_files

SEED = 20261122
Hostile = tuple[str, bytes, bool]
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
PAGE = b"<html><body onload=alert(1)><script>alert(1)</script></body></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOMB_DTD = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>'
PROGRAM = b"MZ\x90\0" + b"\0" * 56 + struct.pack("<I", 64) + b"PE\0\0This program cannot be run in DOS mode"
FOREIGN = {
    "exe": PROGRAM,
    "elf": b"\x7fELF\2\1\1" + b"\0" * 57,
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504,
    "rar": b"Rar!\x1a\x07\x01\0" + b"\x33" * 60,
    "7z": b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 60,
    "gz": b"\x1f\x8b\x08\0\0\0\0\0\0\3" + b"\1" * 60,
    "zip": packed({"hej.txt": b"hej"}),
    "html": PAGE,
    "svg": DRAWING,
    "lol.svg": BOMB_DTD,
    "xml": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    "rtf": b"{\\rtf1\\ansi{\\object\\objocx}}",
    "php": b"<?php system($_GET['c']); ?>",
    "sh": b"#!/bin/sh\nrm -rf /\n",
    "bat": b"@echo off\r\ndel *.*\r\n",
    "gif": b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff;",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 24,
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0" + b"\0" * 40,
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34" + b"\0" * 40,
    "ps": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n",
    "mht": b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
    "lnk": b"L\0\0\0\1\x14\2\0" + b"\0" * 60,
}
NAMES = (
    "../../etc/passwd.{}",
    "..\\..\\windows\\system32\\x.{}",
    "/etc/cron.d/x.{}",
    "C:\\x.{}",
    "\\\\server\\x.{}",
    "x\0y.{}",
    "a\u202efdp.{}",
    "\u2066x\u2069.{}",
    "CON.{}",
    "nul.{}",
    "LPT1.{}",
    ".{}",
    "....{}",
    " .{}",
    "x\r\nSet-Cookie: a=b.{}",
    "å" * 300 + ".{}",
    "<script>alert(1)</script>.{}",
    '"; filename=x.{}',
    "x\u0000.exe.{}",
    "%2e%2e%2fx.{}",
    "\ud800x.{}",
    "\U000e0001x.{}",
    "x:stream.{}",
    "e\u200d\u0301.{}",
    "|ls|.{}",
)
TEXTS = {
    "page.txt": PAGE,
    "late.txt": b"Protokoll\n" * 400 + PAGE,
    "utf16.txt": ("Protokoll " + PAGE.decode()).encode("utf-16"),
    "drawing.txt": b"\xef\xbb\xbf" + DRAWING,
    "nul.txt": b"Protokoll\0" * 5,
    "escape.txt": b"Protokoll \x1b]0;x\x07",
    "utf16-no-mark.txt": "Protokoll".encode("utf-16-le"),
    "half.txt": b"\xff\xfeP",
    "dde.csv": b"namn;belopp\n=cmd|'/C calc'!A0;1\n",
    "dde-plus.csv": b"namn,belopp\n\"+cmd|' /C powershell'!A0\",1\n",
    "dde-at.csv": b"@SUM(1+1)*cmd|' /C calc'!A0\n",
}


@lru_cache(maxsize=1)
def _corpus() -> tuple[Hostile, ...]:
    chance = random.Random(SEED)
    return (
        *_renamed(),
        *_foreign(),
        *_names(),
        *_polyglots(),
        *_pictures(),
        *_texts(),
        *office_files(EICAR, PROGRAM, PAGE),
        *pdf_files(EICAR, PROGRAM, PAGE),
        *_flipped(chance),
        *_truncated(),
        *_noise(chance),
    )


def hostile_files() -> Iterator[Hostile]:
    """Every file: its name, its bytes, and whether it must be refused (else it may, but need not be)."""
    yield from _corpus()


def _renamed() -> Iterator[Hostile]:
    for kind, data in honest_files().items():
        for ending in (*honest_files(), "exe", "docm", "html", "svg", "zip", "jar"):
            texts = {kind, ending} <= {"txt", "csv"}
            if kind != ending:
                yield f"renamed-{kind}.{ending}", data, not texts


def _foreign() -> Iterator[Hostile]:
    for kind, data in FOREIGN.items():
        for ending in (*honest_files(), "", kind):
            yield f"foreign-{kind}.{ending}", data, True


def _names() -> Iterator[Hostile]:
    for number, name in enumerate(NAMES):
        for ending in ("pdf", "docx", "txt")[: 1 + number % 3]:
            yield name.format(ending), honest_files()[ending], False
    yield "faktura.pdf\0.exe", honest_files()["pdf"], True
    yield "faktura\u202efdp.exe", honest_files()["pdf"], True
    yield "faktura.pdf .exe", honest_files()["pdf"], True


def _polyglots() -> Iterator[Hostile]:
    behind = {"zip": packed({"a.txt": b"a"}), "program": PROGRAM, "page": PAGE, "pdf": honest_files()["pdf"]}
    for kind, data in honest_files().items():
        for what, other in behind.items():
            if kind in ("txt", "csv") and what == "pdf":
                continue
            yield f"{what}-after.{kind}", data + other, (kind, what) != ("pdf", "pdf")
            yield f"{what}-before.{kind}", other + data, True
    for kind in ("docx", "odt", "xlsx", "ods"):
        yield f"zip-in-comment.{kind}", honest_files()[kind][:-2] + b"\4\0MZ\0\0", True


def _pictures() -> Iterator[Hostile]:
    for width, height in (
        (60_000, 60_000),
        (2**31 - 1, 1),
        (2**31 - 1, 2**31 - 1),
        (0, 5),
        (5, 0),
        (50_001, 1_000),
    ):
        yield f"flood-{width}x{height}.png", png(width, height), True
    for width, height in ((65_535, 65_535), (0, 9), (9, 0), (65_535, 800)):
        yield f"flood-{width}x{height}.jpg", jpeg(width, height), True
    for what, body in (("page", PAGE), ("php", FOREIGN["php"]), ("pdf", honest_files()["pdf"])):
        yield f"{what}-inside.png", png(extra=((b"tEXt", body),)), True
        yield f"{what}-inside.jpg", jpeg(comment=body), True
    yield "zip-inside.png", png(extra=((b"prVt", packed({"a": b"a"})),)), True
    yield "zip-inside.jpg", jpeg(comment=packed({"a": b"a"})), True
    yield "many-parts.png", png(extra=((b"tEXt", b""),) * 20_001), True
    yield "no-picture.png", honest_files()["png"][:8] + honest_files()["png"][-12:], True
    yield "only-start.jpg", b"\xff\xd8\xff\xd9", True
    yield "fill.jpg", b"\xff\xd8" + b"\xff" * 1_000_000, True


def _texts() -> Iterator[Hostile]:
    for name, data in TEXTS.items():
        yield name, data, True
    yield "empty.pdf", b"", True
    yield "empty.txt", b"", True
    yield "eicar.txt", EICAR, False
    yield "eicar.csv", EICAR, False
    yield "eicar.com", EICAR, True
    yield "eicar.pdf", EICAR, True
    yield "newlines.csv", b"\n" * 2_000_000, False
    yield "formulas.csv", b"=" * 500_000, False
    yield "calls.csv", b"a|b!" * 500_000, True


def _flipped(chance: random.Random) -> Iterator[Hostile]:
    for kind, data in honest_files().items():
        for number in range(16):
            changed = bytearray(data)
            for _ in range(chance.choice((1, 1, 2, 8, 40))):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            yield f"flipped-{number}.{kind}", bytes(changed), False


def _truncated() -> Iterator[Hostile]:
    for kind, data in honest_files().items():
        for eighth in range(1, 9):
            cut = max(1, len(data) * eighth // 8 - 8)
            yield f"cut-{eighth}.{kind}", data[:cut], kind not in ("txt", "csv")


def _noise(chance: random.Random) -> Iterator[Hostile]:
    for kind, data in honest_files().items():
        for start in (0, 4, 12, 40):
            yield f"noise-{start}.{kind}", data[:start] + chance.randbytes(4_000), start < 40 or kind != "txt"
