"""What surrounds every page: headers, error pages, logs and the secret key."""

import json
import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from tillit.config.environment import flag, secret_key, words
from tillit.config.logs import JsonLines


def broken(request):
    raise ValueError("a secret thing")


def closed(request):
    raise PermissionDenied


def unreadable(request):
    raise SuspiciousOperation


class Addresses:
    """A site where things go wrong, with our error pages."""

    from tillit.config.urls import handler400, handler403, handler404, handler500
    from tillit.config.urls import urlpatterns as ours

    urlpatterns = (*ours, path("trasig/", broken), path("stangd/", closed), path("olaslig/", unreadable))


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/finns-inte/", 404, "Sidan finns inte"),
        ("/trasig/", 500, "Något gick fel hos oss"),
        ("/stangd/", 403, "går inte att öppna"),
        ("/olaslig/", 400, "kunde inte läsa"),
    ],
)
def test_error_pages_say_what_to_do(address, status, says):
    with override_settings(ROOT_URLCONF=Addresses):
        response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert says in html
    assert 'class="ds-button"' in html
    assert "a secret thing" not in html


def test_expired_form_says_what_to_do():
    from tillit.web.texts.errors import form_expired

    response = form_expired(RequestFactory().get("/"), reason="cookie")
    assert response.status_code == 403
    assert "ladda sidan igen" in response.content.decode()


def test_policy_is_strict():
    headers = Client().get("/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    for kind in ("script-src", "style-src", "font-src", "form-action"):
        assert policy[kind] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "private" in headers["Cache-Control"]


def log_line(message, **fields):
    record = logging.LogRecord("tillit", logging.ERROR, __file__, 1, message, None, fields.get("exc_info"))
    return json.loads(JsonLines().format(record))


def test_log_keeps_no_query_string():
    assert log_line("Not Found: /iop/?svar=hemligt")["message"] == "Not Found: /iop/"


def test_log_keeps_the_place_of_an_error_but_not_its_words():
    try:
        raise ValueError("802000-1234")
    except ValueError:
        line = log_line("Internal Server Error: /", exc_info=sys.exc_info())
    assert line["exception"] == "ValueError"
    assert "test_texts_server.py" in line["at"][0]
    assert "802000" not in json.dumps(line)


def test_secret_key_is_made_once_and_kept_to_its_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("TILLIT_SECRET_KEY", raising=False)
    first = secret_key(tmp_path / "var")
    assert len(first) > 50
    assert secret_key(tmp_path / "var") == first
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0


def test_environment_is_read_plainly(monkeypatch):
    monkeypatch.setenv("TILLIT_SECRET_KEY", "given")
    monkeypatch.setenv("A_FLAG", "Yes")
    monkeypatch.setenv("SOME_WORDS", "a.se, b.se,")
    assert secret_key(None) == "given"
    assert flag("A_FLAG")
    assert not flag("NO_SUCH_FLAG")
    assert words("SOME_WORDS", "") == ["a.se", "b.se"]
