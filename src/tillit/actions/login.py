"""What logging in changes: new people, codes by mail, and the ways a person can prove who they are.

Who changes a way to log in ends all sessions of theirs but the one they sit in, and is told by mail.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.posting import post
from tillit.domain.actors import ANONYMOUS, Actor
from tillit.queries.gate import NotThere
from tillit.queries.people import NO_ADDRESS
from tillit.store.models import Person


@transaction.atomic
def send_code(*, asked: str, email: str, code: str, link: str, lasts: timedelta, at: datetime) -> None:
    """Put the mail with a code in the outbox, whoever has the address. `asked` names the question, once.

    Changes nothing of anyone's, so it leaves no entry in the trail. Raises ValueError for a bad address.
    """
    shown = f"{code[:4]} {code[4:]}"
    minutes = int(lasts.total_seconds() // 60)
    post(
        event=f"code:{asked}",
        to=email,
        subject=_("Er kod till Tillit"),
        paragraphs=[
            _("Koden är %(code)s. Den gäller i %(minutes)d minuter.") % {"code": shown, "minutes": minutes},
            _("Skriv den på sidan där ni bad om den. Ge den aldrig till någon annan."),
        ],
        link=link,
        why=_("Någon skrev er adress på Tillits inloggning. Var det inte ni? Då behöver ni inte göra något."),
        at=at,
        urgent=True,
        until=at + lasts,
    )


def welcome(*, email: str, at: datetime) -> UUID:
    """The person with an address that was just proved; made if new. Two at once make one."""
    address = email.strip().lower()
    known = _by_address(address)
    if known is not None:
        return known
    try:
        return _new_person(address, at)
    except IntegrityError:
        known = _by_address(address)
        if known is None:
            raise
        return known


def _by_address(address: str) -> UUID | None:
    return Person.objects.filter(email=address).values_list("pk", flat=True).first()


def _new_person(address: str, at: datetime, key: UUID | None = None) -> UUID:
    """Make a person, without a password and without roles."""
    with acting("login.confirm", actor=ANONYMOUS, at=at) as act:
        act.allow()
        person = Person(pk=key or uuid.uuid4(), email=address, joined_at=at)
        person.set_unusable_password()
        act.changed(person)
    return UUID(str(person.pk))


def welcome_from_service(*, service: str, subject: str, at: datetime) -> UUID:
    """The person that a service knows by this subject (see web/login/identity.py); made if new.

    Nobody is found by address, and no address from the service becomes theirs: it would open an account for
    whoever the service likes to call by that name.
    """
    known = _by_subject(service, subject)
    if known is not None:
        return known
    try:
        return _new_from_service(service, subject, at)
    except IntegrityError:
        known = _by_subject(service, subject)
        if known is None:
            raise
        return known


def _by_subject(service: str, subject: str) -> UUID | None:
    accounts = SocialAccount.objects.filter(provider=service, uid=subject)
    found: UUID | None = accounts.values_list("user_id", flat=True).first()
    return found


def _new_from_service(service: str, subject: str, at: datetime) -> UUID:
    key = uuid.uuid4()
    with acting("login.service", actor=ANONYMOUS, at=at) as act:
        act.allow()
        person = Person(pk=key, email=f"{key}{NO_ADDRESS}", joined_at=at)
        person.set_unusable_password()
        act.changed(person)
        SocialAccount.objects.create(user=person, provider=service, uid=subject, extra_data={})
    return key


def add_app(*, actor: Actor, secret: str, at: datetime) -> int:
    """Add a code app in place of the one there may be. Returns the person's new session epoch."""

    def add(person: Person) -> str:
        Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
        TOTP.activate(person, secret)
        RecoveryCodes.activate(person)
        return _("En kodapp har lagts till i er inloggning.")

    return _change_ways(add, actor=actor, at=at)


def add_passkey(*, actor: Actor, name: str, credential: dict[str, Any], at: datetime) -> int:
    """Add a passkey that the person's device has just made. Returns the person's new session epoch."""

    def add(person: Person) -> str:
        WebAuthn.add(person, name, credential)
        RecoveryCodes.activate(person)
        return _("En passnyckel har lagts till i er inloggning.")

    return _change_ways(add, actor=actor, at=at)


def remove_factor(*, actor: Actor, factor: int, at: datetime) -> int:
    """Remove a code app or passkey; recovery codes go with the last. Raises NotThere if it is not theirs."""

    def remove(person: Person) -> str:
        mine = Authenticator.objects.filter(user=person)
        real = mine.exclude(type=Authenticator.Type.RECOVERY_CODES)
        if not real.filter(pk=factor).exists():
            raise NotThere
        real.filter(pk=factor).delete()
        if not real.exists():
            mine.delete()
        return _("Ett sätt att logga in har tagits bort från er inloggning.")

    return _change_ways(remove, actor=actor, at=at)


def renew_recovery_codes(*, actor: Actor, at: datetime) -> int:
    """Make new recovery codes; the old ones stop working. Raises NotThere without another second factor."""

    def renew(person: Person) -> str:
        mine = Authenticator.objects.filter(user=person)
        if not mine.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            raise NotThere
        mine.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(person)
        return _("Nya reservkoder har gjorts för er inloggning. De gamla gäller inte längre.")

    return _change_ways(renew, actor=actor, at=at)


def _change_ways(change: Callable[[Person], str], *, actor: Actor, at: datetime) -> int:
    """Change the ways a person logs in, end their other sessions and tell them."""
    with acting("login.factors", actor=actor, at=at) as act:
        act.allow()
        person = Person.objects.select_for_update().get(pk=str(actor.person))
        told = change(person)
        person.session_epoch += 1
        act.changed(person)
        post(
            event=f"factors:{person.pk}:{person.session_epoch}",
            person=person,
            subject=_("Er inloggning i Tillit har ändrats"),
            paragraphs=[told, _("Var det inte ni? Svara på brevet, så stänger vi inloggningen.")],
            link="/min-sida/inloggning/",
            why=_("Vi skriver alltid när en inloggning ändras."),
            at=at,
            urgent=True,
        )
        epoch: int = person.session_epoch
    return epoch
