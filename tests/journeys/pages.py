"""Every page there is, found by walking the addresses, so that no page escapes the tests."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

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


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    """Walk all routes, with their arguments unfilled."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def missing_samples() -> list[str]:
    """Routes with an argument that has no sample."""
    return [route for route in routes() if not set(ARGUMENT.findall(route)) <= SAMPLES.keys()]


def all_paths() -> list[str]:
    """Every address that can be filled in, once."""
    filled = (ARGUMENT.sub(lambda found: SAMPLES.get(found[1], ""), route) for route in routes())
    return sorted(set(filled))


def is_page(path: str) -> bool:
    """Whether a visitor who goes there sees a page: no redirection, no file, no answer for machines."""
    response = Client().get(path)
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")
