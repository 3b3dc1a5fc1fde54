"""The demo world: ten real cases carried as far as their sources tell, beside the houses that were there before."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tillit.actions.demo import make_demo
from tillit.cli.demo import demo_world
from tillit.domain.endings import Way
from tillit.domain.roles import Role
from tillit.queries.demo import demo_houses
from tillit.store.models import (
    Agreement,
    AnswerSheet,
    Case,
    ChallengeVersion,
    Ending,
    Examination,
    ExaminationGround,
    Meeting,
    Message,
    RoleGrant,
    Writing,
)
from world import breaks_inside, client_of

pytestmark = pytest.mark.django_db
WORLD = demo_world(settings.EXAMPLES_DIR)
CARRIED = {one["title"]: one for one in WORLD["case"] if "known" in one}
ALINGSAS = "Vårdkedja för personer med demens, äldreboendet Ginstgården"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Make the world once for all tests here, and undo it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert make_demo(world=demo_world(settings.EXAMPLES_DIR), at=timezone.now())
        yield
        transaction.set_rollback(True)


def someone(role, house):
    """Who holds a role in a house of the demo."""
    grants = RoleGrant.objects.filter(role=role, authority__name=house)
    return (grants | RoleGrant.objects.filter(role=role, organisation__name=house)).first().person


def words(client, path):
    """What a page says, without its marks."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    plain = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", plain.replace("\xa0", " "))


def test_ten_real_cases_are_carried_and_each_ends_as_its_sources_tell(demo):
    assert len(CARRIED) == 10
    ways = {
        one.case.title: one.way
        for one in Ending.objects.filter(case__title__in=CARRIED).select_related("case")
    }
    assert ways == {title: one["ending"]["way"] for title, one in CARRIED.items()}
    for case in Case.objects.filter(title__in=CARRIED):
        known = CARRIED[case.title]["known"]
        assert case.officer is not None
        assert case.number is not None
        assert (case.closed_at is None) == (ways[case.title] == Way.AGREEMENT)
        facts = ExaminationGround.objects.get(case=case).facts
        assert facts == {name: known["facts"][name] for name in facts}
        told = {one.name for one in case.authority.boards.all()} | {case.authority.name}
        assert any(known["about"]["authority"][:6] in name for name in told)
        parties = {party.organisation.name for party in case.parties.select_related("organisation")}
        assert parties == set(known["about"]["organisations"])
    assert set(ways.values()) >= {Way.AGREEMENT, Way.GRANT, Way.PROCUREMENT, Way.DECLINE}
    assert breaks_inside() == []


def test_nothing_is_put_in_the_mouth_of_an_organisation(demo):
    mine = {"case__title__in": CARRIED}
    assert not Writing.objects.filter(**mine, from_organisation__isnull=False).exists()
    assert not Message.objects.filter(**mine).exists()
    assert not Meeting.objects.filter(**mine).exists()
    assert not ChallengeVersion.objects.filter(
        challenge__case__title__in=CARRIED, from_organisation__isnull=False
    ).exists()
    sheets = AnswerSheet.objects.filter(assessment__case__title__in=CARRIED)
    for sheet in sheets:
        assert sheet.opened == ""
        assert (sheet.sealed_at is None) == (sheet.organisation_id is not None)
        assert bool(sheet.content) == (sheet.organisation_id is None)
    assert sheets.filter(organisation=None).count() == 10


def test_every_real_case_says_where_it_is_from_and_what_no_source_tells(demo):
    for case in Case.objects.filter(title__in=CARRIED).select_related("officer"):
        assert "Återberättat i demon. Källa: " in Writing.objects.get(case=case).body
        page = words(client_of(case.officer), f"/arenden/{case.pk}/vad-saknas/")
        for party in case.parties.select_related("organisation"):
            assert f"{party.organisation.name} har inte förseglat sina svar." in page


