"""Many editors of one text, in many processes at once: every saved wording is kept, every conflict met both texts."""

import json
import subprocess
import sys

import pytest

from serving import ROOT, own_environment
from sizes import size

pytestmark = pytest.mark.django_db
PROCESSES, EDITORS, SAVES, NTH = size(10, 3), size(50, 3), size(20, 4), size(10, 1)
WORKER = ROOT / "tests" / "editing.py"
PREPARE = "from tillit.config.command import main; raise SystemExit(main(['prepare']))"
SETTLE = """
from world import build_world
world = build_world()
names = ("sund.case_officer.social", "natt.organisation_editor", "hem.organisation_administrator")
case = world.cases["gemensam"].pk
print(case, {key}, ",".join(str(world.people[name].pk) for name in names))
"""
#: For each kind of text: what names it, and how all its wordings are told.
SETTLED = {
    "challenge": "case",
    "section": "begun(world)",
}
BEGUN = """
from agreeing import Agreeing
def begun(world):
    made = Agreeing(world)
    made.begin()
    return made.ids["purpose"]
"""
TELL = """
import django, json; django.setup()
from tillit.queries.trail import verify
from tillit.store.models import Challenge, ChallengeVersion, AgreementSection, SectionWording
assert verify().holds
"""
TOLD = {
    "challenge": "Challenge.objects.get().version, "
    "list(ChallengeVersion.objects.order_by('version').values_list('version', 'description'))",
    "section": "AgreementSection.objects.get(key='purpose').version, "
    "list(SectionWording.objects.order_by('version').values_list('version', 'body'))",
}


def run(environment, *command):
    """Run Python in an environment and give what it printed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def edit_at_once(environment, kind, case, key, people):
    """Let all editors of all processes save; give what each said that it saved."""
    running = []
    for seed in range(PROCESSES):
        numbers = [str(one) for one in (EDITORS, SAVES, seed, NTH)]
        command = [sys.executable, str(WORKER), kind, case, key, people, *numbers]
        running.append(
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
    said = []
    for process in running:
        out, trouble = process.communicate(timeout=3600)
        assert process.returncode == 0, trouble[-2000:]
        said += [json.loads(line) for line in out.splitlines()]
    return said


@pytest.mark.parametrize("kind", SETTLED)
def test_no_saved_wording_is_lost_and_every_conflict_shows_both_texts(tmp_path, kind):
    with own_environment(tmp_path) as shared:
        environment = {
            **shared,
            "TILLIT_DEMO": "",
            "TILLIT_WORK": "",
            "PYTHONPATH": f"{ROOT}/src:{ROOT}/tests",
        }
        run(environment, "-c", PREPARE)
        settle = f"import django; django.setup(){BEGUN}{SETTLE.replace('{key}', SETTLED[kind])}"
        case, key, people = run(environment, "-c", settle).split()
        said = edit_at_once(environment, kind, case, key, people)
        version, kept = json.loads(run(environment, "-c", f"{TELL}print(json.dumps([{TOLD[kind]}]))"))
    saves = PROCESSES * EDITORS * SAVES
    assert len(said) == saves
    assert sorted((number, text) for number, text, _met in said) == sorted(map(tuple, kept))
    assert [number for number, _text in kept] == list(range(1, saves + 1))
    assert version == saves
    assert sum(met for _number, _text, met in said) >= saves // 4, "they did meet each other"
