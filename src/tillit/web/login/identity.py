"""Logging in through an authority's own identity service, by OpenID Connect with state, nonce and PKCE.

A person is known by issuer and subject together, never by address. The issuer is pinned in the authority's
row: what the service tells about itself must say the same, and so must every token.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from requests import RequestException

from tillit.domain.actors import HIGH, SECOND_FACTOR
from tillit.queries import login as asking
from tillit.queries.login import Service
from tillit.web.login.tokens import BadToken, Claims, read_token
from tillit.web.sessions import SessionFacts

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
JUST_NOW = timedelta(minutes=5)
#: What a service that answers something else than we understand makes of reading it.
TROUBLE = (RequestException, OAuth2Error, KeyError, ValueError, TypeError, AttributeError)


class ServiceFailed(Exception):
    """The service could not be used. `reason` is a word for the log, never what the service said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Vouched:
    """What came back from a service: whom it vouches for, and where they were going."""

    service: Service
    claims: Claims
    next: str
    again: bool

    @property
    def key(self) -> str:
        """Issuer and subject as one: what a person is found by. Hashed: it may be a personal number."""
        return hashlib.sha256(f"{self.service.issuer}\n{self.claims.subject}".encode()).hexdigest()

    def facts(self, person: UUID, at: datetime) -> SessionFacts:
        """What the session will know. A service that does not say when they logged in confirms nothing."""
        level = HIGH if self.claims.acr in self.service.high_acr else SECOND_FACTOR
        when = self.claims.authenticated_at
        confirmed = min(when, at) if when else None
        return SessionFacts(person, level, confirmed, self.service.authority, self.claims.email)


class Services(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Identity services come from the authorities' rows, and nowhere else."""

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002 the library's way of calling
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """The services as the library knows them; `provider` is a slug."""
        found = asking.services() if provider is None else (asking.service(provider),)
        return [_app(one) for one in found if client_id in (None, one.client_id)]

    def get_requests_session(self) -> Any:
        """A session that waits a few seconds at most and follows no redirects to other places."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


def _app(service: Service) -> SocialApp:
    """A service as the library's row, never saved."""
    return SocialApp(
        provider="openid_connect",
        provider_id=service.slug,
        name=service.name,
        client_id=service.client_id,
        secret=service.client_secret,
        settings={"server_url": service.issuer.rstrip("/")},
    )


class PinnedService(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """A service whose word about itself is checked against the row."""

    def __init__(self, request: HttpRequest, service: Service) -> None:
        super().__init__(request, service.slug)
        self.service = service

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service publishes. Raises ServiceFailed for another issuer or a place without HTTPS."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.service.issuer:
            raise ServiceFailed("issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not _safe(str(config.get(name, ""))):
                raise ServiceFailed("https")
        return config

    def keys(self) -> dict[str, Any]:
        """The keys that the service signs with."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys: dict[str, Any] = answer.json()
            return keys


def _safe(address: str) -> bool:
    """Whether an address may be used: HTTPS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def way_out(request: HttpRequest, service: Service, *, onward: str, again: bool) -> str:
    """The address at the service to send the visitor to. With `again` they must log in there anew.

    Raises ServiceFailed.
    """
    pkce = generate_code_challenge()
    nonce = secrets.token_urlsafe(24)
    kept = {"nonce": nonce, "verifier": pkce.pop("code_verifier"), "next": onward, "again": again}
    extra = {**pkce, "nonce": nonce, **({"prompt": "login", "max_age": "0"} if again else {})}
    try:
        pinned = PinnedService(request, service)
        client = pinned.get_client(request, pinned.get_provider().app)
        client.state = secrets.token_urlsafe(24)
        statekit.stash_state(request, provider_id=service.slug, state=kept, state_id=client.state)
        address: str = client.get_redirect_url(pinned.authorize_url, ["openid", "email"], extra)
    except TROUBLE as problem:
        raise ServiceFailed(type(problem).__name__) from problem
    return address


def way_in(request: HttpRequest, service: Service, at: datetime) -> Vouched:
    """Read what the service sent the visitor back with. Each answer is taken once. Raises ServiceFailed."""
    kept = statekit.unstash_state(request, provider_id=service.slug, state_id=request.GET.get("state", ""))
    if kept is None:
        raise ServiceFailed("state")
    if request.GET.get("iss", service.issuer) != service.issuer:  # RFC 9207
        raise ServiceFailed("issuer")
    if "code" not in request.GET:
        raise ServiceFailed("cancelled" if request.GET.get("error") == "access_denied" else "refused")
    claims = _claims(request, service, kept)
    again = bool(kept["again"])
    if again and (claims.authenticated_at is None or at - claims.authenticated_at > JUST_NOW):
        raise ServiceFailed("auth_time")
    return Vouched(service, claims, str(kept["next"]), again)


def _claims(request: HttpRequest, service: Service, kept: dict[str, Any]) -> Claims:
    """Trade the code for a token and read it. Raises ServiceFailed."""
    try:
        pinned = PinnedService(request, service)
        client = pinned.get_client(request, pinned.get_provider().app)
        answer = client.get_access_token(request.GET["code"], pkce_code_verifier=kept["verifier"])
        return read_token(
            str(answer.get("id_token", "")),
            pinned.keys(),
            issuer=service.issuer,
            client_id=service.client_id,
            nonce=kept["nonce"],
        )
    except BadToken as problem:
        raise ServiceFailed(str(problem)) from problem
    except TROUBLE as problem:
        raise ServiceFailed(type(problem).__name__) from problem
