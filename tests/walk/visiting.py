"""A browser in small: asks for a page as someone, inside a savepoint, and looks at what came back."""

import html.parser
import io
import re
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import UploadedFile
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.utils import timezone

from tillit.actions.posting import letter_in
from tillit.store import models
from tillit.web.sessions import SessionFacts, begin
from walk import furnishing, oracle, routes

CANARY = re.compile(r"kanarie[0-9a-f]{16}|[a-z_.]+@example\.org")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
LOGO = re.compile(r"<img class=\"house-logo\"[^>]*>")
WRITE = re.compile(
    r"\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.IGNORECASE
)
#: Tables that reading may write to: sessions, and the cache where rates are counted.
NOT_STORE = {"django_session", "cache"}


@dataclass
class Answer:
    """What came back. `wrote` names the tables that were written to; `fault` is the trace of an exception."""

    status: int
    reason: str
    headers: str
    body: bytes
    wrote: set[str] = field(default_factory=set)
    fault: str = ""
    mails: list[tuple[str, str]] = field(default_factory=list)
    released: set[str] = field(default_factory=set)
    leads: str = ""
    seen: Any = None

    @property
    def text(self) -> str:
        """All that can be read in the answer, the inside of archives too."""
        return "\n".join((self.reason, self.headers, *_readable(self.body)))


def _readable(body: bytes) -> Iterator[str]:
    yield body.decode("utf-8", "replace")
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for member in archive.infolist():
                yield member.filename
                yield archive.read(member).decode("utf-8", "replace")


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class House:
    """The installation as seen from outside, with all middleware and without a socket."""

    def __init__(self, scene: furnishing.Scene) -> None:
        self.scene = scene
        self.handler = ClientHandler()
        self.handler.load_middleware()
        self.mails = set(models.Mail.objects.values_list("pk", flat=True))
        self.notices = set(models.Notice.objects.values_list("pk", flat=True))
        self.texts = dict(models.Writing.objects.values_list("pk", "space"))
        self.parties = set(models.Party.objects.filter(left_at=None).values_list("pk", flat=True))
        self.by_email = {person.email: name for name, person in scene.world.people.items()}

    def walker(self, visitor: oracle.Visitor) -> "Walker":
        """Someone at the door, logged in as they say."""
        return Walker(self, visitor)


class Walker:
    """A visitor who asks for pages."""

    def __init__(self, house: House, visitor: oracle.Visitor) -> None:
        self.house, self.visitor = house, visitor
        self.factory = RequestFactory()
        self.since, self.asked = 0.0, 0
        self.forms: dict[str, list[Form]] = {}
        self.log_in()

    def log_in(self) -> None:
        """Begin a session, confirmed now."""
        self.since = time.monotonic()
        if not self.visitor.person:
            return
        request, now = HttpRequest(), timezone.now()
        request.session = SessionStore()
        person = self.house.scene.world.people[self.visitor.person]
        begin(request, person, SessionFacts(person.pk, self.visitor.assurance, now), now)
        request.session.save()
        self.factory.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: request.session.session_key})

    def ask(
        self,
        method: str,
        path: str,
        data: Any = None,
        *,
        query: str = "",
        csrf: bool = False,
        look: Callable[[set[str]], Any] | None = None,
    ) -> Answer:
        """Ask, look, and undo. `look` is given the tables that were written to, before all is undone."""
        if time.monotonic() - self.since > 300:
            self.log_in()
        self.asked += 1
        request = self._request(method, path + (f"?{query}" if query else ""), data)
        request._dont_enforce_csrf_checks = not csrf  # type: ignore[attr-defined]
        faults: list[str] = []

        def fault(**_kwargs: object) -> None:
            faults.append(traceback.format_exc())

        wrote: set[str] = set()

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            found = WRITE.match(sql)
            if found and found[1] not in NOT_STORE:
                wrote.add(found[1])
            return execute(sql, params, many, context)

        got_request_exception.connect(fault, weak=False)
        try:
            with undone():
                with connection.execute_wrapper(watch):
                    answer = self._answer(request)
                answer.wrote, answer.fault = wrote, "\n".join(faults)
                if look is not None:
                    answer.seen = look(wrote)
                if wrote:
                    self._look_in_the_box(answer)
        finally:
            got_request_exception.disconnect(fault)
        return answer

    def _request(self, method: str, path: str, data: Any) -> Any:
        if method in ("GET", "HEAD"):
            return self.factory.generic(method, path)
        if isinstance(data, str | bytes):
            return self.factory.generic(method, path, data, content_type="application/json")
        pairs = list(data or [])
        if any(isinstance(value, UploadedFile) for _name, value in pairs):
            for _name, value in pairs:
                if isinstance(value, UploadedFile):
                    value.seek(0)
            named: dict[str, Any] = {}
            for name, value in pairs:
                named.setdefault(name, []).append(value)
            made = self.factory.post(path, named)
            made.method = made.META["REQUEST_METHOD"] = method
            return made
        form = "application/x-www-form-urlencoded"
        return self.factory.generic(method, path, urlencode(pairs), content_type=form)

    def _answer(self, request: Any) -> Answer:
        response = self.house.handler.get_response(request)
        body = b"".join(response) if response.streaming else response.content
        for close in response._resource_closers:
            close()
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        # The session's cookie is renewed once a minute, whatever was asked for.
        cookies = "\n".join(
            f"{name}={one.value}"
            for name, one in response.cookies.items()
            if name not in (settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME)
        )
        leads = response.get("Location", "")
        return Answer(
            response.status_code, response.reason_phrase, f"{headers}\n{cookies}", body, leads=leads
        )

    def _look_in_the_box(self, answer: Answer) -> None:
        """Open what the request queued for others; note what it moved to where others may read it."""
        for mail in models.Mail.objects.exclude(pk__in=self.house.mails):
            letter = letter_in(mail) if mail.body else None
            text = " ".join(
                (mail.subject, *(letter.paragraphs if letter else ()), letter.why if letter else "")
            )
            answer.mails.append((self.house.by_email.get(mail.recipient, ""), text))
        for notice in models.Notice.objects.exclude(pk__in=self.house.notices).select_related("person"):
            answer.mails.append((self.house.by_email.get(notice.person.email, ""), notice.text))
        for text in models.Writing.objects.filter(pk__in=self.house.texts).values_list(
            "pk", "space", "title", "body"
        ):
            if self.house.texts[text[0]] != text[1]:
                answer.released |= set(CANARY.findall(f"{text[2]} {text[3]}"))
        fresh = models.Writing.objects.exclude(pk__in=self.house.texts).select_related("from_organisation")
        for writing in fresh:
            sender = writing.from_organisation.name if writing.from_organisation else ""
            answer.released |= set(CANARY.findall(f"{writing.title} {writing.body} {sender}"))
        for invitation in models.Invitation.objects.filter(invited_at__gte=timezone.now() - _MINUTE):
            home = invitation.organisation.name if invitation.organisation else ""
            by = invitation.invited_by.name if invitation.invited_by else ""
            answer.released |= set(CANARY.findall(f"{home} {by}"))
        for party in models.Party.objects.filter(left_at=None).exclude(pk__in=self.house.parties):
            answer.released |= set(CANARY.findall(f"{party.organisation.name} {party.case.title}"))

    def forms_at(self, path: str) -> "list[Form]":
        """The forms on a page, remembered: everything is undone, so the page stays the same."""
        if path not in self.forms:
            answer = self.ask("GET", path)
            page = answer.status == 200 and "text/html" in answer.headers
            self.forms[path] = forms_in(answer.body.decode("utf-8", "replace"), path) if page else []
        return self.forms[path]

    def leaks(self, answer: Answer, said: str = "") -> list[str]:
        """The places whose canaries came out to someone who may not see them. `said` is what they wrote."""
        places, found = self.house.scene.places, []
        for word in set(CANARY.findall(answer.text)):
            place = places.get(word)
            if place and word not in said and not oracle.may_see(self.visitor, place):
                found.append(place)
        for person, text in answer.mails:
            reader = oracle.Visitor("by mail", person)
            for word in set(CANARY.findall(text)) - answer.released:
                place = places.get(word)
                if place and word not in said and not oracle.may_see(reader, place):
                    found.append(f"{place} in mail to {person or 'a stranger'}")
        return found


