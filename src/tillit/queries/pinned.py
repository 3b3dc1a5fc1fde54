"""Guidelines as they were when an assessment began: kept as text, read again as they were."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tillit.domain.guideline_files import parse_guideline
from tillit.domain.guidelines import Guideline
from tillit.gateways.data_files import naming, parse_data
from tillit.queries.guidelines import bank, guideline
from tillit.store.models import PinnedGuideline


def pin(guideline_id: str) -> PinnedGuideline:
    """The installed guideline as it is now, ready to keep if it is not kept. Raises UnknownGuideline."""
    found = guideline(guideline_id=guideline_id)
    text = (Path(settings.GUIDELINES_DIR) / f"{guideline_id}.toml").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return PinnedGuideline(digest=digest, guideline=found.id, edition=found.version, text=text)


def pinned(kept: PinnedGuideline) -> Guideline:
    """The guideline as it was kept. Raises BadData when the question bank no longer has what it asks for."""
    return _parsed(kept.guideline, kept.text)


@lru_cache(maxsize=64)
def _parsed(name: str, text: str) -> Guideline:
    with naming(name):
        return parse_guideline(parse_data(text.encode(), name=name, toml=True), facts=bank().by_id)
