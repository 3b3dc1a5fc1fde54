"""Heads of the trail's chains, noted in a file outside the database after every commit.

Who has the database but not this file can neither cut off the end of a chain nor put an old copy back unnoticed.
One line an entry: chain, number, hash.
"""

import fcntl
from collections.abc import Iterator
from pathlib import Path

NAME = "heads.txt"


def note(folder: Path, chain: str, number: int, digest: str) -> None:
    """Add a head. Raises OSError when the file cannot be written: then the operator must know."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(f"{chain} {number} {digest}\n")
        file.flush()


def read(folder: Path) -> Iterator[tuple[str, int, str]]:
    """All heads noted in the folder, oldest first; see `read_file`."""
    return read_file(folder / NAME)


def read_file(path: Path) -> Iterator[tuple[str, int, str]]:
    """All heads in a file, oldest first; none without it. Raises ValueError naming an unreadable line."""
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as file:
        for count, line in enumerate(file, 1):
            words = line.split()
            if len(words) != 3 or not words[1].isdigit() or len(words[2]) != 64:
                raise ValueError(f"{path.name}, rad {count}: går inte att läsa.")
            yield words[0], int(words[1]), words[2]
