"""A case: the facts that an assessment starts from, with the motivations that follow them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tillit.domain.reading import BadData, kind, known, needed, table

_KEYS = ("id", "title", "facts", "motivations", "sources", "about")


@dataclass(frozen=True)
class Case:
    """One idea or partnership. ``facts`` holds every fact of the bank; None is unknown. ``about`` is
    free data that follows the file (who, what was used); no rule ever reads it."""

    id: str
    title: str
    facts: Mapping[str, bool | None]
    motivations: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many facts are answered yes or no."""
        return sum(value is not None for value in self.facts.values())


def parse_case(raw: Any, *, facts: Collection[str], name: str) -> Case:
    """A Case from the plain data of a case file; ``name`` stands in for a missing id or title.

    Raises BadData for an unknown key or fact (with the nearest valid name) and for a wrong type.
    """
    content = table(raw, place="", keys=_KEYS)
    if "facts" not in content:
        raise BadData("", "”facts” saknas.")
    return Case(
        id=needed(content, "id", str, place="") if "id" in content else name,
        title=needed(content, "title", str, place="") if "title" in content else name,
        facts=_facts(content["facts"], facts),
        motivations=_texts(content, "motivations", facts),
        sources=_texts(content, "sources", facts),
        about=dict(table(content.get("about", {}), place="about")),
    )


def _facts(raw: Any, valid: Collection[str]) -> dict[str, bool | None]:
    given = table(raw, place="facts")
    for fact, value in given.items():
        known(fact, valid, what="fråga", place="facts")
        if value is not None and not isinstance(value, bool):
            raise BadData(f"facts.{fact}", f"ska vara true, false eller null, inte {kind(value)}.")
    return {fact: given.get(fact) for fact in valid}


def _texts(content: Mapping[str, Any], key: str, valid: Collection[str]) -> dict[str, str]:
    given = table(content.get(key, {}), place=key)
    for fact, value in given.items():
        known(fact, valid, what="fråga", place=key)
        if not isinstance(value, str):
            raise BadData(f"{key}.{fact}", f"ska vara text, inte {kind(value)}.")
    return {fact: text for fact in valid if (text := given.get(fact, "").strip())}


def plain_case(case: Case) -> dict[str, Any]:
    """The case as the plain data of a case file, which ``parse_case`` reads back to the same case."""
    plain: dict[str, Any] = {"id": case.id, "title": case.title, "facts": dict(case.facts)}
    for key in ("motivations", "sources", "about"):
        if getattr(case, key):
            plain[key] = dict(getattr(case, key))
    return plain
