"""The steps of a login: the code that is asked for and typed, and the second factor after it.

A code belongs to the browser session that asked for it and to one purpose: "login" or "confirm" (who is
logged in already). Asking never looks up who has the address, so nothing about the answer can tell.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

CODE_DIGITS = 8


@dataclass(frozen=True)
class Asked:
    """A code that was asked for and may still be typed."""

    id: str
    email: str
    next: str


def ask(request: HttpRequest, *, purpose: str, email: str, onward: str, at: datetime) -> tuple[Asked, str]:
    """Make a code for an address, and keep in this browser's session only what it takes to know it again."""
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    asked = Asked(secrets.token_urlsafe(16), email, onward)
    request.session[_key(purpose)] = {
        "id": asked.id,
        "email": email,
        "next": onward,
        "at": at.timestamp(),
        "proof": _proof(asked, code),
    }
    return asked, code


def asked_for(request: HttpRequest, *, purpose: str, at: datetime) -> Asked | None:
    """The code that this browser asked for, while it may be used."""
    known: Any = request.session.get(_key(purpose))
    if known is None:
        return None
    if at.timestamp() - known["at"] >= settings.LOGIN_CODE_LASTS:
        forget(request, purpose=purpose)
        return None
    return Asked(known["id"], known["email"], known["next"])


def right_code(request: HttpRequest, asked: Asked, typed: str, *, purpose: str) -> bool | None:
    """Try a code: True if it is right, and it is used up; False if wrong; None when the tries are used up.

    Tries are counted outside the session, one at a time, so that many at once count as many.
    """
    if not ratelimit.consume(request, action="try_login_code", key=asked.id):
        forget(request, purpose=purpose)
        return None
    proof = request.session[_key(purpose)]["proof"]
    if not hmac.compare_digest(proof, _proof(asked, "".join(filter(str.isdigit, typed)))):
        return False
    forget(request, purpose=purpose)
    return True if ratelimit.consume(request, action="use_login_code", key=asked.id) else None


def forget(request: HttpRequest, *, purpose: str) -> None:
    """Forget the code that this browser asked for."""
    request.session.pop(_key(purpose), None)


def _key(purpose: str) -> str:
    return f"code.{purpose}"


def _proof(asked: Asked, code: str) -> str:
    """What is kept of a code: useless without the server's secret key."""
    return salted_hmac(
        "tillit.login.code", f"{asked.id}:{asked.email}:{code}", algorithm="sha256"
    ).hexdigest()


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor of who has one, unless their employer's service or a passkey let them in."""

    def _should_handle(self, request: HttpRequest) -> bool:
        """Whether this login still lacks a second factor."""
        return getattr(request, "vouched", None) is None and super()._should_handle(request)
