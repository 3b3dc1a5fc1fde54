"""Passkeys in a real Chromium with a device of its own, under the page's strict rules for scripts."""

import pytest
from playwright.sync_api import expect

from tillit.queries import login as asking
from tillit.store.models import Person
from web.login.browsers import codes_to

ADDRESS = "anna@forening.example"


@pytest.fixture
def page(settings, live_server, browser):
    """A page in a browser whose machine can hold passkeys, at an address where scripts may ask it."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="sv-SE")
    page = context.new_page()
    machine = context.new_cdp_session(page)
    machine.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.problems = []
    page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
    yield page
    context.close()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_made_and_used(page):
    page.goto("/logga-in/")
    page.get_by_label("E-postadress").fill(ADDRESS)
    page.get_by_role("button", name="Skicka koden").click()
    page.get_by_label("Koden i brevet").fill(codes_to(ADDRESS)[0])
    page.get_by_role("button", name="Logga in").click()
    page.goto("/min-sida/inloggning/passnyckel/")
    page.get_by_label("Vad ska den heta?").fill("Datorn")
    page.get_by_role("button", name="Lägg till passnyckeln").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    assert [key.name for key in asking.factors(Person.objects.get().pk).passkeys] == ["Datorn"]

    page.context.clear_cookies()
    page.goto("/logga-in/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.wait_for_url("**/min-sida/")
    page.goto("/bekrafta/?next=/min-sida/inloggning/")
    page.get_by_role("button", name="Använd passnyckeln").click()
    expect(page.get_by_role("heading", name="Er inloggning")).to_be_visible()
    assert not [line for line in page.problems if "Content Security Policy" in line]
