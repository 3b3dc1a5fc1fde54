"""The question bank: facts about a case that no guideline owns."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from tillit.domain.reading import BadData, known, needed, rows, table


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of questions, in the order in which people meet them."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """One fact with everything a person needs to answer it. ``if_true``/``if_false`` complete
    the phrase "Ni har svarat att …"."""

    id: str
    theme: str
    label: str
    question: str
    help: str
    yes_example: str
    no_example: str
    why: str
    if_true: str
    if_false: str


@dataclass(frozen=True, eq=False)
class Bank:
    """All themes and questions, in order. Compared by identity: the file is read once."""

    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Question by fact id; iterates in the order of the questions."""
        return {question.id: question for question in self.questions}

    def in_order(self, facts: Any) -> tuple[str, ...]:
        """The given fact ids in the order of the bank."""
        wanted = set(facts)
        return tuple(question.id for question in self.questions if question.id in wanted)


def parse_bank(raw: Any) -> Bank:
    """The bank from plain data (docs/formats.md). Raises BadData."""
    content = table(raw, place="frågebanken", keys=("theme", "fact"))
    themes = tuple(_theme(row, i) for i, row in enumerate(rows(content.get("theme"), place="theme")))
    ids = {theme.id for theme in themes}
    questions = tuple(_question(row, i, ids) for i, row in enumerate(rows(content.get("fact"), place="fact")))
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise BadData("fact", f"frågan ”{question.id}” finns två gånger.")
        seen.add(question.id)
    return Bank(themes, questions)


def _theme(raw: Any, index: int) -> Theme:
    place = f"theme[{index}]"
    content = table(raw, place=place, keys=("id", "title"))
    return Theme(needed(content, "id", str, place=place), needed(content, "title", str, place=place))


def _question(raw: Any, index: int, themes: set[str]) -> Question:
    keys = [field.name for field in fields(Question)]
    content = table(raw, place=f"fact[{index}]", keys=keys)
    place = f"fact {content.get('id', index)}"
    question = Question(**{key: needed(content, key, str, place=place) for key in keys})
    known(question.theme, themes, what="tema", place=place)
    return question
