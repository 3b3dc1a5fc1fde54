"""The virus scanner: clamd over a socket. It fails closed: no clear answer means that nothing is let in."""

import re
import socket
import struct
import time

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (.+) FOUND", re.DOTALL)


class Infected(Exception):
    """The scanner knows the content as harmful. ``name`` is what the scanner calls it."""

    def __init__(self, name: str) -> None:
        """Keep the scanner's name, for the log; the text is for the person who sent the file."""
        self.name = name
        super().__init__("Filen innehåller skadlig kod och har inte sparats. Skicka en annan fil.")


class ScannerDown(Exception):
    """The scanner did not answer clearly in time. ``cause`` says how, for the log."""

    def __init__(self, cause: str) -> None:
        """Keep the cause, for the log; the text is for the person who sent the file."""
        self.cause = cause
        super().__init__(
            "Filen kunde inte kontrolleras just nu och har inte sparats. Försök igen om en stund."
        )


def scan(address: str, data: bytes, seconds: float = 10) -> None:
    """Return when clamd says that the data is clean. Raises Infected or ScannerDown.

    ``address`` is the path of a unix socket (``/run/clamav/clamd.ctl``) or ``host:port``. ``seconds``
    bounds the whole exchange, however slowly the scanner trickles.
    """
    ends = time.monotonic() + seconds
    try:
        with _connected(address, ends) as connection:
            _send(connection, data, ends)
            answer = _answer(connection, ends)
    except (OSError, ValueError, OverflowError) as error:
        raise ScannerDown(f"{type(error).__name__}: {error}") from error
    if answer == "stream: OK":
        return
    found = FOUND.fullmatch(answer)
    if found:
        raise Infected(re.sub(r"[^ -~]", "?", found[1])[:100])
    raise ScannerDown(f"unclear answer: {answer[:100]!r}")


def _connected(address: str, ends: float) -> socket.socket:
    if "/" in address:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(_left(ends))
            connection.connect(address)
        except BaseException:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    if not host:
        raise ValueError("the address is neither a path nor host:port")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_left(ends))


def _send(connection: socket.socket, data: bytes, ends: float) -> None:
    """Send the data in chunks. A scanner that hangs up early has often said why: then its answer is read."""
    try:
        connection.settimeout(_left(ends))
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            piece = data[start : start + CHUNK]
            connection.settimeout(_left(ends))
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(connection: socket.socket, ends: float) -> str:
    answer = b""
    while b"\0" not in answer:
        connection.settimeout(_left(ends))
        piece = connection.recv(1024)
        if not piece:
            raise ConnectionError("the scanner hung up without a complete answer")
        answer += piece
        if len(answer) > LONGEST_ANSWER:
            raise ValueError("the scanner's answer never ends")
    return answer.split(b"\0", 1)[0].decode("utf-8", "replace")


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    return left
