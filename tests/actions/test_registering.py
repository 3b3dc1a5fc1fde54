"""Registering cases: many processes at once, over New Year, with changed minds and killed processes."""

import json
import subprocess
import sys

import pytest
from django.db import transaction
from django.db.models import F

from serving import ROOT, own_environment
from sizes import size
from tillit.actions.cases import open_case
from tillit.actions.registering import number_older_cases
from tillit.domain.registration import SWEDEN
from tillit.domain.trail import content_hash
from tillit.queries.case_filters import Filters
from tillit.queries.case_lists import listing
from tillit.queries.seals import plain, touched
from tillit.store.models import Case, Entry, Register
from world import NOON, build_world

pytestmark = pytest.mark.django_db
PROCESSES, CASES = size(100, 8), size(1_000, 80)
WORKER = ROOT / "tests" / "registering.py"
SETTLE = """
import django; django.setup()
from world import build_world
world = build_world()
officer, board = world.people["sund.case_officer.social"], world.boards["sund.social"]
from django.db.models import Max
print(officer.pk, board.pk)
"""
TELL = """
import django, json; django.setup()
from tillit.store.models import Case
print(json.dumps([[str(c.pk), c.year, c.number, c.opened_at.isoformat()] for c in
    Case.objects.filter(authority__slug="sund").order_by("year", "number")]))
"""


def run(environment, *command):
    """Run Python in an environment and give what it printed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def in_turns(environment, officer, board):
    """Let the processes register until all cases are there; give the ids that they said were kept."""
    said, seed, each = [], 0, CASES // PROCESSES
    left = dict.fromkeys(range(PROCESSES), each)
    while left:
        running = {}
        for place, wanted in left.items():
            seed += 1
            command = [sys.executable, str(WORKER), officer, board, str(wanted), str(seed)]
            running[place] = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        for place, process in running.items():
            out, trouble = process.communicate(timeout=600)
            assert process.returncode in (0, 9), trouble[-2000:]
            said += out.split()
            left[place] -= len(out.split())
        left = {place: wanted for place, wanted in left.items() if wanted}
    return said


def test_many_processes_over_new_year_leave_no_gap_and_no_double(tmp_path):
    with own_environment(tmp_path) as shared:
        environment = {
            **shared,
            "TILLIT_DEMO": "",
            "TILLIT_WORK": "",
            "PYTHONPATH": f"{ROOT}/src:{ROOT}/tests",
        }
        run(environment, "-c", "from tillit.config.command import main; raise SystemExit(main(['prepare']))")
        officer, board = run(environment, "-c", SETTLE).split()
        before = json.loads(run(environment, "-c", TELL))
        said = in_turns(environment, officer, board)
        found = json.loads(run(environment, "-c", TELL))
    assert set(said) == {key for key, *_rest in found} - {key for key, *_rest in before}
    assert len(said) == len(set(said)) == CASES
    by_year = {}
    for _key, year, number, at in found:
        by_year.setdefault(year, []).append((number, at))
    assert set(by_year) == {2026, 2027}
    for rows in by_year.values():
        assert [number for number, _at in rows] == list(range(1, len(rows) + 1))
        assert [at for _number, at in rows] == sorted(at for _number, at in rows)


def test_what_is_undone_takes_its_number_back():
    world = build_world()
    officer = world.actor("sund.case_officer.social")
    board = world.boards["sund.social"].pk
    last = Register.objects.get(authority=world.authorities["sund"]).number
    with transaction.atomic():
        open_case(actor=officer, at=NOON, board=board, title="Ångras")
        transaction.set_rollback(True)
    kept = Case.objects.get(pk=open_case(actor=officer, at=NOON, board=board, title="Blir av"))
    assert kept.number == last + 1
    assert kept.year == NOON.astimezone(SWEDEN).year


def test_authorities_have_series_of_their_own_and_numbers_are_found():
    world = build_world()
    for name, authority in world.authorities.items():
        numbers = list(
            Case.objects.filter(authority=authority).order_by("number").values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1)), name
    officer = world.actor("sund.case_officer.social")
    one = Case.objects.get(pk=world.cases["gemensam"].pk)
    found = listing(actor=officer, at=NOON, filters=Filters(search=f"{one.year}/{one.number}"))
    assert [line.id for line in found.lines] == [one.pk]
    foreign = Case.objects.exclude(authority=one.authority).annotate(n=F("number")).first()
    theirs = listing(
        actor=world.actor("berg.case_officer.social"), at=NOON, filters=Filters(search=f"{foreign.year}/1")
    )
    assert one.pk not in {line.id for line in theirs.lines}


def test_cases_from_before_there_were_numbers_get_theirs_in_order_and_in_the_trail():
    world = build_world()
    Register.objects.all().delete()
    Case.objects.update(year=None, number=None)
    officer = world.actor("sund.case_officer.social")
    kept = Case.objects.filter(authority=world.authorities["sund"]).order_by("opened_at", "pk")
    assert number_older_cases(at=NOON) == Case.objects.count()
    assert [one.number for one in kept] == list(range(1, len(kept) + 1))
    entry = Entry.objects.filter(chain=f"case:{kept[0].pk}").latest("number")
    assert (entry.action, entry.actor) == ("command.run", "operator")
    assert number_older_cases(at=NOON) == 0
    key = open_case(actor=officer, at=NOON, board=world.boards["sund.social"].pk, title="Nytt")
    assert Case.objects.get(pk=key).number == len(kept) + 1


def test_what_was_sealed_before_a_field_was_there_is_sealed_the_same_way_while_it_is_empty():
    world = build_world()
    case = world.cases["gemensam"]
    older = Case(authority_id=case.authority_id, board_id=case.board_id, title="Äldre", opened_at=NOON)
    names = ("authority_id", "board_id", "title", "opened_at", "closed_at")
    content = {name: plain(getattr(older, name)) for name in names}
    assert touched(older).hash == content_hash(["case", content])
    older.number = 1
    assert touched(older).hash != content_hash(["case", content])
