"""The ways out of a case: a letter with reasons each time, to the parties; and an organisation that leaves."""

from datetime import timedelta

import pytest

from tillit.actions import cases, endings
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.posting import letter_in
from tillit.domain.endings import OF_AUTHORITY, Way
from tillit.domain.trail_state import OUTSIDE
from tillit.queries.cases import case_page
from tillit.queries.endings import letter_of
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.trail import verify
from tillit.store.models import Case, Ending, Entry, Mail, Notice
from world import LETTER, NOON, build_world, canary, client_of

pytestmark = pytest.mark.django_db
OFFICER = "sund.case_officer.social"
REASONS = "Idén passar, men bidraget finns redan för just sådant."


def ends(world, way=Way.DECLINE, who=OFFICER, at=NOON, case="gemensam", **more):
    """Somebody says how a case ends."""
    key = world.cases[case].pk
    letter = {**LETTER, "reasons": REASONS, "way": way, "version": Case.objects.get(pk=key).version, **more}
    return endings.end(actor=world.actor(who, at=at), at=at, case=key, **letter)


@pytest.mark.parametrize("way", OF_AUTHORITY)
def test_each_way_gives_the_parties_a_letter_and_all_but_an_agreement_close_the_case(way):
    world = build_world()
    key = ends(world, way, reference="Socialnämnden 2026-11-18 § 114")
    case = Case.objects.get(pk=world.cases["gemensam"].pk)
    assert (case.closed_at is None) == (way is Way.AGREEMENT)
    reader = world.actor("natt.organisation_reader")
    found = letter_of(actor=reader, case=case.pk, ending=key)
    assert (found.way, found.reasons, found.reference) == (way, REASONS, "Socialnämnden 2026-11-18 § 114")
    assert set(found.to) == {world.organisations["natt"].name, world.organisations["hem"].name}
    told = Mail.objects.filter(event=f"case.ended:{key}")
    assert {mail.recipient.partition("@")[0] for mail in told} == {
        f"{house}.organisation_{role}" for house in ("natt", "hem") for role in ("administrator", "editor")
    }
    for mail in told:
        text = "\n".join(letter_in(mail).paragraphs)
        assert f"/besked/{key}/" in letter_in(mail).link
        assert REASONS not in text
    assert Entry.objects.latest("pk").action == ("case.go_on" if way is Way.AGREEMENT else "case.close")


def test_without_reasons_or_a_next_step_nothing_is_sent():
    world = build_world()
    for wrong in ({"reasons": ""}, {"reasons": "  för kort          "}, {"next_steps": " "}):
        with pytest.raises(Refused, match="skälen"):
            ends(world, **wrong)
    with pytest.raises(Refused, match="vägen"):
        ends(world, Way.WITHDRAW)
    with pytest.raises(Conflict):
        ends(world, version=99)
    assert (Ending.objects.count(), Mail.objects.count()) == (0, 0)


def test_one_goes_on_to_an_agreement_once_until_the_case_has_ended_otherwise():
    world = build_world()
    ends(world, Way.AGREEMENT)
    with pytest.raises(Refused, match="vägen"):
        ends(world, Way.AGREEMENT)
    ends(world, Way.GRANT, at=NOON + timedelta(days=1))
    with pytest.raises(NotAllowed):
        ends(world, Way.DECLINE)
    key, version = world.cases["gemensam"].pk, Case.objects.get(pk=world.cases["gemensam"].pk).version
    cases.reopen(actor=world.actor(OFFICER), at=NOON + timedelta(days=2), case=key, version=version)
    ends(world, Way.AGREEMENT, at=NOON + timedelta(days=3))
    page = case_page(actor=world.actor("hem.organisation_reader"), at=NOON, case=key)
    assert [line.way for line in page.endings] == [Way.AGREEMENT, Way.GRANT, Way.AGREEMENT]


@pytest.mark.parametrize(
    ("who", "wrong"),
    [
        ("natt.organisation_administrator", NotAllowed),
        ("sund.coordinator", NotAllowed),
        ("sund.case_officer.kultur", NotThere),
        ("berg.case_officer.social", NotThere),
        ("lek.organisation_administrator", NotThere),
    ],
)
def test_nobody_else_ends_a_case_or_reads_its_letters(who, wrong):
    world = build_world()
    for way in (Way.DECLINE, Way.AGREEMENT):
        with pytest.raises(wrong):
            ends(world, way, who)
    if wrong is NotThere:
        key = ends(world)
        with pytest.raises(NotThere):
            letter_of(actor=world.actor(who), case=world.cases["gemensam"].pk, ending=key)


