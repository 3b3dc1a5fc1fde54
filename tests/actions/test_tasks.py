"""Tasks through actions and pages: whose they are, who sees them, done and undone, and a board's list."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tillit.actions import standard_tasks
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.tasks import change, finish, give, withdraw
from tillit.domain.tasks import Plan, Whose
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.history import case_history
from tillit.queries.standard_tasks import standard_list
from tillit.queries.tasks import case_tasks, my_tasks
from tillit.queries.timeline import timeline
from tillit.store.models import Case, Entry, Mail, Notice, StandardTask, Task
from world import NOON, breaks_inside, build_world, client_of, ended

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OFFICER, COORDINATOR = "sund.case_officer.social", "sund.coordinator"
NATT, HEM = "natt.organisation_editor", "hem.organisation_editor"
SECRET = "Ordet som bara står i uppgiften"
SOON = date(2026, 12, 10)


@pytest.fixture
def world():
    """The world for tests; all of it happens in the case "gemensam"."""
    return build_world()


def side(world, who):
    """The side that someone's name says."""
    house = who.split(".")[0]
    return (world.organisations.get(house) or world.authorities[house]).pk


def a_task(world, who=OFFICER, owner="natt", at=NOON, **more):
    """Someone gives a task; `owner` is the short name of a house or a person. Returns its id."""
    key = world.people[owner].pk if owner in world.people else side(world, owner)
    plan = Plan(**{"title": SECRET, "due": SOON, "owner": key, **more})
    actor = world.actor(who, at=at)
    return give(actor=actor, at=at, case=world.cases["gemensam"].pk, side=side(world, who), plan=plan)


def seen(world, who=OFFICER, at=NOON):
    """The tasks of the case as someone sees them."""
    return case_tasks(actor=world.actor(who, at=at), at=at, case=world.cases["gemensam"].pk)


def mine(world, who, at=NOON):
    """The titles that wait for someone."""
    return [one.title for one in my_tasks(actor=world.actor(who, at=at), at=at)]


def do(world, task, who=NATT, version=1, done=True):
    """Someone says that a task is done, or is not."""
    finish(actor=world.actor(who), at=NOON, task=task, version=version, done=done)


def test_a_task_given_to_a_party_is_seen_by_all_and_waits_for_that_party_only(world):
    a_task(world)
    for who in (OFFICER, NATT, HEM, "natt.organisation_reader", "sund.registrar"):
        assert [one.title for one in seen(world, who).open] == [SECRET], who
    assert mine(world, NATT) == [SECRET]
    assert mine(world, "natt.organisation_signatory") == [SECRET]
    assert mine(world, HEM) == mine(world, OFFICER) == mine(world, "natt.organisation_reader") == []
    with pytest.raises(NotThere):
        seen(world, "lek.organisation_editor")


def test_an_internal_task_is_the_authoritys_alone(world):
    a_task(world, owner=OFFICER, internal=True)
    for who in (OFFICER, "sund.registrar", "sund.auditor"):
        assert [one.internal for one in seen(world, who).open] == [True], who
    for who in (NATT, HEM, COORDINATOR, "sund.decision_recorder.social"):
        assert seen(world, who).open == (), who
    with pytest.raises(Refused):
        a_task(world, owner="natt", internal=True)
    with pytest.raises(NotThere):
        a_task(world, who=NATT, owner="sund", internal=True)


def test_what_is_internal_leaves_no_trace_where_parties_read(world):
    before = case_history(actor=world.actor(NATT), at=NOON, case=world.cases["gemensam"].pk).count
    task = a_task(world, owner=OFFICER, internal=True)
    do(world, task, OFFICER)
    found = case_history(actor=world.actor(NATT), at=NOON, case=world.cases["gemensam"].pk)
    assert found.count == before
    whole = timeline(actor=world.actor(NATT), at=NOON, case=world.cases["gemensam"].pk)
    assert not [one for one in whole.lines if one.kind == "task"]
    assert breaks_inside() == []


@pytest.mark.parametrize(("giver", "other"), [("natt", "hem"), ("hem", "natt")])
def test_the_parties_have_equal_rights(world, giver, other):
    who = f"{giver}.organisation_editor"
    for owner in ("sund", other, giver):
        a_task(world, who=who, owner=owner)
    lines = seen(world, who).open
    assert [one.may_change for one in lines] == [True] * 3
    assert [one.may_do for one in lines] == [one.owner.id == side(world, giver) for one in lines]
    assert mine(world, f"{other}.organisation_editor") == mine(world, OFFICER) == [SECRET]
    assert not any(one.may_change for one in seen(world, OFFICER).open)
    with pytest.raises(Refused):  # people of the other side are not for a party to choose among
        a_task(world, who=who, owner=OFFICER)


