"""Two people write one challenge, one on a phone and one at a desk: they meet in the same text, agree and confirm."""

import os

import pytest

from journeys.accessibility import RULES, violations
from journeys.test_signed_in import enter_as

pytestmark = pytest.mark.journey
PICTURES = os.environ.get("TILLIT_PICTURES")


class Writer:
    """Someone who reads, writes and clicks; every page they meet is looked at."""

    def __init__(self, page, width):
        self.page, self.width, self.wrong, self.met = page, width, [], 0

    def look(self):
        """What axe says, and whether the page is wider than the screen."""
        self.met += 1
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/challenge-{self.width}-{self.met:02d}.png", full_page=True)
        if self.width == 320:
            assert self.page.evaluate("document.documentElement.scrollWidth") <= 320, self.page.url
        self.wrong += [f"{self.page.url}: {line}" for line in violations(self.page, RULES)]

    def click(self, name, role="link"):
        """Click on what is called so."""
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.page.wait_for_load_state("load")
        self.look()

    def write(self, text):
        """Fill in the only text of the page and save."""
        self.page.locator("textarea").fill(text)
        self.click("Spara och fortsätt", "button")

    def says(self, text):
        """Whether the page says so."""
        return text in self.page.locator("main").inner_text()


def at_case(open_page, house, role, width):
    """Someone at the challenge of their first case."""
    page = enter_as(open_page, house, role, width=width, bypass_csp=True)
    writer = Writer(page, width)
    page.goto("/arenden/")
    page.locator("main th a[href^='/arenden/']").first.click()
    page.locator("main a[href$='/utmaning/']").first.click()
    page.wait_for_load_state("load")
    writer.look()
    return writer


def test_two_write_meet_and_confirm(open_page):
    phone = at_case(open_page, "Folkets Husby", "Administratör", 320)
    desk = at_case(open_page, "Stockholms stad", "Handläggare", 1280)
    assert phone.page.url == desk.page.url
    home = phone.page.url
    for one in (phone, desk):
        one.page.goto(f"{home}skriv/vad-vi-vet/")
    desk.write("Nämnden vet hur många som bor i Husby.")
    phone.write("Vi vet vilka som kommer till huset.")
    assert phone.says("Någon annan hann före")
    assert phone.says("Nämnden vet hur många som bor i Husby.")
    phone.click("Ta med båda och skriv ihop", "button")
    phone.write("Nämnden vet hur många som bor här. Vi vet vilka som kommer till huset.")
    phone.click("Välj programmål")
    phone.page.get_by_role("checkbox").first.check()
    phone.click("Spara valen", "button")
    phone.click("Läs och bekräfta")
    phone.click("Bekräfta för Folkets Husby", "button")
    assert phone.says("Väntar på bekräftelse")
    desk.page.goto(home)
    desk.look()
    desk.click("Läs och bekräfta")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.page.wait_for_load_state("load")
    desk.look()
    assert desk.says("Alla har bekräftat samma text.")
    assert desk.says("Bekräftad av alla")
    desk.click("Alla lydelser")
    desk.page.locator("main .changes a").first.click()
    desk.look()
    assert "\n".join(phone.wrong + desk.wrong) == ""
