"""The pages of a plan: goals, the effect chain and follow-ups; what is asked, what is missing, what is kept."""

import re

import pytest
from django.utils.html import escape

from agreeing import WRITERS, Agreeing
from tillit.domain.follow_ups import read_follow_ups
from tillit.domain.plans import read_plan
from world import build_world, client_of

pytestmark = pytest.mark.django_db

GOAL = {
    "version": "0",
    "learning": "nej",
    "change": "Färre unga på Näset är ofta ensamma",
    "whom": "150 unga mellan 16 och 20 år",
    "baseline": "Två av tio, 2026",
    "target": "Högst en av tio",
    "how": "Tre frågor i skolans enkät varje vår",
    "source": "Skolans enkät 2026",
    "who": "Kommunens samordnare",
    "by": "2029-06-01",
    "programme_goal": "Budget 2027, mål 3",
}


@pytest.fixture
def begun():
    """An agreement with a place for goals, follow-ups and a term."""
    made = Agreeing(build_world())
    made.begin(("purpose", "goals", "follow_up", "term"))
    return made


def comes(scene, who):
    """A browser where someone is logged in."""
    return client_of(scene.world.people[who])


def section(scene, key):
    """The address of a section."""
    return f"/arenden/{scene.case}/overenskommelse/avsnitt/{scene.ids[key]}/"


def text_of(answer):
    """What a page says, with one kind of space."""
    return re.sub(r"\s+", " ", answer.content.decode())


def data(scene, key):
    """The figures of the present wording of a section."""
    return scene.section(key).section.wording.content.data


def test_a_goal_is_proposed_told_in_sentences_changed_and_taken_away(begun):
    client, path = comes(begun, WRITERS["natt"]), section(begun, "goals")
    assert f'href="{path}mal/nytt/"' in text_of(client.get(path))
    assert "Lägg till ett mål" in text_of(client.get(f"{path}mal/nytt/"))
    assert client.post(f"{path}mal/nytt/", GOAL).status_code == 302
    page = text_of(client.get(path))
    assert "Mål: Färre unga på Näset är ofta ensamma." in page
    assert "Senast: 1 juni 2029." in page
    (one,) = read_plan(data(begun, "goals")).goals
    change = f"{path}mal/{one.id}/"
    assert f'href="{change}"' in page
    form = text_of(client.get(change))
    assert 'value="2029-06-01"' in form
    assert "Budget 2027, mål 3" in form
    assert client.post(change, {**GOAL, "version": "1", "target": "Högst 15"}).status_code == 302
    (one,) = read_plan(data(begun, "goals")).goals
    assert one.target == "Högst 15"
    assert client.post(change, {"version": "2", "hur": "bort"}).status_code == 400, (
        "an empty section says nothing"
    )
    begun.propose("goals", "natt", "Målen står här.", data=data(begun, "goals"))
    assert client.post(change, {"version": "3", "hur": "bort"}).status_code == 302
    assert data(begun, "goals") == ""


def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(begun):
    client, path = comes(begun, WRITERS["natt"]), section(begun, "goals")
    answer = client.post(f"{path}mal/nytt/", {**GOAL, "change": " ", "by": "i juni"})
    assert answer.status_code == 400
    page = text_of(answer)
    assert '<a class="ds-link" href="#change">Skriv vad som ska ha förändrats' in page
    assert '<a class="ds-link" href="#by">Skriv dagen som år-månad-dag' in page
    assert 'value="Högst en av tio"' in page
    answer = client.post(f"{path}mal/nytt/", {**GOAL, "by": "2140-01-01"})
    assert '<a class="ds-link" href="#by">Skriv dagen' in text_of(answer)
    answer = client.post(f"{path}kedja/ny/", {"version": "0", "stage": "mal", "text": ""})
    assert answer.status_code == 400
    assert '<a class="ds-link" href="#stage">Välj ett av svaren' in text_of(answer)
    calendar = section(begun, "follow_up")
    answer = client.post(
        f"{calendar}uppfoljningar/ny/", {"version": "0", "day": "2110-01-01", "what": "Målen"}
    )
    assert '<a class="ds-link" href="#day">Skriv dagen' in text_of(answer)
    assert begun.version("goals") == begun.version("follow_up") == 0


