"""Initiatives: written one part at a time by several, sealed in the own space, shared with one authority or more."""

import json

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tillit.actions import drafts, endings, initiatives, sharing
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.gateways.data_files import read_data
from tillit.gateways.sealing import open_sealed
from tillit.queries.cases import case_page
from tillit.queries.drafts import draft_page
from tillit.queries.drafts import wordings as asked_wordings
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.initiative_guide import initiative_guide
from tillit.queries.space_keys import space_key
from tillit.store.models import Case, Draft, DraftSharing, DraftVersion, Entry, Register, Writing
from tillit.web.assessment.visitor import Idea, keep
from world import NOON, breaks_inside, build_world, client_of

pytestmark = pytest.mark.django_db
EDITOR, ADMINISTRATOR = "natt.organisation_editor", "natt.organisation_administrator"


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def begun(world, who=EDITOR, **more):
    """An initiative of natt."""
    home = world.organisations["natt"].pk
    return initiatives.begin(actor=world.actor(who), at=NOON, organisation=home, name="Öppet hus", **more)


def write(world, draft, part, text, *, seen=0, who=EDITOR, at=NOON):
    """Write one part."""
    return initiatives.write_part(actor=world.actor(who), at=at, draft=draft, part=part, seen=seen, text=text)


def seen(world, draft, who=EDITOR):
    """The draft as someone sees it."""
    home = world.organisations["natt"].pk
    return draft_page(actor=world.actor(who), at=NOON, organisation=home, draft=draft)


def share(world, draft, **goal):
    """Share as it stands, as an administrator."""
    version = Draft.objects.get(pk=draft).version
    return sharing.share(actor=world.actor(ADMINISTRATOR), at=NOON, draft=draft, version=version, **goal)


def test_parts_become_one_text_with_headings_sealed_and_in_the_trail(world):
    draft = begun(world, carried="Svaren talar för ett partnerskap.")
    write(world, draft, "insats", "Vi håller öppet.")
    write(world, draft, "problem", "Unga är ensamma.")
    page = seen(world, draft)
    assert (page.title, page.version) == ("Öppet hus", 3)
    assert page.body.startswith("1. Problemet\n\nUnga är ensamma.\n\n2. Det vi vill göra\n\nVi håller öppet.")
    assert page.body.endswith("3. Så prövade vi formen\n\nSvaren talar för ett partnerskap.")
    kept = Draft.objects.get(pk=draft)
    assert b"ensamma" not in bytes(kept.content)
    key = space_key(world.organisations["natt"].pk)
    assert json.loads(open_sealed(key, bytes(kept.content), f"draft:{draft}:3"))["kind"] == "initiative"
    assert "ensamma" not in str(list(Entry.objects.values_list("objects_json")))
    assert breaks_inside() == []


def test_members_write_different_parts_at_once_and_meet_in_the_same(world):
    draft = begun(world)
    write(world, draft, "problem", "Deras problem")
    write(
        world, draft, "insats", "Min insats", who=ADMINISTRATOR
    )  # from a page opened before the other was saved
    with pytest.raises(Conflict) as met:
        write(world, draft, "problem", "Mitt problem", who=ADMINISTRATOR)
    assert met.value.now == 2
    assert seen(world, draft).initiative.part("problem").text == "Deras problem"
    write(world, draft, "problem", "Vårt problem", seen=2, who=ADMINISTRATOR)
    assert seen(world, draft).initiative.part("problem").text == "Vårt problem"
    texts = [one.body for one in wordings(world, draft)]
    assert any("Deras problem" in text for text in texts)


def wordings(world, draft):
    """The earlier wordings."""
    return asked_wordings(actor=world.actor(EDITOR), organisation=world.organisations["natt"].pk, draft=draft)


def test_saving_the_same_again_changes_nothing_whatever_was_seen(world):
    draft = begun(world)
    version = write(world, draft, "problem", "Samma")
    before = Entry.objects.count()
    assert write(world, draft, "problem", "Samma", seen=0) == version == 2
    assert Entry.objects.count() == before


def test_a_sitting_keeps_one_earlier_wording_not_one_for_each_pause(world):
    draft = begun(world)
    version = 0
    for text in ("U", "Un", "Unga", "Unga är", "Unga är ensamma"):
        version = write(world, draft, "problem", text, seen=version)
    assert DraftVersion.objects.filter(draft=draft).count() == 1
    write(world, draft, "problem", "Annat", seen=version, who=ADMINISTRATOR)
    assert wordings(world, draft)[0].body.endswith("Unga är ensamma")


