"""Forms of tasks; every error says what to do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.tasks import LONGEST_TITLE, MOST_DAYS, Plan, Whose
from tillit.queries.dialogue import Side
from tillit.web.authorities.forms import VersionedForm
from tillit.web.dialogue.forms import SideForm
from tillit.web.tasks.words import WHOSE

_TITLE = {
    "required": _("Skriv vad som ska göras."),
    "max_length": _("Skriv kortare, högst %(limit_value)d tecken."),
}
_OWNER = _("Välj vem som ska göra uppgiften.")
_DUE = _("Skriv dagen som år-månad-dag, till exempel 2026-12-15.")
_DAYS = _("Skriv ett antal dagar, från 0 till 730.")


class TaskForm(SideForm):
    """A task: what, who and by when."""

    title = forms.CharField(
        label=_("Det här ska göras"),
        help_text=_("Börja med ett verb, till exempel ”Skicka stadgarna”. Skriv inga namn på enskilda."),
        max_length=LONGEST_TITLE,
        error_messages=_TITLE,
    )
    owner = forms.ChoiceField(
        label=_("Den som ska göra det"),
        widget=forms.RadioSelect,
        error_messages={"required": _OWNER, "invalid_choice": _OWNER},
    )
    due = forms.DateField(
        label=_("Klart senast"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _DUE, "invalid": _DUE},
    )
    field_order = ("title", "owner", "due", "side", "version")

    def __init__(self, *args: Any, owners: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(str(one.id), one.name) for one in owners]  # type: ignore[attr-defined]

    def plan(self, *, internal: bool) -> Plan:
        """What was asked for, when it is valid."""
        sent = self.cleaned_data
        return Plan(sent["title"], sent["due"], UUID(sent["owner"]), internal)


class StandardForm(VersionedForm):
    """A task of a board's list."""

    title = forms.CharField(label=_("Det här ska göras"), max_length=LONGEST_TITLE, error_messages=_TITLE)
    whose = forms.ChoiceField(
        label=_("De som ska göra det"),
        choices=[(one.value, words) for one, words in WHOSE.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _OWNER, "invalid_choice": _OWNER},
    )
    days = forms.IntegerField(
        label=_("Dagar efter att ärendet kom in"),
        help_text=_("Har dagen redan gått när uppgiften läggs till gäller dagens datum."),
        min_value=0,
        max_value=MOST_DAYS,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _DAYS),
    )
    field_order = ("title", "whose", "days", "version")

    def clean_whose(self) -> Whose:
        """Give it as the word of the subject."""
        return Whose(self.cleaned_data["whose"])

    def facts(self) -> dict[str, Any]:
        """What was asked for, when it is valid."""
        return {name: self.cleaned_data[name] for name in ("title", "whose", "days")}
