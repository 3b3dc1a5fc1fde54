"""Forms of cases; every error says what to do."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.endings import SHORTEST_REASONS
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


_DAY = _("Skriv dagen som år-månad-dag, till exempel 2026-12-15.")
_OFFICER = _("Välj en handläggare hos nämnden.")


class OfficerForm(forms.Form):
    """Who is responsible."""

    officer = forms.ChoiceField(
        label=_("Ansvarig handläggare"),
        widget=forms.RadioSelect,
        error_messages={"required": _OFFICER, "invalid_choice": _OFFICER},
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, officers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = officers  # type: ignore[attr-defined]

    def clean_officer(self) -> UUID:
        """Give the person's id."""
        return UUID(self.cleaned_data["officer"])

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class AnswerForm(forms.Form):
    """The day by which an answer comes."""

    answer_by = forms.DateField(
        label=_("Ni svarar senast"),
        input_formats=["%Y-%m-%d"],
        help_text=_("År-månad-dag. Parterna ser dagen."),
        error_messages={"required": _DAY, "invalid": _DAY},
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class EndingForm(forms.Form):
    """The reasons for a way out, and what the parties can do now."""

    reasons = forms.CharField(
        label=_("Skälen"),
        max_length=8_000,
        min_length=SHORTEST_REASONS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Skriv så att den som inte har varit med förstår. Säg vad ni har vägt in."),
        error_messages={
            "required": _("Skriv skälen. Utan dem vet parterna inte varför."),
            "min_length": _("Skriv skälen lite utförligare, minst en mening."),
        },
    )
    next_steps = forms.CharField(
        label=_("Vad parterna kan göra nu"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Vi har skrivit ett förslag. Ändra det så att det passar."),
        error_messages={"required": _("Skriv vad parterna kan göra nu.")},
    )
    reference = forms.CharField(
        label=_("Beslutet, om det finns ett (valfritt)"),
        max_length=120,
        required=False,
        help_text=_("Till exempel: Socialnämnden 2026-11-18 § 114."),
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class LeaveForm(forms.Form):
    """Why an organisation leaves, if it wants to tell."""

    reasons = forms.CharField(
        label=_("Vill ni säga varför? (valfritt)"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Det ni skriver blir en allmän handling. De andra i ärendet läser det."),
    )


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
