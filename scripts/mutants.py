"""Removes one guard at a time and shows that the tests notice: `make mutants`, or name some of them.

Each mutant in tests/mutants/mutants.toml names a file, the words to replace, and the tests that must turn red. It is
done in a copy, so that nothing here changes. The same tests are run in a copy where nothing is removed, and must be
green there. Exit code 1 when they are not, when a mutant lives, or when its words are no longer there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "mutants" / "mutants.toml"
COPIED = (
    "src",
    "tests",
    "guidelines",
    "questions",
    "examinations",
    "burden",
    "agreements",
    "examples",
    "docs",
    "scripts",
)
FILES = ("pyproject.toml", "Makefile")


def mutants() -> list[dict[str, Any]]:
    """All mutants, as the file lists them."""
    found: list[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    return found


def copy(folder: Path) -> None:
    """Copy what the tests need; collected files are linked, not copied."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "var").mkdir()
    (folder / "var" / "static").symlink_to(ROOT / "var" / "static")


def tests_in(folder: Path, tests: list[str]) -> int:
    """Run tests in a copy until the first that is red; give pytest's exit code, and its last words if it broke."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder / 'tests'}"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.stderr.write(run.stdout[-2000:] + run.stderr[-2000:])
    return run.returncode


def control(chosen: list[dict[str, Any]]) -> tuple[str, str, float]:
    """Run all their tests in a copy where nothing is removed: unless they are green there, red proves nothing."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        folder = Path(name)
        copy(folder)
        code = tests_in(folder, sorted({test for mutant in chosen for test in mutant["tests"]}))
    return "(nothing removed)", "RED" if code else "green", time.monotonic() - began


def hunt(mutant: dict[str, Any]) -> tuple[str, str, float]:
    """Make one mutant, run its tests, and tell name, outcome ("killed", "LIVES", "LOST") and seconds."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        folder = Path(name)
        copy(folder)
        path = folder / mutant["file"]
        text = path.read_text(encoding="utf-8")
        if text.count(mutant["find"]) != 1:
            return mutant["name"], "LOST", 0.0
        path.write_text(text.replace(mutant["find"], mutant["replace"]), encoding="utf-8")
        outcome = "killed" if tests_in(folder, mutant["tests"]) == 1 else "LIVES"
    return mutant["name"], outcome, time.monotonic() - began


def main(wanted: list[str]) -> int:
    """Hunt all, or the named ones, two at a time; print a line for each and the sum."""
    chosen = [mutant for mutant in mutants() if not wanted or mutant["name"] in wanted]
    bad = 0
    with ThreadPoolExecutor(2) as pool:
        unharmed = pool.submit(control, chosen)
        for name, outcome, seconds in pool.map(hunt, chosen):
            bad += outcome != "killed"
            print(f"{outcome:7} {seconds:6.1f} s  {name}", flush=True)
        name, outcome, seconds = unharmed.result()
        print(f"{outcome:7} {seconds:6.1f} s  {name}")
    print(f"{len(chosen) - bad} av {len(chosen)} mutanter dödade.")
    return 1 if bad or not chosen or outcome != "green" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
