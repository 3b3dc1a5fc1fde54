"""From the plain data of an examination file to its guides. The format: docs/formats.md."""

from collections.abc import Collection, Mapping
from typing import Any, Final, cast

from tillit.domain.conditions import parse
from tillit.domain.examinations import CALCULATIONS, KINDS, Calculation, Conclusion, Guide, Kind, Step, WayOut
from tillit.domain.reading import BadData, known, needed, optional, rows, table

_TOP: Final = ("kind", "version", "examination")
_TEXTS: Final = ("id", "title", "about", "ground", "law", "source")
_GUIDE: Final = (*_TEXTS, "url", "when", "calculation", "outcome_only", "step", "conclusion", "way_out")


def parse_guides(raw: Any, *, facts: Collection[str]) -> tuple[Guide, ...]:
    """The guides of one file; `facts` are the ids of the question bank. Raises BadData."""
    content = table(raw, place="", keys=_TOP)
    kind = cast(Kind, known(content.get("kind"), KINDS, what="sort", place="kind"))
    edition = needed(content, "version", str, place="")
    listed = rows(content.get("examination"), place="examination")
    guides = tuple(_guide(row, i, kind, edition, facts) for i, row in enumerate(listed))
    _must_differ([guide.id for guide in guides], "examination")
    return guides


def _guide(raw: Any, index: int, kind: Kind, edition: str, facts: Collection[str]) -> Guide:
    row = table(raw, place=f"examination[{index}]", keys=_GUIDE)
    place = f"examination {row.get('id', index)}"
    texts = {name: needed(row, name, str, place=place) for name in _TEXTS}
    calculation: Calculation = ""
    if "calculation" in row:
        name = known(row["calculation"], CALCULATIONS, what="uträkning", place=f"{place}.calculation")
        calculation = cast(Calculation, name)
    when = row.get("when")
    guide = Guide(
        **texts,
        kind=kind,
        edition=edition,
        url=optional(row, "url", str, "", place=place),
        when=None if when is None else parse(when, facts=facts, named={}, place=f"{place}.when"),
        calculation=calculation,
        outcome_only=optional(row, "outcome_only", bool, False, place=place),
        steps=tuple(_step(one, f"{place}.step[{i}]") for i, one in enumerate(_list(row, "step", place))),
        conclusions=tuple(
            _conclusion(one, f"{place}.conclusion[{i}]")
            for i, one in enumerate(_list(row, "conclusion", place))
        ),
        ways_out=tuple(_way(one, f"{place}.way_out[{i}]") for i, one in enumerate(row.get("way_out", []))),
    )
    _must_hold_together(guide, place)
    return guide


def _list(row: Mapping[str, Any], key: str, place: str) -> list[Any]:
    found = rows(row.get(key), place=f"{place}.{key}")
    if not found:
        raise BadData(f"{place}.{key}", "listan är tom.")
    return found


def _step(raw: Any, place: str) -> Step:
    row = table(raw, place=place, keys=("id", "question", "help", "text", "warns", "because"))
    step = Step(
        id=needed(row, "id", str, place=place),
        question=needed(row, "question", str, place=place),
        help=needed(row, "help", str, place=place),
        text=optional(row, "text", bool, False, place=place),
        warns=needed(row, "warns", bool, place=place) if "warns" in row else None,
        because=optional(row, "because", str, "", place=place),
    )
    if (step.warns is not None) != bool(step.because):
        raise BadData(place, "”warns” och ”because” hör ihop: en varning har ett skäl.")
    if step.text and step.warns is not None:
        raise BadData(place, "en fråga som besvaras med text kan inte varna.")
    return step


def _conclusion(raw: Any, place: str) -> Conclusion:
    row = table(raw, place=place, keys=("id", "title", "meaning", "clear"))
    texts = {name: needed(row, name, str, place=place) for name in ("id", "title", "meaning")}
    return Conclusion(**texts, clear=optional(row, "clear", bool, False, place=place))


def _way(raw: Any, place: str) -> WayOut:
    keys = ("title", "text", "source")
    row = table(raw, place=place, keys=keys)
    return WayOut(**{name: needed(row, name, str, place=place) for name in keys})


def _must_hold_together(guide: Guide, place: str) -> None:
    """Every examination can end well and can end otherwise, and no id stands twice."""
    _must_differ([step.id for step in guide.steps], f"{place}.step")
    _must_differ([one.id for one in guide.conclusions], f"{place}.conclusion")
    if len({one.clear for one in guide.conclusions}) < 2:
        raise BadData(f"{place}.conclusion", "minst en slutsats ska ha ”clear = true” och minst en inte.")


def _must_differ(names: list[str], place: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadData(place, f"namnet ”{twice}” finns två gånger.")
