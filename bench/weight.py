"""What a browser fetches the first time it opens a page: the page, its styles, fonts and pictures."""

import re
from typing import Final
from urllib.parse import urljoin

from bench.figures import Figure, at_most, missing, told
from bench.visits import Application, application, half_answered, visit
from tillit.queries.guidelines import bank, guidelines

GOAL: Final = 60
KILOBYTE: Final = 1000
USED = re.compile(rb'<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="(/[^"]*)"')
NAMED = re.compile(rb"""url\(\s*["']?([^"')]+)""")


def public_pages() -> list[tuple[str, str]]:
    """The address and query of every page that anyone can open."""
    texts = ["", "vad-ar-iop/", "sa-raknar-vi/", "tillganglighet/", "uppgifter/", "english/"]
    steps = ["", "svar/", "resultat/", "andra-riktlinjer/", "fortsatt/", "borja-om/"]
    paths = [f"/{text}" for text in texts] + [f"/iop/{step}" for step in steps]
    paths += [f"/iop/fraga/{fact}/" for fact in bank().by_id] + ["/riktlinjer/", "/riktlinjer/skillnader/"]
    paths += [f"/riktlinjer/{one}/{part}" for one in guidelines() for part in ("", "lathund/")]
    return [(path, "") for path in paths] + [("/riktlinjer/jamfor/", "a=goteborg&b=malmo")]


def measure() -> list[Figure]:
    """The heaviest page, and what it is made of."""
    app = application()
    cookie, _ = half_answered()
    files: dict[str, tuple[int, list[str]]] = {}
    loads: list[tuple[int, int, str]] = []
    for path, query in public_pages():
        page = visit(app, path, cookie, query)
        if page.status != 200:
            return [missing("First visit, the heaviest page", f"{path} answered {page.status}", f"≤ {GOAL}")]
        with_files = _fetched(app, _addresses(path, visit(app, path, cookie, query), app, cookie, query), files)
        loads.append((len(page.body) + with_files, len(page.body), path))
    total, html, path = max(loads)
    shared = ", ".join(f"{name.rsplit('/', 1)[-1].split('.')[0]} {size / KILOBYTE:.1f}" for name, (size, _) in files.items())
    against = f"{path}: page {html / KILOBYTE:.1f}; {shared} kB"
    return [
        at_most(f"First visit, the heaviest of {len(loads)} pages, compressed", total / KILOBYTE, "kB", GOAL, against),
        told("First visit, the start page", next(t for t, _, p in loads if p == "/") / KILOBYTE, "kB"),
    ]