def test_the_workshop_asks_keeps_what_is_typed_and_saves_nothing(begun):
    client, path = comes(begun, WRITERS["natt"]), section(begun, "goals")
    typed = {**GOAL, "change": "Vi ska anordna <40> träffar.", "baseline": "", "hur": "granska"}
    answer = client.post(f"{path}mal/nytt/", typed)
    assert answer.status_code == 200
    page = text_of(answer)
    assert "Vad ska bli annorlunda när ni har gjort det?" in page
    assert "Ni har skrivit ”anordna”." in page
    assert "Hur är det i dag?" in page
    assert escape("Vi ska anordna <40> träffar.") in page
    assert 'value="Högst en av tio"' in page
    assert begun.version("goals") == 0
    assert "Vi har inga frågor till det här målet" in text_of(
        client.post(f"{path}mal/nytt/", {**GOAL, "hur": "granska"})
    )
    assert client.post(f"{path}mal/nytt/", {**typed, "change": ""}).status_code == 400
    assert client.post(f"{path}mal/nytt/", {**typed, "hur": "spara"}).status_code == 302, (
        "a question never stops"
    )
    page = text_of(client.get(path))
    assert "Målverkstaden frågar" in page
    assert "Vad ska bli annorlunda" in page


def test_the_chain_is_a_picture_and_a_table(begun):
    client, path = comes(begun, WRITERS["natt"]), section(begun, "goals")
    client.post(f"{path}mal/nytt/", GOAL)
    assert "<svg" not in text_of(client.get(path)).partition("<main")[2]
    for version, (stage, text) in enumerate(
        [("resources", "Två ledare"), ("activities", "Öppet hus"), ("effects", "Färre är ensamma")], start=1
    ):
        given = {"version": str(version), "stage": stage, "text": text}
        assert client.post(f"{path}kedja/ny/", given).status_code == 302
    page = text_of(client.get(path))
    drawn = re.search(r"<svg.*?</svg>", page.partition("<main")[2])[0]
    for text in (
        "Resurser",
        "Två ledare",
        "Öppet hus",
        "Resultat",
        "Inget är skrivet än.",
        "Budget 2027, mål 3",
    ):
        assert text in drawn
        assert f">{text}</td>" in page
    item = re.search(rf"{path}kedja/([0-9a-f]+)/", page)[1]
    assert "Ändra i effektkedjan" in text_of(client.get(f"{path}kedja/{item}/"))
    assert client.post(f"{path}kedja/{item}/", {"version": "4", "hur": "bort"}).status_code == 302
    plan = read_plan(data(begun, "goals"))
    assert item not in {one.id for one in plan.chain}
    assert len(plan.chain) == 2
    assert len(plan.goals) == 1


def test_what_an_auditor_would_miss_is_listed_until_it_is_there(begun):
    client, home = comes(begun, WRITERS["natt"]), f"/arenden/{begun.case}/overenskommelse/"
    page = text_of(client.get(home))
    assert "Innan texten kan gå till beslut" in page
    assert f'<a href="{section(begun, "goals")}">Skriv minst ett mål som går att följa upp.' in page
    assert f'<a href="{section(begun, "follow_up")}">Skriv minst en dag' in page
    client.post(f"{section(begun, 'goals')}mal/nytt/", {**GOAL, "baseline": ""})
    assert "är ofta ensamma”: skriv hur det är i dag." in text_of(client.get(home))
    assert "skriv hur det är i dag." in text_of(client.get(section(begun, "goals")))
    (one,) = read_plan(data(begun, "goals")).goals
    client.post(f"{section(begun, 'goals')}mal/{one.id}/", {**GOAL, "version": "1"})
    term = {"version": "0", "starts": "2027-01-01", "ends": "2028-12-31", "extension": "none"}
    client.post(f"{section(begun, 'term')}tid/", term)
    calendar = section(begun, "follow_up")
    given = {"version": "0", "day": "2028-03-01", "what": "Målen", "who": "Kommunen"}
    assert client.post(f"{calendar}uppfoljningar/ny/", given).status_code == 302
    page = text_of(client.get(calendar))
    assert "1 mars 2028: Målen. Kallar: Kommunen." in page
    assert "Lägg till en dag för uppföljning under år 1 av 2." in page
    assert "Lägg till en dag för uppföljning under år 1 av 2." in text_of(client.get(home))
    client.post(f"{calendar}uppfoljningar/ny/", {**given, "version": "1", "day": "2027-12-01"})
    assert "Innan texten kan gå till beslut" not in text_of(client.get(home))
    first = read_follow_ups(data(begun, "follow_up"))[0]
    assert (
        client.post(f"{calendar}uppfoljningar/{first.id}/", {"version": "2", "hur": "bort"}).status_code
        == 302
    )
    assert "under år 1 av 2" in text_of(client.get(home))


