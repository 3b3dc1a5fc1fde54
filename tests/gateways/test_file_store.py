"""The file store: content under its own hash, whole or not there, and damage is noticed."""

import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

import given as _profile  # noqa: F401 - the house's profile
from tillit.gateways.file_store import FileDamaged, FileMissing, fetch, forget, keep


def kept_files(folder):
    """Every file under the folder, drafts included."""
    return [path for path in folder.rglob("*") if path.is_file()]


@given(st.lists(st.binary(max_size=500), max_size=6))
def test_what_is_kept_comes_back_once_for_each_content(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("store")
    digests = [keep(folder, data) for data in contents + contents]
    assert digests == [hashlib.sha256(data).hexdigest() for data in contents + contents]
    assert [fetch(folder, digest) for digest in digests] == contents + contents
    assert len(kept_files(folder)) == len(set(contents))
    for digest in digests:
        forget(folder, digest)
    assert kept_files(folder) == []


def test_damage_is_noticed_and_healed_by_keeping_again(tmp_path):
    digest = keep(tmp_path, b"stadgar")
    (path,) = kept_files(tmp_path)
    for damage in (b"stadgaR", b"", b"stadgar "):
        path.write_bytes(damage)
        with pytest.raises(FileDamaged):
            fetch(tmp_path, digest)
        keep(tmp_path, b"stadgar")
        assert fetch(tmp_path, digest) == b"stadgar"


HOSTILE = [
    "",
    "../../etc/passwd",
    "A" * 64,
    "0" * 63,
    "0" * 65,
    "0" * 64 + "\n",
    "..",
    "/etc/passwd",
    "٠" * 64,
]


@pytest.mark.parametrize("digest", [*HOSTILE, "0" * 64])
def test_what_is_not_there_is_missing_whatever_it_is_called(tmp_path, digest):
    with pytest.raises(FileMissing):
        fetch(tmp_path, digest)
    forget(tmp_path, digest)


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_failed_write_leaves_nothing_behind(tmp_path, monkeypatch, broken):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, broken, full)
        with pytest.raises(OSError, match="No space"):
            keep(tmp_path, b"stadgar")
    assert kept_files(tmp_path) == []
    assert fetch(tmp_path, keep(tmp_path, b"stadgar")) == b"stadgar"


def test_only_the_owner_may_read(tmp_path):
    keep(tmp_path, b"stadgar")
    (path,) = kept_files(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
