"""What a session knows of how its person logged in, and when it ends.

A session begins with a new id at every login and gets a new one at every step-up. It ends when nobody has
used it for a while, at the latest after some hours, and at the next request after the `session_epoch` of the
person was raised (a role was withdrawn, a way to log in was changed) or their account was closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tillit.domain.access import FRESH
from tillit.domain.actors import CODE
from tillit.queries.people import LoginPerson as Person

KEY = "tillit"
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOTED_EVERY = 60  # seconds between notes that the session is in use, so that not every page writes


@dataclass(frozen=True)
class SessionFacts:
    """Who a session is about and how sure it is.

    `confirmed_at` is when the person last proved it, None when their service did not say. `authority` is the
    authority whose service let them in, and `email` the address it gave: both true in its own house only.
    """

    person: UUID
    assurance: int
    confirmed_at: datetime | None = None
    authority: UUID | None = None
    email: str = field(default="", repr=False)

    def fresh(self, at: datetime) -> bool:
        """Whether they proved who they are just now."""
        return self.confirmed_at is not None and at - self.confirmed_at <= FRESH


def session_facts(request: HttpRequest) -> SessionFacts | None:
    """What the session says, or None when nobody is logged in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and KEY not in request.session:
        return None
    known = request.session.get(KEY)
    if not request.user.is_authenticated or not isinstance(known, dict):
        return None
    confirmed = known["confirmed"]
    return SessionFacts(
        person=request.user.pk,
        assurance=known["assurance"],
        confirmed_at=datetime.fromtimestamp(confirmed, UTC) if confirmed is not None else None,
        authority=UUID(known["authority"]) if known["authority"] else None,
        email=known["email"],
    )


def begin(request: HttpRequest, person: Person, facts: SessionFacts, at: datetime) -> None:
    """Log a person in. Nothing of what the browser's session held before is kept, its id least of all."""
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session[KEY] = {
        "assurance": facts.assurance,
        "confirmed": facts.confirmed_at.timestamp() if facts.confirmed_at else None,
        "authority": str(facts.authority) if facts.authority else "",
        "email": facts.email,
        "began": at.timestamp(),
        "seen": at.timestamp(),
        "epoch": person.session_epoch,
    }


def confirm(request: HttpRequest, at: datetime, *, assurance: int = CODE) -> None:
    """Note that the person has just proved who they are again, under a new session id."""
    request.session.cycle_key()
    known = request.session[KEY]
    better = max(known["assurance"], assurance)
    request.session[KEY] = {**known, "confirmed": at.timestamp(), "assurance": better}


def follow(request: HttpRequest, epoch: int) -> None:
    """Let this session live on when a raised epoch ends the person's other ones, under a new session id."""
    request.session.cycle_key()
    request.session[KEY] = {**request.session[KEY], "epoch": epoch}


def bounded_sessions(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: end a session that has ended, before anything else is asked of it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _look(request, timezone.now())
        return get_response(request)

    return respond


def _look(request: HttpRequest, now: datetime) -> None:
    """End the session, or note that it is in use."""
    known: Any = request.session.get(KEY)
    if known is None and "_auth_user_id" not in request.session:
        return
    user = request.user
    if not isinstance(user, Person) or not _alive(known, user, now):
        logout(request)
    elif now.timestamp() - known["seen"] >= NOTED_EVERY:
        request.session[KEY] = {**known, "seen": now.timestamp()}


def _alive(known: Any, person: Person, now: datetime) -> bool:
    """Whether the session may go on. One that does not say how it began may not."""
    if not isinstance(known, dict) or not person.is_active or known["epoch"] != person.session_epoch:
        return False
    used = now - datetime.fromtimestamp(known["seen"], UTC)
    age = now - datetime.fromtimestamp(known["began"], UTC)
    return used < timedelta(seconds=settings.SESSION_IDLE) and age < timedelta(
        seconds=settings.SESSION_LONGEST
    )
