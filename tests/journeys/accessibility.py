"""What axe finds on a page; a journey opens it with `open_page(path, bypass_csp=True)` and asks here."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


#: What depends on the colours alone; everything else is the same in light and dark.
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


#: What opens slowly is in its place only when it has opened: on a busy machine axe would meet it half-way.
STILL = """*, *::before, *::after { transition: none !important; animation: none !important; }
*::details-content { transition: none !important; }"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def violations(page: Page, rules: Any = RULES) -> list[str]:
    """Run axe when nothing moves any more, and say in a line each what it found and where."""
    page.add_style_tag(content=STILL)
    page.evaluate(TWO_FRAMES)
    options = {
        "runOnly": rules,
        "resultTypes": ["violations"],
    }  # nothing of what is well: that is half the time
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['help']}: {[node['target'] for node in v['nodes']][:4]}" for v in found]


def violations_everywhere(page: Page) -> dict[tuple[int, str], list[str]]:
    """Run axe narrow and wide, its rules of colour in the dark too; what is found, by width and scheme."""
    found: dict[tuple[int, str], list[str]] = {}
    for width, scheme in ((320, "light"), (1280, "light"), (1280, "dark")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        found[width, scheme] = violations(page, CONTRAST if scheme == "dark" else RULES)
    return {where: what for where, what in found.items() if what}
