"""Which identity service may vouch for an authority's officials."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from tillit.actions.acting import Act, Conflict, acting
from tillit.actions.homes import Refused
from tillit.domain.actors import Actor
from tillit.domain.authorities import issuer_problem
from tillit.gateways.keys import house_key
from tillit.gateways.sealing import seal
from tillit.queries.login import secret_of
from tillit.store.models import Authority, IdentityProvider


def set_service(
    *,
    actor: Actor,
    at: datetime,
    authority: UUID,
    version: int,
    name: str,
    issuer: str,
    client_id: str,
    client_secret: str,
    high_acr: str,
    active: bool,
) -> None:
    """Set the identity service of an authority; `version` is 0 for the first. Nothing is fetched here.

    An empty secret keeps the former one, but never for another issuer: a secret is not sent to a new place.
    Raises NotThere, NotAllowed, Conflict, Refused.
    """
    issuer = issuer.strip()  # else kept to the letter: tokens must name it so
    problem = issuer_problem(issuer, loopback=settings.DEMO)
    if problem:
        raise Refused(problem)
    try:
        with acting("authority.identity", actor=actor, at=at) as act:
            row = _take(act, authority, version)
            _fill(row, issuer, client_secret.strip())
            row.name, row.client_id, row.high_acr, row.active = name, client_id, high_acr, active
            act.changed(row)
    except IntegrityError as taken:
        raise Refused(_("En annan huvudman använder redan den inloggningstjänsten.")) from taken


def _take(act: Act, authority: UUID, version: int) -> IdentityProvider:
    """The service of an authority, or a new one. Raises NotThere, NotAllowed, Conflict."""
    home = act.take(Authority, authority)
    row = IdentityProvider.objects.filter(authority=home).first()
    present = row.version if row else 0
    if version != present:
        raise Conflict(present)
    return row or IdentityProvider(authority=home)


def _fill(row: IdentityProvider, issuer: str, secret: str) -> None:
    """Issuer, the name in addresses that goes with it, and the sealed secret."""
    moved = row.issuer != issuer
    if moved:
        mark = hashlib.sha256(issuer.encode()).hexdigest()[:8]
        row.issuer, row.slug = issuer, f"{row.authority.slug[:41]}-{mark}"
    if secret:
        row.client_secret = seal(house_key(), secret.encode(), secret_of(row.slug))
    elif moved:
        raise Refused(_("Skriv hemligheten som hör till den här tjänsten."))
