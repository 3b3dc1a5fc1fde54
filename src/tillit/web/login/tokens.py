"""Reading an ID token: nothing in it counts before its signature, sender, audience, time and nonce are right.

OpenID Connect Core 1.0, 3.1.3.7. Only signatures by the service's own published keys are taken, never a
shared secret and never "none".
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import jwt

ALGORITHMS: Final = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
LEEWAY: Final = 30  # seconds that the two clocks may differ
NEEDED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")
LONGEST_SUBJECT: Final = 255


class BadToken(Exception):
    """The token is not to be trusted. The text says which check it failed, never what it held."""


@dataclass(frozen=True)
class Claims:
    """What a service says of the person who logged in there. `authenticated_at`: None when not told."""

    subject: str
    acr: str = ""
    authenticated_at: datetime | None = None
    email: str = field(default="", repr=False)


def read_token(token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str) -> Claims:
    """Return the claims of a token meant for us just now. Raises BadToken."""
    try:
        key = _key(jwt.get_unverified_header(token), keys)
        said = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": list(NEEDED)},
        )
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as problem:
        raise BadToken(type(problem).__name__) from problem
    if isinstance(said["aud"], list) and len(said["aud"]) > 1 and said.get("azp") != client_id:
        raise BadToken("azp")
    if not isinstance(said["nonce"], str) or not hmac.compare_digest(said["nonce"].encode(), nonce.encode()):
        raise BadToken("nonce")
    return _claims(said)


def _key(header: Mapping[str, Any], keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The published key that the token says it is signed with, tied to its algorithm."""
    algorithm, name = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise BadToken("alg")
    found = [
        key
        for key in keys.get("keys", [])
        if key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and name in (None, key.get("kid"))
    ]
    if len(found) != 1:
        raise BadToken("kid")
    return jwt.PyJWK(found[0], algorithm=algorithm)


def _claims(said: Mapping[str, Any]) -> Claims:
    """The claims that we use, each of the right kind."""
    subject, acr, email, when = said["sub"], said.get("acr"), said.get("email"), said.get("auth_time")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise BadToken("sub")
    told = isinstance(when, int | float) and not isinstance(when, bool)
    return Claims(
        subject=subject,
        acr=acr if isinstance(acr, str) else "",
        authenticated_at=datetime.fromtimestamp(when, UTC) if told else None,  # type: ignore[arg-type]
        email=email.strip().lower() if isinstance(email, str) else "",
    )
