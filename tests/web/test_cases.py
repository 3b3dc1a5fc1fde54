"""Pages of cases: whose turn, what is shared, what is internal, and what each side may do."""

import pytest
from django.test import Client
from django.urls import reverse

from tillit.store.models import Entry, Party, Writing
from world import build_world, canary, client_of

pytestmark = pytest.mark.django_db


def address(world, page, *more, case="gemensam"):
    """The address of a page about a case."""
    return reverse(f"cases:{page}", args=[world.cases[case].pk, *more])


def test_the_page_of_a_case_shows_each_side_its_own_view():
    world = build_world()
    officer = client_of(world.people["sund.case_officer.social"])
    page = officer.get(address(world, "show")).content.decode()
    for words in (canary("internal-title:gemensam"), "parterna ser inte det här", "Lägg till part"):
        assert words in page
    member = client_of(world.people["natt.organisation_administrator"])
    page = member.get(address(world, "show")).content.decode()
    assert canary("shared-title:gemensam") in page
    for words in (canary("internal-title:gemensam"), "parterna ser inte det här", "Lägg till part"):
        assert words not in page
    assert "Lämna ärendet för" in page


def test_an_officer_opens_writes_shares_publishes_and_closes():
    world = build_world()
    client = client_of(world.people["sund.case_officer.social"])
    assert client.get(reverse("cases:new")).status_code == 200
    board = world.boards["sund.social"].pk
    opened = client.post(reverse("cases:new"), {"title": "Nattöppet", "board": board}, follow=True)
    assert "Ärendet är öppet" in opened.content.decode()
    foreign = {"title": "Annan", "board": world.boards["sund.kultur"].pk}
    assert client.post(reverse("cases:new"), foreign).status_code == 400
    assert client.post(address(world, "rename"), {"title": "Nytt namn", "version": 1}).status_code == 302
    assert client.post(address(world, "rename"), {"title": "Mitt", "version": 1}).status_code == 409
    written = client.post(address(world, "new_internal"), {"title": "Not", "body": "Tanke"}, follow=True)
    assert "Parterna ser inte texten" in written.content.decode()
    text = Writing.objects.get(title="Not").pk
    assert "allmän handling" in client.get(address(world, "share_writing", text)).content.decode()
    assert client.post(address(world, "share_writing", text), {"version": 5}).status_code == 409
    client.post(address(world, "share_writing", text), {"version": 1})
    met = client.post(
        address(world, "edit_writing", text), {"title": "A", "body": "Min mening", "version": 1}
    )
    assert met.status_code == 409
    assert "Min mening" in met.content.decode()
    assert "Tanke" in met.content.decode()
    assert "Alla på internet" in client.get(address(world, "publish_writing", text)).content.decode()
    client.post(address(world, "publish_writing", text), {"version": 2})
    assert Client().get(reverse("open:show", args=[text])).status_code == 200
    letter = {"reasons": "Vi hinner inte med det i år.", "next_steps": "Dela idén igen.", "version": 2}
    client.post(address(world, "end", "decline"), {**letter, "skicka": "1"})
    assert "Avslutat" in client.get(address(world, "show")).content.decode()
    assert client.get(address(world, "new_shared")).status_code == 403
    client.post(address(world, "reopen"), {"version": 3})
    done = client.post(address(world, "new_shared"), {"title": "Svar", "body": "Hej"}, follow=True)
    assert "Den är nu en allmän handling" in done.content.decode()


def test_a_party_is_named_by_number_seen_and_then_added():
    world = build_world()
    client = client_of(world.people["sund.case_officer.social"])
    lek = world.organisations["lek"]
    for number in ("", "123", "8020001234", lek.number[:6]):
        assert client.post(address(world, "add_party"), {"number": number}).status_code == 400
    seen = client.post(address(world, "add_party"), {"number": lek.number})
    assert lek.name in seen.content.decode()
    assert not Party.objects.filter(case=world.cases["gemensam"], organisation=lek).exists()
    client.post(address(world, "add_party"), {"number": lek.number, "bekraftad": "1"})
    assert Party.objects.filter(case=world.cases["gemensam"], organisation=lek).exists()
    again = client.post(address(world, "add_party"), {"number": lek.number, "bekraftad": "1"})
    assert "redan part" in again.content.decode()


def test_an_organisation_leaves():
    world = build_world()
    client = client_of(world.people["natt.organisation_administrator"])
    leave = address(world, "leave", world.organisations["natt"].pk)
    assert client.get(leave).status_code == 200
    assert client.get(address(world, "leave", world.organisations["hem"].pk)).status_code == 403
    assert client.get(address(world, "leave", world.organisations["lek"].pk)).status_code == 404
    assert "har lämnat ärendet" in client.post(leave, follow=True).content.decode()
    assert client.get(address(world, "show")).status_code == 404


def test_foreign_cases_and_texts_answer_as_those_that_do_not_exist():
    world = build_world()
    text = world.writings["gemensam.shared"].pk
    plain = ("show", "rename", "add_party", "close", "reopen", "new_internal", "new_shared")
    texts = ("writing", "edit_writing", "wordings", "share_writing", "publish_writing")
    before = Entry.objects.count()
    for who in (
        "lek.organisation_administrator",
        "sund.case_officer.kultur",
        "berg.case_officer.social",
        "ny",
    ):
        client = client_of(world.people[who])
        paths = [address(world, page) for page in plain] + [address(world, page, text) for page in texts]
        for path in paths:
            assert client.get(path).status_code == 404, (who, path)
            assert client.post(path).status_code in (404, 405), (who, path)
    member = client_of(world.people["natt.organisation_administrator"])
    internal = world.writings["gemensam.internal"].pk
    assert [member.get(address(world, page, internal)).status_code for page in texts] == [404] * 5
    elsewhere = world.writings["kultur.public"].pk
    assert member.get(address(world, "writing", elsewhere)).status_code == 404
    assert [member.get(address(world, page)).status_code for page in plain[1:]] == [403] * 6
    assert Entry.objects.count() == before


def test_the_list_begins_somewhere_for_everyone():
    world = build_world()
    page = client_of(world.people["ny"]).get(reverse("cases:list"), {"sida": "x", "ordning": "; --"})
    assert "Registrera föreningen" in page.content.decode()
    member = client_of(world.people["natt.organisation_reader"])
    assert canary("case:gemensam") in member.get(reverse("cases:list")).content.decode()
    assert "Inget ärende passar" in member.get(reverse("cases:list"), {"sok": "finns inte"}).content.decode()
    assert Client().get(reverse("cases:list")).status_code == 302
    unsure = client_of(world.people["sund.case_officer.social"], assurance=1)
    assert unsure.get(address(world, "show")).status_code == 302
