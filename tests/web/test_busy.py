"""When others hold the database: the page says so, keeps all that was typed, and sending it again saves it."""

import re
import sqlite3
from html import unescape

import psycopg
import pytest
from django.db.utils import OperationalError

from tillit.queries.busy import is_busy
from tillit.store.models import ChallengeVersion
from tillit.web.challenges import views
from world import build_world, client_of

TYPED = 'Två rader\noch "citat" <b>'


def wrapped(cause):
    """A failure as Django gives it."""
    trouble = OperationalError(str(cause))
    trouble.__cause__ = cause
    return trouble


def locked(tmp_path):
    """The failure of a second writer, as SQLite really says it."""
    first, second = (sqlite3.connect(tmp_path / "a", timeout=0, isolation_level=None) for _ in "ab")
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as met:
        second.execute("BEGIN IMMEDIATE")
    first.close()
    second.close()
    return wrapped(met.value)


def test_only_others_in_the_way_is_busy(tmp_path):
    assert is_busy(locked(tmp_path))
    for kind in ("DeadlockDetected", "LockNotAvailable", "QueryCanceled", "SerializationFailure"):
        assert is_busy(wrapped(getattr(psycopg.errors, kind)("x")))
    assert not is_busy(wrapped(sqlite3.OperationalError("no such table")))
    assert not is_busy(wrapped(psycopg.errors.AdminShutdown("x")))
    assert not is_busy(wrapped(psycopg.errors.UndefinedTable("x")))
    assert not is_busy(ValueError("database is locked"))


@pytest.mark.django_db
def test_what_was_typed_is_on_the_page_and_can_be_sent_again(tmp_path, monkeypatch):
    world = build_world()
    path = f"/arenden/{world.cases['gemensam'].pk}/utmaning/skriv/beskrivning/"
    browser = client_of(world.people["sund.case_officer.social"])
    before = ChallengeVersion.objects.count()

    def busy(**_what):
        raise locked(tmp_path)

    with monkeypatch.context() as patched:
        patched.setattr(views.acts, "write", busy)
        answer = browser.post(path, {"wording": TYPED, "version": "0", "hur": "spara"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    page = answer.content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    again = {name: unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}
    assert again == {"wording": TYPED, "version": "0", "hur": "spara"}
    assert f'action="{path}"' in page
    assert ChallengeVersion.objects.count() == before
    assert browser.post(path, again).status_code == 302
    assert ChallengeVersion.objects.count() == before + 1


@pytest.mark.django_db
def test_a_page_that_was_not_ready_in_time_offers_to_open_it_again(tmp_path, monkeypatch):
    world = build_world()
    path = f"/arenden/{world.cases['gemensam'].pk}/utmaning/"

    def busy(**_what):
        raise locked(tmp_path)

    monkeypatch.setattr(views.asked, "challenge_page", busy)
    answer = client_of(world.people["sund.case_officer.social"]).get(path, {"klart": "sparad"})
    assert answer.status_code == 503
    assert f'href="{path}?klart=sparad"' in answer.content.decode()
