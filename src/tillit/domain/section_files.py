"""From the plain data of `agreements/sections.toml` to the sections of an agreement. The format: docs/formats.md."""

from typing import Any, Final, cast

from tillit.domain.reading import BadData, known, needed, rows, table, texts
from tillit.domain.sections import KINDS, Kind, Library, SectionGuide

_TEXTS: Final = ("id", "title", "purpose", "good", "bad", "why_bad", "source")
_SECTION: Final = (*_TEXTS, "kind", "usual", "questions", "satisfies")


def parse_library(raw: Any) -> Library:
    """The library of sections. Raises BadData."""
    content = table(raw, place="", keys=("version", "section"))
    listed = rows(content.get("section"), place="section")
    library = Library(
        edition=needed(content, "version", str, place=""),
        sections=tuple(_section(row, i) for i, row in enumerate(listed)),
    )
    if not library.sections:
        raise BadData("section", "listan är tom.")
    names = [section.id for section in library.sections]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadData("section", f"namnet ”{twice}” finns två gånger.")
    return library


def _section(raw: Any, index: int) -> SectionGuide:
    row = table(raw, place=f"section[{index}]", keys=_SECTION)
    place = f"section {row.get('id', index)}"
    told = {name: needed(row, name, str, place=place) for name in _TEXTS}
    blank = next((name for name, text in told.items() if not text.strip()), None)
    if blank is not None:
        raise BadData(f"{place}.{blank}", "säger inget.")
    kind = needed(row, "kind", str, place=place)
    questions = texts(row, "questions", place=place)
    satisfies = texts(row, "satisfies", place=place)
    if not questions:
        raise BadData(f"{place}.questions", "listan är tom.")
    if not all(text.strip() for text in (*questions, *satisfies)):
        raise BadData(place, "en text i en lista säger inget.")
    return SectionGuide(
        **told,
        kind=cast(Kind, known(kind, KINDS, what="sort", place=f"{place}.kind")),
        usual=needed(row, "usual", bool, place=place),
        questions=questions,
        satisfies=satisfies,
    )
