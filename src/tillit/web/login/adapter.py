"""How django-allauth does things here: what happens at the moment of login, where secrets are kept."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tillit.domain.actors import CODE, SECOND_FACTOR
from tillit.gateways.keys import house_key
from tillit.gateways.sealing import open_sealed, seal
from tillit.queries.people import LoginPerson as Person
from tillit.web import sessions

LOG = logging.getLogger("tillit.login")
MISTAKES: dict[str, Any] = {
    "incorrect_code": _("Koden stämmer inte. Läs den igen, eller vänta på nästa i appen."),
    "too_many_login_attempts": _("Det blev för många försök. Vänta fem minuter och försök igen."),
    "rate_limited": _("Det blev för många försök. Vänta fem minuter och försök igen."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts: the session at login, the steps before it, no messages and no mail of the library's own."""

    error_messages: ClassVar[Any] = {**DefaultAccountAdapter.error_messages, **MISTAKES}

    def login(self, request: HttpRequest, user: Person) -> None:
        """Begin the session, with the level of assurance that the steps just taken amount to."""
        now = timezone.now()
        facts = getattr(request, "vouched", None)
        if facts is None:
            steps = {record["method"] for record in get_authentication_records(request, user)}
            facts = sessions.SessionFacts(user.pk, SECOND_FACTOR if "mfa" in steps else CODE, now)
        sessions.begin(request, user, facts, now)
        LOG.info("login person=%s assurance=%d service=%s", user.pk, facts.assurance, bool(facts.authority))

    def get_login_stages(self) -> list[str]:
        """After the first step only the second factor can follow."""
        return ["tillit.web.login.steps.SecondFactorStage"]

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Tell that the account is closed: only who has proved that it is theirs gets here."""
        LOG.info("login refused person=%s: closed", user.pk)
        return render(request, "login/closed.html", status=403)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened; there are no messages."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """All mail goes by the outbox, in words of our own (actions/login.py): the library sends none."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are sealed in the database."""

    error_messages: ClassVar[Any] = {**DefaultMFAAdapter.error_messages, **MISTAKES}

    def encrypt(self, text: str) -> str:
        """Seal a secret with the house key."""
        return seal(house_key(), text.encode(), "factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return open_sealed(house_key(), bytes.fromhex(encrypted_text), "factor").decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who we are to the visitor's device: the host, under our own name."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Tillit"}
