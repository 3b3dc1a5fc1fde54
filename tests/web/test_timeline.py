"""The timeline of a case and the pages of messages and meetings, as people meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tillit.actions import cases, officers, writings
from tillit.actions.messages import send
from tillit.domain.spaces import Space
from tillit.queries.gate import NotThere
from tillit.queries.timeline import timeline
from tillit.store.models import Case, Meeting, Message, Notes, NotesConfirmation, Party
from world import NOON, build_world, canary, client_of

pytestmark = pytest.mark.django_db
OFFICER, NATT = "sund.case_officer.social", "natt.organisation_editor"


@pytest.fixture
def world():
    """The world for tests, where the case and its parties have been there for long."""
    made = build_world()
    long_ago = timezone.now() - timedelta(days=60)
    Case.objects.update(opened_at=long_ago)
    Party.objects.update(joined_at=long_ago)
    return made


def address(world, page, *more):
    """A page of the shared case."""
    return reverse(page, args=[world.cases["gemensam"].pk, *more])


def lines_in(page):
    """How many lines the timeline of a page has."""
    return page.content.decode().partition('class="timeline"')[2].partition("</ol>")[0].count("<li>")


def line_of(world, who, **more):
    """The timeline as someone sees it."""
    return timeline(actor=world.actor(who), at=NOON, case=world.cases["gemensam"].pk, **more)


def test_everything_shared_stands_there_and_nothing_internal(world):
    case, officer = world.cases["gemensam"].pk, world.actor(OFFICER)
    act = {"actor": officer, "at": NOON}
    inside = {**act, "case": case, "space": Space.INTERNAL}
    hidden = writings.write(**inside, title="Hemlig rubrik", body="Hemligt")
    writings.rewrite(**act, writing=hidden, version=1, title="Hemlig rubrik", body="Mer")
    writings.write(**{**inside, "space": Space.SHARED}, title="Svar till er", body="Text")
    later = writings.write(**inside, title="Delas sedan", body="Text")
    writings.share(**act, writing=later, version=1)
    natt = world.organisations["natt"]
    send(actor=world.actor(NATT), at=NOON, case=case, side=natt.pk, body="Hej\n\n" + "ord " * 100)
    officers.assign(**act, case=case, version=1, officer=world.people[OFFICER].pk)
    for who in (NATT, "hem.organisation_reader", "sund.coordinator", OFFICER):
        found = line_of(world, who)
        told = [(one.action, one.kind, one.told.title) for one in found.lines]
        assert ("case.assign", "handover", world.people[OFFICER].name) in told
        assert ("writing.write", "writing", "Svar till er") in told
        assert ("writing.share", "writing", "Delas sedan") in told
        assert "Hemlig" not in repr(found)
        assert canary("internal-title:gemensam") not in repr(found)
        assert canary("shared-title:gemensam") in repr(found)
        message = next(one for one in found.lines if one.kind == "message")
        assert (message.side, message.source) == ("organisation", natt.name)
        assert message.told.title.startswith("Hej ord ord")
        assert len(message.told.title) <= 121
        assert {one.told.title for one in found.lines if one.kind == "party"} == {
            natt.name,
            world.organisations["hem"].name,
        }
    for who in (
        "lek.organisation_administrator",
        "sund.case_officer.kultur",
        "sund.tenant_administrator",
        "ny",
    ):
        with pytest.raises(NotThere):
            line_of(world, who)


def test_pages_hang_together_by_the_cursor_without_loss_or_repetition(world):
    case = world.cases["gemensam"].pk
    for number in range(30):
        version = Case.objects.get(pk=case).version
        cases.rename(actor=world.actor(OFFICER), at=NOON, case=case, version=version, title=f"Namn {number}")
    whole = [one.number for one in line_of(world, NATT, most=1000).lines]
    met, before = [], None
    for _ in range(100):
        found = line_of(world, NATT, before=before, most=7)
        met += [one.number for one in found.lines]
        before = found.older
        if before is None:
            break
    assert met == whole == sorted(whole, reverse=True)
    assert line_of(world, NATT, before=1).lines == ()


def test_the_page_turns_prints_and_survives_anything(world):
    client = client_of(world.people[NATT])
    case = world.cases["gemensam"].pk
    for number in range(25):
        version = Case.objects.get(pk=case).version
        cases.rename(actor=world.actor(OFFICER), at=NOON, case=case, version=version, title=f"Namn {number}")
    page = client.get(address(world, "cases:timeline"))
    assert lines_in(page) == 20
    assert "Visa äldre" in page.content.decode()
    everything = client.get(address(world, "cases:timeline"), {"allt": "1"}).content.decode()
    assert "Visa äldre" not in everything
    for odd in ("x", "-1", "0", "99999999999999", "²", ""):
        assert client.get(address(world, "cases:timeline"), {"fore": odd}).status_code == 200
    home = client.get(address(world, "cases:show"))
    assert f'href="{address(world, "cases:timeline")}"' in home.content.decode()
    assert lines_in(home) == 6


def test_a_message_from_the_case_to_the_timeline(world):
    client = client_of(world.people[NATT])
    new = address(world, "dialogue:new_message")
    assert f'href="{new}"' in client.get(address(world, "cases:show")).content.decode()
    assert "allmän handling" in client.get(new).content.decode()
    side = str(world.organisations["natt"].pk)
    for wrong in ({"body": " \n ", "side": side}, {"body": "Hej"}, {"body": "å" * 6000, "side": side},
                  {"body": "Hej", "side": str(world.organisations["hem"].pk)}):  # fmt: skip
        assert client.post(new, wrong).status_code == 400
    assert Message.objects.count() == 0
    done = client.post(new, {"body": "Kan vi ses?\r\nHej", "side": side}, follow=True).content.decode()
    assert "skickat till alla parter" in done
    kept = Message.objects.get()
    assert (kept.body, str(kept.from_organisation_id)) == ("Kan vi ses?\nHej", side)
    told = client_of(world.people[OFFICER]).get(address(world, "cases:timeline")).content.decode()
    assert address(world, "dialogue:message", kept.pk) in told
    assert "Kan vi ses? Hej" in told
    reader = client_of(world.people["hem.organisation_reader"])
    assert reader.get(new).status_code == 403
    assert "Kan vi ses?" in reader.get(address(world, "dialogue:message", kept.pk)).content.decode()


def test_a_meeting_from_proposal_to_confirmed_notes(world):
    natt, officer = client_of(world.people[NATT]), client_of(world.people[OFFICER])
    hem = client_of(world.people["hem.organisation_signatory"])
    side = {who: {"side": str(home.pk)} for who, home in
            (("natt", world.organisations["natt"]), ("hem", world.organisations["hem"]),
             ("sund", world.authorities["sund"]))}  # fmt: skip
    day = timezone.localdate() - timedelta(days=2)
    sent = {"day": day.isoformat(), "clock": "13.00", "place": "Rådhuset", "agenda": "Målen"}
    propose = address(world, "dialogue:propose")
    for wrong in (
        {"day": "i morgon"},
        {"clock": "25:00"},
        {"place": ""},
        {"agenda": ""},
        {"day": "0001-01-01"},
    ):
        assert natt.post(propose, {**sent, **side["natt"], **wrong}).status_code == 400
    skipped = natt.post(propose, {**sent, **side["natt"], "day": "2026-03-29", "clock": "02:30"})
    assert "klockan ställs fram" in skipped.content.decode()
    assert "Mötet är föreslaget" in natt.post(propose, {**sent, **side["natt"]}, follow=True).content.decode()
    meeting = Meeting.objects.get()
    assert timezone.localtime(meeting.starts_at).hour == 13
    changing = natt.get(address(world, "dialogue:change", meeting.pk)).content.decode()
    assert f'value="{day.isoformat()}"' in changing
    assert 'value="13:00"' in changing
    assert hem.get(address(world, "dialogue:change", meeting.pk)).status_code == 403
    stale = natt.post(
        address(world, "dialogue:change", meeting.pk), {**sent, **side["natt"], "place": "Telefon"}
    )
    assert stale.status_code == 409
    assert "Telefon" in stale.content.decode()
    assert "Rådhuset" in stale.content.decode()
    notes = address(world, "dialogue:notes", meeting.pk)
    written = {"body": "Vi är överens.", "version": "0"}
    assert natt.post(notes, {**written, **side["natt"]}).status_code == 302
    late = hem.post(notes, {"body": "Vi är inte överens.", "version": "0", **side["hem"]})
    assert late.status_code == 409
    assert "Vi är överens." in late.content.decode()
    assert "Vi är inte överens." in late.content.decode()
    assert 'name="version" value="1"' in late.content.decode()
    sure = address(world, "dialogue:confirm", meeting.pk)
    mine = hem.get("/min-sida/").content.decode()
    assert address(world, "dialogue:meeting", meeting.pk) in mine
    assert hem.post(sure, {"version": "0", **side["hem"]}).status_code == 409
    for client, who in ((natt, "natt"), (hem, "hem"), (officer, "sund")):
        assert client.post(sure, {"version": "1", **side[who]}).status_code == 302
    assert NotesConfirmation.objects.count() == 3
    page = hem.get(address(world, "dialogue:meeting", meeting.pk)).content.decode()
    assert "Bekräftat av alla" in page
    assert "Ändra anteckningarna" not in page
    again = natt.post(notes, {"body": "Nytt", "version": "1", **side["natt"]})
    assert (again.status_code, "kan inte ändras" in again.content.decode()) == (400, True)
    assert Notes.objects.get().body == "Vi är överens."
    assert address(world, "dialogue:meeting", meeting.pk) not in hem.get("/min-sida/").content.decode()
    told = natt.get(address(world, "cases:timeline")).content.decode()
    for words in ("Föreslog ett möte", "Skrev anteckningar från ett möte", "Bekräftade anteckningarna"):
        assert words in told


def test_foreign_messages_and_meetings_answer_as_those_that_do_not_exist(world):
    natt = client_of(world.people[NATT])
    side = str(world.organisations["natt"].pk)
    natt.post(address(world, "dialogue:new_message"), {"body": "Hej", "side": side})
    sent = {"day": timezone.localdate().isoformat(), "clock": "00:01", "place": "Rum", "agenda": "Mål"}
    natt.post(address(world, "dialogue:propose"), {**sent, "side": side})
    message, meeting = Message.objects.get().pk, Meeting.objects.get().pk
    pages = [address(world, "dialogue:message", message)]
    pages += [address(world, f"dialogue:{page}", meeting)
              for page in ("meeting", "change", "cancel", "notes", "confirm", "earlier_notes")]  # fmt: skip
    pages += [address(world, page) for page in ("cases:timeline", "dialogue:new_message", "dialogue:propose",
                                                "dialogue:meetings")]  # fmt: skip
    for who in (
        "lek.organisation_administrator",
        "sund.case_officer.kultur",
        "berg.case_officer.social",
        "ny",
    ):
        client = client_of(world.people[who])
        assert [client.get(page).status_code for page in pages] == [404] * len(pages), who
    lek = client_of(world.people["lek.organisation_administrator"])
    for page, key in (("message", message), ("meeting", meeting)):
        through = reverse(f"dialogue:{page}", args=[world.cases["kultur"].pk, key])
        assert lek.get(through).status_code == 404
    reader = client_of(world.people["natt.organisation_reader"])
    assert [reader.get(page).status_code for page in pages] == [
        200,
        200,
        403,
        403,
        403,
        403,
        200,
        200,
        403,
        403,
        200,
    ]
