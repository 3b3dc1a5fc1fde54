"""The sections of an agreement, the hints about wordings and the goal workshop, each file read once."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tillit.domain.goal_workshop import Rule
from tillit.domain.hint_files import parse_hints
from tillit.domain.section_files import parse_library
from tillit.domain.sections import Library
from tillit.domain.wording_hints import Hint
from tillit.domain.workshop_files import parse_workshop
from tillit.gateways.data_files import naming, read_data


def section_library() -> Library:
    """The sections that an agreement may hold, in their order."""
    return _library(settings.AGREEMENTS_DIR / "sections.toml")


def wording_hints() -> tuple[Hint, ...]:
    """The wordings worth a second look."""
    return _hints(settings.AGREEMENTS_DIR / "hints.toml")


def workshop_rules() -> tuple[Rule, ...]:
    """What the goal workshop asks about."""
    return _workshop(settings.AGREEMENTS_DIR / "workshop.toml")


@lru_cache(maxsize=4)
def _library(path: Path) -> Library:
    with naming(path):
        return parse_library(read_data(path))


@lru_cache(maxsize=4)
def _hints(path: Path) -> tuple[Hint, ...]:
    with naming(path):
        return parse_hints(read_data(path))


@lru_cache(maxsize=4)
def _workshop(path: Path) -> tuple[Rule, ...]:
    with naming(path):
        return parse_workshop(read_data(path))
