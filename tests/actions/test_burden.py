"""The time asked of the associations in a case, counted from what is there, and shown to whoever asks for more."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tillit.actions.entering import answer, enter_message
from tillit.actions.joint import begin
from tillit.actions.meetings import propose
from tillit.actions.messages import send
from tillit.actions.tasks import finish, give
from tillit.domain.entering import Came, Channel
from tillit.domain.meetings import Plan as MeetingPlan
from tillit.domain.tasks import Plan
from tillit.queries.burden import case_burden, questions_asked
from tillit.store.models import AnswerSheet, Entered, Examination, Task, Writing
from tillit.web.cases.burden import time_words
from world import NOON, build_world, client_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OFFICER, NATT, HEM = "sund.case_officer.social", "natt.organisation_editor", "hem.organisation_editor"


@pytest.fixture
def world():
    """The world for tests; nothing has been shared in "gemensam" yet."""
    made = build_world()
    Writing.objects.filter(case=made.cases["gemensam"]).exclude(space="internal").update(body="")
    return made


def by(world, who=OFFICER, at=NOON):
    """Who acts, when, and in which case."""
    return {"actor": world.actor(who, at=at), "at": at, "case": world.cases["gemensam"].pk}


def side(world, who):
    """The side that someone's name says."""
    house = who.split(".")[0]
    return (world.organisations.get(house) or world.authorities[house]).pk


def asked(world, who=OFFICER, at=NOON):
    """The minutes asked of each party, as someone is told: (done, next) by name."""
    names = {one.pk: name for name, one in world.organisations.items()}
    found = case_burden(**by(world, who, at)).parties
    return {names[one.side.id]: (one.burden.done, one.burden.next) for one in found}


def test_nothing_asked_is_no_time_but_for_what_an_examination_needs(world):
    assert asked(world, NATT) == {"natt": (0, 0), "hem": (0, 0)}
    assert {one[0] for one in asked(world).values()} == {0}


@pytest.mark.parametrize(("one", "other"), [("natt", "hem"), ("hem", "natt")])
def test_what_is_asked_of_one_counts_for_that_one_and_what_it_asks_for_the_others(world, one, other):
    send(**by(world, f"{one}.organisation_editor"), side=side(world, one), body="Hej.")
    plan = Plan("Skicka stadgarna", date(2026, 12, 9), side(world, one))
    task = give(**by(world), side=side(world, "sund"), plan=plan)
    assert asked(world, NATT) == {one: (0, 20), other: (5, 0)}
    actor = world.actor(f"{one}.organisation_editor")
    finish(actor=actor, at=NOON, task=task, version=1, done=True)
    assert asked(world, NATT) == {one: (20, 0), other: (5, 0)}


def test_meetings_texts_and_what_was_entered_count(world):
    meeting = MeetingPlan(NOON + DAY, "Rådhuset", "", "Målen")
    propose(**by(world), side=side(world, "sund"), plan=meeting)
    assert asked(world, NATT) == {"natt": (0, 90), "hem": (0, 90)}
    assert asked(world, NATT, NOON + 2 * DAY) == {"natt": (90, 0), "hem": (90, 0)}
    Writing.objects.filter(case=world.cases["gemensam"], space="shared").update(body="x" * 2_001)
    assert asked(world, NATT) == {"natt": (3, 90), "hem": (3, 90)}
    natt = world.organisations["natt"].pk
    came = Came(Channel.LETTER, NOON.date())
    enter_message(**by(world), organisation=natt, came=came, body="Vi är åtta.")
    assert asked(world, NATT) == {"natt": (3, 95), "hem": (8, 90)}
    answer(actor=world.actor(NATT), at=NOON, entered=Entered.objects.get().pk, right=True)
    assert asked(world, NATT) == {"natt": (8, 90), "hem": (8, 90)}


def test_questions_answered_stay_counted_when_a_new_assessment_begins(world):
    case = world.cases["gemensam"].pk
    acts = {"actor": world.actor(OFFICER), "at": NOON, "case": case}
    begin(**acts, reason="")
    count = questions_asked(actor=world.actor(OFFICER), case=case)
    assert asked(world, NATT)["natt"] == (0, 5 * count)
    AnswerSheet.objects.filter(organisation=world.organisations["natt"]).update(sealed_at=NOON)
    assert asked(world, NATT) == {"natt": (5 * count, 0), "hem": (0, 5 * count)}
    begin(**acts, reason="Nya frågor")
    assert asked(world, NATT) == {"natt": (5 * count, 5 * count), "hem": (0, 5 * count)}


def test_what_the_examinations_ask_is_told_to_those_inside_only(world):
    inside, outside = case_burden(**by(world)), case_burden(**by(world, NATT))
    assert (inside.complete, outside.complete) == (True, False)
    assert all(one.asked.open["examination"] == 0 for one in outside.parties)
    before = asked(world)["natt"][1]
    case = world.cases["gemensam"]
    more = {"author": world.people[OFFICER], "edition": "1", "changed_at": NOON}
    Examination.objects.create(case=case, guide="statsstod", state="concluded", conclusion="hinder",
                               motivation="Skäl", done_at=NOON, **more)  # fmt: skip
    assert (before, asked(world)["natt"]) == (3 * 45, (45, 2 * 45))
    assert asked(world, NATT)["natt"] == (0, 0)


def test_a_small_agreement_bears_less_and_the_word_is_for_those_inside(world):
    part = {"title": "Stöd", "board": "Nämnden", "amount": 10_000, "per": "once", "starts": "2026-01-01"}
    part |= {"ends": None, "use": "agreed", "kind": "money"}
    case = world.cases["gemensam"]
    Examination.objects.create(case=case, guide="upphandling", numbers={"parts": [part]}, edition="1",
                               author=world.people[OFFICER], changed_at=NOON)  # fmt: skip
    Task.objects.create(case=case, space="shared", title="En sak", due=NOON.date(), given_at=NOON,
                        organisation=world.organisations["natt"])  # fmt: skip
    found = {one.side.name: one.excess for one in case_burden(**by(world)).parties}
    assert found[world.organisations["natt"].name] == "worth"
    assert {one.excess for one in case_burden(**by(world, NATT)).parties} == {""}


def test_whoever_asks_for_more_is_told_first(world):
    assert questions_asked(actor=world.actor(OFFICER), case=world.cases["gemensam"].pk) > 5
    home = f"/arenden/{world.cases['gemensam'].pk}/"
    officer, party = client_of(world.people[OFFICER]), client_of(world.people[NATT])
    for path in ("uppgifter/ny/", "meddelanden/nytt/", "moten/nytt/"):
        page = officer.get(home + path).content.decode()
        assert page.count("Hittills är") == 2, path
        assert "Det här lägger till ungefär" in page, path
        assert party.get(home + path).content.decode().count("Hittills är") == 1, path  # the other party's
    assert "Hittills är" in officer.get(home).content.decode()
    assert "Hittills är" not in party.get(home).content.decode()
    Task.objects.create(case=world.cases["gemensam"], space="shared", title="En sak",
                        due=timezone.localdate(), given_at=NOON, organisation=world.organisations["natt"])  # fmt: skip
    for client in (officer, party):
        assert "20 minuter" in client.get(f"{home}tid/").content.decode()


def test_time_is_told_in_words():
    told = {0: "0 minuter", 1: "5 minuter", 20: "20 minuter", 56: "1 timme", 60: "1 timme", 61: "1,5 timmar"}
    told |= {90: "1,5 timmar", 120: "2 timmar", 170: "3 timmar"}
    assert {count: time_words(count) for count in told} == told
