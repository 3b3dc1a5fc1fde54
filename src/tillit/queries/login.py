"""What logging in asks of the store: identity services, and the ways a person has to prove who they are."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from tillit.gateways.keys import house_key
from tillit.gateways.sealing import SealBroken, open_sealed
from tillit.queries.gate import NotThere
from tillit.store.models import IdentityProvider, Person

LOG = logging.getLogger("tillit.login")


@dataclass(frozen=True)
class Service:
    """An authority's identity service. `high_acr`: values of `acr` that count as the highest assurance."""

    slug: str
    name: str
    authority: UUID
    authority_name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    high_acr: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Factor:
    """A way to prove who one is, beside mail. `kind` is "totp", "webauthn" or "recovery_codes"."""

    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """All the ways of one person; `codes_left` counts unused recovery codes."""

    app: Factor | None
    passkeys: tuple[Factor, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second factor at all."""
        return self.app is not None or bool(self.passkeys)


def secret_of(slug: str) -> str:
    """What the sealed client secret of a service is bound to."""
    return f"identity_provider:{slug}"


def _service(row: IdentityProvider) -> Service:
    """A row as plain values."""
    secret = open_sealed(house_key(), bytes(row.client_secret), secret_of(row.slug)).decode()
    lines = frozenset(line.strip() for line in row.high_acr.splitlines() if line.strip())
    return Service(
        row.slug, row.name, row.authority.pk, row.authority.name, row.issuer, row.client_id, secret, lines
    )


def _openable(row: IdentityProvider | None) -> Service | None:
    """A row as plain values; None when its secret was sealed with a key that is lost: it must be set anew."""
    try:
        return _service(row) if row else None
    except SealBroken:
        LOG.error("identity service %s: the secret cannot be opened", row.slug if row else "")
        return None


def services() -> tuple[Service, ...]:
    """All services that are in use, by the name of their authority."""
    rows = IdentityProvider.objects.filter(active=True).select_related("authority")
    return tuple(
        found for row in rows.order_by("authority__name", "name") if (found := _openable(row)) is not None
    )


def any_service() -> bool:
    """Whether there is any service in use."""
    return IdentityProvider.objects.filter(active=True).exists()


def service(slug: str) -> Service:
    """One service in use. Raises NotThere."""
    row = IdentityProvider.objects.filter(active=True, slug=slug).select_related("authority").first()
    found = _openable(row)
    if found is None:
        raise NotThere
    return found


def service_of(authority: UUID) -> Service | None:
    """The service in use of an authority, if it has one."""
    row = (
        IdentityProvider.objects.filter(active=True, authority=authority).select_related("authority").first()
    )
    return _openable(row)


def factors(person: UUID) -> Factors:
    """The ways a person has to prove who they are."""
    rows = list(Authenticator.objects.filter(user_id=person).order_by("created_at", "pk"))
    found = [
        Factor(row.pk, row.type, row.data.get("name", ""), row.created_at, row.last_used_at) for row in rows
    ]
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return Factors(
        app=next((one for one in found if one.kind == Authenticator.Type.TOTP), None),
        passkeys=tuple(one for one in found if one.kind == Authenticator.Type.WEBAUTHN),
        codes_left=sum(len(row.wrap().get_unused_codes()) for row in codes),
    )


def recovery_codes(person: UUID) -> tuple[str, ...]:
    """The recovery codes that are left of a person, to show to them alone."""
    row = Authenticator.objects.filter(user_id=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return tuple(row.wrap().get_unused_codes()) if row else ()


def person(key: UUID) -> Person:
    """The person to log in, as the library wants them. Raises NotThere."""
    found = Person.objects.filter(pk=key).first()
    if found is None:
        raise NotThere
    return found