def test_nobody_gives_a_task_for_another_side_or_without_the_role(world):
    plan = Plan(SECRET, SOON, side(world, "natt"))
    for who, for_whom in (
        (NATT, "hem"),
        (NATT, "sund"),
        (OFFICER, "natt"),
        ("natt.organisation_reader", "natt"),
    ):
        with pytest.raises((NotAllowed, NotThere)):
            give(actor=world.actor(who), at=NOON, case=world.cases["gemensam"].pk,
                 side=side(world, for_whom), plan=plan)  # fmt: skip
    for owner in ("lek", "berg", "sund.case_officer.kultur"):
        with pytest.raises(Refused):
            a_task(world, owner=owner)
    assert not Task.objects.exists()


def test_only_the_side_that_has_it_does_a_task_and_may_undo_it(world):
    task = a_task(world)
    for who in (OFFICER, HEM, "natt.organisation_reader"):
        with pytest.raises(NotAllowed):
            do(world, task, who)
    do(world, task)
    assert seen(world).open == ()
    assert [one.title for one in seen(world).done] == [SECRET]
    assert mine(world, NATT) == []
    with pytest.raises(Conflict):
        do(world, task, version=2)
    do(world, task, version=2, done=False)
    assert mine(world, NATT) == [SECRET]
    with pytest.raises(Conflict):
        do(world, task, version=2)


def test_only_the_side_that_gave_a_task_changes_it_or_takes_it_back(world):
    task = a_task(world)
    plan = Plan("Skicka stadgarna", SOON + DAY, side(world, "hem"))
    for who in (NATT, HEM):
        with pytest.raises(NotAllowed):
            change(actor=world.actor(who), at=NOON, task=task, version=1, plan=plan)
        with pytest.raises(NotAllowed):
            withdraw(actor=world.actor(who), at=NOON, task=task, version=1)
    change(actor=world.actor(OFFICER), at=NOON, task=task, version=1, plan=plan)
    assert (mine(world, NATT), mine(world, HEM)) == ([], ["Skicka stadgarna"])
    with pytest.raises(Conflict):
        withdraw(actor=world.actor(OFFICER), at=NOON, task=task, version=1)
    withdraw(actor=world.actor(OFFICER), at=NOON, task=task, version=2)
    assert seen(world).open == seen(world, HEM).open == ()
    assert breaks_inside() == []


def test_whoever_is_given_a_task_is_told_by_when_but_never_what(world):
    task = a_task(world)
    told = Mail.objects.filter(event=f"task:{task}:1")
    people = {f"natt.organisation_{role}@example.org" for role in ("administrator", "editor")}
    assert set(told.values_list("recipient", flat=True)) == people
    assert "10 december 2026" in told[0].subject
    assert all(SECRET not in text for text in Notice.objects.values_list("text", flat=True))
    assert all(SECRET not in text for text in Mail.objects.values_list("subject", flat=True))
    for who, owner, count in ((OFFICER, OFFICER, 0), (NATT, "natt", 0), (NATT, "sund", 1), (HEM, "natt", 2)):
        key = a_task(world, who=who, owner=owner)
        assert Mail.objects.filter(event=f"task:{key}:1").count() == count, (who, owner)


def test_a_task_to_the_board_waits_for_who_is_responsible(world):
    a_task(world, who=NATT, owner="sund")
    assert mine(world, OFFICER) == [SECRET]
    Case.objects.filter(pk=world.cases["gemensam"].pk).update(officer=world.people[COORDINATOR])
    assert mine(world, OFFICER) == []


def test_the_day_is_in_time_and_a_late_task_says_so_in_words(world):
    for day in (NOON.date() - DAY, date(2031, 1, 1)):
        with pytest.raises(Refused):
            a_task(world, due=day)
    task = a_task(world)
    late = seen(world, NATT, NOON + 20 * DAY).open[0]
    assert (late.late, late.days) == (True, -11)
    plan = Plan("Nytt ord", SOON, side(world, "natt"))  # the day has passed, but it was there
    change(actor=world.actor(OFFICER), at=NOON + 20 * DAY, task=task, version=1, plan=plan)
    Task.objects.update(due=timezone.localdate() - 2 * DAY)
    page = client_of(world.people[NATT]).get("/min-sida/").content.decode()
    assert "Försenad, för 2 dagar sedan" in page
    assert "Mina uppgifter" in page
    for path in ("", "vad-saknas/", "uppgifter/"):
        page = client_of(world.people[HEM]).get(f"/arenden/{world.cases['gemensam'].pk}/{path}")
        assert "Nytt ord" in page.content.decode(), path


def test_a_closed_case_holds_its_tasks_as_they_were(world):
    task = a_task(world)
    ended(world, "gemensam", actor=world.actor(OFFICER), version=1)
    assert [one.may_do for one in seen(world, NATT).open] == [False]
    assert mine(world, NATT) == []
    with pytest.raises(Refused):
        do(world, task)
    with pytest.raises(Refused):
        a_task(world)


def list_of(world, *items):
    """The list of the board, written by its coordinator."""
    actor, board = world.actor(COORDINATOR), world.boards["sund.social"].pk
    return [
        standard_tasks.add(actor=actor, at=NOON, board=board, title=title, whose=whose, days=days)
        for title, whose, days in items
    ]


THREE = (
    ("Skicka stadgar", Whose.PARTIES, 14),
    ("Boka möte", Whose.BOARD, 7),
    ("Säkra jäv", Whose.INTERNAL, 0),
)


