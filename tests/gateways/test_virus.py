"""The virus scanner: only a clear "OK" lets a file in. Spoken to a scanner of our own on a real socket."""

import socket
import struct
import threading
import time
from contextlib import contextmanager

import pytest

from tillit.gateways.virus import Infected, ScannerDown, scan

DATA = b"Verksamhetsplan " * 20_000


def received(connection):
    """What the client streams, as clamd reads it."""
    reader, data = connection.makefile("rb"), b""
    assert reader.read(10) == b"zINSTREAM\0"
    while size := struct.unpack("!I", reader.read(4))[0]:
        data += reader.read(size)
    reader.close()
    return data


@contextmanager
def scanner(behave, path=None):
    """A scanner that does this to the first connection; gives its address."""
    listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(str(path) if path else ("127.0.0.1", 0))
    listener.listen(1)
    done = threading.Event()

    def serve():
        connection, _ = listener.accept()
        with connection:
            behave(connection, done)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        done.set()
        thread.join(timeout=10)
        listener.close()


def answering(answer):
    """Read everything, then answer."""

    def behave(connection, done):
        assert received(connection) == DATA
        connection.sendall(answer)

    return behave


def test_a_clean_file_passes_over_both_kinds_of_socket(tmp_path):
    for path in (tmp_path / "clamd", None):
        with scanner(answering(b"stream: OK\0"), path) as address:
            assert scan(address, DATA) is None


def test_an_infected_file_is_named(tmp_path):
    answer = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    with scanner(answering(answer), tmp_path / "clamd") as address, pytest.raises(Infected) as found:
        scan(address, DATA)
    assert found.value.name == "Win.Test.EICAR_HDB-1"
    assert "skadlig kod" in str(found.value)


def test_a_name_from_the_scanner_cannot_break_the_log(tmp_path):
    answer = b"stream: a\nb\x1b\xff" + b"x" * 300 + b" FOUND\0"
    with scanner(answering(answer), tmp_path / "clamd") as address, pytest.raises(Infected) as found:
        scan(address, DATA)
    assert found.value.name.isprintable()
    assert len(found.value.name) == 100


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"\0",
        b"OK\0",
        b"stream: OKAY\0",
        b"stream: not OK\0",
        b"stream: OK\n\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\xff\xfe\0",
        b"x" * 10_000,
    ],
)
def test_anything_but_a_clear_answer_lets_nothing_in(tmp_path, answer):
    with (
        scanner(answering(answer), tmp_path / "clamd") as address,
        pytest.raises(ScannerDown, match="Försök igen"),
    ):
        scan(address, DATA)


def hang(connection, done):
    """Never read, never answer."""
    done.wait(10)


def trickle(connection, done):
    """Answer one letter at a time, without end."""
    received(connection)
    while not done.wait(0.05):
        connection.sendall(b"s")


def drop(connection, done):
    """Hang up at once."""


def drop_midway(connection, done):
    """Hang up while the file is coming."""
    connection.recv(1000)


def early_refusal(connection, done):
    """Say that it is too large, and hang up before everything has come."""
    connection.recv(1000)
    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")


@pytest.mark.parametrize("behave", [hang, trickle, drop, drop_midway, early_refusal])
def test_a_scanner_that_misbehaves_fails_closed_in_time(tmp_path, behave):
    with scanner(behave, tmp_path / "clamd") as address:
        began = time.monotonic()
        with pytest.raises(ScannerDown):
            scan(address, DATA * 10, seconds=0.6)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "address",
    [
        "",
        "clamd",
        "/no/such/socket",
        "127.0.0.1:1",
        "127.0.0.1:x",
        "127.0.0.1:99999",
        ":3310",
        "/" + "x" * 300,
    ],
)
def test_a_scanner_that_is_not_there_fails_closed(address):
    with pytest.raises(ScannerDown):
        scan(address, b"a", seconds=1)
