"""What the visitor sends, read and checked; every error says what to do."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.web.assessment.visitor import LONGEST_TITLE, LONGEST_WHY


class StartForm(forms.Form):
    """Which guideline applies, and what the idea is called."""

    guideline = forms.ChoiceField(
        error_messages={
            "required": _("Välj en riktlinje. Är ni osäkra, välj ”Lagen”."),
            "invalid_choice": _("Den riktlinjen finns inte. Välj en i listan."),
        }
    )
    title = forms.CharField(
        required=False,
        max_length=LONGEST_TITLE,
        error_messages={"max_length": _("Skriv ett kortare namn, högst %(limit_value)d tecken.")},
    )

    def __init__(self, *args: Any, guidelines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guideline"].choices = guidelines  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """One answer and, if the visitor likes, why."""

    VALUES: ClassVar[dict[str, bool | None]] = {"ja": True, "nej": False, "vet-inte": None}

    answer = forms.ChoiceField(
        choices=[(value, value) for value in VALUES],
        error_messages={
            "required": _("Välj ja, nej eller vet inte."),
            "invalid_choice": _("Välj ja, nej eller vet inte."),
        },
    )
    why = forms.CharField(
        required=False,
        max_length=LONGEST_WHY,
        error_messages={
            "max_length": _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")
        },
    )

    @property
    def value(self) -> bool | None:
        """The answer as a fact's value."""
        return self.VALUES[self.cleaned_data["answer"]]


class CaseFileForm(forms.Form):
    """A case file to go on from."""

    case_file = forms.FileField(
        error_messages={
            "required": _("Välj en ärendefil, till exempel arende.json."),
            "empty": _("Filen är tom. Välj ärendefilen som ni laddade ner."),
            "invalid": _("Filen kom inte fram. Försök igen."),
            "missing": _("Filen kom inte fram. Försök igen."),
        }
    )
