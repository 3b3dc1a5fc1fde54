"""Every open page there is, found by walking the addresses, so that no page escapes the tests.

Pages that ask who has come are found by walking as each role: tests/journeys/test_signed_in.py.
"""

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

from django.urls import URLPattern, URLResolver, get_resolver

from tillit.domain.access_table import ACTIONS

#: A value for each argument in an address. A page with a new argument needs one here.
SAMPLES = {
    "guideline": "stockholm",
    "guideline_id": "stockholm",
    "other": "goteborg",
    "first": "stockholm",
    "second": "goteborg",
    "fact": "general_interest",
    "fact_id": "general_interest",
}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = "/"
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Walk all routes: the address with its arguments unfilled, the action of its door, and its methods."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern.callback.door, pattern.callback.methods


def is_open(action: str) -> bool:
    """Whether the door lets strangers in."""
    return any("anonymous" in row.who for (name, _state), row in ACTIONS.items() if name == action)


def open_routes() -> list[str]:
    """Routes that strangers may open, and whose arguments have samples."""
    found = [route for route, action, methods in routes() if is_open(action) and "GET" in methods]
    return [route for route in found if set(ARGUMENT.findall(route)) <= SAMPLES.keys()]


def signed_in_routes() -> set[str]:
    """All other routes with a page: they must be met by walking as some role."""
    known = set(open_routes())
    return {route for route, _action, methods in routes() if "GET" in methods and route not in known}


def all_paths() -> list[str]:
    """Every open address that can be filled in, once."""
    filled = (ARGUMENT.sub(lambda found: SAMPLES.get(found[1], ""), route) for route in open_routes())
    return sorted(set(filled))


def is_page(server: str, path: str) -> bool:
    """Whether a visitor who goes there sees a page: no redirection, no file, no answer for machines."""
    try:
        with urlopen(server + path, timeout=60) as response:
            stayed = response.geturl() == server + path
            return stayed and response.headers["Content-Type"].startswith("text/html")
    except HTTPError:
        return False
