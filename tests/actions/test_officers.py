"""Who is responsible, the log of hand-overs, the confirmation with a name and a day, and answers that are late."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.officers import acknowledge, assign
from tillit.actions.posting import letter_in
from tillit.domain.roles import Role
from tillit.domain.turns import SWEDEN, Last, Promise, latest, whose
from tillit.queries.cases import case_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.officers import count_late_answers, late_answers
from tillit.store.models import Case, Entered, Entry, Mail, Message, Notice, Writing
from world import NOON, build_world, client_of, give, make_person

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture
def world():
    """The world for tests; in "gemensam" an organisation has shared something last."""
    made = build_world()
    case = made.cases["gemensam"]
    Writing.objects.filter(case=case).update(changed_at=NOON - DAY, placed_at=NOON - DAY)
    Writing.objects.create(
        case=case,
        space="shared",
        title="Vår idé",
        body="Text",
        from_organisation=made.organisations["natt"],
        placed_at=NOON,
        changed_at=NOON,
    )
    return made


def act(world, who="sund.case_officer.social", at=NOON, **more):
    """Who acts, when and in which case."""
    case = world.cases["gemensam"]
    version = Case.objects.get(pk=case.pk).version
    return {"actor": world.actor(who, at=at), "at": at, "case": case.pk, "version": version, **more}


def officer_of(world, name="sund.case_officer.social"):
    """The id of someone."""
    return world.people[name].pk


def seen(world, who="natt.organisation_reader"):
    """The case's page as someone sees it."""
    return case_page(actor=world.actor(who), at=NOON, case=world.cases["gemensam"].pk)


def test_an_officer_takes_the_case_and_all_parties_see_who(world):
    assign(**act(world, officer=officer_of(world)))
    page = seen(world)
    assert page.officer.name == world.people["sund.case_officer.social"].name
    assert page.officer.choices == ()
    assert [(line.before, line.after) for line in page.officer.log] == [("", page.officer.name)]
    assert Entry.objects.latest("pk").action == "case.assign"
    assert not Mail.objects.filter(event__startswith="handover:").exists()


def test_a_case_is_handed_over_and_the_new_one_is_told(world):
    other = make_person(world, "sund.annan")
    give(world, "sund.annan", Role.CASE_OFFICER, authority=world.authorities["sund"],
         board=world.boards["sund.social"])  # fmt: skip
    assign(**act(world, officer=officer_of(world)))
    assign(**act(world, "sund.coordinator", NOON + DAY, officer=other.pk))
    before = [line.before for line in seen(world).officer.log]
    assert before == [world.people["sund.case_officer.social"].name, ""]
    assert Mail.objects.filter(event__startswith="handover:", person=other).count() == 1
    assert Notice.objects.filter(event__startswith="handover:", person=other).count() == 1
    with pytest.raises(Refused, match="redan"):
        assign(**act(world, officer=other.pk))


@pytest.mark.parametrize(
    "stranger", ["sund.case_officer.kultur", "sund.coordinator", "natt.organisation_editor"]
)
def test_only_a_case_officer_of_the_board_can_be_responsible(world, stranger):
    with pytest.raises(Refused, match="handläggare"):
        assign(**act(world, officer=officer_of(world, stranger)))


@pytest.mark.parametrize(
    ("who", "wrong"),
    [
        ("natt.organisation_administrator", NotAllowed),
        ("sund.registrar", NotAllowed),
        ("sund.case_officer.kultur", NotThere),
        ("berg.case_officer.social", NotThere),
        ("lek.organisation_administrator", NotThere),
    ],
)
def test_nobody_else_assigns_or_confirms(world, who, wrong):
    with pytest.raises(wrong):
        assign(**act(world, who, officer=officer_of(world)))
    with pytest.raises(wrong):
        acknowledge(**act(world, who, answer_by=TODAY))
    assert Case.objects.get(pk=world.cases["gemensam"].pk).officer is None


def test_a_confirmation_tells_the_parties_a_name_and_a_day(world):
    assert seen(world).turn.by == TODAY + timedelta(days=world.authorities["sund"].acknowledge_days)
    acknowledge(**act(world, answer_by=TODAY + 10 * DAY))
    turn = seen(world).turn
    assert (turn.side, turn.confirmed, turn.by, turn.since) == ("authority", True, TODAY + 10 * DAY, NOON)
    name = world.people["sund.case_officer.social"].name
    assert seen(world).officer.name == name
    mails = Mail.objects.filter(event__startswith="case.acknowledged:")
    told = {mail.recipient: "\n".join(letter_in(mail).paragraphs) for mail in mails}
    assert set(told) == {
        world.people[f"{house}.organisation_{role}"].email
        for house in ("natt", "hem")
        for role in ("administrator", "editor")
    }
    assert all(name in text for text in told.values())
    with pytest.raises(Refused, match="inget nytt"):
        acknowledge(**act(world, answer_by=TODAY + 10 * DAY))


def test_a_day_that_has_passed_or_is_later_than_promised_is_refused(world):
    for day in (TODAY - DAY, TODAY + timedelta(days=world.authorities["sund"].answer_days + 1)):
        with pytest.raises(Refused, match="Välj en dag"):
            acknowledge(**act(world, answer_by=day))
    with pytest.raises(Conflict):
        acknowledge(**{**act(world, answer_by=TODAY), "version": 99})


