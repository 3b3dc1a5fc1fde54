"""What came on paper or by telephone: entered for an organisation, marked everywhere, confirmed by it alone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tillit.actions import writings
from tillit.actions.entering import answer, enter_message, enter_text
from tillit.actions.homes import Refused
from tillit.actions.messages import send
from tillit.domain.entering import Came, Channel
from tillit.domain.roles import Role
from tillit.queries.cases import case_page
from tillit.queries.dialogue import message_page
from tillit.queries.entered import entered_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.timeline import timeline
from tillit.queries.writings import writing_page
from tillit.store.models import Entered, EnteredAnswer, Mail, Message, Notice, Writing
from world import NOON, breaks_inside, build_world, client_of, ended, give

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OFFICER, NATT, HEM = "sund.case_officer.social", "natt.organisation_editor", "hem.organisation_editor"
SAID = "Orden som de sade i telefonen"
CAME = Came(Channel.TELEPHONE, date(2026, 11, 27))


@pytest.fixture
def world():
    """The world for tests; all of it happens in the case "gemensam"."""
    return build_world()


def long_ago(world):
    """All that is shared in the case came long ago."""
    then = NOON - 30 * DAY
    Writing.objects.filter(case=world.cases["gemensam"]).update(changed_at=then, placed_at=then)


def by(world, who=OFFICER, at=NOON, **more):
    """Who acts, when, and in which case."""
    return {"actor": world.actor(who, at=at), "at": at, "case": world.cases["gemensam"].pk, **more}


def a_message(world, who=OFFICER, at=NOON, **more):
    """An officer enters a message for "natt"."""
    said = {"organisation": world.organisations["natt"].pk, "came": CAME, "body": SAID}
    return enter_message(**{**by(world, who, at), **said, **more})


def a_text(world, **more):
    """An officer enters a text for "natt"."""
    said = {"organisation": world.organisations["natt"].pk, "came": CAME, "title": "Vår idé", "body": SAID}
    return enter_text(**{**by(world), **said, **more})


def say(world, who=NATT, at=NOON + DAY, right=True, remark=""):
    """Someone answers the only thing that was entered."""
    key = Entered.objects.get().pk
    answer(actor=world.actor(who, at=at), at=at, entered=key, right=right, remark=remark)


def seen(world, who=HEM):
    """The only thing that was entered, as someone sees it."""
    return entered_page(**by(world, who), entered=Entered.objects.get().pk).mark


def test_it_is_the_organisations_message_and_everyone_sees_how_it_came(world):
    key = a_message(world)
    for who in (OFFICER, NATT, HEM, "sund.auditor"):
        page = message_page(**by(world, who), message=key)
        assert (page.side.name, page.body) == (world.organisations["natt"].name, SAID), who
        assert (page.entered.channel, page.entered.came_on) == ("telephone", CAME.on)
        assert page.entered.officer == world.people[OFFICER].name
        assert page.entered.standing == "unconfirmed"
    line = timeline(**by(world, HEM)).lines[0]
    assert (line.side, line.source, line.action) == (
        "organisation",
        world.organisations["natt"].name,
        "case.enter",
    )
    assert line.told.entered.standing == "unconfirmed"
    with pytest.raises(NotThere):
        seen(world, "lek.organisation_editor")


def test_a_text_is_marked_on_its_page_and_in_the_case(world):
    key = a_text(world)
    assert (
        writing_page(**by(world, HEM), writing=key).entered.organisation == world.organisations["natt"].name
    )
    marked = [one.title for one in case_page(**by(world, HEM)).shared if one.entered]
    assert marked == ["Vår idé"]
    for path in (f"texter/{key}/", "", "tidslinje/"):
        page = client_of(world.people[HEM]).get(f"/arenden/{world.cases['gemensam'].pk}/{path}")
        assert "Inte bekräftat av föreningen" in page.content.decode(), path


def test_the_turn_is_the_boards_and_the_days_count_from_when_it_came(world):
    long_ago(world)
    send(**by(world), side=world.authorities["sund"].pk, body="Hör av er.")
    assert case_page(**by(world)).turn.side == "organisation"
    a_message(world, at=NOON + DAY)
    turn = case_page(**by(world)).turn
    assert (turn.side, turn.after) == ("authority", world.organisations["natt"].name)
    assert turn.by == CAME.on + timedelta(days=world.authorities["sund"].acknowledge_days)


def test_a_text_that_the_organisation_writes_anew_counts_from_that_day(world):
    long_ago(world)
    key = a_text(world)
    assert case_page(**by(world)).turn.by < NOON.date() + 5 * DAY
    at = NOON + 3 * DAY
    writings.rewrite(
        actor=world.actor(NATT, at=at), at=at, writing=key, version=1, title="Vår idé", body="Våra egna ord"
    )
    days = timedelta(days=world.authorities["sund"].acknowledge_days)
    assert case_page(**by(world)).turn.by == at.date() + days


def test_the_organisation_confirms_or_says_what_is_wrong_and_all_of_it_stays(world):
    a_message(world)
    say(world, right=False, remark="Vi är nio, inte åtta.")
    assert seen(world).standing == "wrong"
    assert seen(world, OFFICER).answers[0].remark == "Vi är nio, inte åtta."
    say(world, "natt.organisation_administrator", at=NOON + 2 * DAY)
    assert seen(world).standing == "right"
    assert [one.right for one in seen(world).answers] == [False, True]
    with pytest.raises(Refused):
        say(world, right=False, remark="  ")
    assert breaks_inside() == []


@pytest.mark.parametrize(
    ("who", "wrong"),
    [
        (OFFICER, NotAllowed),
        (HEM, NotAllowed),
        ("natt.organisation_reader", NotAllowed),
        ("sund.coordinator", NotAllowed),
        ("lek.organisation_editor", NotThere),
        ("berg.case_officer.social", NotThere),
    ],
)
def test_nobody_else_answers(world, who, wrong):
    a_message(world)
    with pytest.raises(wrong):
        say(world, who)
    assert not EnteredAnswer.objects.exists()


@pytest.mark.parametrize("who", [OFFICER, "sund.registrar", "sund.case_officer.kultur"])
def test_whoever_works_at_the_authority_never_answers_also_as_a_member(world, who):
    a_message(world)
    give(world, who, Role.ORGANISATION_ADMINISTRATOR, organisation=world.organisations["natt"])
    assert not seen(world, who).may_answer
    with pytest.raises(NotAllowed):
        say(world, who)


def test_who_entered_it_does_not_answer_even_after_leaving_the_authority(world):
    a_message(world)
    give(world, "ny", Role.ORGANISATION_ADMINISTRATOR, organisation=world.organisations["natt"])
    assert seen(world, "ny").may_answer
    Entered.objects.update(officer=world.people["ny"])
    with pytest.raises(NotAllowed):
        say(world, "ny")


def test_only_an_officer_of_the_board_enters_and_only_for_a_party(world):
    for who, wrong in (
        (NATT, NotAllowed),
        ("sund.coordinator", NotAllowed),
        ("sund.case_officer.kultur", NotThere),
    ):
        with pytest.raises(wrong):
            a_message(world, who)
    for name in ("lek", "kor"):
        with pytest.raises(NotThere):
            a_message(world, organisation=world.organisations[name].pk)
    for day in (NOON.date() + DAY, NOON.date() - 400 * DAY):
        with pytest.raises(Refused):
            a_message(world, came=Came(Channel.LETTER, day))
    assert not Message.objects.exists()


def test_the_organisation_is_asked_and_nobody_is_told_what_it_says(world):
    a_message(world)
    entered = Entered.objects.get()
    asked = Mail.objects.filter(event=f"entered:{entered.pk}")
    assert {one.recipient.split(".")[0] for one in asked} == {"natt"}
    others = Mail.objects.filter(event=f"entered.others:{entered.pk}").values_list("recipient", flat=True)
    assert {one.split(".")[0] for one in others} == {"hem", "sund"}
    say(world, right=False, remark="Hemligt ord")
    told = [*Notice.objects.values_list("text", flat=True), *Mail.objects.values_list("subject", flat=True)]
    assert not [text for text in told if SAID in text or "Hemligt" in text]
    assert Mail.objects.filter(event__startswith="entered.answer:").count() == 1


def test_the_organisation_may_answer_also_when_the_case_is_closed(world):
    a_message(world)
    ended(world, "gemensam", actor=world.actor(OFFICER), version=1)
    say(world, right=False, remark="Så var det inte.")
    assert seen(world).standing == "wrong"
    with pytest.raises(Refused):
        a_message(world)


def test_a_text_is_not_made_public_before_it_is_confirmed(world):
    key = a_text(world)
    whose = {
        "actor": world.actor("natt.organisation_administrator"),
        "at": NOON,
        "writing": key,
        "version": 1,
    }
    with pytest.raises(Refused):
        writings.publish(**whose)
    say(world)
    writings.publish(**whose)
    page = client_of(world.people["ny"]).get(f"/oppet/{key}/").content.decode()
    assert "Inskrivet av" in page
    assert world.people[OFFICER].name not in page


def test_entered_and_answered_on_pages(world):
    officer, party = client_of(world.people[OFFICER]), client_of(world.people[NATT])
    home = f"/arenden/{world.cases['gemensam'].pk}/"
    sent = {
        "party": str(world.organisations["natt"].pk),
        "channel": "letter",
        "came_on": "2026-11",
        "body": SAID,
    }
    refused = officer.post(f"{home}skriv-in/", sent)
    assert refused.status_code == 400
    assert SAID in refused.content.decode()
    day = str(timezone.localdate())
    assert officer.post(f"{home}skriv-in/", {**sent, "came_on": day}).status_code == 302
    path = f"{home}inskrivet/{Entered.objects.get().pk}/"
    assert "Något stämmer inte" in party.get(path).content.decode()
    assert "Något stämmer inte" not in officer.get(path).content.decode()
    assert officer.post(f"{path}stammer/").status_code == 403
    assert officer.get(f"{path}stammer-inte/").status_code == 403
    assert party.post(f"{path}stammer-inte/", {"remark": ""}).status_code == 400
    assert party.post(f"{path}stammer-inte/", {"remark": "Fel dag."}).status_code == 302
    assert "Fel dag." in officer.get(path).content.decode()
    assert party.post(f"{path}stammer/").status_code == 302
    assert "Bekräftat av föreningen" in officer.get(home).content.decode()
