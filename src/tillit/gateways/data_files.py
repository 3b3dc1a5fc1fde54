"""Reading JSON and TOML files from disk. What is wrong is said in one line that names the file."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tillit.domain.reading import BadData

#: A case file is a page of text; anything this large is something else.
LARGEST = 1_000_000


def read_data(path: Path, *, largest: int = LARGEST) -> Any:
    """The plain data in a .json or .toml file. Raises BadData naming the file, line and column."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadData(str(path), f"går inte att läsa ({_reason(error)}).") from error
    return parse_data(raw, name=str(path), toml=path.suffix == ".toml", largest=largest)


@contextmanager
def naming(name: object) -> Iterator[None]:
    """Puts the file's name before whatever is wrong with its content."""
    try:
        yield
    except BadData as error:
        if str(error).startswith(str(name)):
            raise
        raise BadData(f"{name}", str(error)) from error


def parse_data(raw: bytes, *, name: str, toml: bool = False, largest: int = LARGEST) -> Any:
    """The plain data in the bytes of a JSON (or TOML) file called ``name``. Raises BadData."""
    if len(raw) > largest:
        what = "kan inte vara en ärendefil" if largest == LARGEST else "är för stor"
        raise BadData(name, f"filen är större än {largest // 1_000_000} MB och {what}.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(name, "filen är inte text i UTF-8.") from error
    try:
        return tomllib.loads(text) if toml else json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadData(f"{name}, rad {error.lineno}", f"inte giltig JSON (tecken {error.colno}).") from error
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise BadData(name, f"inte giltig {'TOML' if toml else 'JSON'} ({error}).") from error
    except RecursionError as error:
        raise BadData(name, "för djupt nästlad.") from error


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} är inte JSON")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "filen finns inte"
    if isinstance(error, IsADirectoryError):
        return "det är en mapp"
    return "behörighet saknas" if isinstance(error, PermissionError) else "läsfel"
