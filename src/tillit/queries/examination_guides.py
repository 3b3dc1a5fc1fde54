"""The examinations that are installed, read once from examinations/*.toml."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tillit.domain.examination_files import parse_guides
from tillit.domain.examinations import KINDS, Guide, facts_asked
from tillit.domain.questions import Question
from tillit.domain.reading import BadData
from tillit.gateways.data_files import naming, read_data
from tillit.queries.gate import NotThere
from tillit.queries.guidelines import bank


def guides() -> Mapping[str, Guide]:
    """Every examination by id: the legal ones first, each kind in the order of its file."""
    return _guides(settings.EXAMINATIONS_DIR, settings.QUESTIONS_DIR)


def guide_of(guide_id: str) -> Guide:
    """One examination. Raises NotThere."""
    found = guides().get(guide_id)
    if found is None:
        raise NotThere
    return found


def questions_asked() -> tuple[Question, ...]:
    """The questions whose answers decide what is proposed, in the order of the bank."""
    asked = bank()
    return tuple(asked.by_id[fact] for fact in asked.in_order(facts_asked(guides().values())))


@lru_cache(maxsize=4)
def _guides(folder: Path, _questions: Path) -> Mapping[str, Guide]:
    found: list[Guide] = []
    for path in sorted(folder.glob("*.toml")):
        with naming(path):
            found += parse_guides(read_data(path), facts=bank().by_id)
    found.sort(key=lambda guide: KINDS.index(guide.kind))
    by_id = {guide.id: guide for guide in found}
    if len(by_id) < len(found):
        raise BadData(str(folder), "två prövningar har samma namn.")
    return by_id
