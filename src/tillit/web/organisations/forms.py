"""What is sent about organisations, read and checked; every error says what to do."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.organisations import LEGAL_FORMS
from tillit.domain.outbox import address
from tillit.gateways.organisation_numbers import BadNumber, OrganisationNumber, read_number

_NUMBER = _("Skriv organisationsnumret med tio siffror, till exempel 802000-1234.")
_NAME = _("Skriv organisationens namn, så som det står i stadgarna.")
_FORM = _("Välj den form som passar. Är ni osäkra, välj ”Annan juridisk person”.")
_CONTACT = _("Skriv en e-postadress, till exempel info@forening.se.")
_DATE = _("Skriv datumet som år-månad-dag, till exempel 2026-03-15.")
_TITLE = _("Skriv uppdraget, till exempel ordförande.")
_SOURCE = _("Skriv var det står, till exempel styrelsens protokoll 2026-03-15.")
_MANNER = _("Välj om personen tecknar ensam eller tillsammans med någon.")
TOO_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")
CHOOSE_FORM = [("", _("Välj form")), *LEGAL_FORMS.items()]


def _address(text: str) -> str:
    """A mail address in its normal form."""
    try:
        return address(text)
    except ValueError as problem:
        raise forms.ValidationError(_CONTACT) from problem


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Organisationens namn"),
        max_length=200,
        error_messages={"required": _NAME, "max_length": TOO_LONG},
        widget=forms.TextInput({"autocomplete": "organization"}),
    )


def _legal_form() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Form"),
        choices=CHOOSE_FORM,
        error_messages={"required": _FORM, "invalid_choice": _FORM},
    )


def _contact() -> forms.CharField:
    return forms.CharField(
        label=_("E-postadress till organisationen"),
        help_text=_("Kommunen ser den när ni delar något. Välj gärna en adress som flera läser."),
        max_length=254,
        error_messages={"required": _CONTACT, "max_length": _CONTACT},
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )


class RegisterForm(forms.Form):
    """The little that is needed to begin: number, name, form and an address. The rest comes later."""

    number = forms.CharField(
        label=_("Organisationsnummer"),
        help_text=_("Tio siffror. Numret står i beslutet från Skatteverket, ofta bland bankpappren."),
        max_length=40,
        error_messages={"required": _NUMBER, "max_length": _NUMBER},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = _name()
    legal_form = _legal_form()
    contact = _contact()

    def clean_number(self) -> OrganisationNumber:
        """The number, when it holds together."""
        try:
            return read_number(self.cleaned_data["number"])
        except BadNumber as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean_contact(self) -> str:
        """The address in its normal form."""
        return _address(self.cleaned_data["contact"])


class FactsForm(forms.Form):
    """An organisation's facts, and the version that they were read from."""

    REGISTERED: ClassVar[dict[str, bool | None]] = {"ja": True, "nej": False, "vet-inte": None}

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    name = _name()
    legal_form = _legal_form()
    purpose = forms.CharField(
        label=_("Vad vill ni uppnå?"),
        help_text=_("Skriv ändamålet med egna ord, eller så som det står i stadgarna. Högst 4000 tecken."),
        required=False,
        max_length=4000,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea({"rows": 5}),
    )
    seat = forms.CharField(
        label=_("Ort (frivilligt)"),
        help_text=_("Där ni har ert säte, till exempel Borlänge."),
        required=False,
        max_length=100,
        error_messages={"max_length": TOO_LONG},
    )
    contact = _contact()
    registered = forms.ChoiceField(
        label=_("Är ni registrerade hos Kammarkollegiet som idéburen organisation?"),
        help_text=_("Det är frivilligt. Ni kan svara nej eller vet inte utan att det är till er nackdel."),
        choices=[("ja", _("Ja")), ("nej", _("Nej")), ("vet-inte", _("Vet inte"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj ja, nej eller vet inte."),
            "invalid_choice": _("Välj ja, nej eller vet inte."),
        },
    )

    def clean_contact(self) -> str:
        """The address in its normal form."""
        return _address(self.cleaned_data["contact"])

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        return {**found, "registered": self.REGISTERED[found["registered"]]}


class SignatoryForm(forms.Form):
    """Someone who may sign, how, and where that is written."""

    title = forms.CharField(
        label=_("Uppdrag"),
        help_text=_("Till exempel ordförande eller kassör. Inget namn behövs."),
        max_length=100,
        error_messages={"required": _TITLE, "max_length": TOO_LONG},
    )
    manner = forms.ChoiceField(
        label=_("Hur tecknar personen?"),
        choices=[("together", _("Tillsammans med någon annan")), ("alone", _("Ensam"))],
        widget=forms.RadioSelect,
        error_messages={"required": _MANNER, "invalid_choice": _MANNER},
    )
    source = forms.CharField(
        label=_("Var står det?"),
        help_text=_("Till exempel styrelsens protokoll 2026-03-15, paragraf 4."),
        max_length=200,
        error_messages={"required": _SOURCE, "max_length": TOO_LONG},
    )
    valid_from = forms.DateField(
        label=_("Gäller från"),
        help_text=_("År-månad-dag, till exempel 2026-03-15."),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _DATE, "invalid": _DATE},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}),
    )
    email = forms.CharField(
        label=_("E-postadress (frivilligt)"),
        help_text=_("Behövs först när något ska skrivas under. Bara ni i organisationen ser den."),
        required=False,
        max_length=254,
        error_messages={"max_length": _CONTACT},
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        """The address in its normal form, or nothing."""
        text = self.cleaned_data["email"]
        return _address(text) if text else ""

    def clean_valid_from(self) -> date:
        """A date that can be right."""
        found: date = self.cleaned_data["valid_from"]
        if found.year < 1900:
            raise forms.ValidationError(_DATE)
        return found
