"""Promises that every page keeps: accessible, small, quiet, and whole without JavaScript."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from journeys.accessibility import violations_everywhere
from journeys.pages import all_paths, is_page

pytestmark = pytest.mark.journey

FIRST_VISIT_BYTES = 60_000
every_path = pytest.mark.parametrize("path", all_paths())


@pytest.fixture(autouse=True)
def pages_only(request: pytest.FixtureRequest, server: str) -> None:
    """Leave out addresses that are not pages: files, machines' answers, forms' targets."""
    path = getattr(request.node, "callspec", None) and request.node.callspec.params.get("path")
    if path and path != "/finns-inte/" and not is_page(server, path):
        pytest.skip("not a page")


@pytest.mark.parametrize("path", [*all_paths(), "/finns-inte/"])
def test_axe_finds_nothing_narrow_or_wide_light_or_dark(open_page, path):
    assert violations_everywhere(open_page(path, bypass_csp=True)) == {}


@every_path
def test_first_visit_is_quiet_small_and_fits_a_narrow_phone(open_page, server, path):
    heard: list[str] = []
    requests: list[Request] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(message.text)

    def listen(page: Page) -> None:
        page.on("console", hear)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("requestfinished", lambda request: requests.append(request))

    page = open_page(path, width=320, listen=listen)
    page.wait_for_load_state("networkidle")
    assert heard == [], "console or content security policy"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "sideways scrolling"
    sizes = {request.url: request.sizes() for request in requests if not request.url.startswith("data:")}
    assert [address for address in sizes if not address.startswith(server)] == []
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes.values())
    assert total <= FIRST_VISIT_BYTES, {address: size["responseBodySize"] for address, size in sizes.items()}


@every_path
def test_page_is_whole_without_javascript_and_inline_code(open_page, path):
    page = open_page(path, javascript=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    assert page.locator("[style], style, script:not([src])").count() == 0


def test_first_stop_of_the_tab_key_is_the_skip_link(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Hoppa till innehållet"
    assert focused.is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