def test_a_letter_is_not_there_under_another_case():
    world = build_world()
    key, officer = ends(world), world.actor(OFFICER)
    other = cases.open_case(actor=officer, at=NOON, board=world.boards["sund.social"].pk, title="Annat")
    with pytest.raises(NotThere):
        letter_of(actor=officer, case=other, ending=key)


def leaves(world, house, at=NOON, **more):
    """An organisation's administrator takes it out of the shared case."""
    endings.leave(
        actor=world.actor(f"{house}.organisation_administrator", at=at),
        at=at,
        case=world.cases["gemensam"].pk,
        organisation=world.organisations[house].pk,
        **more,
    )


def test_who_leaves_is_told_what_it_can_do_and_the_others_that_it_left():
    world = build_world()
    leaves(world, "natt", reasons="Vi har inte folk.")
    key = world.cases["gemensam"].pk
    assert Case.objects.get(pk=key).closed_at is None
    mails = {mail.recipient.partition("@")[0]: letter_in(mail) for mail in Mail.objects.all()}
    assert OFFICER in mails
    assert {name.split(".")[0] for name in mails} == {"natt", "hem", "sund"}
    mine = mails["natt.organisation_editor"]
    assert "kan dela dem igen" in " ".join(mine.paragraphs)
    assert mine.link.endswith("/arenden/")
    assert not any("folk" in " ".join(letter.paragraphs) for letter in mails.values())
    page = case_page(actor=world.actor("hem.organisation_reader"), at=NOON, case=key)
    assert [(line.way, line.source) for line in page.endings] == [
        (Way.WITHDRAW, world.organisations["natt"].name)
    ]
    letter = letter_of(actor=world.actor("hem.organisation_reader"), case=key, ending=page.endings[0].id)
    assert (letter.reasons, letter.to) == ("Vi har inte folk.", (world.boards["sund.social"].name,))
    with pytest.raises(NotThere):
        letter_of(actor=world.actor("natt.organisation_reader"), case=key, ending=page.endings[0].id)


def test_the_last_one_out_closes_the_case_and_the_trail_holds():
    world = build_world()
    leaves(world, "hem")
    leaves(world, "natt", at=NOON + timedelta(hours=1))
    case = Case.objects.get(pk=world.cases["gemensam"].pk)
    assert case.closed_at == NOON + timedelta(hours=1)
    assert Notice.objects.filter(person=world.people[OFFICER], text__contains="lämnat").count() == 2
    noted = "inte antecknade"  # what a test does is never committed, so it is never noted outside
    assert [one for one in verify().breaks if one.chain != OUTSIDE and noted not in one.why] == []


def test_a_letter_is_written_read_through_changed_and_sent():
    world = build_world()
    client = client_of(world.people[OFFICER])
    home = f"/arenden/{world.cases['gemensam'].pk}/"
    page = client.get(f"{home}avsluta/").content.decode()
    assert page.count("/avsluta/") >= len(OF_AUTHORITY)
    path = f"{home}avsluta/grant/"
    assert "Sök bidraget hos oss" in client.get(path).content.decode()
    short = client.post(path, {"reasons": "Nej.", "next_steps": "Sök.", "version": "1"})
    assert (short.status_code, "utförligare" in short.content.decode()) == (400, True)
    letter = {"reasons": REASONS, "next_steps": "Sök bidraget.", "version": "1"}
    reading = client.post(path, letter).content.decode()
    assert "Läs igenom och skicka" in reading
    assert REASONS in reading
    assert not Ending.objects.exists()
    assert "<textarea" in client.post(path, {**letter, "tillbaka": "1"}).content.decode()
    stale = client.post(path, {**letter, "version": "7", "skicka": "1"})
    assert (stale.status_code, REASONS in stale.content.decode()) == (409, True)
    done = client.post(path, {**letter, "skicka": "1"}, follow=True).content.decode()
    assert "Beskedet är skickat" in done
    member = client_of(world.people["natt.organisation_reader"])
    link = f"{home}besked/{Ending.objects.get().pk}/"
    assert f'href="{link}"' in member.get(home).content.decode()
    assert REASONS in member.get(link).content.decode()
    paper = member.get(f"{link}brev.pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"{home}avsluta/finns-inte/").status_code in (403, 404)
    other = client_of(world.people["berg.case_officer.social"])
    assert {other.get(one).status_code for one in (link, f"{link}brev.pdf", path)} == {404}
    assert canary("internal-title:gemensam") not in member.get(link).content.decode()