def test_an_earlier_wording_comes_back_with_its_parts(world):
    draft = begun(world)
    version = write(world, draft, "problem", "Först")
    write(world, draft, "problem", "Sedan", seen=version, who=ADMINISTRATOR)
    act = {"actor": world.actor(EDITOR), "at": NOON, "draft": draft}
    drafts.restore(**act, version=3, wording=2)
    assert seen(world, draft).initiative.part("problem").text == "Först"
    with pytest.raises(Conflict):
        write(world, draft, "problem", "Sedan igen", seen=3)
    drafts.throw_away(**act, version=4)
    with pytest.raises(Refused):
        write(world, draft, "problem", "I korgen", seen=4)
    drafts.take_back(**act, version=5)
    assert write(world, draft, "problem", "Tillbaka", seen=4) == 7
    with pytest.raises(Refused):
        drafts.rewrite(**act, version=7, title="Allt", body="På en gång")


def test_what_is_too_long_nameless_or_not_asked_is_refused(world):
    draft, guide = begun(world), initiative_guide()
    with pytest.raises(Refused):
        write(world, draft, "problem", "å" * (guide.by_id["problem"].longest + 1))
    with pytest.raises(Refused):
        write(world, draft, "namn", "  ", seen=1)
    with pytest.raises(NotThere):
        write(world, draft, "finns-inte", "Text")
    with pytest.raises(NotThere):
        write(world, world.drafts["natt"].pk, "problem", "Ingen idé")
    with pytest.raises(Refused):
        initiatives.begin(
            actor=world.actor(EDITOR), at=NOON, organisation=world.organisations["natt"].pk, name=" "
        )


@pytest.mark.parametrize("who", ["hem.organisation_administrator", "sund.case_officer.social", "ny"])
def test_nobody_else_writes_or_reads(world, who):
    draft = begun(world)
    before = Entry.objects.count()
    with pytest.raises(NotThere):
        write(world, draft, "problem", "Intrång", who=who)
    with pytest.raises(NotThere):
        seen(world, draft, who=who)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("who", ["natt.organisation_reader", "natt.organisation_signatory"])
def test_readers_and_signatories_read_but_do_not_write(world, who):
    draft = begun(world)
    assert seen(world, draft, who=who).title == "Öppet hus"
    with pytest.raises(NotAllowed):
        write(world, draft, "problem", "Text", who=who)


def test_one_idea_goes_to_several_authorities_each_with_a_case_and_number_of_its_own(world):
    draft = begun(world)
    write(world, draft, "problem", "Unga är ensamma.")
    shared = [share(world, draft, board=world.boards[name].pk) for name in ("sund.social", "berg.social")]
    cases = [Case.objects.get(pk=one.case) for one in shared]
    assert len({case.pk for case in cases}) == 2
    assert [case.authority.slug for case in cases] == ["sund", "berg"]
    for case in cases:
        assert case.number == Register.objects.get(authority=case.authority).number
        assert Writing.objects.get(case=case).body == "1. Problemet\n\nUnga är ensamma."
    write(world, draft, "problem", "Unga är ensamma på kvällarna.", seen=2)
    lines = {line.authority: line for line in seen(world, draft).shared}
    assert {name: line.changed for name, line in lines.items()} == {
        "Kommunen sund": True,
        "Kommunen berg": True,
    }
    assert {line.case for line in lines.values()} == {case.pk for case in cases}
    sund, berg = world.actor("sund.case_officer.social"), world.actor("berg.case_officer.social")
    assert case_page(actor=sund, at=NOON, case=cases[0].pk).id == cases[0].pk
    for actor, case in ((sund, cases[1]), (berg, cases[0])):
        with pytest.raises(NotThere):
            case_page(actor=actor, at=NOON, case=case.pk)
    assert DraftSharing.objects.filter(draft=draft).count() == 2
    assert breaks_inside() == []


def test_a_case_that_one_has_left_is_told_without_a_way_there(world):
    draft = begun(world)
    write(world, draft, "problem", "Unga är ensamma.")
    shared = share(world, draft, case=world.cases["gemensam"].pk)
    assert [line.case for line in seen(world, draft).shared] == [shared.case]
    home = world.organisations["natt"].pk
    endings.leave(actor=world.actor(ADMINISTRATOR), at=NOON, case=shared.case, organisation=home)
    assert [(line.case, line.board) for line in seen(world, draft).shared] == [(None, "Nämnden social")]


def test_an_idea_without_a_word_is_not_sent(world):
    draft = begun(world)
    with pytest.raises(Refused):
        share(world, draft, board=world.boards["sund.social"].pk)
    assert not DraftSharing.objects.exists()


def address(world, draft, step):
    """The page of a question."""
    return reverse("initiatives:step", args=[world.organisations["natt"].pk, draft, step])