def test_sections_that_are_not_there_are_said_to_be_missing():
    scene = Agreeing(build_world())
    scene.begin(("purpose",))
    page = text_of(comes(scene, WRITERS["natt"]).get(f"/arenden/{scene.case}/overenskommelse/"))
    assert "Avsnittet ”Mål” är inte med." in page
    assert "Avsnittet ”Uppföljning” är inte med." in page


def test_when_another_was_first_the_present_plan_is_shown_and_both_are_kept(begun):
    path = section(begun, "goals")
    first, second = comes(begun, WRITERS["natt"]), comes(begun, WRITERS["hem"])
    assert first.post(f"{path}mal/nytt/", GOAL).status_code == 302
    answer = second.post(f"{path}mal/nytt/", {**GOAL, "change": "Fler unga har ett arbete"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Färre unga på Näset är ofta ensamma." in page
    assert "Fler unga har ett arbete" in page
    assert 'name="version" value="1"' in page
    again = second.post(f"{path}mal/nytt/", {**GOAL, "version": "1", "change": "Fler unga har ett arbete"})
    assert again.status_code == 302
    assert len(read_plan(data(begun, "goals")).goals) == 2


def test_a_goal_that_another_took_away_meanwhile_is_kept_by_who_was_changing_it(begun):
    path = section(begun, "goals")
    client = comes(begun, WRITERS["natt"])
    begun.propose("goals", "natt", "Målen.")
    client.post(f"{path}mal/nytt/", {**GOAL, "version": "1"})
    (one,) = read_plan(data(begun, "goals")).goals
    begun.propose("goals", "hem", "Målen.")
    changed = {**GOAL, "version": "2", "target": "Ingen"}
    answer = client.post(f"{path}mal/{one.id}/", changed)
    assert answer.status_code == 409
    assert 'value="Ingen"' in text_of(answer)
    assert client.get(f"{path}mal/{one.id}/").status_code == 404
    assert client.post(f"{path}mal/{one.id}/", {**changed, "version": "3"}).status_code == 404
    gone = client.post(f"{path}mal/{one.id}/", {"version": "2", "hur": "bort"})
    assert gone.status_code == 409
    assert 'value="bort"' in text_of(gone), "the button still means to take it away"


def test_each_form_belongs_to_its_kind_of_section_and_to_who_may_propose(begun):
    client = comes(begun, WRITERS["natt"])
    for key, paths in {
        "purpose": ("mal/nytt/", "kedja/ny/", "uppfoljningar/ny/"),
        "follow_up": ("mal/nytt/", "uppfoljningar/finns-inte/"),
        "goals": ("uppfoljningar/ny/", "mal/finns-inte/", "kedja/finns-inte/"),
    }.items():
        for path in paths:
            assert client.get(f"{section(begun, key)}{path}").status_code == 404
    auditor = comes(begun, "sund.auditor")
    assert auditor.get(f"{section(begun, 'goals')}mal/nytt/").status_code == 403
    client.post(f"{section(begun, 'goals')}mal/nytt/", {**GOAL, "baseline": ""})
    page = text_of(auditor.get(section(begun, "goals")))
    assert "Målverkstaden frågar" in page
    assert "/mal/" not in page


def test_the_plan_is_printed_word_for_word_in_the_paper(begun):
    client = comes(begun, WRITERS["natt"])
    client.post(
        f"{section(begun, 'goals')}mal/nytt/",
        {**GOAL, "learning": "ja", "change": "Varför slutar unga komma?"},
    )
    page = text_of(client.get(f"/arenden/{begun.case}/overenskommelse/text/"))
    assert "Vi vill lära oss: Varför slutar unga komma?" in page
    assert "Bidrar till programmålet: Budget 2027, mål 3." in page


def test_a_section_that_all_have_left_out_counts_for_nothing(begun):
    begun.propose("follow_up", "natt", "", data='[{"id": "a", "day": "2028-03-01", "what": "Målen"}]')
    home = f"/arenden/{begun.case}/overenskommelse/"
    client = comes(begun, WRITERS["natt"])
    assert "Skriv minst en dag" not in text_of(client.get(home))
    now = begun.section("follow_up").section.wording.content
    begun.propose("follow_up", "natt", now.body, data=now.data, removed=True)
    for side in ("", "hem"):
        begun.accept("follow_up", side)
    page = text_of(client.get(home))
    assert "Skriv minst en dag" in page
    assert "Avsnittet ”Uppföljning” är inte med." in page
