"""Forms of cases; every error says what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.gateways.organisation_numbers import BadNumber, read_number


class TitleForm(forms.Form):
    """The title of a case, and the version that it was written on."""

    title = forms.CharField(
        max_length=200,
        error_messages={
            "required": _("Skriv vad ärendet heter."),
            "max_length": _("Skriv ett kortare namn, högst %(limit_value)d tecken."),
        },
    )
    version = forms.IntegerField(required=False, min_value=1)

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class CaseForm(TitleForm):
    """A new case: where, and its title."""

    board = forms.ChoiceField(
        error_messages={
            "required": _("Välj den nämnd där ni öppnar ärendet."),
            "invalid_choice": _("Välj en nämnd i listan."),
        }
    )

    def __init__(self, *args: Any, boards: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = boards  # type: ignore[attr-defined]


class NumberForm(forms.Form):
    """An organisation number, exact, so that nothing can be listed by trying."""

    number = forms.CharField(
        max_length=40,
        error_messages={
            "required": _("Skriv organisationsnumret med tio siffror, till exempel 802000-1234."),
            "max_length": _("Skriv organisationsnumret med tio siffror, till exempel 802000-1234."),
        },
    )

    def clean_number(self) -> str:
        """Give ten digits, or say how the number is written."""
        try:
            return read_number(self.cleaned_data["number"]).digits
        except BadNumber as problem:
            raise forms.ValidationError(str(problem)) from problem
