"""An idea on a phone: saved while typed, found on another device, met by a colleague; whole without JavaScript."""

import pytest

from journeys.test_challenge import Writer
from journeys.test_signed_in import enter_as

pytestmark = pytest.mark.journey


def at_idea(open_page, role, **options):
    """Someone of Folkets Husby at a new idea's first question."""
    page = enter_as(open_page, "Folkets Husby", role, **options)
    page.locator("main a[href^='/organisationer/']").first.click()
    page.goto(page.url.partition("?")[0] + "texter/ny-ide/")
    page.get_by_label("Vad heter er idé?").fill("Öppet hus för unga")
    page.get_by_role("button", name="Börja skriva").click()
    page.wait_for_url("**/fraga/problem/")
    return page


def test_what_is_typed_is_saved_and_found_on_another_device(open_page):
    phone = Writer(at_idea(open_page, "Redigerare", width=320, bypass_csp=True), 320)
    phone.look()
    assert phone.says("Steg 1 av 7")
    phone.page.locator("textarea").press_sequentially("Unga har ingenstans att vara.")
    phone.page.get_by_text("Sparat ").wait_for()
    desk = enter_as(open_page, "Folkets Husby", "Administratör")
    desk.goto(phone.page.url)
    assert desk.locator("textarea").input_value() == "Unga har ingenstans att vara."
    desk.locator("textarea").fill("Unga har få ställen att vara på.")
    desk.get_by_role("button", name="Spara och fortsätt", exact=True).click()
    desk.wait_for_url("**/fraga/malgrupp/")
    phone.page.locator("textarea").press_sequentially(" Inte ens biblioteket.")
    phone.page.get_by_text("någon annan har ändrat samma svar").wait_for()
    phone.click("Spara och fortsätt", "button")
    assert phone.says("Någon annan hann före")
    assert phone.says("Unga har få ställen att vara på.")
    assert phone.page.locator("textarea").input_value().endswith("Inte ens biblioteket.")
    phone.click("Spara mitt förslag", "button")
    phone.click("Se hela idén")
    assert phone.says("1 av 7 frågor besvarade")
    assert phone.says("Inte ens biblioteket.")
    assert "\n".join(phone.wrong) == ""


def test_every_question_is_answered_and_the_idea_shared_without_javascript(open_page):
    page = at_idea(open_page, "Administratör", javascript=False, width=320)
    for number in range(1, 8):
        assert f"Steg {number} av 7" in page.locator("main").inner_text()
        page.locator("textarea").fill(f"Svar {number}")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("load")
    assert "7 av 7 frågor besvarade" in page.locator("main").inner_text()
    page.get_by_role("link", name="Dela idén").click()
    page.locator("select[name=till]").select_option(label="Järva stadsdelsnämnd")
    page.get_by_role("button", name="Fortsätt").click()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    assert "Här har ni delat" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Dela med en till").is_visible()
