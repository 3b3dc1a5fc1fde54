"""What a browser fetches the first time it opens a page: the page, its styles, fonts and pictures."""

import gzip
import re
from typing import Final
from urllib.parse import urljoin

import brotli  # type: ignore[import-untyped]

from bench.figures import Figure, at_most, missing, told
from bench.visits import Answer, Application, application, half_answered, visit
from tillit.queries.guidelines import bank, guidelines

GOAL: Final = 60
KILOBYTE: Final = 1000
USED = re.compile(r'<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="(/[^"]*)"')
NAMED = re.compile(r"""url\(\s*["']?([^"')]+)""")


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
    app, cookie = application(), half_answered()[0]
    sizes: dict[str, int] = {}
    loads: list[tuple[int, str, str]] = []
    for path, query in public_pages():
        page = visit(app, path, cookie, query)
        if page.status != 200:
            return [missing("First visit, the heaviest page", f"{path} answered {page.status}", f"≤ {GOAL}")]
        files = fetched(app, page, path, sizes)
        parts = {"page": len(page.body), **{_short(name): sizes[name] for name in sorted(files)}}
        loads.append(
            (sum(parts.values()), path, ", ".join(f"{n} {s / KILOBYTE:.1f}" for n, s in parts.items()))
        )
    total, path, parts_told = max(loads)
    start, parts_at_start = next((size, told_) for size, at, told_ in loads if at == "/")
    name = f"First visit, the heaviest of {len(loads)} pages, as sent over https"
    return [
        at_most(name, total / KILOBYTE, "kB", GOAL, f"{path}: {parts_told}"),
        told("First visit, the start page", start / KILOBYTE, "kB", parts_at_start),
    ]


def fetched(app: Application, page: Answer, path: str, sizes: dict[str, int]) -> set[str]:
    """Every file that the page leads to, also by way of its styles; their sizes are noted."""
    waiting, seen = _names(USED, page, path), set()
    while waiting:
        name = waiting.pop()
        file = visit(app, name)
        if file.status != 200:
            raise RuntimeError(f"{path} uses {name}, which answered {file.status}")
        sizes[name] = len(file.body)
        seen.add(name)
        if file.headers["content-type"].startswith("text/css"):
            waiting |= _names(NAMED, file, name) - seen
    return seen


def _names(pattern: re.Pattern[str], answer: Answer, base: str) -> set[str]:
    """The addresses in a page or a style sheet, from the same server."""
    found = (urljoin(base, name) for name in pattern.findall(_text(answer)))
    return {name for name in found if name.startswith("/static/")}


def _text(answer: Answer) -> str:
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(
        answer.headers.get("content-encoding", "")
    )
    return (unpack(answer.body) if unpack else answer.body).decode()


def _short(name: str) -> str:
    """The name without its folder and fingerprint."""
    first, *_, suffix = name.rsplit("/", 1)[-1].split(".")
    return f"{first}.{suffix}"
