"""Frames between the program and its print worker: eight bytes of length, then the content."""

import struct
from typing import IO

LENGTH = struct.Struct(">Q")


def send(pipe: IO[bytes], content: bytes) -> None:
    """Write one frame."""
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one frame; EOFError if the other end is gone."""
    (length,) = LENGTH.unpack(_exactly(pipe, LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    """Read so many bytes, however small the pipe's pieces."""
    content = pipe.read(size)
    if content is None or len(content) < size:
        raise EOFError("the other end is gone")
    return content
