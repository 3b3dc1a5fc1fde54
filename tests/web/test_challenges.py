"""The pages of a challenge: one thing at a time, both texts at a conflict, a search that keeps what is marked."""

import re

import pytest
from django.utils import timezone

from tillit.actions import challenges
from tillit.domain.challenges import TEXTS
from tillit.store.models import ChallengeVersion, Goal
from tillit.web.challenges.words import PARTS
from world import NOON, build_world, client_of

pytestmark = pytest.mark.django_db
OFFICER, NATT, ADMIN = (
    "sund.case_officer.social",
    "natt.organisation_editor",
    "natt.organisation_administrator",
)


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def home(world):
    """The address of the challenge."""
    return f"/arenden/{world.cases['gemensam'].pk}/utmaning/"


def comes(world, who):
    """A browser where someone is logged in."""
    return client_of(world.people[who])


def text_of(answer):
    """What a page says, with one kind of space."""
    return re.sub(r"\s+", " ", answer.content.decode())


def write(world, who, part, text, version):
    """Write one text by the action."""
    case = world.cases["gemensam"].pk
    return challenges.write(actor=world.actor(who), at=NOON, case=case, version=version, part=part, text=text)


def make_goals(world, count):
    """That many goals in force now."""
    year = timezone.localdate().year
    for number in range(count):
        Goal.objects.create(
            authority=world.authorities["sund"],
            programme="Budget",
            title=f"Mål nummer {number:03d}",
            first_year=year,
            last_year=year,
        )


def test_the_way_from_the_case_through_the_four_parts_to_a_confirmation(world):
    client = comes(world, NATT)
    case = text_of(client.get(f"/arenden/{world.cases['gemensam'].pk}/"))
    assert f'href="{home(world)}"' in case
    assert "0 av 4 delar är skrivna" in case
    page = text_of(client.get(home(world)))
    assert "Börja skriva" in page
    path = PARTS[0].path(world.cases["gemensam"].pk)
    for number, part in enumerate(PARTS[:4]):
        assert path == part.path(world.cases["gemensam"].pk)
        form = text_of(client.get(path))
        assert str(part.question) in form
        answer = client.post(path, {"wording": f"Vi skriver {number}", "version": number})
        assert answer.status_code == 302
        path = answer["Location"]
    assert path == f"{home(world)}?klart=sparad"
    assert "Läs och bekräfta" not in text_of(client.get(home(world))), "an editor does not confirm"
    admin = comes(world, ADMIN)
    assert f'href="{home(world)}bekrafta/"' in text_of(admin.get(home(world)))
    shown = text_of(admin.get(f"{home(world)}bekrafta/"))
    assert all(f"Vi skriver {number}" in shown for number in range(4))
    done = admin.post(f"{home(world)}bekrafta/", {"version": 4}, follow=True)
    assert "Er bekräftelse är sparad" in text_of(done)
    again = admin.post(f"{home(world)}bekrafta/", {"version": 4})
    assert again.status_code == 400


def test_a_conflict_shows_both_texts_and_lets_the_writer_choose_or_put_together(world):
    first = write(world, NATT, "description", "Ni skrev det här först", 0)
    write(world, OFFICER, "description", "Nämnden skrev <b>om</b> det", first)
    client, path = comes(world, NATT), f"{home(world)}skriv/beskrivning/"
    answer = client.post(path, {"wording": "Vi ville skriva så här", "version": first, "hur": "spara"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Nämnden skrev &lt;b&gt;om&lt;/b&gt; det" in page
    assert "Vi ville skriva så här</textarea>" in page
    assert "Nämnden social" in page
    assert 'name="version" value="2"' in page
    assert ChallengeVersion.objects.count() == 2
    both = client.post(path, {"wording": "Vi ville skriva så här", "version": 2, "hur": "bada"})
    assert both.status_code == 200
    assert "det Vi ville skriva så här</textarea>" in text_of(both)
    saved = client.post(path, {"wording": "Vi valde vår", "version": 2, "hur": "spara"})
    assert saved.status_code == 302
    kept = ChallengeVersion.objects.order_by("version").values_list("description", flat=True)
    assert list(kept) == ["Ni skrev det här först", "Nämnden skrev <b>om</b> det", "Vi valde vår"]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 6001])
