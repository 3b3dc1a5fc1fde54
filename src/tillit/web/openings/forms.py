"""The form of an open invitation; every error says what to do."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.actions.openings import OpeningTexts
from tillit.domain.openings import LONGEST_TEXT, LONGEST_TITLE
from tillit.queries.case_lists import BoardChoice
from tillit.web.drafts.forms import with_one_kind_of_lines

_DAY = _("Skriv dagen som år-månad-dag, till exempel 2027-03-31.")
_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")


def _text(label: Any, hint: Any, needed: Any, **more: Any) -> forms.CharField:
    told = {"required": needed, "max_length": _LONG}
    return forms.CharField(label=label, help_text=hint, error_messages=told, **more)


class OpeningForm(forms.Form):
    """An invitation, and the version that it was written on."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = _text(
        _("Rubrik"),
        _("Säg vad det handlar om, till exempel Fler unga i rörelse på Näset."),
        _("Skriv en rubrik."),
        max_length=LONGEST_TITLE,
    )
    challenge = _text(
        _("Vilken är utmaningen?"),
        _("Beskriv problemet och vad ni vet om det. Säg inte hur det ska lösas: det är det ni frågar efter."),
        _("Beskriv utmaningen."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": "8"}),
    )
    who_may = _text(
        _("Vilka får svara?"),
        _("Till exempel idéburna organisationer som är verksamma i stadsdelen. Samma villkor gäller alla."),
        _("Skriv vilka som får svara."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": "4"}),
    )
    last_day = forms.DateField(
        label=_("Sista dagen att svara"),
        help_text=_("År-månad-dag. Hela dagen räknas."),
        input_formats=["%Y-%m-%d"],
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": "10"}),
        error_messages={"required": _DAY, "invalid": _DAY},
    )

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0

    def texts(self) -> OpeningTexts:
        """What was written."""
        sent = self.cleaned_data
        said = {name: with_one_kind_of_lines(sent[name]) for name in ("challenge", "who_may")}
        return OpeningTexts(title=sent["title"], last_day=sent["last_day"], **said)


class NewOpeningForm(OpeningForm):
    """The same, with the board that asks."""

    board = forms.ChoiceField(
        label=_("Vilken nämnd eller vilket bolag frågar?"),
        error_messages={"required": _("Välj en nämnd."), "invalid_choice": _("Välj en nämnd i listan.")},
    )

    def __init__(self, *args: Any, boards: tuple[BoardChoice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.name) for one in boards]
        self.fields["board"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["version", "board", "title", "challenge", "who_may", "last_day"])

    def chosen_board(self) -> UUID:
        """The board that was chosen."""
        return UUID(self.cleaned_data["board"])