_MINUTE = timezone.timedelta(minutes=1)  # type: ignore[attr-defined]


def plain(answer: Answer, choice: routes.Choice) -> tuple[int, str, bytes]:
    """An answer without what must differ: tokens of forms, the ids asked for, and the visitor's own logo.

    The logo's address holds the id of their own authority, which may be the very id that they asked for. What is
    asked for is not told apart: two parameters may have the same value.
    """
    body, headers = TOKEN.sub(r"\1", answer.body.decode("utf-8", "replace")), answer.headers
    body = LOGO.sub("", body)
    for _name, value in choice.values:
        body, headers = body.replace(str(value), "<asked>"), headers.replace(str(value), "<asked>")
    return answer.status, headers, body.encode()


@dataclass
class Field:
    """A field of a form: its name, kind, value as it stands, and the values that can be chosen."""

    name: str
    kind: str = "text"
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form on a page."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)


class _Reader(html.parser.HTMLParser):
    """Finds the forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, list[Form]()
        self.form: Form | None = None
        self.text: Field | None = None
        self.choice: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and their fields."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(has.get("action") or self.path, has.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag in ("input", "button") and has.get("name"):
            self._input(self.form, "submit" if tag == "button" else has.get("type", "text"), has)
        elif tag == "textarea":
            self.text = Field(has.get("name", ""), "textarea")
            self.form.fields.append(self.text)
        elif tag == "select":
            self.choice = Field(has.get("name", ""), "select")
            self.form.fields.append(self.choice)
        elif tag == "option" and self.choice is not None:
            self.choice.options.append(has.get("value", ""))
            if "selected" in has:
                self.choice.value = has.get("value", "")

    def _input(self, form: Form, kind: str, has: dict[str, str]) -> None:
        value = has.get("value", "on" if kind in ("checkbox", "radio") else "")
        known = next((one for one in form.fields if one.name == has["name"] and one.kind == kind), None)
        if kind in ("checkbox", "radio") and known:
            known.options.append(value)
        else:
            chosen = "" if kind in ("checkbox", "radio") and "checked" not in has else value
            form.fields.append(Field(has["name"], kind, chosen, [value]))

    def handle_data(self, data: str) -> None:
        """Keep the text of a text area."""
        if self.text is not None:
            self.text.value += data

    def handle_endtag(self, tag: str) -> None:
        """Close what ends."""
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.text = None
        elif tag == "select":
            self.choice = None


def forms_in(page: str, path: str) -> list[Form]:
    """The forms of a page."""
    reader = _Reader(path)
    reader.feed(page)
    return reader.found