def test_the_pages_lead_from_a_name_through_every_question_to_the_check(world):
    client = client_of(world.people[EDITOR])
    begin = reverse("initiatives:begin", args=[world.organisations["natt"].pk])
    assert "Vad heter er idé?" in client.get(begin).content.decode()
    assert client.post(begin, {"name": "", "organisation": world.organisations["natt"].pk}).status_code == 400
    foreign = {"name": "Intrång", "organisation": world.organisations["hem"].pk}
    assert client.post(begin, foreign).status_code == 400
    met = client.post(begin, {"name": "Öppet hus", "organisation": world.organisations["natt"].pk})
    guide = initiative_guide()
    for number, step in enumerate(guide.steps, 1):
        page = client.get(met.url).content.decode()
        assert f"Steg {number} av {len(guide.steps)}" in page
        assert step.question in page
        met = client.post(
            met.url, {"wording": f"Svar {number}\r\nRad två", "version": "0", "vidare": "nasta"}
        )
    check = client.get(met.url).content.decode()
    assert "7 av 7 frågor besvarade" in check
    assert "Svar 7<br>Rad två" in check
    assert "Ändra" in check


def test_typing_is_saved_quietly_and_the_page_goes_on_from_there(world):
    client, draft = client_of(world.people[EDITOR]), begun(world)
    path = address(world, draft, "problem")
    quiet = {"headers": {"accept": "application/json"}}
    first = client.post(path, {"wording": "Un", "version": "0"}, **quiet)
    assert first.json()["said"].startswith("Sparat ")
    assert first.json()["version"] == 2
    again = client.post(path, {"wording": "Unga", "version": "2"}, **quiet)
    assert again.json()["version"] == 3
    stale = client.post(path, {"wording": "Ung", "version": "0"}, **quiet)
    assert (stale.status_code, "Inte sparat" in stale.json()["said"]) == (409, True)
    long = client.post(path, {"wording": "å" * 9000, "version": "3"}, **quiet)
    assert (long.status_code, "högst 4000" in long.json()["said"]) == (400, True)
    other = client_of(world.people[ADMINISTRATOR])  # on another device
    assert "Unga</textarea>" in other.get(path).content.decode()


def test_who_comes_second_sees_both_texts_and_can_go_on(world):
    first, second = client_of(world.people[EDITOR]), client_of(world.people[ADMINISTRATOR])
    path = address(world, begun(world), "problem")
    first.post(path, {"wording": "Deras text", "version": "0"})
    met = second.post(path, {"wording": "Min långa text", "version": "0"})
    page = met.content.decode()
    assert met.status_code == 409
    assert "Deras text" in page
    assert "Min långa text</textarea>" in page
    assert 'name="version" value="2"' in page
    assert second.post(path, {"wording": "Min långa text", "version": "2"}).status_code == 302


def test_what_the_self_assessment_came_to_comes_along_and_can_be_taken_out(world):
    client = client_of(world.people[EDITOR])
    path = reverse("initiatives:from_assessment")
    assert client.get(path).url == reverse("assessment:start")
    idea = Idea("skr-2018", "Öppet hus", {"market_exists": False}, {"market_exists": "Ingen säljer det."})
    client.cookies.update(keep(HttpResponse(), idea).cookies)
    page = client.get(path).content.decode()
    assert "Ingen säljer det." in page
    assert 'value="Öppet hus"' in page
    met = client.post(path, {"name": "Öppet hus", "organisation": world.organisations["natt"].pk})
    draft = Draft.objects.exclude(pk__in=[one.pk for one in world.drafts.values()]).get()
    assert str(draft.pk) in met.url
    assert "Ingen säljer det." in seen(world, draft.pk).body
    taken = client.post(
        address(world, draft.pk, "provning"), {"wording": "x", "version": "1", "vidare": "bort"}, follow=True
    )
    assert "Ingen säljer det." not in taken.content.decode()
    assert seen(world, draft.pk).body == ""


def test_after_sharing_the_page_says_where_and_offers_one_more(world):
    client, draft = client_of(world.people[ADMINISTRATOR]), begun(world)
    write(world, draft, "problem", "Unga är ensamma.")
    path = reverse("drafts:share", args=[world.organisations["natt"].pk, draft])
    goal = f"board:{world.boards['berg.social'].pk}"
    done = client.post(path, {"till": goal, "version": 2}, follow=True).content.decode()
    assert "Nämnden social, Kommunen berg" in done
    assert "Dela med en till" in done
    assert "Diarienummer" in done
    assert "Här har ni delat" in client.get(path).content.decode()


def test_the_installed_questions_hold_together(settings):
    guide = initiative_guide()
    assert 5 <= len(guide.steps) <= 8
    assert read_data(settings.QUESTIONS_DIR / "initiative.toml")["version"] == guide.edition
