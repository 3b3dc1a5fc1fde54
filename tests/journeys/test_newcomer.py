"""A small association comes in, on a phone: a code by mail, eight fields at most, a text to share."""

import re
import time
from email import message_from_bytes, policy

import pytest

pytestmark = pytest.mark.journey
FIELDS = "input:not([type=hidden]):not([type=radio]), select, textarea"


def code_in_mail(folder, address):
    """Wait for the mail to an address and read the code in it."""
    for _ in range(300):
        for path in sorted((folder / "mail").glob("*.eml")):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            found = re.search(r"\b(\d{4}) ?(\d{4})\b", letter.get_body(("plain",)).get_content())
            if address in letter["To"] and found:
                return found[1] + found[2]
        time.sleep(0.2)
    raise AssertionError("no mail with a code came")


def count_fields(page):
    """How many things a person is asked on this page; a group of choices is one."""
    groups = page.locator("main fieldset").count()
    return page.locator(f"main :is({FIELDS})").count() + groups


class Newcomer:
    """Someone who clicks and fills in; counts both."""

    def __init__(self, page):
        self.page, self.clicks, self.asked = page, 0, 0

    def click(self, role, name):
        """Click on something in the page, by what it is called."""
        self.page.get_by_role(role, name=name).first.click()
        self.clicks += 1

    def send(self):
        """Count the fields of the page and send its form."""
        self.asked += count_fields(self.page)
        self.page.locator("main form button[type=submit]").first.click()
        self.clicks += 1


def log_in(newcomer, folder, address):
    """Ask for a code and type it."""
    page = newcomer.page
    newcomer.click("link", "Logga in")
    page.wait_for_url("**/logga-in/**")
    page.get_by_label("E-post", exact=False).first.fill(address)
    newcomer.send()
    page.locator("main input[autocomplete=one-time-code]").fill(code_in_mail(folder, address))
    newcomer.send()
    page.wait_for_url("**/min-sida/**")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_association_comes_in_with_eight_fields_at_most(open_page, server_folder, javascript):
    page = open_page("/", width=320, javascript=javascript)
    newcomer = Newcomer(page)
    log_in(newcomer, server_folder, f"ny-{'med' if javascript else 'utan'}@forening.example")
    newcomer.click("link", "Registrera er förening")
    page.wait_for_url("**/organisationer/ny/")
    page.locator("[name=number]").fill("8024990072" if javascript else "802499-0080")
    page.locator("[name=name]").fill("Föreningen Öppna dörren")
    page.locator("[name=legal_form]").select_option("association")
    page.locator("[name=contact]").fill("info@oppna.example")
    newcomer.send()
    page.wait_for_url(re.compile("/organisationer/[0-9a-f-]{36}/"))
    assert page.get_by_role("heading", level=1).inner_text().strip() == "Föreningen Öppna dörren"
    assert newcomer.asked <= 8, "fields before the first useful page"
    assert newcomer.clicks <= 5, "clicks before the first useful page"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    write_and_share(page)


def write_and_share(page):
    """Write in the own space, read what sharing means, share with a board and see the case."""
    page.goto(page.url.partition("?")[0] + "texter/ny/")
    page.locator("[name=title]").fill("Läxhjälp i klubbhuset")
    page.locator("[name=body]").fill("Vi vill öppna klubbhuset för läxhjälp tillsammans med stadsdelen.")
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("link", name=re.compile("^Dela")).first.click()
    page.locator("[name=till]").select_option(label="Socialnämnd Sydväst")
    page.get_by_role("button", name="Fortsätt").click()
    assert "allmän handling" in page.locator("main").inner_text()
    page.get_by_role("button", name=re.compile("^Dela med")).click()
    page.wait_for_url("**/arenden/**")
    assert page.get_by_role("heading", level=1).inner_text().strip() == "Läxhjälp i klubbhuset"
