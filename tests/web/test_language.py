"""Plain Swedish is measured, not hoped for."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "lix", Path(__file__).resolve().parents[2] / "scripts" / "lix.py"
)
lix = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(lix)


def test_lix_is_counted_as_defined():
    assert lix.lix("Vi ses i morgon. Kom snart.") == pytest.approx(6 / 2 + 0)
    assert lix.lix("Kommunen beslutar.") == pytest.approx(2 + 100)
    assert lix.lix("") == 0


def test_every_text_of_our_own_is_plain():
    hard = {name: value for name, text in lix.texts() if (value := lix.lix(text)) > lix.HIGHEST}
    assert hard == {}
