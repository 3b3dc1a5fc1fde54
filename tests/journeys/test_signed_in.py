"""Every page behind a login: reached by links alone, accessible, narrow enough, whole without JavaScript."""

import os
import re
from collections import Counter
from functools import cache
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from journeys import furnishing
from journeys.accessibility import RULES, violations
from journeys.pages import open_routes, signed_in_routes
from sizes import FULL

pytestmark = pytest.mark.journey

#: Who walks, in which order: house and role as the demo's list names them, and the work that they do first.
WALKERS = {
    "association": [
        ("Skyddsvärnet i Göteborg", "Administratör", None),
        ("Folkets Husby", "Administratör", furnishing.of_association),
        ("Folkets Husby", "Redigerare", None),
    ],
    "authority": [
        ("Göteborgs Stad", "Huvudmannens administratör", furnishing.of_authority),
        ("Göteborgs Stad", "Handläggare", furnishing.of_officer),
        ("Stockholms stad", "Handläggare", None),
        ("Stockholms stad", "Revisor", None),
    ],
}
BEGIN, OPEN_LIST = "/min-sida/", "/inbjudningar/"  # the open list leads to things that each have a page
PICTURES = os.environ.get("TILLIT_PICTURES")  # a folder to keep a picture of every page in, to look at
#: Where axe looks in every run: an association's pages on a phone, an authority's at a desk. `make prove`: at both.
WIDTHS = {"association": 320, "authority": 1280}
MOST, EACH = 250, 6  # pages in all; pages of one route, whose links differ from one thing to the next


def enter_as(open_page, house, role, **options):
    """Choose a role in the demo's list and come to its own page."""
    page = open_page("/demo/", **options)
    card = page.locator("li.ds-card", has=page.get_by_role("heading", name=house))
    card.get_by_role("button", name=role).first.click()
    page.wait_for_url("**/min-sida/")
    return page


@cache
def route_of(path):
    """The route of an address, as the resolver names it; None for what is no address of ours."""
    try:
        return "/" + resolve(path).route
    except Exception:
        return None


def links_in(html):
    """The addresses that a page leads to, on this server, without queries."""
    hrefs = (unescape(href) for href in re.findall(r'<a\b[^>]*?\bhref="(/[^"]*)"', html))
    return [urlsplit(href).path for href in hrefs if not href.startswith("//")]


def look_at(page, path, side):
    """What is wrong with a page: axe at the side's width, or at both; sideways scrolling, headings."""
    wrong = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if FULL or width == WIDTHS[side]:
            wrong += [f"{path} at {width}: {line}" for line in violations(page, RULES)]
        if PICTURES:
            name = re.sub(r"\W+", "-", re.sub(r"[0-9a-f-]{36}", "x", path)).strip("-")
            page.screenshot(path=f"{PICTURES}/{name}.{width}.png", full_page=True)
        if width == 320 and page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append(f"{path}: sideways scrolling")
    if page.locator("h1").count() != 1:
        wrong.append(f"{path}: one h1")
    return wrong


def walk(page, met, side, first):
    """Follow links from page to page, what was met least first, until every page of the side is met.

    What nobody met before is looked at. `first` is where most has been done: of what there are many of, its pages
    come first. Returns what is wrong.
    """
    wrong, seen, times, skipped = [], set(), Counter(), set(open_routes())
    waiting = [first, BEGIN, *links_in(page.request.get(OPEN_LIST).text())]
    while waiting and len(seen) < MOST and wanted(side) - met:
        path = min(waiting, key=lambda one: times[route_of(one)])
        waiting.remove(path)
        route = route_of(path)
        if route is None or path in seen or times[route] == EACH or route in skipped:
            continue
        answer = page.request.get(path, max_redirects=0)
        if answer.status >= 400:
            wrong.append(f"{path}: {answer.status}")
            continue
        seen.add(path)
        times[route] += 1
        is_page = answer.status == 200 and answer.headers["content-type"].startswith("text/html")
        if is_page and route not in met:
            page.goto(path)
            wrong += look_at(page, path, side)
        met.add(route)
        waiting += links_in(answer.text()) if is_page else []
    return wrong


@pytest.mark.parametrize("side", WALKERS)
def test_every_page_of_a_side_is_met_and_accessible(open_page, side):
    met, wrong = set(), []
    for house, role, work in WALKERS[side]:
        page = enter_as(open_page, house, role, bypass_csp=True)
        worked_in = work(page) if work is not None else None
        wrong += walk(page, met, side, worked_in or BEGIN)
    assert "\n".join(wrong) == ""
    assert "\n".join(sorted(wanted(side) - met)) == ""


#: Routes that no link leads to, and why.
UNLINKED = {
    "/inbjudan/<str:token>/": "the link is in a mail",
    "/logga-in/tjanst/<slug:provider_id>/svar/": "the identity service leads here",
    "/logga-in/utan-roll/": "only for those who came by an identity service and have no role",
    "/logga-in/andra-steget/": "only between the first and the second step",
    "/bekrafta/": "only when an act asks for it",
    "/min-sida/notiser/<uuid:notice>/": "the demo has no notices yet",
    "/arenden/<uuid:case>/overenskommelse/avsnitt/<uuid:section>/insatser/ny/<slug:kind>/": "who and what are chosen "
    "before: tests/journeys/test_agreement.py",
    "/huvudman/<uuid:authority>/logotyp.png": "a picture at the top of the page",
    "/logga-in/tjanst/<slug:slug>/": "the demo has no identity service",
}


@cache
def wanted(side):
    """Pages of a side that must be met. What is common to both belongs to the association's walk."""
    of_authority = {route for route in signed_in_routes() if belongs_to_authority(route)}
    own = of_authority if side == "authority" else signed_in_routes() - of_authority
    return own - UNLINKED.keys()


def belongs_to_authority(route):
    """Whether only officials have such a page."""
    own = ("/huvudman/", "/arenden/nytt/", "/arenden/<uuid:case>/")
    of_party = ("/lamna/", "/stammer-inte/")
    return route.startswith("/huvudman/") or (
        route.startswith(own) and not any(word in route for word in of_party)
    )


def test_menu_says_who_one_is_and_pages_are_whole_without_javascript(open_page):
    page = enter_as(open_page, "Göteborgs Stad", "Handläggare", javascript=False, width=320)
    assert page.get_by_role("navigation", name="Huvudmeny").get_by_text("Handläggare").is_visible()
    assert page.locator("[style], style, script:not([src])").count() == 0
