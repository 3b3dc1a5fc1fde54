"""Forms of an initiative; every error says what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.initiatives import Step
from tillit.queries.case_lists import BoardChoice
from tillit.web.drafts.forms import with_one_kind_of_lines

TOO_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")


class BeginForm(forms.Form):
    """What the idea is called, and whose it is when one writes for several organisations."""

    organisation = forms.ChoiceField(
        label=_("Vilken organisation är det som skriver?"),
        error_messages={
            "required": _("Välj en organisation."),
            "invalid_choice": _("Välj en organisation i listan."),
        },
    )

    def __init__(self, *args: Any, homes: tuple[BoardChoice, ...], step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        choice.choices = [(str(one.id), one.name) for one in homes]  # type: ignore[attr-defined]
        if len(homes) == 1:
            choice.widget, choice.initial = forms.HiddenInput(), str(homes[0].id)
        self.fields["name"] = forms.CharField(
            label=step.question,
            help_text=step.help,
            max_length=step.longest,
            error_messages={"required": _("Skriv ett namn på idén."), "max_length": TOO_LONG},
        )
        self.order_fields(["name", "organisation"])


class PartForm(forms.Form):
    """One part. An empty answer is an answer too: the question can wait."""

    version = forms.IntegerField(required=False, min_value=0, max_value=10**9)

    def __init__(self, *args: Any, step: Step, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wording"] = forms.CharField(
            max_length=step.longest,
            required=needed,
            strip=False,
            error_messages={"required": _("Skriv ett namn på idén."), "max_length": TOO_LONG},
        )

    def clean_wording(self) -> str:
        """Give the text with one kind of line ends."""
        return with_one_kind_of_lines(self.cleaned_data["wording"])

    def clean_version(self) -> int:
        """Give the version that the writer had before them, 0 for none."""
        return self.cleaned_data["version"] or 0