def copy(world, who=OFFICER, at=NOON):
    """The list is copied into the case."""
    return standard_tasks.copy_into(actor=world.actor(who, at=at), at=at, case=world.cases["gemensam"].pk)


def test_a_list_is_copied_by_one_button_each_task_once(world):
    list_of(world, *THREE)
    assert seen(world).left == 4
    assert seen(world, NATT).left is None
    entries = Entry.objects.count()
    assert copy(world) == 4
    assert Entry.objects.count() == entries + 2  # what is internal, and what all see
    assert [(one.title, one.due) for one in seen(world, HEM).open] == [
        ("Boka möte", date(2026, 12, 8)),
        ("Skicka stadgar", date(2026, 12, 15)),
        ("Skicka stadgar", date(2026, 12, 15)),
    ]
    assert len(seen(world).open) == 4
    assert mine(world, NATT) == mine(world, HEM) == ["Skicka stadgar"]
    with pytest.raises(Refused):
        copy(world)
    list_of(world, ("Tacka", Whose.BOARD, 90))
    assert copy(world, at=NOON + 200 * DAY) == 1
    assert Task.objects.get(title="Tacka").due == (NOON + 200 * DAY).date()
    assert breaks_inside() == []


def test_only_an_officer_of_the_board_copies_and_only_a_coordinator_writes_the_list(world):
    key = list_of(world, *THREE)[0]
    for who in (NATT, COORDINATOR, "sund.registrar"):
        with pytest.raises(NotAllowed):
            copy(world, who)
    with pytest.raises(NotThere):
        copy(world, "sund.case_officer.kultur")
    board = world.boards["sund.social"].pk
    for who in (OFFICER, "sund.registrar"):
        with pytest.raises(NotAllowed):
            standard_tasks.end(actor=world.actor(who), at=NOON, board=board, task=key, version=1)
    with pytest.raises(NotThere):
        standard_tasks.end(actor=world.actor("berg.coordinator"), at=NOON, board=board, task=key, version=1)
    other = world.boards["sund.kultur"].pk
    with pytest.raises(NotThere):
        standard_tasks.end(actor=world.actor(COORDINATOR), at=NOON, board=other, task=key, version=1)
    for who in (
        OFFICER,
        "sund.case_officer.kultur",
    ):  # all who work there read it, as they read of its boards
        whole = standard_list(
            actor=world.actor(who), at=NOON, authority=world.authorities["sund"].pk, board=board
        )
        assert [one.title for one in whole.lines] == ["Säkra jäv", "Boka möte", "Skicka stadgar"]
        assert not whole.may_edit


def test_an_item_changed_by_two_meets_a_conflict_and_one_taken_off_gives_no_more(world):
    key = list_of(world, *THREE)[0]
    whose = {"actor": world.actor(COORDINATOR), "at": NOON, "board": world.boards["sund.social"].pk}
    more = {"title": "Skicka årsmötesprotokoll", "whose": Whose.PARTIES, "days": 30}
    standard_tasks.edit(**whose, task=key, version=1, **more)
    with pytest.raises(Conflict):
        standard_tasks.edit(**whose, task=key, version=1, **more)
    standard_tasks.end(**whose, task=key, version=2)
    assert copy(world) == 2
    assert StandardTask.objects.get(pk=key).ended_at == NOON


def test_a_task_is_given_changed_and_done_on_pages(world):
    officer, party = client_of(world.people[OFFICER]), client_of(world.people[NATT])
    home = f"/arenden/{world.cases['gemensam'].pk}/uppgifter/"
    sent = {"title": "Skicka stadgarna", "owner": str(side(world, "natt")), "due": str(timezone.localdate()),
            "side": str(side(world, "sund"))}  # fmt: skip
    assert officer.post(f"{home}ny/", {**sent, "due": "i morgon"}).status_code == 400
    assert officer.post(f"{home}ny/", sent)["Location"].startswith(home)
    task = Task.objects.get()
    again = {**sent, "title": "Skicka årsmötesprotokollet", "version": "1"}
    assert officer.post(f"{home}{task.pk}/andra/", again).status_code == 302
    stale = officer.post(f"{home}{task.pk}/andra/", {**again, "title": "Mitt förslag"})
    assert stale.status_code == 409
    assert "Mitt förslag" in stale.content.decode()
    assert "Skicka årsmötesprotokollet" in stale.content.decode()
    assert party.post(f"{home}{task.pk}/klar/", {"version": "1"}).status_code == 409
    assert party.post(f"{home}{task.pk}/klar/", {"version": "2"}).status_code == 302
    assert "Inte klar" in party.get(home).content.decode()
    assert party.get(f"{home}ny/").status_code == 200
    assert party.get(f"{home}intern/").status_code == 403
    line = timeline(actor=world.actor(NATT), at=timezone.now(), case=world.cases["gemensam"].pk).lines[0]
    assert (line.action, line.side, line.told.title) == (
        "task.do",
        "organisation",
        "Skicka årsmötesprotokollet",
    )
    assert line.source == world.organisations["natt"].name
