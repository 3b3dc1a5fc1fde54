"""The door of every page: which row of the access table it hangs on, which methods it takes, who has come.

A view is written `@door("organisation.edit", "GET", "POST")` and finds `request.actor`, `request.at` and
`request.action`. What the gate hides answers 404, the same as what does not exist.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tillit.domain.access import NOTHING, decide, row
from tillit.domain.actors import SECOND_FACTOR, Actor
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web.arrivals import actor_of
from tillit.web.kept import keep


class Visit(HttpRequest):
    """A request that has passed a door."""

    actor: Actor
    at: datetime
    action: str


View = Callable[..., HttpResponseBase]


def door(action: str, *methods: str) -> Callable[[View], View]:
    """Hang a view on its row of the access table. Methods default to GET and HEAD."""
    taken = [*methods, "HEAD"] if "GET" in methods else [*methods] or ["GET", "HEAD"]

    def hang(view: View) -> View:
        @wraps(view)
        def enter(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.at, request.action = timezone.now(), action
            request.actor = actor_of(request)
            try:
                _greet(request)
                return view(request, *args, **kwargs)
            except NotThere as nothing:
                return _not_there(request, nothing)
            except NotAllowed as refusal:
                return _not_allowed(request, refusal.reason)

        hung: Any = require_http_methods(taken)(enter)
        hung.door, hung.methods = action, tuple(taken)
        opened: View = hung
        return opened

    return hang


def _greet(request: Visit) -> None:
    """Refuse at once who may not do this to anything: the row of an action on nothing in particular."""
    if row(request.action) and request.action.split(".")[0] in OPEN_NOUNS:
        verdict = decide(request.action, request.actor, NOTHING, request.at)
        if not verdict.allowed:
            raise NotAllowed(verdict.reason)
    elif request.actor.person is None and not _anyone(request.action):
        raise NotAllowed("login")


#: Actions on nothing in particular; the others are decided when the thing is known.
OPEN_NOUNS = frozenset({"page", "assessment", "open", "login", "demo", "my", "invitation"})


def _anyone(action: str) -> bool:
    """Whether some state of the action is open to anyone."""
    return any(
        "anonymous" in found.who for state in ("", "public") if (found := row(action, state)) is not None
    )


def _not_there(request: Visit, nothing: NotThere) -> HttpResponseBase:
    """404; but an official who has not shown a second factor is first asked for it, whatever the address."""
    official = any(held.authority for held in request.actor.roles)
    if official and request.actor.assurance < SECOND_FACTOR:
        return _not_allowed(request, "assurance")
    raise Http404 from nothing


def _not_allowed(request: Visit, reason: str) -> HttpResponseBase:
    """To login or to step-up where that helps; else a page that says why."""
    if reason in ("login", "assurance", "fresh"):
        again = (
            request.method in ("GET", "HEAD") or reason == "fresh"
        )  # a page that wants fresh proof has a form
        if reason == "fresh" and request.method == "POST":
            keep(request)
        back = request.get_full_path() if again else reverse("people:mine")
        goal = {"login": "account_login", "assurance": "login:step_up", "fresh": "login:step_up"}[reason]
        return HttpResponseRedirect(f"{reverse(goal)}?{urlencode({'next': back})}")
    return render(request, "texts/error_403.html", status=403)
