"""Forms of programme goals; every error says what to do."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain import programme_goals as rules
from tillit.web.authorities.forms import VersionedForm

_DAY = _("Skriv dagen som år-månad-dag, till exempel 2026-11-24.")
_YEAR = _("Skriv året med fyra siffror, till exempel 2027.")
_FILE = _("Välj en fil, eller klistra in listan.")


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _DAY},
    )


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": "4"}),
        error_messages={"invalid": _YEAR},
    )


class GoalForm(VersionedForm):
    """A goal. Its rules are the same as for a list of goals."""

    programme = forms.CharField(
        label=_("Program eller budget"),
        required=False,
        max_length=500,
        help_text=_("Till exempel Budget 2027 för socialnämnden."),
    )
    title = forms.CharField(
        label=_("Mål"), required=False, max_length=500, help_text=_("En mening, så som målet lyder.")
    )
    body = forms.CharField(
        label=_("Text (om ni vill)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": "5"}),
        help_text=_("Det som programmet säger om målet."),
    )
    reference = forms.CharField(
        label=_("Diarienummer och paragraf"),
        required=False,
        max_length=500,
        help_text=_("Till exempel KS 2026/412, § 187."),
    )
    decided_on = _day(_("Beslutad"), _("År-månad-dag. Lämna tomt om ni inte vet."))
    first_year = _year(_("Gäller från år"))
    last_year = _year(_("Gäller till och med år"))

    def facts(self) -> rules.GoalFacts:
        """The goal as it was written. An empty last year is the same as the first."""
        sent = self.cleaned_data
        first = sent.get("first_year") or 0
        texts = {
            name: " ".join((sent.get(name) or "").split()) for name in ("programme", "title", "reference")
        }
        body = (sent.get("body") or "").replace("\r\n", "\n").strip()
        return rules.GoalFacts(
            body=body,
            decided_on=sent.get("decided_on"),
            first_year=first,
            last_year=sent.get("last_year") or first,
            **texts,
        )

    def clean(self) -> dict[str, Any]:
        """Say what is wrong at its field."""
        sent = super().clean() or {}
        for name, problem in rules.goal_problems(self.facts()).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return sent


class GoalListForm(forms.Form):
    """A list of goals as a file or as text."""

    sheet = forms.FileField(
        label=_("Fil (Excel eller CSV)"),
        required=False,
        help_text=_("Det första bladet läses."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt"}),
    )
    goals = forms.CharField(
        label=_("Eller klistra in listan"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": "8"}),
        help_text=_("Första raden: program;mål;text;diarienummer;beslutad;från år;till år."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        sent = super().clean() or {}
        if not sent.get("sheet") and not (sent.get("goals") or "").strip():
            self.add_error("goals", _FILE)
        return sent


class RollForm(forms.Form):
    """Which goals go on in the next year, by which decision."""

    goal = forms.MultipleChoiceField(
        label=_("Mål"),
        error_messages={
            "required": _("Välj minst ett mål."),
            "invalid_choice": _("Något av målen är redan överfört. Titta på listan igen."),
        },
    )
    decided_on = _day(_("Det nya årets beslut"), _("År-månad-dag. Lämna tomt om det gamla beslutet gäller."))
    reference = forms.CharField(
        label=_("Diarienummer och paragraf"),
        required=False,
        max_length=rules.REFERENCE_LENGTH,
        help_text=_("Lämna tomt om det gamla beslutet gäller."),
    )

    def __init__(self, *args: Any, goals: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [(key, key) for key in goals]  # type: ignore[attr-defined]

    def clean_goal(self) -> list[UUID]:
        """Give the ids."""
        return [UUID(key) for key in self.cleaned_data["goal"]]
