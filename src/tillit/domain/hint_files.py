"""From the plain data of `agreements/hints.toml` to hints about wordings. The format: docs/formats.md.

Every hint proves itself when it is read: it must be found in its own example and not in its clean text.
"""

from typing import Any, Final, cast

from tillit.domain.patterns import read_pattern
from tillit.domain.reading import BadData, known, needed, rows, table
from tillit.domain.wording_hints import HINT_KINDS, Hint, HintKind, find_hints

_TEXTS: Final = ("id", "title", "why", "instead", "example", "clean", "source")


def parse_hints(raw: Any) -> tuple[Hint, ...]:
    """The hints of the file, in its order. Raises BadData."""
    content = table(raw, place="", keys=("version", "hint"))
    needed(content, "version", str, place="")
    hints = tuple(_hint(row, i) for i, row in enumerate(rows(content.get("hint"), place="hint")))
    if not hints:
        raise BadData("hint", "listan är tom.")
    names = [hint.id for hint in hints]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadData("hint", f"namnet ”{twice}” finns två gånger.")
    return hints


def _hint(raw: Any, index: int) -> Hint:
    row = table(raw, place=f"hint[{index}]", keys=(*_TEXTS, "kind", "pattern"))
    place = f"hint {row.get('id', index)}"
    told = {name: needed(row, name, str, place=place) for name in _TEXTS}
    kind = known(needed(row, "kind", str, place=place), HINT_KINDS, what="sort", place=f"{place}.kind")
    hint = Hint(
        **told,
        kind=cast(HintKind, kind),
        pattern=read_pattern(needed(row, "pattern", str, place=place), f"{place}.pattern"),
    )
    if not find_hints((hint,), hint.example):
        raise BadData(f"{place}.example", "mönstret finns inte i exemplet.")
    if find_hints((hint,), hint.clean):
        raise BadData(f"{place}.clean", "mönstret finns i texten som ska gå fri.")
    return hint
