"""Is IOP the right form? The whole way in a real Chromium: phone and desktop, with and without JavaScript."""

import json

import pytest

from journeys.accessibility import violations_everywhere
from tillit.queries.guidelines import bank

pytestmark = pytest.mark.journey

NO = {
    "one_sided_order",
    "exercise_of_authority",
    "general_support",
    "within_regular_grant",
    "specified_service",
    "market_exists",
    "several_suppliers",
    "previously_procured",
    "individual_choice",
    "detailed_regulation",
    "payment_for_performance",
    "economic_activity",
    "other_support_same_purpose",
    "several_interested_organisations",
}


def begin(page, guideline="stockholm"):
    """Choose a guideline, name the idea, and go to the first question."""
    page.goto("/iop/")
    page.check(f"#guideline-{guideline}")
    page.fill("#title", "Nattöppet vid torget")
    page.click("main button[type=submit]")


def answer(page, value):
    page.check(f"#svar-{value}")
    page.click("main button[type=submit]")


def answer_all(page, doubt=()):
    """Answer as a good idea would, in doubt about some; gives how many questions came."""
    asked = 0
    while "/fraga/" in page.url:
        fact = page.url.rstrip("/").split("/")[-1]
        answer(page, "vet-inte" if fact in doubt else "nej" if fact in NO else "ja")
        asked += 1
        assert asked <= len(bank().questions)
    return asked


@pytest.mark.parametrize(("width", "javascript"), [(320, False), (1280, True)])
def test_from_idea_to_papers(open_page, tmp_path, width, javascript):
    page = open_page("/", width=width, javascript=javascript)
    page.click("text=Pröva er idé")
    begin(page)
    assert "Fråga 1 av" in page.inner_text("main")
    assert answer_all(page) >= 20
    assert page.inner_text("h1") == "Kontrollera svaren"
    page.click("text=Visa resultatet >> nth=0")
    assert page.inner_text("h1") == "Svaren talar för ett partnerskap"
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link, start in (("Bedömningen som PDF", b"%PDF"), ("Bedömningen som Word-fil", b"PK")):
        with page.expect_download() as download:
            page.click(f"text={link}")
        assert download.value.path().read_bytes().startswith(start)
    with page.expect_download() as download:
        page.click("text=Ärendefilen, för att fortsätta sedan")
    saved = tmp_path / "arende.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["title"] == "Nattöppet vid torget"

    page.goto("/iop/borja-om/")
    page.click("button:has-text('Ta bort alla svar')")
    page.click("text=Fortsätt från en ärendefil")
    page.set_input_files("#case_file", saved)
    page.click("button:has-text('Läs in filen')")
    page.click("text=Visa resultatet >> nth=0")
    assert page.inner_text("h1") == "Svaren talar för ett partnerskap"


def test_back_and_change_at_any_time(open_page):
    page = open_page("/iop/", width=390, javascript=False)
    begin(page, "umea")
    answer(page, "ja")
    answer(page, "ja")
    page.go_back()
    page.click("text=Tillbaka")
    assert page.locator("#svar-ja").is_checked()
    answer_all(page)
    page.locator("a:has-text('Ändra')").first.click()
    answer(page, "nej")
    assert page.inner_text("h1") == "Kontrollera svaren"
    page.click("text=Visa resultatet >> nth=0")
    assert page.inner_text("h1") == "Ingen av de fyra formerna passar"


def test_the_question_that_decides_most_is_one_click_away(open_page):
    page = open_page("/iop/")
    begin(page)
    answer_all(page, doubt={"both_contribute", "political_programme"})
    page.click("text=Visa resultatet >> nth=0")
    assert page.inner_text("h1") == "Ett partnerskap är fortfarande möjligt"
    page.click("text=Svara på frågan som avgör mest")
    assert page.url.rstrip("/").split("/")[-1] in {"both_contribute", "political_programme"}


def test_an_error_is_told_at_the_top_and_leads_to_the_field(open_page):
    page = open_page("/iop/")
    begin(page)
    page.click("main button[type=submit]")
    summary = page.locator(".ds-error-summary")
    assert summary.is_visible()
    assert page.evaluate("document.activeElement.className") == "ds-error-summary"
    summary.locator("a").click()
    assert page.evaluate("document.activeElement.id") == "svar-ja"


def test_the_whole_question_can_be_answered_from_the_keyboard(open_page):
    page = open_page("/iop/")
    begin(page)
    first = page.url
    page.focus("#svar-ja")
    page.keyboard.press("ArrowDown")
    assert page.locator("#svar-nej").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != first)


def test_axe_finds_nothing_on_any_page_of_the_way(open_page):
    page = open_page("/iop/", bypass_csp=True)
    begin(page)
    found = {"first question": violations_everywhere(page)}
    page.click("main button[type=submit]")
    found["question with error"] = violations_everywhere(page)
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    found["question with everything open"] = violations_everywhere(page)
    answer_all(page, doubt={"political_programme", "joint_steering"})
    found["answers"] = violations_everywhere(page)
    for path in ("/iop/", "/iop/resultat/", "/iop/andra-riktlinjer/", "/iop/borja-om/", "/iop/fortsatt/"):
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("element => element.open = true")
        found[path] = violations_everywhere(page)
    page.click("button:has-text('Läs in filen')")
    found["resume with error"] = violations_everywhere(page)
    assert {where: what for where, what in found.items() if what} == {}
