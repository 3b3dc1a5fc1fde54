"""Sealing: what is kept unreadable at rest, and what the trail is signed with.

A space of an organisation has a key of its own, wrapped under the installation's master key. Content is
sealed with AES-256-GCM and bound to what it is about, so that it cannot be moved to another row.
Layout of everything sealed: one version byte, a random nonce of 12 bytes, the ciphertext with its tag.
"""

import os
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

KEY_SIZE = 32
VERSION = b"\x01"
NONCE_SIZE = 12
TAG_SIZE = 16


class SealBroken(Exception):
    """What was sealed cannot be opened: wrong key, changed content, or moved from where it belongs."""


class BadKey(Exception):
    """A key is not 32 bytes, or its file cannot be read or made. The text is for the operator."""


@dataclass(frozen=True)
class MasterKey:
    """The installation's own key: 32 bytes, never shown. Raises BadKey on another length."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a key of the wrong length at once, not at the first use."""
        _checked(self.secret)


def new_space_key(master: MasterKey, owner: UUID) -> bytes:
    """A new random key for the owner's space, wrapped under the master key: bytes safe to store."""
    return _close(master.secret, secrets.token_bytes(KEY_SIZE), _key_binding(owner))


def open_space_key(master: MasterKey, wrapped: bytes, owner: UUID) -> bytes:
    """The 32 bytes of the owner's space key. Raises SealBroken, also when it belongs to another owner."""
    key = _open(master.secret, wrapped, _key_binding(owner))
    if len(key) != KEY_SIZE:
        raise SealBroken("The space key has the wrong length.")
    return key


def seal(key: bytes, data: bytes, about: str) -> bytes:
    """The data sealed with a space key and bound to what it is about, as in ``draft:<id>:<version>``."""
    return _close(key, data, _content_binding(about))


def open_sealed(key: bytes, sealed: bytes, about: str) -> bytes:
    """The data that was sealed about just this. Raises SealBroken when anything at all differs."""
    return _open(key, sealed, _content_binding(about))


@dataclass(frozen=True)
class Signer:
    """Signs with Ed25519. Made from the 32 secret bytes; raises BadKey on another length."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a key of the wrong length at once, not at the first signature."""
        _checked(self.secret)

    def sign(self, message: bytes) -> bytes:
        """The signature of the message: 64 bytes, the same every time."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)

    @property
    def public_key(self) -> bytes:
        """The public key as PEM, for whoever verifies the trail without this installation."""
        public = Ed25519PrivateKey.from_private_bytes(self.secret).public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def verify_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature of the message was made by the owner of this PEM key. A bad key says no."""
    try:
        key = _loaded(public_key)
        if key is None:
            return False
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def is_public_key(public_key: bytes) -> bool:
    """Whether this is a PEM key that `verify_signature` can use."""
    return _loaded(public_key) is not None


@lru_cache(maxsize=16)
def _loaded(public_key: bytes) -> Ed25519PublicKey | None:
    """The key of a PEM text, read once for many signatures; None when it is no such key."""
    try:
        key = load_pem_public_key(public_key)
    except (UnsupportedAlgorithm, ValueError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def load_or_make_key(path: Path) -> bytes:
    """The 32 secret bytes kept at this path (as hex), made once with mode 0600. Raises BadKey.

    Two servers that start at the same moment agree on one key: the draft is linked into place, and
    the link fails for the second.
    """
    try:
        if not path.exists():
            _make_key(path)
        text = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError as error:
        raise BadKey(f"The key file {path} does not hold 64 hexadecimal digits.") from error
    except OSError as error:
        raise BadKey(f"The key file {path} cannot be read or made ({error.strerror}).") from error
    try:
        return _checked(bytes.fromhex(text))
    except (ValueError, BadKey) as error:
        raise BadKey(f"The key file {path} does not hold 64 hexadecimal digits.") from error


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_SIZE) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _close(key: bytes, data: bytes, binding: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_SIZE)
    return VERSION + nonce + AESGCM(_checked(key)).encrypt(nonce, data, binding)


def _open(key: bytes, sealed: bytes, binding: bytes) -> bytes:
    if len(sealed) < 1 + NONCE_SIZE + TAG_SIZE or sealed[:1] != VERSION:
        raise SealBroken("This is not something sealed here.")
    nonce, rest = sealed[1 : 1 + NONCE_SIZE], sealed[1 + NONCE_SIZE :]
    try:
        return AESGCM(_checked(key)).decrypt(nonce, rest, binding)
    except InvalidTag as error:
        raise SealBroken("The key is wrong, or the content has been changed or moved.") from error


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_SIZE:
        raise BadKey(f"A key has {KEY_SIZE} bytes, not {len(key)}.")
    return key


def _key_binding(owner: UUID) -> bytes:
    return b"tillit space key\0" + owner.bytes


def _content_binding(about: str) -> bytes:
    return b"tillit content\0" + about.encode("utf-8")
