"""Sealing: what is closed opens again with the same key about the same thing, and never otherwise."""

import stat
import threading
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

import given as _profile  # noqa: F401 - the house's profile
from tillit.gateways.sealing import (
    BadKey,
    MasterKey,
    SealBroken,
    Signer,
    load_or_make_key,
    new_space_key,
    open_sealed,
    open_space_key,
    seal,
    verify_signature,
)

KEY = bytes(range(32))
OWNER = UUID(int=7)


@given(st.binary(max_size=2000), st.text(max_size=60))
def test_what_is_sealed_opens_again_and_looks_different_every_time(data, about):
    about = about.encode("utf-8", "replace").decode()
    sealed = seal(KEY, data, about)
    assert open_sealed(KEY, sealed, about) == data
    assert sealed != seal(KEY, data, about)
    assert len(data) < 4 or data not in sealed


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_any_changed_byte_breaks_the_seal(data, place, change):
    sealed = bytearray(seal(KEY, data, "draft:1:1"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(sealed), "draft:1:1")


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_cut_or_addition_breaks_the_seal(data, cut):
    sealed = seal(KEY, data, "draft:1:1")
    for other in (sealed[: cut % len(sealed)], sealed + b"\0"):
        with pytest.raises(SealBroken):
            open_sealed(KEY, other, "draft:1:1")


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=30))
def test_content_cannot_be_moved_to_another_row(about, other):
    sealed = seal(KEY, b"utkast", about)
    if about != other:
        with pytest.raises(SealBroken):
            open_sealed(KEY, sealed, other)


def test_another_key_does_not_open():
    with pytest.raises(SealBroken):
        open_sealed(bytes(32), seal(KEY, b"utkast", "a"), "a")


def test_a_space_key_belongs_to_its_owner_and_master():
    master = MasterKey(KEY)
    wrapped = new_space_key(master, OWNER)
    key = open_space_key(master, wrapped, OWNER)
    assert len(key) == 32
    assert key not in wrapped
    assert key != open_space_key(master, new_space_key(master, OWNER), OWNER)
    for other_master, owner in ((master, uuid4()), (MasterKey(bytes(32)), OWNER)):
        with pytest.raises(SealBroken):
            open_space_key(other_master, wrapped, owner)


def test_sealed_content_is_no_space_key():
    with pytest.raises(SealBroken):
        open_space_key(MasterKey(KEY), seal(KEY, bytes(32), ""), OWNER)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_keys_of_another_length_are_refused(size):
    for use in (MasterKey, Signer, lambda key: seal(key, b"", "")):
        with pytest.raises(BadKey):
            use(bytes(size))


def test_keys_are_never_shown():
    assert "secret" not in repr(MasterKey(KEY)) + repr(Signer(KEY))


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_a_signature_holds_for_its_message_only(message, place, change):
    signer = Signer(KEY)
    signature = signer.sign(message)
    assert verify_signature(signer.public_key, message, signature)
    assert not verify_signature(signer.public_key, message + b"\0", signature)
    changed = bytearray(signature)
    changed[place % 64] ^= change
    assert not verify_signature(signer.public_key, message, bytes(changed))
    assert not verify_signature(Signer(bytes(32)).public_key, message, signature)


@pytest.mark.parametrize(
    "key", [b"", b"nyckel", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"]
)
def test_a_bad_public_key_verifies_nothing(key):
    assert not verify_signature(key, b"a", bytes(64))


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path):
    path = tmp_path / "deep" / "master-key"
    key = load_or_make_key(path)
    assert len(key) == 32
    assert load_or_make_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["master-key"]
    assert load_or_make_key(tmp_path / "trail-key") != key


def test_servers_that_start_together_agree_on_one_key(tmp_path):
    start, found = threading.Barrier(8), []

    def begin():
        start.wait()
        found.append(load_or_make_key(tmp_path / "key"))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize("content", [b"", b"abc", b"\xff" * 64, b"00" * 31, b"zz" * 32])
def test_a_damaged_key_file_is_said_and_never_replaced(tmp_path, content):
    path = tmp_path / "key"
    path.write_bytes(content)
    with pytest.raises(BadKey, match="64 hexadecimal"):
        load_or_make_key(path)
    assert path.read_bytes() == content


def test_a_key_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadKey, match="cannot be read or made"):
        load_or_make_key(tmp_path / "file" / "key")
