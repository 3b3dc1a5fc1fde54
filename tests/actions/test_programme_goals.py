"""An authority's programme goals: kept by its coordinator and administrator, brought in by list, rolled once a year."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gateways.sheet_samples import workbook
from tillit.actions import programme_goals as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.programme_goals import EXAMPLE, GoalFacts
from tillit.queries import programme_goals as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Entry, Goal
from world import NOON, breaks_inside, build_world, client_of

pytestmark = pytest.mark.django_db
COORDINATOR = "sund.coordinator"


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def facts(title="Fler är med", year=2026, last=None, programme="Budget 2026"):
    """What a goal says."""
    return GoalFacts(programme, title, "Text", "KS 1", date(2025, 11, 24), year, last or year)


def by(world, who=COORDINATOR, house="sund"):
    """Who acts, when and where."""
    return {"actor": world.actor(who), "at": NOON, "authority": world.authorities[house].pk}


def add(world, *goals):
    """Add goals. Returns their ids."""
    return acts.bring_in(**by(world), goals=goals)


def test_goals_are_added_changed_ended_and_taken_into_use_again(world):
    (key,) = add(world, facts())
    acts.edit(**by(world), goal=key, version=1, facts=facts("Ännu fler är med"))
    with pytest.raises(Conflict):
        acts.edit(**by(world), goal=key, version=1, facts=facts("För sent"))
    acts.end(**by(world, "sund.tenant_administrator"), goal=key, version=2)
    acts.resume(**by(world), goal=key, version=3)
    seen = asked.one_goal(**by(world), goal=key)
    assert (seen.facts.title, seen.ended_at, seen.version) == ("Ännu fler är med", None, 4)
    assert Entry.objects.latest("pk").action == "authority.goals"
    assert breaks_inside() == []


@pytest.mark.parametrize(
    ("who", "wrong"),
    [
        ("sund.case_officer.social", NotAllowed),
        ("sund.auditor", NotAllowed),
        ("berg.coordinator", NotThere),
        ("natt.organisation_administrator", NotThere),
    ],
)
def test_nobody_else_keeps_them(world, who, wrong):
    (key,) = add(world, facts())
    tries = (
        lambda: acts.bring_in(**by(world, who), goals=[facts("Intrång")]),
        lambda: acts.edit(**by(world, who), goal=key, version=1, facts=facts("Intrång")),
        lambda: acts.end(**by(world, who), goal=key, version=1),
        lambda: acts.roll(**by(world, who), goals=[key], year=2026),
    )
    for attempt in tries:
        with pytest.raises(wrong):
            attempt()
    assert Goal.objects.get().title == "Fler är med"


def test_a_goal_of_another_authority_is_not_there(world):
    (key,) = add(world, facts())
    berg = by(world, "berg.coordinator", "berg")
    for attempt in (
        lambda: acts.edit(**berg, goal=key, version=1, facts=facts("Intrång")),
        lambda: acts.end(**berg, goal=key, version=1),
        lambda: acts.roll(**berg, goals=[key], year=2026),
        lambda: asked.one_goal(**berg, goal=key),
    ):
        with pytest.raises(NotThere):
            attempt()


def test_the_same_goal_is_added_once_and_a_list_all_or_not_at_all(world):
    add(world, facts())
    with pytest.raises(Refused, match="finns redan"):
        add(world, facts("Nytt"), facts("fler ÄR med"))
    with pytest.raises(Refused, match="finns redan"):
        add(world, facts("Två gånger"), facts("Två gånger"))
    with pytest.raises(Refused):
        add(world)
    with pytest.raises(Refused, match="samma år"):
        add(world, facts("Baklänges", 2026, 2025))
    assert Goal.objects.count() == 1


def test_a_goal_goes_on_in_the_next_year_once_and_knows_where_it_came_from(world):
    ends, long, later = add(world, facts(), facts("Långt", 2026, 2028), facts("Senare", 2027))
    assert [one.id for one in asked.goals_to_roll(**by(world), year=2026)] == [ends]
    (new,) = acts.roll(**by(world), goals=[ends], year=2026, decided_on=date(2026, 11, 1), reference="KS 9")
    seen = asked.one_goal(**by(world), goal=new)
    assert (seen.facts.years, seen.facts.programme, seen.facts.reference) == ("2027", "Budget 2027", "KS 9")
    assert seen.came_from == "2026"
    assert asked.one_goal(**by(world), goal=ends).went_on
    assert asked.goals_to_roll(**by(world), year=2026) == ()
    with pytest.raises(Refused, match="redan överfört"):
        acts.roll(**by(world), goals=[ends], year=2026)
    for other in (long, later):
        with pytest.raises(NotThere):
            acts.roll(**by(world), goals=[other], year=2026)
    with pytest.raises(Refused):
        acts.roll(**by(world), goals=[], year=2026)
    assert Goal.objects.filter(rolled_from=ends).count() == 1
    assert breaks_inside() == []


def test_the_list_is_searched_by_words_and_year(world):
    add(world, facts(), facts("Trygga kvällar", 2027, 2029, "Plan"), facts("ÖPPNA lokaler", 2027))
    for search, year, found in (
        ("", None, 3),
        ("trygga plan", None, 1),
        ("öppna", None, 1),
        ("", 2028, 1),
        ("budget", 2027, 1),
        ("finns inte", None, 0),
    ):
        page = asked.goal_list(**by(world, "sund.case_officer.social"), search=search, year=year)
        assert len(page.lines) == found, (search, year)


def pages(world, who=COORDINATOR):
    """A browser, and the address of the goals."""
    return client_of(world.people[who]), f"/huvudman/{world.authorities['sund'].pk}/mal/"


def test_a_list_is_looked_at_with_its_faults_and_saved_when_it_holds(world):
    client, home = pages(world)
    wrong = client.post(f"{home}lista/", {"goals": f"{EXAMPLE}\nB;Fler;;;;26;\nB;Fler;;;;2026;\n"})
    assert wrong.status_code == 400
    assert "Rad 2" in wrong.content.decode()
    assert "fyra siffror" in wrong.content.decode()
    assert not Goal.objects.exists()
    right = {"goals": f"{EXAMPLE}\nB;=Fler;;;2025-11-24;2026;\n"}
    looked = client.post(f"{home}lista/", right)
    assert looked.status_code == 200
    assert not Goal.objects.exists()
    assert client.post(f"{home}lista/", {**right, "sedd": "1"}).status_code == 302
    assert Goal.objects.get().title == "=Fler"
    out = client.get(f"{home}mal.csv")
    assert b"B;'=Fler;;;2025-11-24;2026;2026" in out.content
    assert out["Content-Disposition"].startswith("attachment")
    template = client.get(f"{home}lista/mall.csv").content.decode("utf-8-sig")
    assert client.post(f"{home}lista/", {"goals": template, "sedd": "1"}).status_code == 302
    assert Goal.objects.count() == 2


def test_an_excel_file_is_brought_in_and_what_is_none_is_refused(world):
    client, home = pages(world)
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Program</t></is></c><c r="B1" t="s"><v>0</v></c>'
        '<c r="C1" t="inlineStr"><is><t>år</t></is></c><c r="D1" t="inlineStr"><is><t>beslutad</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Plan</t></is></c><c r="B2" t="s"><v>1</v></c>'
        '<c r="C2"><v>2026</v></c><c r="D2" s="1"><v>45985</v></c></row>'
    )
    sheet = SimpleUploadedFile("mal.xlsx", workbook(cells))
    looked = client.post(f"{home}lista/", {"sheet": sheet})
    assert looked.status_code == 200
    assert "2025-11-24" in looked.content.decode()
    text = looked.context["text"]
    assert client.post(f"{home}lista/", {"goals": text, "sedd": "1"}).status_code == 302
    assert Goal.objects.get().title == "Fler är med"
    bad = client.post(f"{home}lista/", {"sheet": SimpleUploadedFile("mal.xlsx", b"PK\x03\x04skadad")})
    assert bad.status_code == 400
    assert "skadad" in bad.content.decode()


def test_the_pages_of_one_goal_and_of_the_next_year(world):
    client, home = pages(world)
    assert "Här kommer målen" in client.get(home).content.decode()
    wrong = client.post(f"{home}nytt/", {"programme": "Plan", "title": "", "first_year": "tjugo"})
    assert wrong.status_code == 400
    assert "målet i en mening" in wrong.content.decode()
    sent = {"programme": "Plan", "title": "Ett mål", "first_year": "2026", "decided_on": "2025-11-24"}
    assert client.post(f"{home}nytt/", sent).status_code == 302
    goal = Goal.objects.get()
    assert (goal.last_year, goal.decided_on) == (2026, date(2025, 11, 24))
    stale = client.post(f"{home}{goal.pk}/", {**sent, "title": "Annat", "version": "9"})
    assert stale.status_code == 409
    assert "Annat" in stale.content.decode()
    assert "Ett mål" in stale.content.decode()
    assert client.post(f"{home}{goal.pk}/", {**sent, "title": "Annat", "version": "1"}).status_code == 302
    assert client.post(f"{home}nasta-ar/?ar=2026", {}).status_code == 400
    rolled = client.post(f"{home}nasta-ar/?ar=2026", {"goal": [goal.pk], "reference": "KS 2"})
    assert rolled.status_code == 302
    assert "Överfört från 2026" in client.get(rolled["Location"]).content.decode()
    assert client.post(f"{home}nasta-ar/?ar=2026", {"goal": [goal.pk]}).status_code == 400
    assert client.post(f"{home}{goal.pk}/avsluta/", {"version": "2"}).status_code == 302
    assert client.post(f"{home}{goal.pk}/ta-i-bruk/", {"version": "2"}).status_code == 409


def test_an_officer_reads_the_goals_but_finds_no_way_to_change_them(world):
    add(world, facts())
    client, home = pages(world, "sund.case_officer.social")
    page = client.get(home).content.decode()
    assert "Fler är med" in page
    assert f"{home}nytt/" not in page
    assert client.get(f"{home}nytt/").status_code == 403
    stranger, _home = pages(world, "natt.organisation_administrator")
    assert stranger.get(home).status_code == 404
