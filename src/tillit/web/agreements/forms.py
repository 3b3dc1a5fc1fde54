"""Forms of the agreement; every error says what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.actions.sections import LONGEST_COMMENT
from tillit.domain.proposing import LONGEST, LONGEST_TITLE
from tillit.web.agreements.words import EMPTY
from tillit.web.challenges.forms import SeenForm

TOO_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")


def plain_lines(text: str) -> str:
    """A text with one kind of line ends, and none at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class WordingForm(SeenForm):
    """A proposal: the heading and the words of a section. `optional`: it may be without words, as it has figures."""

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Skriv vad avsnittet ska heta."), "max_length": TOO_LONG},
    )
    wording = forms.CharField(
        max_length=LONGEST, strip=False, error_messages={"required": EMPTY, "max_length": TOO_LONG}
    )

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wording"].required = not optional

    def clean_title(self) -> str:
        """Give the heading on one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_wording(self) -> str:
        """Give the text; nothing but space counts as no text."""
        text = plain_lines(self.cleaned_data["wording"])
        if not text and self.fields["wording"].required:
            raise forms.ValidationError(EMPTY)
        return text


class CommentForm(forms.Form):
    """Something to say about a section."""

    said = forms.CharField(
        max_length=LONGEST_COMMENT,
        error_messages={"required": _("Skriv din fråga eller kommentar."), "max_length": TOO_LONG},
    )

    def clean_said(self) -> str:
        """Give the text with one kind of line ends."""
        return plain_lines(self.cleaned_data["said"])


class SectionForm(forms.Form):
    """A new section: one of the library, or one of their own by its name."""

    key = forms.CharField(required=False, max_length=60)
    name = forms.CharField(required=False, max_length=LONGEST_TITLE, error_messages={"max_length": TOO_LONG})

    def clean(self) -> dict[str, Any]:
        """Ask for a name where nothing is chosen."""
        given = super().clean() or {}
        if not self.errors and not given.get("key") and not given.get("name"):
            self.add_error("name", _("Välj ett avsnitt, eller skriv vad ert eget ska heta."))
        return given
