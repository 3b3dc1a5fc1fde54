"""The shape of the house (docs/decisions/0001): what we value, a test measures."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALL = sorted((ROOT / "src" / "tillit").rglob("*.py"))
MODULES = [path for path in ALL if "migrations" not in path.parts]  # those are written by Django
DOMAIN = [path for path in MODULES if "domain" in path.parts]


def functions(path):
    """Every function and method in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_small_and_public_ones_are_explained(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 200
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "every module says what it is for"
    for node in functions(path):
        assert node.end_lineno - node.lineno < 30, f"{node.name} is too long"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} needs a docstring"


def test_nothing_is_called_utils_helper_or_manager():
    banned = re.compile(r"util|helper|manager|common|misc", re.IGNORECASE)
    names = [str(path.relative_to(ROOT / "src")) for path in MODULES]
    assert not [name for name in names if banned.search(name)]


def test_no_unfinished_work_is_left():
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert not [str(path) for path in MODULES if marks.search(path.read_text(encoding="utf-8"))]


def test_domain_runs_with_django_and_everything_else_absent():
    names = ", ".join(f"tillit.domain.{path.stem}" for path in DOMAIN if path.stem != "__init__")
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); import {names}"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_only_config_reads_the_environment():
    reading = re.compile(r"os\.environ|os\.getenv|getenv\(")
    wrong = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if "config" not in path.parts and reading.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_only_the_interfaces_read_the_clock():
    clock = re.compile(r"localdate\(\)|timezone\.now|date\.today|datetime\.now|(?<!date)time\.time\(")
    inside = ("domain", "documents", "gateways", "queries")
    wrong = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.relative_to(ROOT / "src" / "tillit").parts[0] in inside
        and clock.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(
        r"<style|\sstyle=|\son(?!e=)[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE
    )
    templates = (ROOT / "src" / "tillit" / "web" / "templates").rglob("*.html")
    wrong = [str(path) for path in templates if inline.search(path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_the_lock_files_hold_hashes_and_no_addresses():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text  # httpx is a package: only addresses are wrong
        assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
        assert text.count("--hash=sha256:") >= len(re.findall(r"^\S+==", text, re.MULTILINE))
    assert "http" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
