"""What is typed when logging in; every error says what to do."""

import json
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

USED_FOR = 150  # seconds that a code from an app is remembered as used: longer than it can be right
TYPE_CODE = _("Skriv koden ur appen, sex siffror, eller en reservkod.")


class AddressForm(forms.Form):
    """The address to send a code to."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Skriv er e-postadress, till exempel namn@forening.se."),
            "invalid": _("Skriv hela e-postadressen, till exempel namn@forening.se."),
            "max_length": _("Skriv en kortare e-postadress, högst 254 tecken."),
        },
    )

    def clean_email(self) -> str:
        """The address as it is kept: in lower case, and in letters that mail can carry."""
        email: str = self.cleaned_data["email"].strip().lower()
        if not email.isascii():
            raise ValidationError(_("Skriv e-postadressen utan å, ä och ö, så som den står i brev ni får."))
        return email


class MailCodeForm(forms.Form):
    """The code from the mail. Whether it is right is not the form's to say."""

    code = forms.CharField(
        max_length=30,
        error_messages={
            "required": _("Skriv koden i brevet, åtta siffror."),
            "max_length": _("Skriv bara koden i brevet, åtta siffror."),
        },
    )


class FactorForm(AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or a recovery code. A code from the app can be used once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = TYPE_CODE

    def clean_code(self) -> str:
        """Let a right code through, unless it has been used before."""
        code: str = super().clean_code()
        digits = "".join(filter(str.isdigit, code))
        if not cache.add(f"factor:{self.user.pk}:{digits}", True, timeout=USED_FOR):
            raise ValidationError(_("Koden har redan använts. Vänta på nästa kod i appen."))
        return code


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code from a new app, which shows that it was set up right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = _("Skriv koden som appen visar nu, sex siffror.")


def _must_be_object(value: Any) -> Any:
    """What a passkey answers is a JSON object with objects inside; the library trusts that it is."""
    if not isinstance(value, dict) or not isinstance(value.get("response"), dict):
        raise ValidationError(_("Passnyckeln gav inget svar. Försök igen."))
    return value


PASSKEY_MISSING = {
    "required": _("Passnyckeln gav inget svar. Försök igen."),
    "invalid": _("Passnyckeln gav inget svar. Försök igen."),
}


class _Credential(forms.JSONField):
    """The answer of a passkey."""

    default_validators = [_must_be_object]  # noqa: RUF012 Django's way of declaring them
    default_error_messages = PASSKEY_MISSING  # type: ignore[assignment]


class _Answered(forms.Form):
    """A form with the answer of a passkey, which may be anything at all."""

    credential = _Credential()

    def clean_credential(self) -> Authenticator:
        """The passkey that answered. An answer that cannot be read is no answer."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise ValidationError(PASSKEY_MISSING["invalid"]) from problem


class PasskeyForm(_Answered, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second factor, of someone whose first step is done."""


class PasskeyLoginForm(_Answered, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey as the only step: it says itself whose it is."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that the device has just made: kept in the device, and opened by its owner only."""

    name = forms.CharField(
        max_length=60,
        error_messages={
            "required": _("Skriv ett namn på passnyckeln, till exempel ”Telefonen”."),
            "max_length": _("Skriv ett kortare namn, högst 60 tecken."),
        },
    )
    credential = _Credential()
    passwordless = None  # always

    def clean(self) -> dict[str, Any]:
        """Check what the device made, and that it asked its owner."""
        try:
            cleaned: dict[str, Any] = super().clean()
            made = cleaned.get("credential")
            seen = made and auth.parse_registration_response(made).response.attestation_object.auth_data
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise ValidationError(PASSKEY_MISSING["invalid"]) from problem
        if seen and not seen.is_user_verified():
            raise ValidationError(_("Passnyckeln bad inte om PIN, finger eller ansikte. Välj en annan."))
        return cleaned


def options_text(options: dict[str, Any]) -> str:
    """What the visitor's device is asked, for an attribute that the script reads."""
    return json.dumps(options)