def test_late_answers_are_shown_to_those_who_read_the_case_and_to_no_others(world):
    acknowledge(**act(world, answer_by=TODAY + DAY))
    key = world.cases["gemensam"].pk
    for who in ("sund.coordinator", "natt.organisation_reader", "sund.case_officer.social"):
        for days, expected in ((1, 0), (2, 1), (5, 4)):
            found = late_answers(actor=world.actor(who), at=NOON + days * DAY)
            assert [line.days for line in found if line.case == key] == ([expected] if expected else []), who
    for who in ("berg.coordinator", "lek.organisation_reader", "ny"):
        found = late_answers(actor=world.actor(who), at=NOON + 5 * DAY)
        assert key not in {line.case for line in found}, who


def by_the_rule(case, at):
    """The day that was promised, if the authority is late in a case: the rule on everything that is there."""
    texts = Writing.objects.filter(case=case).exclude(space="internal").order_by("-changed_at", "-pk")
    messages = Message.objects.filter(case=case).order_by("-sent_at", "-pk")
    came = {one.writing_id or one.message_id: one for one in Entered.objects.filter(case=case)}
    found = [(one.pk, one.changed_at, one.from_organisation) for one in texts[:1]]
    found += [(one.pk, one.sent_at, one.from_organisation) for one in messages[:1]]
    last = latest(
        *(
            Last("organisation" if who else "authority", "", when, came_on(came.get(key), when))
            for key, when, who in found
        )
    )
    days = case.authority.acknowledge_days
    turn = whose(last, Promise(days, case.acknowledged_at, case.answer_by))
    return turn.by if turn.overdue(at.astimezone(SWEDEN).date()) else None


def came_on(entered, when):
    """The day when what was entered came, unless it is a text that was written anew since."""
    return entered.came_on if entered and (entered.message_id or entered.entered_at == when) else None


def enter(world, rng, thing):
    """Say that what an organisation shared came some days before it was entered; texts, at times, changed since."""
    text = isinstance(thing, Writing)
    at = thing.changed_at if text else thing.sent_at
    named = {"writing" if text else "message": thing}
    Entered.objects.create(
        case=thing.case, organisation=thing.from_organisation, channel="letter",
        came_on=(at - rng.randrange(30) * DAY).date(), officer=world.people["sund.case_officer.social"],
        entered_at=at - rng.randrange(2) * DAY, **named,
    )  # fmt: skip


def test_late_answers_are_those_of_the_rule_whatever_has_happened(world):
    rng = Random(4)
    moments = [NOON + timedelta(hours=rng.randrange(-400, 200)) for _ in range(40)]
    houses = (world.organisations["natt"], None)
    cases = []
    for number in range(150):
        board = world.boards[rng.choice(("sund.social", "sund.kultur"))]
        case = Case(authority=board.authority, board=board, title=f"Ärende {number}", opened_at=NOON)
        if rng.random() < 0.6:
            case.acknowledged_at = rng.choice(moments)
            case.answer_by = rng.choice(moments).date()
        case.closed_at = NOON if rng.random() < 0.1 else None
        case.save()
        for _ in range(rng.randrange(4)):
            at, origin = rng.choice(moments), rng.choice(houses)
            if rng.random() < 0.4:
                said = Message.objects.create(case=case, from_organisation=origin, body="x", sent_at=at)
                if origin and rng.random() < 0.3:
                    enter(world, rng, said)
                continue
            space = rng.choice(("shared", "public", "internal")) if origin is None else "shared"
            text = Writing(case=case, space=space, title="x", body="x", placed_at=at, changed_at=at)
            text.from_organisation = origin
            text.save()
            if origin and rng.random() < 0.3:
                enter(world, rng, text)
        cases.append(case)
    reader, met = "sund.coordinator", 0
    for at in (*moments[:6], NOON.replace(hour=22, minute=59), NOON.replace(hour=23), NOON + 9 * DAY):
        open_ones = (case for case in cases if case.closed_at is None)
        expected = {case.pk: by for case in open_ones if (by := by_the_rule(case, at))}
        found = late_answers(actor=world.actor(reader), at=at)
        known = {case.pk for case in cases}
        assert {line.case: line.by for line in found if line.case in known} == expected
        assert count_late_answers(actor=world.actor(reader), at=at) == len(found)
        met += len(expected)
    assert met > 50


def test_the_pages_lead_from_the_case_to_a_confirmation(world):
    client = client_of(world.people["sund.case_officer.social"])
    home = f"/arenden/{world.cases['gemensam'].pk}/"
    page = client.get(home).content.decode()
    assert f'href="{home}bekrafta/"' in page
    assert "Ta hand om ärendet" in page
    version = Case.objects.get(pk=world.cases["gemensam"].pk).version
    wrong = client.post(f"{home}bekrafta/", {"answer_by": "i morgon", "version": version})
    assert wrong.status_code == 400
    assert "Skriv dagen" in wrong.content.decode()
    answer = client.post(
        f"{home}bekrafta/", {"answer_by": str(timezone.localdate() + DAY), "version": version}, follow=True
    )
    assert "Parterna har fått en bekräftelse" in answer.content.decode()
    assert "Lämna över ärendet" in answer.content.decode()
    stale = client.post(f"{home}ansvarig/", {"officer": str(officer_of(world)), "version": version})
    assert stale.status_code == 409
