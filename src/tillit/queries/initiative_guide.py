"""What is asked of an initiative, read once from questions/initiative.toml."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tillit.domain.initiative_files import parse_initiative
from tillit.domain.initiatives import Guide
from tillit.gateways.data_files import naming, read_data


def initiative_guide() -> Guide:
    """The steps of an initiative."""
    return _guide(settings.QUESTIONS_DIR / "initiative.toml")


@lru_cache(maxsize=4)
def _guide(path: Path) -> Guide:
    with naming(path):
        return parse_initiative(read_data(path))