def test_what_cannot_be_saved_is_told_and_kept_in_the_form(world, text):
    answer = comes(world, NATT).post(f"{home(world)}skriv/malgrupp/", {"wording": text, "version": 0})
    assert answer.status_code == 400
    assert 'id="wording-error"' in answer.content.decode()
    assert f"{text}</textarea>" in answer.content.decode()
    assert not ChallengeVersion.objects.exists()


def test_an_unknown_part_is_not_there(world):
    client = comes(world, NATT)
    for part in ("programmal", "hemligt", "description"):
        assert client.get(f"{home(world)}skriv/{part}/").status_code == 404
    assert client.get(f"{home(world)}lydelser/1/").status_code == 404


def test_a_search_among_goals_keeps_what_is_marked_without_javascript(world):
    make_goals(world, 60)
    client, path = comes(world, NATT), f"{home(world)}programmal/"
    page = text_of(client.get(path))
    assert page.count('type="checkbox"') == 40
    assert "20 mål till" in page
    chosen = Goal.objects.get(title="Mål nummer 055")
    other = Goal.objects.get(title="Mål nummer 001")
    found = text_of(client.post(path, {"version": 0, "goal": [other.pk], "sok": "055", "hur": "sok"}))
    assert re.search(rf'value="{other.pk}" checked', found)
    assert f'value="{chosen.pk}"' in found
    assert found.count('type="checkbox"') == 2
    sent = {"version": 0, "goal": [other.pk, chosen.pk], "sok": "055", "hur": "spara"}
    assert client.post(path, sent).status_code == 302
    stale = client.post(path, {"version": 0, "goal": [other.pk], "hur": "spara"})
    assert stale.status_code == 409
    assert "Mål nummer 055" in text_of(stale)
    assert "Så är det sparat nu" in text_of(stale)


def test_goals_of_agenda_2030_are_marked(world):
    client, path = comes(world, OFFICER), f"{home(world)}agenda-2030/"
    assert text_of(client.get(path)).count('type="checkbox"') == 17
    assert client.post(path, {"version": 0, "number": ["3", "5"]}).status_code == 302
    assert "Mål 5: Jämställdhet" in text_of(client.get(home(world)))
    assert client.post(path, {"version": 0, "number": ["4"]}).status_code == 409
    assert client.post(path, {"version": 1, "number": ["18"]}).status_code == 400


def test_versions_are_read_and_compared(world):
    write(world, NATT, "description", "Ungdomar är ute sent", 0)
    write(world, OFFICER, "description", "Ungdomar i Husby är ute sent", 1)
    write(world, NATT, "known", "Vi vet lite", 2)
    reader = comes(world, "natt.organisation_reader")
    page = text_of(reader.get(f"{home(world)}lydelser/"))
    assert "Gäller nu" in page
    assert page.index("Lydelse 3") < page.index("Lydelse 1")
    shown = reader.get(f"{home(world)}lydelser/2/").content.decode()
    assert re.search(r"<ins>.*?i Husby\s*</ins>", shown, re.DOTALL)
    assert "Vi vet lite" not in shown
    assert "<ins>" in reader.get(f"{home(world)}lydelser/3/?mot=1").content.decode()
    for wrong in ("mot=99", "mot=x", "mot="):
        assert reader.get(f"{home(world)}lydelser/3/?{wrong}").status_code in (200, 404)


def test_a_confirmation_of_what_was_changed_meanwhile_shows_the_new_text(world):
    for number, part in enumerate(TEXTS):
        write(world, NATT, part, f"Text {number}", number)
    officer = comes(world, OFFICER)
    write(world, NATT, "known", "Något annat", 4)
    answer = officer.post(f"{home(world)}bekrafta/", {"version": 4})
    assert answer.status_code == 409
    assert "Något annat" in text_of(answer)
    assert officer.post(f"{home(world)}bekrafta/", {"version": 5}).status_code == 302


def test_strangers_find_nothing(world):
    write(world, NATT, "description", "Vår hemliga text", 0)
    paths = ("", "skriv/beskrivning/", "programmal/", "agenda-2030/", "bekrafta/", "lydelser/", "lydelser/1/")
    for who in ("lek.organisation_administrator", "berg.case_officer.social", "sund.tenant_administrator"):
        for path in paths:
            answer = comes(world, who).get(home(world) + path)
            assert answer.status_code == 404, (who, path)
