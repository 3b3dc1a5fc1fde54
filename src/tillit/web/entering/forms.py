"""Forms of what is entered for an organisation; every error says what to do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.entering import LONGEST_REMARK, Came, Channel
from tillit.queries.dialogue import Side
from tillit.web.dialogue.forms import LONGEST_MESSAGE
from tillit.web.drafts.forms import LONGEST_BODY, LONGEST_TITLE, with_one_kind_of_lines

_PARTY = _("Välj vem det kommer från.")
_HOW = _("Välj hur det kom.")
_DAY = _("Skriv dagen som år-månad-dag, till exempel 2026-12-15.")
_TOO_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")
CHANNELS = [
    (Channel.LETTER.value, _("Brev eller papper")),
    (Channel.TELEPHONE.value, _("Telefon")),
    (Channel.MEETING.value, _("Muntligt vid ett möte")),
    (Channel.MAIL.value, _("E-post")),
]


def _body(longest: int) -> forms.CharField:
    """What they say, at most so many characters."""
    return forms.CharField(
        label=_("Det här säger de"),
        help_text=_("Skriv av papperet, eller skriv så nära deras egna ord ni kan. Inga namn på enskilda."),
        max_length=longest,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Skriv det som de har sagt eller skrivit."), "max_length": _TOO_LONG},
    )


class MessageForm(forms.Form):
    """Whose it is, how and when it came, and what it says."""

    party = forms.ChoiceField(
        label=_("Från"),
        widget=forms.RadioSelect,
        error_messages={"required": _PARTY, "invalid_choice": _PARTY},
    )
    channel = forms.ChoiceField(
        label=_("Så kom det"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": _HOW, "invalid_choice": _HOW},
    )
    came_on = forms.DateField(
        label=_("Dagen då det kom"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _DAY, "invalid": _DAY},
    )
    body = _body(LONGEST_MESSAGE)

    def __init__(self, *args: Any, parties: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(str(one.id), one.name) for one in parties]  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        """Give the text with one kind of line ends."""
        body = with_one_kind_of_lines(self.cleaned_data["body"])
        if not body.strip():
            raise forms.ValidationError(self.fields["body"].error_messages["required"])
        return body

    def said(self) -> dict[str, Any]:
        """What was entered, when it is valid."""
        sent = self.cleaned_data
        came = Came(Channel(sent["channel"]), sent["came_on"])
        return {"organisation": UUID(sent["party"]), "came": came, "body": sent["body"]}


class TextForm(MessageForm):
    """The same with a heading: a text in the case."""

    title = forms.CharField(
        label=_("Rubrik"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv en rubrik, så att alla hittar texten igen."),
            "max_length": _TOO_LONG,
        },
    )
    body = _body(LONGEST_BODY)
    field_order = ("party", "channel", "came_on", "title", "body")

    def said(self) -> dict[str, Any]:
        """What was entered, when it is valid."""
        return {**super().said(), "title": self.cleaned_data["title"]}


class WrongForm(forms.Form):
    """What is wrong with what was entered."""

    remark = forms.CharField(
        label=_("Det här stämmer inte"),
        help_text=_("Skriv vad som är fel, eller hur det ska vara. Alla parter ser det, och det sparas."),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Skriv vad som inte stämmer. En mening räcker."),
            "max_length": _TOO_LONG,
        },
    )
