"""Forms of a challenge; every error says what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.challenges import AGENDA, LONGEST, MOST_GOALS
from tillit.web.challenges.words import EMPTY


class SeenForm(forms.Form):
    """The version that the writer had before them, 0 when nothing was written."""

    version = forms.IntegerField(required=False, min_value=0, max_value=10**6)

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class PartForm(SeenForm):
    """One of the texts."""

    wording = forms.CharField(
        max_length=LONGEST,
        strip=False,
        error_messages={
            "required": EMPTY,
            "max_length": _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d."),
        },
    )

    def clean_wording(self) -> str:
        """Give the text with one kind of line ends; nothing but space counts as no text."""
        text: str = self.cleaned_data["wording"].replace("\r\n", "\n").replace("\r", "\n").strip()
        if not text:
            raise forms.ValidationError(EMPTY)
        return text


class GoalsForm(SeenForm):
    """The programme goals that are marked; which of them may be is for the action to say."""

    goal = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        marked = [(key, key) for key in data.getlist("goal")[: MOST_GOALS * 5]]
        self.fields["goal"].choices = marked  # type: ignore[attr-defined]


class AgendaForm(SeenForm):
    """The goals of Agenda 2030 that are marked."""

    number = forms.TypedMultipleChoiceField(
        required=False, coerce=int, choices=[(str(number), name) for number, name in AGENDA.items()]
    )
