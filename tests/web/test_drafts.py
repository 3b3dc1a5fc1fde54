"""Pages of the own space: a text from the first word to the authority, and nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tillit.store.models import Draft, Entry, Writing
from world import build_world, canary, client_of

pytestmark = pytest.mark.django_db


def address(world, page, *more, organisation="natt", draft="natt"):
    """The address of a page about a draft."""
    args = [world.organisations[organisation].pk, world.drafts[draft].pk, *more]
    return reverse(f"drafts:{page}", args=args)


def test_a_text_is_written_changed_and_brought_back():
    world = build_world()
    client = client_of(world.people["natt.organisation_editor"])
    home = reverse("drafts:list", args=[world.organisations["natt"].pk])
    assert canary("draft-title:natt") in client.get(home).content.decode()
    new = reverse("drafts:new", args=[world.organisations["natt"].pk])
    wrong = client.post(new, {"title": "", "body": "Kvar i rutan"})
    assert wrong.status_code == 400
    assert "Kvar i rutan" in wrong.content.decode()
    done = client.post(new, {"title": "Härbärge", "body": "Rad ett\r\n\r\nRad två <b>"}, follow=True)
    assert "Texten är sparad" in done.content.decode()
    assert "<p>Rad två &lt;b&gt;</p>" in done.content.decode()
    client.post(address(world, "edit"), {"title": "Två", "body": "Andra", "version": 1})
    assert canary("draft-body:natt") in client.get(address(world, "wordings")).content.decode()
    client.post(address(world, "restore", 1), {"version": 2})
    assert canary("draft-body:natt") in client.get(address(world, "show")).content.decode()
    assert client.get(address(world, "restore", 9)).status_code == 404
    client.post(address(world, "throw_away"), {"version": 3})
    assert "Papperskorgen" in client.get(home).content.decode()
    client.post(address(world, "take_back"), {"version": 4})
    assert "Papperskorgen" not in client.get(home).content.decode()


def test_who_comes_second_sees_both_texts_and_can_go_on():
    world = build_world()
    first = client_of(world.people["natt.organisation_editor"])
    second = client_of(world.people["natt.organisation_administrator"])
    first.post(address(world, "edit"), {"title": "Deras", "body": "Deras text", "version": 1})
    met = second.post(address(world, "edit"), {"title": "Min", "body": "Min långa text", "version": 1})
    assert met.status_code == 409
    page = met.content.decode()
    assert "Deras text" in page
    assert "Min långa text" in page
    assert 'name="version" value="2"' in page
    second.post(address(world, "edit"), {"title": "Min", "body": "Min långa text", "version": 2})
    assert Draft.objects.get(pk=world.drafts["natt"].pk).version == 3


def test_sharing_says_beforehand_what_it_means_and_sends_what_was_seen():
    world = build_world()
    client = client_of(world.people["natt.organisation_signatory"])
    choose = client.get(address(world, "share")).content.decode()
    assert "Kommunen berg" in choose
    goal = f"board:{world.boards['berg.social'].pk}"
    before = client.get(address(world, "share"), {"till": goal}).content.decode()
    for words in ("allmän handling", "Ni kan inte ta tillbaka den", "Nämnden social, Kommunen berg"):
        assert words in before
    assert Writing.objects.filter(from_organisation__isnull=False).count() == 0
    stale = client.post(address(world, "share"), {"till": goal, "version": 7})
    assert (stale.status_code, Writing.objects.filter(from_organisation__isnull=False).count()) == (409, 0)
    done = client.post(address(world, "share"), {"till": goal, "version": 1}, follow=True)
    assert "Den är nu en allmän handling" in done.content.decode()
    assert Writing.objects.get(from_organisation__isnull=False).case.board == world.boards["berg.social"]
    nowhere = client.post(address(world, "share"), {"till": f"case:{world.cases['annan'].pk}", "version": 1})
    assert nowhere.status_code == 400


def test_others_meet_nothing_and_roles_hold():
    world = build_world()
    pages = ("show", "edit", "wordings", "throw_away", "share")
    foreign = (
        "hem.organisation_administrator",
        "sund.case_officer.social",
        "sund.tenant_administrator",
        "ny",
    )
    for who in foreign:
        client = client_of(world.people[who])
        for page in pages:
            assert client.get(address(world, page)).status_code == 404, (who, page)
        assert client.post(address(world, "share"), {"till": "x", "version": 1}).status_code == 404
    hem = client_of(world.people["hem.organisation_administrator"])
    assert hem.get(address(world, "show", organisation="hem")).status_code == 404
    assert Client().get(address(world, "show")).status_code == 302
    reader = client_of(world.people["natt.organisation_reader"])
    before = Entry.objects.count()
    assert [reader.get(address(world, page)).status_code for page in pages] == [200, 403, 200, 403, 403]
    assert reader.post(address(world, "edit"), {"title": "X", "body": "X", "version": 1}).status_code == 403
    assert Entry.objects.count() == before


def test_an_empty_space_says_how_to_begin():
    world = build_world()
    Draft.objects.all().delete()
    client = client_of(world.people["natt.organisation_editor"])
    page = client.get(reverse("drafts:list", args=[world.organisations["natt"].pk])).content.decode()
    assert "Börja med några meningar" in page
