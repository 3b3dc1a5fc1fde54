"""How the commands print: JSON for machines, short Swedish lines for people."""

import json
import sys
from typing import Any

from tillit.documents.assessment_words import FORM_NAMES
from tillit.domain.reading import BadData

FORMS: dict[str, str] = {**{str(form): name for form, name in FORM_NAMES.items()}, "none": "Ingen form"}
STANDINGS = {
    "excluded": "utesluts",
    "undecided": "öppet",
    "possible": "möjligt",
    "recommended": "rekommenderas",
}


def tell_json(value: Any) -> None:
    """Print the value as JSON with Swedish letters as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def day(text: str) -> Any:
    """A date written YYYY-MM-DD. Raises BadData."""
    import datetime

    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise BadData("--on", f"”{text}” är inte ett datum. Skriv som 2026-11-22.") from error
