"""The pages of organisations: registration in four fields, one's own page, and what others see of it."""

import re
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tillit.store.models import Organisation, Signatory
from world import NUMBERS, build_world, canary, client_of

pytestmark = pytest.mark.django_db
NEW = {
    "number": "802405-0059",
    "name": "Nattens vänner",
    "legal_form": "association",
    "contact": "Info@Forening.se",
}
ADMIN = "natt.organisation_administrator"
SIGNATORY = {
    "title": "Ordförande",
    "manner": "together",
    "source": "Protokoll 3",
    "valid_from": "2026-03-15",
    "email": "",
}
PERSONAL = "640823-3234"


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def at(name, *arguments):
    """The address of one of these pages."""
    return reverse(f"organisations:{name}", args=arguments)


def facts(world, **other):
    """What the form for facts sends."""
    return {
        "version": "1",
        "name": "Nytt namn",
        "legal_form": "foundation",
        "purpose": "Värme",
        "seat": "Borlänge",
        "contact": "ny@example.org",
        "registered": "vet-inte",
        **other,
    }


def test_registration_asks_little_and_ends_at_the_first_useful_page(world):
    client = client_of(world.people["ny"])
    form = client.get(at("register")).content.decode()
    asked = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*name="(\w+)"', form)
    assert asked == ["number", "name", "legal_form", "contact"]
    answer = client.post(at("register"), NEW, follow=True)
    found = Organisation.objects.get(name="Nattens vänner")
    assert answer.redirect_chain == [(f"{at('show', found.pk)}?klart=registrerad", 302)]
    text = answer.content.decode()
    assert "Organisationen är registrerad" in text
    assert "Skriv en text" in text
    assert "4 saker saknas" in text
    assert (found.number, found.contact) == ("8024050059", "info@forening.se")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("number", "", "tio siffror"),
        ("number", "000000-0000", "en enda siffra"),
        ("number", "802405-0058", "Kontrollsiffran"),
        ("number", NUMBERS[0], "redan registrerat"),
        ("name", " ", "som det står i stadgarna"),
        ("legal_form", "king", "Välj den form som passar"),
        ("contact", "ingen adress", "info@forening.se"),
        ("name", "x" * 201, "högst 200 tecken"),
        ("name", "a\0b", "error-text"),
    ],
)
def test_an_error_says_where_and_how_and_keeps_what_was_typed(world, field, value, told):
    before = Organisation.objects.count()
    answer = client_of(world.people["ny"]).post(at("register"), {**NEW, field: value})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#{field}"' in text
    assert f'id="{field}-error"' in text
    assert told in text
    kept = "contact" if field != "contact" else "name"
    assert f'value="{NEW[kept]}"' in text
    assert Organisation.objects.count() == before


def test_registration_takes_no_other_fields(world):
    extra = {"version": "9", "sole_trader": "1", "id": str(uuid4()), "registered_public_benefit": "1"}
    client_of(world.people["ny"]).post(at("register"), {**NEW, **extra, "purpose": "x", "role": "auditor"})
    found = Organisation.objects.get(name="Nattens vänner")
    assert (found.version, found.sole_trader, found.registered_public_benefit, found.purpose) == (
        1, False, None, "",
    )  # fmt: skip
    assert str(found.pk) != extra["id"]


def test_a_sole_trader_is_warned_and_the_number_is_never_shown(world):
    client = client_of(world.people["ny"])
    client.post(at("register"), {**NEW, "number": PERSONAL, "legal_form": "sole_trader"})
    found = Organisation.objects.get(sole_trader=True)
    for page in ("show", "edit"):
        text = client.get(at(page, found.pk)).content.decode()
        assert "numret visas inte" in text
        assert found.number not in text
        assert PERSONAL not in text
    assert "är inte en idéburen organisation" in client.get(at("show", found.pk)).content.decode()


def test_a_form_and_number_that_do_not_go_together_are_asked_about(world):
    client = client_of(world.people["ny"])
    shown = client.post(at("register"), {**NEW, "legal_form": "company"}, follow=True).content.decode()
    assert "Stämmer formen aktiebolag?" in shown


def test_strangers_and_officials_get_the_same_404_as_for_what_does_not_exist(world):
    key = world.organisations["natt"].pk
    for who in ("hem.organisation_administrator", "sund.case_officer.social", "sund.tenant_administrator"):
        client = client_of(world.people[who])
        for page in ("show", "edit", "add_signatory"):
            answer, nothing = client.get(at(page, key)), client.get(at(page, uuid4()))
            assert (answer.status_code, answer.content) == (404, nothing.content)
            assert client.post(at(page, key), facts(world)).status_code in (404, 405)
    assert Organisation.objects.get(pk=key).version == 1


def test_nobody_comes_in_without_login(world, client):
    for page, arguments in (("register", []), ("show", [world.organisations["natt"].pk])):
        assert client.get(at(page, *arguments)).status_code == 302


def test_a_reader_sees_the_page_without_ways_to_change_it(world):
    key = world.organisations["natt"].pk
    client = client_of(world.people["natt.organisation_reader"], assurance=1)
    text = client.get(at("show", key)).content.decode()
    assert canary("purpose:natt") in text
    for page in ("edit", "add_signatory"):
        assert at(page, key) not in text
        assert client.get(at(page, key)).status_code == 403
    assert client.post(at("edit", key), facts(world)).status_code == 403


