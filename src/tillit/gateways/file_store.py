"""The file store: content under its own SHA-256, in a folder. No name from outside ever touches a path.

What is written is complete or not there at all, and what is read is hashed again, so that a damaged
disk is noticed and never handed on.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class FileMissing(Exception):
    """No file with this digest is kept."""


class FileDamaged(Exception):
    """The file on disk is no longer what was kept; restore it from a backup."""


def keep(folder: Path, data: bytes) -> str:
    """Keep the data and return its SHA-256 in hex. The same data again changes nothing; damage is healed."""
    digest = hashlib.sha256(data).hexdigest()
    place = _place(folder, digest)
    if _intact(place, digest):
        return digest
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".draft-", dir=place.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _settle(place.parent)
    return digest


def fetch(folder: Path, digest: str) -> bytes:
    """The data kept under the digest. Raises FileMissing, or FileDamaged when it has changed on disk."""
    try:
        data = _place(folder, digest).read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(digest) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise FileDamaged(digest)
    return data


def forget(folder: Path, digest: str) -> None:
    """Remove what is kept under the digest; nothing happens when it is already gone."""
    try:
        place = _place(folder, digest)
    except FileMissing:
        return
    place.unlink(missing_ok=True)


def _place(folder: Path, digest: str) -> Path:
    if not DIGEST.fullmatch(digest):
        raise FileMissing("That is no SHA-256 digest in hex.")
    return folder / digest[:2] / digest[2:]


def _intact(place: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
