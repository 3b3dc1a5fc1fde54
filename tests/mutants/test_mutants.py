"""The list of mutants stays true: each names words that are there, once, and tests that exist."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = tomllib.loads((ROOT / "tests" / "mutants" / "mutants.toml").read_text(encoding="utf-8"))["mutant"]


def test_they_have_names_of_their_own():
    names = [mutant["name"] for mutant in MUTANTS]
    assert len(set(names)) == len(names) >= 25


def test_every_mutant_can_be_made():
    for mutant in MUTANTS:
        text = (ROOT / mutant["file"]).read_text(encoding="utf-8")
        assert text.count(mutant["find"]) == 1, mutant["name"]
        changed = text.replace(mutant["find"], mutant["replace"])
        compile(changed, mutant["file"], "exec")
        assert changed != text
        assert mutant["tests"], mutant["name"]
        for test in mutant["tests"]:
            assert (ROOT / test.partition("::")[0]).exists(), test
