"""From the plain data of `questions/initiative.toml` to what is asked of an initiative. The format: docs/formats.md."""

from typing import Any, Final

from tillit.domain.initiatives import Guide, Step
from tillit.domain.reading import BadData, needed, rows, table

_TEXTS: Final = ("id", "title", "question", "help", "example")
#: The name becomes the title of a case, which holds no more.
LONGEST_NAME: Final = 200


def parse_initiative(raw: Any) -> Guide:
    """The guide of initiatives. Raises BadData."""
    content = table(raw, place="", keys=("version", "name", "step", "carried"))
    listed = rows(content.get("step"), place="step")
    guide = Guide(
        edition=needed(content, "version", str, place=""),
        name=_step(content.get("name"), "name"),
        steps=tuple(_step(row, f"step[{i}]") for i, row in enumerate(listed)),
        carried=_step(content.get("carried"), "carried"),
    )
    if not guide.steps:
        raise BadData("step", "listan är tom.")
    if len(guide.by_id) < len(guide.steps) + 2:
        raise BadData("step", "två delar har samma id.")
    if guide.name.longest > LONGEST_NAME:
        raise BadData("name.longest", f"får vara högst {LONGEST_NAME}.")
    return guide


def _step(raw: Any, place: str) -> Step:
    row = table(raw, place=place, keys=(*_TEXTS, "longest"))
    texts = {name: needed(row, name, str, place=place) for name in _TEXTS}
    longest = needed(row, "longest", int, place=place)
    if longest < 1:
        raise BadData(f"{place}.longest", "ska vara större än noll.")
    return Step(**texts, longest=longest)
