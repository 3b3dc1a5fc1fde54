"""The fonts of the papers: where they lie and which characters they can draw."""

import functools
import json
from pathlib import Path

from tillit.documents.failure import PrintError

FONT_DIR = Path(__file__).parent / "fonts"
COVERAGE_FILE = "coverage.json"
INTER_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
TYPST_FILES = {"Libertinus Serif": "LibertinusSerif-Regular.otf", "DejaVu Sans Mono": "DejaVuSansMono.ttf"}
FONT_FILES = (*INTER_FILES, *TYPST_FILES.values())


class FontsMissingError(PrintError):
    """The font files have not been made."""


def require_fonts(folder: Path = FONT_DIR) -> Path:
    """The folder with the fonts; FontsMissingError says what to do if they are not there."""
    missing = [name for name in (*FONT_FILES, COVERAGE_FILE) if not (folder / name).is_file()]
    if missing:
        raise FontsMissingError(
            f"Typsnitten för utskrift saknas i {folder} ({', '.join(missing)}). Kör `make setup`."
        )
    return folder


@functools.cache
def coverage(folder: Path = FONT_DIR) -> tuple[frozenset[int], ...]:
    """The code points each font family can draw, the families in the order they are tried."""
    made = json.loads((require_fonts(folder) / COVERAGE_FILE).read_text(encoding="utf-8"))
    return tuple(
        frozenset(code for first, last in ranges for code in range(first, last + 1))
        for ranges in made["families"].values()
    )