def test_alingsas_shows_its_red_flags_and_why(demo):
    case = Case.objects.get(title=ALINGSAS)
    client = client_of(someone(Role.CASE_OFFICER, "Alingsås kommun"))
    home = f"/arenden/{case.pk}/provningar/upphandling/"
    page = words(client, home)
    found = Examination.objects.get(case=case, guide="upphandling")
    assert (found.state, found.conclusion) == ("concluded", "upphandla")
    whys = (
        "När kontraktet tog slut fortsatte driften som ett partnerskap.",
        "Äldreomsorgen i Alingsås var kommunens skyldighet.",
        "I Alingsås steg ersättningen med antalet platser.",
        "I Alingsås skulle tvister avgöras i domstol.",
        "Avtalet i Alingsås kunde förlängas utan gräns.",
    )
    assert page.count("Varning") == len(whys)
    for why in whys:
        assert why in page
    assert "Ska upphandlas" in page
    assert "var ett tjänstekontrakt" in page
    value = words(client, f"{home}varde/")
    assert "98 000 000" in value
    assert "7 701 675" in value


def test_the_foundation_reads_the_letter_and_the_conclusion_but_not_the_answers(demo):
    case = Case.objects.get(title=ALINGSAS)
    client = client_of(someone(Role.ORGANISATION_ADMINISTRATOR, "Stiftelsen Bräcke diakoni"))
    letter = Ending.objects.get(case=case)
    page = words(client, f"/arenden/{case.pk}/besked/{letter.pk}/")
    assert "Det ni och kommunen har kommit överens om är ett köp" in page
    assert "Ni kan lämna anbud när driften annonseras." in page
    assert "HFD 2020 ref. 15" in page
    shared = words(client, f"/arenden/{case.pk}/provningar/upphandling/")
    assert "Ska upphandlas" in shared
    assert "Tvister skulle i andra hand" not in shared


def test_the_houses_from_before_keep_their_cases(demo):
    shown = {
        ("Stockholms stad", Role.CASE_OFFICER): {"Folkets Husby"},
        ("Göteborgs Stad", Role.CASE_OFFICER): {"Trygghet och stöd för unga i och kring Nordstan"},
        ("Folkets Husby", Role.ORGANISATION_ADMINISTRATOR): {"Folkets Husby"},
    }
    titles = set(Case.objects.values_list("title", flat=True))
    for (house, role), wanted in shown.items():
        page = words(client_of(someone(role, house)), "/arenden/")
        assert {title for title in titles if title in page.split("Ärenden", 1)[1]} >= wanted
        assert not any(title in page for title in CARRIED)


def test_the_list_of_roles_begins_with_the_houses_that_have_them_all(demo):
    houses = demo_houses()
    assert [one.name for one in houses[:2]] == ["Göteborgs Stad", "Stockholms stad"]
    assert [one.authority for one in houses] == sorted((one.authority for one in houses), reverse=True)
    names = [one.name for one in houses]
    assert len(set(names)) == len(names) == 10 + 20


AGREED = {  # whose case: how many sections are agreed of how many, and what the page of the contributions says
    "Uppsala kommun": (5, 5, "1 428 000 kr"),
    "Västerås stad": (4, 5, "120 000 kr"),
    "Örebro kommun": (5, 6, "3 900 000 kr"),
}


@pytest.mark.parametrize("house", AGREED)
def test_three_real_agreements_stand_with_their_parties_terms_and_contributions(demo, house):
    agreed, total, told = AGREED[house]
    case = Agreement.objects.get(case__authority__name=house).case
    party = case.parties.select_related("organisation").first().organisation
    client = client_of(someone(Role.ORGANISATION_ADMINISTRATOR, party.name))
    home = f"/arenden/{case.pk}/overenskommelse/"
    page = words(client, home)
    assert f"{agreed} av {total} avsnitt är överenskomna" in page
    for party in case.parties.select_related("organisation"):
        assert party.organisation.name in page
    section = case.agreements.get().sections.get(key="contributions")
    shown = words(client, f"{home}avsnitt/{section.pk}/").replace("\N{NO-BREAK SPACE}", " ")
    assert told in shown
    assert "Vem bidrar med vad" in shown
    assert client.get(f"{home}overenskommelse.pdf").status_code == 200
    assert breaks_inside() == []
