"""Default deny: every way in hangs on a row of the access table, and every row is a way in."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tillit import cli
from tillit.domain.access_table import ACTIONS, OPERATOR_ONLY
from tillit.web.texts.access_words import as_markdown

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tillit"
KNOWN = {action for action, _state in ACTIONS}
METHODS = {"GET", "HEAD", "POST"}
#: The commands that are jobs; all others hang on command.run.
JOBS = {"work"}
TABLE = {SOURCE / "domain" / "access_table.py", SOURCE / "web" / "texts" / "access_words.py"}


def patterns(resolver):
    """Every pattern under a resolver."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def modules():
    """Every module of the product with its text, but for the table itself."""
    return [(path, path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py") if path not in TABLE]


def test_every_address_hangs_on_a_row_and_declares_its_methods():
    wrong = []
    for one in patterns(get_resolver()):
        assert isinstance(one, URLPattern)
        view = one.callback
        if getattr(view, "door", None) not in KNOWN:
            wrong.append(f"{one}: no row")
        elif not set(view.methods) <= METHODS or not view.methods:
            wrong.append(f"{one}: methods {view.methods}")
    assert wrong == []


def test_a_view_without_a_door_would_be_found():
    def bare(request):
        """A view that nobody hung."""

    assert getattr(bare, "door", None) not in KNOWN


def test_a_page_that_only_anyone_may_see_holds_nothing_of_anybodys():
    """What hangs on an open row takes no id of a row, but for texts that are public and the demo's roles."""
    named = {"open.read", "demo.enter"}
    for one in patterns(get_resolver()):
        if ACTIONS.get((one.callback.door, "")) and "anonymous" in ACTIONS[one.callback.door, ""].who:
            assert "<uuid:" not in str(one.pattern) or one.callback.door in named, one


def test_every_module_of_the_command_line_is_a_verb_and_the_operators():
    verbs = set()
    for found in pkgutil.iter_modules(cli.__path__):
        module = importlib.import_module(f"tillit.cli.{found.name}")
        if hasattr(module, "register"):
            assert module in cli._VERBS, f"{found.name} is no verb"
            verbs.add(found.name)
    assert len(cli._VERBS) == len(verbs)
    assert verbs >= JOBS
    for row in ("command.run", "job.run"):
        assert ACTIONS[row, ""].who == {OPERATOR_ONLY}


def test_commands_act_as_the_operator_and_nobody_else():
    """A command that acted as a person would read what the operator may not."""
    acting = re.compile(r"\bactor=(?!OPERATOR\b)\w+|\bActor\(|\bANONYMOUS\b")
    wrong = [
        path.name for path in (SOURCE / "cli").glob("*.py") if acting.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_the_operator_reads_nothing_that_people_write():
    for (action, _state), row in ACTIONS.items():
        if OPERATOR_ONLY in row.who:
            assert row.who == {OPERATOR_ONLY}, action
            assert not action.startswith(("draft.", "writing.", "case.", "sheet.")), action


@pytest.mark.parametrize("action", sorted(KNOWN))
def test_no_row_is_dead(action):
    literal = f'"{action}"'
    built = f'"{action.split(".")[0]}." + '
    assert any(literal in text or built in text for _path, text in modules()), f"{action} is used by nothing"


def test_every_action_named_in_the_source_has_a_row():
    naming = re.compile(r'(?:\b(?:acting|door|check|may)\(\s*)"([a-z]+\.[a-z_]+)"')
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in modules()
        for name in naming.findall(text)
        if name not in KNOWN
    ]
    assert wrong == []


def test_states_are_those_of_the_things():
    states: dict[str, set[str]] = {}
    for action, state in ACTIONS:
        states.setdefault(action.split(".")[0], set()).add(state)
    assert states["writing"] == {"internal", "shared", "public"}
    assert states["case"] <= {"", "open", "closed"}
    assert states["examination"] == states["task"] == {"internal", "shared"}
    stateful = {"case", "writing", "examination", "task"}
    assert {noun for noun, found in states.items() if found != {""}} == stateful


def test_the_documentation_is_the_table():
    page = ROOT / "docs" / "access.md"
    assert page.read_text(encoding="utf-8") == as_markdown(), (
        "write docs/access.md anew with access_words.as_markdown()"
    )
