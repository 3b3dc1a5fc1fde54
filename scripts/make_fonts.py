"""Make the fonts of the papers: Inter from the npm package inter-ui, the others from inside Typst.

Run by `make setup`; does nothing when the fonts are already made from the installed versions.
"""

import importlib.metadata
import io
import json
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from tillit.documents.fonts import COVERAGE_FILE, FONT_DIR, FONT_FILES, INTER_FILES, TYPST_FILES  # noqa: E402

INTER = ROOT / "node_modules" / "inter-ui"
FONT_START = re.compile(rb"OTTO\x00[\x08-\x20]|\x00\x01\x00\x00\x00[\x08-\x20]")
NEEDED = "abcåäöÅÄÖčđŋšŧžČĐŊŠŦŽáÁéÉüÜ–—”’§•[]+0123456789"
PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))


class FontError(Exception):
    """Fonts cannot be made; the text says why."""


def versions() -> dict[str, str]:
    """What the fonts are made from."""
    if not (INTER / "package.json").is_file():
        raise FontError(f"{INTER} is missing: run `npm ci` in {ROOT} first (make setup does)")
    inter = json.loads((INTER / "package.json").read_text(encoding="utf-8"))["version"]
    return {"inter-ui": inter, "typst": importlib.metadata.version("typst"), "recipe": "1"}


def already_made(folder: Path, made_from: dict[str, str]) -> bool:
    """Whether every file is there and made from these versions."""
    record = folder / COVERAGE_FILE
    if not all((folder / name).is_file() for name in (*FONT_FILES, COVERAGE_FILE)):
        return False
    return bool(json.loads(record.read_text(encoding="utf-8")).get("made_from") == made_from)


def inter_fonts(folder: Path) -> Iterator[TTFont]:
    """Unpack Inter's woff2 files to TrueType and yield each font."""
    for name in INTER_FILES:
        source = (INTER / "web" / name).with_suffix(".woff2")
        if not source.is_file():
            raise FontError(f"{source} is missing: is inter-ui of another version?")
        font = TTFont(source, recalcTimestamp=False)
        font.flavor = None
        font.save(folder / name)
        yield font


def typst_library() -> bytes:
    """The bytes of Typst's library, which carries its own fonts."""
    files = importlib.metadata.files("typst") or []
    found = [
        file for file in files if file.name.startswith("_typst") and file.suffix in {".so", ".pyd", ".dylib"}
    ]
    if not found:
        raise FontError("the typst package has no library with fonts")
    return Path(str(found[0].locate())).read_bytes()


def embedded_fonts(library: bytes) -> Iterator[tuple[str, bytes]]:
    """Full name and bytes of each font that lies in the library."""
    for start in FONT_START.finditer(library):
        at, entry = start.start(), struct.Struct(">4sLLL")
        count = struct.unpack_from(">H", library, at + 4)[0]
        tables = [entry.unpack_from(library, at + 12 + 16 * number) for number in range(count)]
        size = max(offset + length for _, _, offset, length in tables)
        if not {b"cmap", b"name", b"head"} <= {tag for tag, *_ in tables} or size > 3_000_000:
            continue
        data = library[at : at + size]
        yield str(TTFont(io.BytesIO(data), lazy=True)["name"].getDebugName(4)), data


def typst_fonts(folder: Path) -> Iterator[tuple[str, TTFont]]:
    """Copy the fonts that Typst carries and yield each with its family."""
    wanted = {f"{family} Regular": family for family in TYPST_FILES} | {
        family: family for family in TYPST_FILES
    }
    missing = set(TYPST_FILES)
    for full_name, data in embedded_fonts(typst_library()):
        family = wanted.get(full_name, "")
        if family in missing:
            missing.remove(family)
            (folder / TYPST_FILES[family]).write_bytes(data)
            yield family, TTFont(io.BytesIO(data))
        if not missing:
            return
    raise FontError(f"this version of typst does not carry {', '.join(sorted(missing))}")


def characters(font: TTFont) -> set[int]:
    """The code points a font draws, without those for private use, which PDF/A forbids."""
    drawn = {code for code, glyph in font.getBestCmap().items() if glyph != ".notdef"}
    return {code for code in drawn if code >= 0x20 and not any(low <= code <= high for low, high in PRIVATE)}


def as_ranges(codes: set[int]) -> list[list[int]]:
    """The code points as first and last of each run."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ranges


def make(folder: Path) -> str:
    """Make what is missing and say what was done."""
    made_from = versions()
    if already_made(folder, made_from):
        return f"fonts: already made in {folder}"
    folder.mkdir(parents=True, exist_ok=True)
    families: dict[str, Any] = {"Inter": set.intersection(*map(characters, inter_fonts(folder)))}
    families |= {family: characters(font) for family, font in typst_fonts(folder)}
    lacking = [char for char in NEEDED if not all(ord(char) in codes for codes in families.values())]
    if lacking:
        raise FontError(f"the fonts lack {' '.join(lacking)}")
    ordered = {family: as_ranges(families[family]) for family in ("Inter", *TYPST_FILES)}
    record = {"made_from": made_from, "families": ordered}
    (folder / COVERAGE_FILE).write_text(json.dumps(record), encoding="utf-8")
    return f"fonts: {len(FONT_FILES)} files made in {folder}"


def main() -> int:
    """Make the fonts; 1 with one line on stderr if it cannot be done."""
    try:
        sys.stdout.write(make(FONT_DIR) + "\n")
    except FontError as error:
        sys.stderr.write(f"make_fonts: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
