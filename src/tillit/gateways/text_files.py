"""Plain text and CSV: readable text and nothing that a browser or a spreadsheet would run.

UTF-8 (with or without a mark), UTF-16 with its mark, or the Windows code page 1252, without control
characters. The scanner's test text (EICAR) is plain text and passes here on purpose: it is there to show
that the virus scanner works.
"""

import re

from tillit.gateways.archives import end_of_archive_near_end
from tillit.gateways.bad_files import BadFile, active, hides_another

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
RUNS = (
    b"<script", b"<html", b"<!doctype", b"<svg", b"<iframe", b"<object", b"<embed", b"<?php", b"<body",
    b"<meta", b"<applet", b"<!entity", b"<link", b"<style", b"<xml", b"<frameset", b"<img", b"%pdf-",
)  # fmt: skip
#: A text that begins so is a program or a page, whatever follows.
PROGRAM = re.compile(r"\s*(#!|<\?|<[a-z!][^>\n]*>|@echo off|mime-version:|\{\\rtf|%!ps)", re.IGNORECASE)
#: A cell that makes a spreadsheet program start another one: =cmd|'/C ...'!A0. Looked for from its middle,
#: so that no text makes the search slow.
CALL = re.compile(r"\|[^;,\t\n|]{0,200}!")
BEFORE_CALL = re.compile(r"(^|[;,\t\"\n])[ \t]{0,20}[=+@-][^;,\t\n|]{0,80}$")
LONGEST_BEFORE = 110
MOST_CALLS = 10_000


def has_markup(data: bytes) -> bool:
    """Whether there is something in the bytes that a browser or a server would run as a page or a program."""
    small = data.lower()
    return any(word in small for word in RUNS)


def read_text(data: bytes) -> str:
    """The text in the bytes. Raises BadFile when it is not text, or text that something would run."""
    text = _decoded(data)
    if text is None or CONTROLS.search(text):
        raise BadFile(
            "Filen är inte någon av de sorter som tas emot.",
            "Skicka PDF, DOCX, ODT, XLSX, ODS, PNG, JPEG, TXT eller CSV.",
        )
    if PROGRAM.match(text) or has_markup(text.encode("utf-8")):
        raise active("kod som en webbläsare eller dator kan köra")
    if _starts_program(text):
        raise active("en cell som kan starta ett program")
    if end_of_archive_near_end(data):
        raise hides_another()
    return text


def _starts_program(text: str) -> bool:
    for number, found in enumerate(CALL.finditer(text)):
        before = text[max(0, found.start() - LONGEST_BEFORE) : found.start()]
        if number >= MOST_CALLS or BEFORE_CALL.search(before):
            return True
    return False


def _decoded(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    text = _decode(data, "utf-8")
    return text if text is not None else _decode(data, "cp1252")


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
