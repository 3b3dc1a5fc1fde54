"""Forms of messages, meetings and notes; every error says what to do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.meetings import Plan, swedish_time
from tillit.queries.dialogue import Side
from tillit.web.drafts.forms import with_one_kind_of_lines

LONGEST_MESSAGE, LONGEST_NOTES, LONGEST_AGENDA, LONGEST_PARTICIPANTS = 5_000, 30_000, 5_000, 1_000
_TOO_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")
_SIDE = _("Välj vem ni skriver för.")
_DAY = _("Skriv dagen som år-månad-dag, till exempel 2026-12-15.")
_CLOCK = _("Skriv klockslaget med timme och minut, till exempel 13:00.")
_NO_NAMES = _("Skriv inget om enskilda personer som går att känna igen.")


class SideForm(forms.Form):
    """On whose behalf. Only someone who speaks for several sides has to choose."""

    side = forms.ChoiceField(
        label=_("Ni skriver för"),
        widget=forms.RadioSelect,
        error_messages={"required": _SIDE, "invalid_choice": _SIDE},
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side: Any = self.fields["side"]
        side.choices = [(str(one.id), one.name) for one in sides]
        if len(sides) == 1:
            side.widget = forms.HiddenInput()
            side.initial = str(sides[0].id)

    def clean_side(self) -> UUID:
        """Give the side's id."""
        return UUID(self.cleaned_data["side"])

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class WrittenForm(SideForm):
    """Something to read: a text that is more than space."""

    def clean_body(self) -> str:
        """Give the text with one kind of line ends."""
        body = with_one_kind_of_lines(self.cleaned_data["body"])
        if not body.strip():
            raise forms.ValidationError(self.fields["body"].error_messages["required"])
        return body


class MessageForm(WrittenForm):
    """A message to all parties."""

    body = forms.CharField(
        label=_("Meddelande"),
        help_text=_NO_NAMES,
        max_length=LONGEST_MESSAGE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Skriv ert meddelande. En mening räcker."), "max_length": _TOO_LONG},
    )


class NotesForm(WrittenForm):
    """The notes of a meeting, and the version that they were written on."""

    body = forms.CharField(
        label=_("Anteckningar"),
        help_text=_("Skriv vad ni kom fram till, vem som gör vad och till när. Skriv roller, inte namn."),
        max_length=LONGEST_NOTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Skriv vad ni kom fram till på mötet."), "max_length": _TOO_LONG},
    )


class MeetingForm(SideForm):
    """A proposal of a meeting; `plan` when it is valid."""

    day = forms.DateField(
        label=_("Dag"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _DAY, "invalid": _DAY},
    )
    clock = forms.TimeField(
        label=_("Klockslag"),
        help_text=_("Svensk tid."),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": _CLOCK, "invalid": _CLOCK},
    )
    place = forms.CharField(
        label=_("Plats eller sätt"),
        help_text=_("Till exempel en adress, ett rum, telefon eller en länk till ett videomöte."),
        max_length=300,
        error_messages={"required": _("Skriv var eller hur ni möts."), "max_length": _TOO_LONG},
    )
    participants = forms.CharField(
        label=_("De som behöver vara med"),
        help_text=_("Skriv roller, till exempel ”två från styrelsen och handläggaren”. Inga namn behövs."),
        max_length=LONGEST_PARTICIPANTS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
    )
    agenda = forms.CharField(
        label=_("Det här ska mötet handla om"),
        max_length=LONGEST_AGENDA,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Skriv vad mötet ska handla om."), "max_length": _TOO_LONG},
    )

    field_order = ("day", "clock", "place", "participants", "agenda", "side", "version")

    def clean(self) -> dict[str, Any]:
        """Put the plan together. An hour that the clock jumps over in March is no time."""
        kept = self.cleaned_data
        if set(self.fields) - {"side", "version"} <= kept.keys():
            texts = {name: with_one_kind_of_lines(kept[name]) for name in ("place", "participants", "agenda")}
            try:
                kept["plan"] = Plan(swedish_time(kept["day"], kept["clock"]), **texts)
            except ValueError as problem:
                if str(problem) == "year":
                    self.add_error("day", _DAY)
                else:
                    self.add_error("clock", _("Den tiden finns inte: klockan ställs fram då. Välj en annan."))
        return kept
