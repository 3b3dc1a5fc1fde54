"""Open invitations: the same question to all, until the same day; who has answered is told as promised."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tillit.actions import initiatives, openings, sharing
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.openings import OpeningTexts
from tillit.actions.posting import letter_in
from tillit.queries import openings as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Board, Case, Draft, Entry, Mail, Opening, OpeningAnswer
from world import NOON, breaks_inside, build_world, client_of

pytestmark = pytest.mark.django_db
OFFICER, COORDINATOR = "sund.case_officer.social", "sund.coordinator"
LAST = date(2026, 12, 24)
SWEDEN = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def texts(**more):
    """What an invitation says."""
    said = {"title": "Fler i rörelse", "challenge": "Få rör sig.", "who_may": "Alla", "last_day": LAST}
    return OpeningTexts(**{**said, **more})


def by(world, who=OFFICER, at=NOON):
    """Who acts, and when."""
    return {"actor": world.actor(who), "at": at}


def begun(world, who=OFFICER, board="sund.social", **more):
    """An invitation that is not published."""
    home = world.boards[board]
    return openings.begin(**by(world, who), authority=home.authority_id, board=home.pk, texts=texts(**more))


def published(world, **more):
    """An invitation that can be answered."""
    key = begun(world, **more)
    openings.publish(**by(world), opening=key, version=1)
    return key


def answer(world, opening, who="natt", at=NOON):
    """Answer with a new idea."""
    actor = world.actor(f"{who}.organisation_administrator")
    draft = initiatives.begin(
        actor=actor, at=NOON, organisation=world.organisations[who].pk, name=f"Idé {who}", opening=opening
    )
    initiatives.write_part(actor=actor, at=NOON, draft=draft, part="problem", seen=0, text="Ensamhet.")
    return sharing.share(actor=actor, at=at, draft=draft, version=2, opening=opening)


def seen(world, opening, who):
    """The public page as someone sees it."""
    return asked.published_page(actor=world.actor(who), at=NOON, opening=opening)


@pytest.mark.parametrize("who", [OFFICER, COORDINATOR])
def test_officers_and_coordinators_write_publish_and_close(world, who):
    key = begun(world, who)
    openings.rewrite(**by(world, who), opening=key, version=1, texts=texts(title="Ny rubrik"))
    openings.publish(**by(world, who), opening=key, version=2)
    assert [line.title for line in asked.open_list(at=NOON).lines] == ["Ny rubrik"]
    openings.close(**by(world, who), opening=key, version=3)
    assert asked.open_list(at=NOON).lines == ()
    actions = (
        Entry.objects.filter(action__startswith="opening.").order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == ["opening.write", "opening.write", "opening.publish", "opening.close"]
    assert breaks_inside() == []


@pytest.mark.parametrize(
    "who", ["sund.case_officer.kultur", "sund.registrar", "sund.auditor", "sund.tenant_administrator"]
)
def test_others_of_the_house_do_not(world, who):
    with pytest.raises((NotAllowed, NotThere)):
        begun(world, who)
    key = begun(world)
    with pytest.raises((NotAllowed, NotThere)):
        openings.publish(**by(world, who), opening=key, version=1)


@pytest.mark.parametrize("who", ["berg.case_officer.social", "natt.organisation_administrator", "ny"])
def test_nobody_outside_knows_of_one_that_is_not_published(world, who):
    key = begun(world)
    with pytest.raises(NotThere):
        openings.publish(**by(world, who), opening=key, version=1)
    with pytest.raises(NotThere):
        seen(world, key, who)
    with pytest.raises(NotThere):
        answer(world, key)


def test_what_is_published_keeps_its_words(world):
    key = published(world)
    with pytest.raises(Refused):
        openings.rewrite(**by(world), opening=key, version=2, texts=texts(title="Annat"))
    with pytest.raises(Refused):
        openings.publish(**by(world), opening=key, version=2)
    assert Opening.objects.get(pk=key).title == "Fler i rörelse"


def test_a_stale_save_is_met_and_a_day_that_has_been_is_not_published(world):
    key = begun(world)
    openings.rewrite(
        **by(world), opening=key, version=1, texts=texts(last_day=NOON.date() - timedelta(days=1))
    )
    with pytest.raises(Conflict):
        openings.rewrite(**by(world), opening=key, version=1, texts=texts())
    with pytest.raises(Refused):
        openings.publish(**by(world), opening=key, version=2)
    with pytest.raises(Refused):
        openings.rewrite(**by(world), opening=key, version=2, texts=texts(challenge=" "))


def test_an_answer_is_a_case_at_the_board_and_the_board_is_told(world):
    key = published(world)
    shared = answer(world, key)
    case = Case.objects.get(pk=shared.case)
    for who in (OFFICER, "natt.organisation_reader"):
        assert asked.answered_by(**by(world, who), case=case.pk).id == key
    assert asked.answered_by(**by(world, "hem.organisation_reader"), case=case.pk) is None
    assert asked.answered_by(**by(world), case=world.cases["gemensam"].pk) is None
    assert (case.board, case.title) == (world.boards["sund.social"], "Idé natt")
    kept = OpeningAnswer.objects.get()
    assert (kept.opening_id, kept.organisation, kept.case) == (key, world.organisations["natt"], case)
    mail = Mail.objects.get()
    assert mail.recipient == "sund.case_officer.social@example.org"
    told = " ".join([mail.subject, *letter_in(mail).paragraphs])
    assert "Fler i rörelse" in told
    assert "Ensamhet" not in told
    assert "Idé natt" not in told
    assert breaks_inside() == []


@pytest.mark.parametrize(("clock", "taken"), [((23, 59), True), ((0, 1), False)])
def test_the_whole_last_day_counts_in_swedish_time(world, clock, taken):
    key = published(world)
    day = LAST if taken else LAST + timedelta(days=1)
    at = datetime(day.year, day.month, day.day, *clock, tzinfo=SWEDEN)
    if taken:
        answer(world, key, at=at)
    else:
        with pytest.raises(Refused):
            answer(world, key, at=at)
    assert OpeningAnswer.objects.count() == int(taken)


def test_nobody_answers_what_is_closed_twice_or_at_a_closed_board(world):
    key = published(world)
    answer(world, key)
    with pytest.raises(Refused):
        answer(world, key)
    Board.objects.filter(pk=world.boards["sund.social"].pk).update(closed_at=NOON)
    with pytest.raises(Refused):
        answer(world, key, who="hem")
    Board.objects.filter(pk=world.boards["sund.social"].pk).update(closed_at=None)
    openings.close(**by(world), opening=key, version=2)
    with pytest.raises(Refused):
        answer(world, key, who="hem")
    first = OpeningAnswer.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningAnswer.objects.create(
            opening_id=key, organisation=first.organisation, case=world.cases["annan"], at=NOON
        )


def test_those_who_answered_see_how_many_until_it_closes_and_then_who(world):
    key = published(world)
    for who in ("natt", "kor"):
        answer(world, key, who)
    names = {who: world.organisations[who].name for who in ("natt", "kor")}
    for own, other in (("natt", "kor"), ("kor", "natt")):  # alike for both
        page = seen(world, key, f"{own}.organisation_reader")
        assert (page.answered, len(page.answers)) == (True, 2)
        assert {line.name for line in page.answers} == {names[own], ""}
        assert names[other] not in str(page)
    for who in ("hem.organisation_administrator", "ny", OFFICER):
        assert seen(world, key, who).answers == ()
    openings.close(**by(world), opening=key, version=2)
    assert {line.name for line in seen(world, key, "kor.organisation_reader").answers} == set(names.values())
    assert seen(world, key, "hem.organisation_administrator").answers == ()


def test_the_authority_sees_who_answered_and_when_with_a_way_to_each_case(world):
    key = published(world)
    shared = answer(world, key)
    house = {"authority": world.authorities["sund"].pk, "opening": key}
    for who in (OFFICER, COORDINATOR, "sund.registrar", "sund.auditor"):
        page = asked.house_page(**by(world, who), **house)
        assert [(line.name, line.at, line.case) for line in page.answers] == [
            (world.organisations["natt"].name, NOON, shared.case)
        ]
    for who in ("sund.case_officer.kultur", "sund.decision_recorder.social", "berg.coordinator"):
        with pytest.raises(NotThere):
            asked.house_page(**by(world, who), **house)


def test_the_list_holds_what_is_ones_own_boards(world):
    begun(world)
    begun(world, COORDINATOR, "sund.kultur", title="Fler i kör")
    sund = {"authority": world.authorities["sund"].pk}
    lists = {
        who: {line.title for line in asked.house_list(**by(world, who), **sund).lines}
        for who in (OFFICER, "sund.case_officer.kultur", COORDINATOR)
    }
    both = {"Fler i rörelse", "Fler i kör"}
    assert lists == {
        OFFICER: {"Fler i rörelse"},
        "sund.case_officer.kultur": {"Fler i kör"},
        COORDINATOR: both,
    }
    with pytest.raises(NotAllowed):
        asked.house_list(**by(world, "sund.tenant_administrator"), **sund)
    with pytest.raises(NotThere):
        asked.house_list(**by(world, "berg.coordinator"), **sund)


def test_the_pages_lead_from_the_authority_to_the_answer(world):
    officer, sund = client_of(world.people[COORDINATOR]), world.authorities["sund"].pk
    said = {
        "title": "Fler i rörelse",
        "challenge": "Få rör sig.",
        "who_may": "Alla",
        "last_day": "2040-12-24",
    }
    new = reverse("openings:new", args=[sund])
    assert officer.post(new, {**said, "last_day": "snart"}).status_code == 400
    one = officer.post(new, {**said, "board": world.boards["sund.social"].pk}).url.partition("?")[0]
    edited = officer.post(f"{one}andra/", {**said, "title": "Rörelse", "version": "1"})
    assert edited.status_code == 302
    stale = officer.post(f"{one}andra/", {**said, "title": "Min rubrik", "version": "1"})
    assert stale.status_code == 409
    assert "Min rubrik" in stale.content.decode()
    assert "Rörelse" in stale.content.decode()
    assert "publicerad" in officer.post(f"{one}publicera/", {"version": "2"}, follow=True).content.decode()
    key = Opening.objects.get().pk
    assert "Rörelse" in Client().get(reverse("openings:open_list")).content.decode()
    page = Client().get(reverse("openings:show", args=[key])).content.decode()
    assert "24 december 2040" in page
    assert "Svara med en idé" in page
    client = client_of(world.people["natt.organisation_administrator"])
    begin = reverse("initiatives:answer", args=[key])
    assert "Rörelse" in client.get(begin).content.decode()
    met = client.post(begin, {"name": "Gå tillsammans", "organisation": world.organisations["natt"].pk})
    client.post(met.url, {"wording": "Ensamhet.", "version": "0"})
    draft = Draft.objects.exclude(pk__in=[one.pk for one in world.drafts.values()]).get().pk
    path = reverse("drafts:share", args=[world.organisations["natt"].pk, draft])
    assert "Inbjudan som idén svarar på" in client.get(path).content.decode()
    goal = f"opening:{key}"
    before = client.get(path, {"till": goal}).content.decode()
    assert "svarar på inbjudan" in before
    client.post(path, {"till": goal, "version": 2})
    assert world.organisations["natt"].name in officer.get(one).content.decode()
    assert "1 organisation har svarat" in client.get(reverse("openings:show", args=[key])).content.decode()
    assert Client().get(begin).status_code == 302


def test_what_is_written_stands_in_the_form_as_it_is_typed(world):
    key = begun(world)
    client = client_of(world.people[OFFICER])
    path = reverse("openings:edit", args=[world.authorities["sund"].pk, key])
    page = client.get(path).content.decode()
    assert 'value="2026-12-24"' in page, "a day that is read in words could not be sent again"
    form = {"version": "1", "title": "Nytt", "challenge": "Få rör sig.", "who_may": "Alla"}
    assert client.post(path, {**form, "last_day": "2026-12-24"}).status_code == 302
    stale = client.post(path, {**form, "last_day": "2026-12-25"})
    assert stale.status_code == 409
    assert 'value="2026-12-25"' in stale.content.decode()
