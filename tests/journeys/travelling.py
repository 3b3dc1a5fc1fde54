"""Someone on the way through a case in a real browser: reads, follows links, fills in forms, and looks at each page."""

from urllib.parse import urlsplit

from journeys import furnishing
from journeys.accessibility import violations
from journeys.test_signed_in import route_of

LOOKED = set()  # kinds of pages and widths that axe has seen: once each is enough, whoever came there


class Traveller:
    """A person with a screen: 320 pixels is a phone. What is wrong with the pages is gathered in `wrong`."""

    def __init__(self, page, width, javascript=True):
        self.page, self.width, self.javascript, self.wrong = page, width, javascript, []

    def look(self):
        """That nothing is wider than a phone, and what axe says of a page of a new kind. Axe needs JavaScript."""
        path = urlsplit(self.page.url).path
        if self.width == 320 and self.page.evaluate("document.documentElement.scrollWidth") > 320:
            self.wrong.append(f"{path}: sideways scrolling")
        kind = (route_of(path), self.width)
        if self.javascript and kind not in LOOKED:
            LOOKED.add(kind)
            self.wrong += [f"{path} at {self.width}: {line}" for line in violations(self.page)]

    def go(self, path):
        """Go straight to an address."""
        answer = self.page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look()

    def follow(self, name):
        """Follow the link whose name holds this."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.look()

    def press(self, name):
        """Press the button whose name holds this."""
        with self.page.expect_navigation() as met:
            self.page.get_by_role("button", name=name).first.click()
        assert met.value.status == 200, f"{self.page.url}: {met.value.status}"
        self.look()

    def send(self, path="", **fields):
        """Fill in the form of a page ("": the present one) and send it. Gives the address after."""
        if path:
            self.go(path)
        after = furnishing.send(self.page, "", **fields)
        self.look()
        return urlsplit(after).path

    def says(self, text):
        """Whether the page says so."""
        return text in self.page.locator("main").inner_text()

    def enter(self, house, role):
        """Come in by the demo's list of roles, as someone in just that house."""
        if urlsplit(self.page.url).path != "/demo/":
            self.page.goto("/demo/")
        heading = self.page.get_by_role("heading", name=house, exact=True)
        card = self.page.locator("li.ds-card", has=heading)
        card.get_by_role("button", name=role).first.click()
        self.page.wait_for_url("**/min-sida/")

    def share(self, authority, title, body):
        """Write a text in the association's own space and share it with an authority. Gives the case's address."""
        home = furnishing.home_of(self.page, "/organisationer/")
        self.send(f"{home}texter/ny/", title=title, body=body)
        self.follow("Dela texten")
        board = self.page.locator(f"optgroup[label='{authority}'] option").first.get_attribute("value")
        self.page.locator("[name=till]").select_option(value=board)
        self.press("Fortsätt")
        return self.send()


def travellers(open_page, *wanted, javascript=True):
    """People who have come in, each from a house with a role and a width."""
    found = []
    for house, role, width in wanted:
        page = open_page("/demo/", width=width, javascript=javascript, bypass_csp=True)
        one = Traveller(page, width, javascript)
        one.enter(house, role)
        found.append(one)
    return found


def trouble(*people):
    """All that was wrong with the pages that they met."""
    return "\n".join(line for one in people for line in one.wrong)
