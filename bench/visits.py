"""Visits to Tillit without a network: the WSGI application called as a server calls it."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse

from bench.views import cases
from tillit.queries.guidelines import bank
from tillit.web.assessment.visitor import COOKIE, Idea, keep

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers and the bytes as they would be sent."""

    status: int
    headers: dict[str, str]
    body: bytes


def application() -> Application:
    """Tillit with every middleware of its settings."""
    return get_wsgi_application()


def visit(app: Application, path: str, cookie: str = "", query: str = "") -> Answer:
    """Get a page as a browser over https does."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "HTTP_ACCEPT_LANGUAGE": "sv-SE,sv;q=0.9,en;q=0.5",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    started: list[Any] = []
    response = app(environ, lambda *line: started.extend(line))
    try:
        body = b"".join(response)
    finally:
        getattr(response, "close", lambda: None)()
    return Answer(int(started[0].split()[0]), {k.lower(): v for k, v in started[1]}, body)


def half_answered() -> tuple[str, str]:
    """The cookie of a real case of which every other question is answered, and a question still open."""
    case = max(cases(), key=lambda found: (found.answered, found.id))
    facts = {fact: case.facts[fact] for fact in list(bank().by_id)[::2]}
    why = {fact: text[:120] for fact, text in list(case.motivations.items())[:4]}
    idea = Idea(guideline="goteborg", title=case.title[:120], facts=facts, motivations=why)
    kept = keep(HttpResponse(), idea).cookies[COOKIE]
    return f"{COOKIE}={kept.value}", list(bank().by_id)[1]