def test_facts_are_changed_and_the_page_says_so(world):
    key = world.organisations["natt"].pk
    client = client_of(world.people["natt.organisation_editor"])
    assert 'name="version" value="1"' in client.get(at("edit", key)).content.decode()
    answer = client.post(at("edit", key), facts(world, number="8024020029", sole_trader="1"), follow=True)
    assert "Uppgifterna är sparade" in answer.content.decode()
    found = Organisation.objects.get(pk=key)
    assert (found.name, found.seat, found.registered_public_benefit) == ("Nytt namn", "Borlänge", None)
    assert (found.number, found.sole_trader) == (NUMBERS[0], False)


def test_a_conflict_shows_both_texts_and_loses_nothing(world):
    key = world.organisations["natt"].pk
    first, second = client_of(world.people["natt.organisation_editor"]), client_of(world.people[ADMIN])
    first.post(at("edit", key), facts(world, purpose="Den första texten"))
    answer = second.post(at("edit", key), facts(world, purpose="Den andra texten", registered="ja"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Den första texten" in text
    assert text.count("Den andra texten") == 2
    assert 'name="version" value="2"' in text
    assert Organisation.objects.get(pk=key).purpose == "Den första texten"
    again = second.post(at("edit", key), facts(world, purpose="Den andra texten", version="2"))
    assert again.status_code == 302
    assert Organisation.objects.get(pk=key).purpose == "Den andra texten"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_strange_version_is_an_error_and_not_a_crash(world, version):
    key = world.organisations["natt"].pk
    answer = client_of(world.people[ADMIN]).post(at("edit", key), facts(world, version=version))
    assert answer.status_code == 400
    assert Organisation.objects.get(pk=key).version == 1


def test_signatories_are_added_and_ended(world):
    key = world.organisations["natt"].pk
    client = client_of(world.people[ADMIN])
    answer = client.post(at("add_signatory", key), SIGNATORY, follow=True)
    text = answer.content.decode()
    assert "Firmatecknaren är tillagd" in text
    assert "Protokoll 3" in text
    line = Signatory.objects.get()
    asked = client.get(at("end_signatory", key, line.pk)).content.decode()
    assert "Vill ni avsluta" in asked
    assert Signatory.objects.get().ended_at is None
    client.post(at("end_signatory", key, line.pk))
    assert Signatory.objects.get().ended_at is not None
    assert client.get(at("end_signatory", key, line.pk)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("valid_from", "15 mars"),
        ("valid_from", "0001-01-01"),
        ("title", ""),
        ("source", ""),
        ("manner", "x"),
        ("email", "x"),
    ],
)
def test_a_signatory_with_something_missing_is_told_of(world, field, value):
    key = world.organisations["natt"].pk
    answer = client_of(world.people[ADMIN]).post(at("add_signatory", key), {**SIGNATORY, field: value})
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.content.decode()
    assert Signatory.objects.count() == 0


def test_signatories_ask_for_a_fresh_proof_before_the_form_is_shown(world):
    key = world.organisations["natt"].pk
    client = client_of(world.people[ADMIN], confirmed_ago=timedelta(minutes=16))
    assert at("add_signatory", key) in client.get(at("show", key)).content.decode()
    answer = client.get(at("add_signatory", key))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login:step_up"))
    client.post(at("add_signatory", key), SIGNATORY)
    assert Signatory.objects.count() == 0


def test_what_was_typed_is_still_there_after_the_proof(world):
    key = world.organisations["natt"].pk
    client = client_of(world.people[ADMIN], confirmed_ago=timedelta(minutes=16))
    answer = client.post(at("add_signatory", key), SIGNATORY)
    assert answer["Location"].endswith(quote(at("add_signatory", key), safe=""))
    session = client.session
    session["tillit"] = {**session["tillit"], "confirmed": timezone.now().timestamp()}
    session.save()
    form = client.get(at("add_signatory", key)).content.decode()
    assert 'value="Protokoll 3"' in form
    assert 'value="Protokoll 3"' not in client.get(at("add_signatory", key)).content.decode()
    assert "csrfmiddlewaretoken" not in client.session.get("typed", {})


def test_an_employers_login_registers_nothing(world):
    client = client_of(world.people["ny"])
    session = client.session
    session["tillit"] = {**session["tillit"], "authority": str(world.authorities["sund"].pk)}
    session.save()
    answer = client.post(at("register"), NEW)
    assert answer.status_code == 400
    assert "Logga in med e-post" in answer.content.decode()
    assert not Organisation.objects.filter(name=NEW["name"]).exists()


def test_a_case_shows_its_parties_to_those_in_it(world):
    case, natt = world.cases["gemensam"].pk, world.organisations["natt"].pk
    for who in ("sund.case_officer.social", "hem.organisation_reader"):
        text = client_of(world.people[who]).get(at("party", case, natt)).content.decode()
        assert canary("purpose:natt") in text
        assert "Tillit har inte kontrollerat" in text
    for who in ("sund.case_officer.kultur", "kor.organisation_administrator", "berg.auditor"):
        assert client_of(world.people[who]).get(at("party", case, natt)).status_code == 404
    officer = client_of(world.people["sund.case_officer.social"])
    assert officer.get(at("party", case, world.organisations["kor"].pk)).status_code == 404
    assert officer.get(at("party", world.cases["annan"].pk, natt)).status_code == 404
    unsure = client_of(world.people["sund.case_officer.social"], assurance=1)
    assert canary("purpose:natt") not in unsure.get(at("party", case, natt), follow=False).content.decode()
