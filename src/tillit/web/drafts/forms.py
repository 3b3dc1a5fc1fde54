"""The form of a text, in an own space or in a case; every error says what to do."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TITLE = 200
LONGEST_BODY = 50_000


def with_one_kind_of_lines(text: str) -> str:
    """A text with one kind of line ends, whatever machine it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class TextForm(forms.Form):
    """A title, a text, and the version that it was written on."""

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Skriv en rubrik, så att ni hittar texten igen."),
            "max_length": _("Skriv en kortare rubrik, högst %(limit_value)d tecken."),
        },
    )
    body = forms.CharField(
        max_length=LONGEST_BODY,
        strip=False,
        error_messages={
            "required": _("Skriv en text. En mening räcker för att börja."),
            "max_length": _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d."),
        },
    )
    version = forms.IntegerField(required=False, min_value=1)

    def clean_body(self) -> str:
        """Give the text with one kind of line ends; nothing but space counts as no text."""
        body = with_one_kind_of_lines(self.cleaned_data["body"])
        if not body.strip():
            raise forms.ValidationError(self.fields["body"].error_messages["required"])
        return body

    def clean_version(self) -> int:
        """Give the version; a form without one was made for nothing that exists."""
        return self.cleaned_data["version"] or 0


class VersionForm(forms.Form):
    """The version that an act is about."""

    version = forms.IntegerField(min_value=1)


def version_of(data: Any) -> int:
    """The version in what was sent, 0 when there is none: then the act meets a conflict and asks again."""
    form = VersionForm(data)
    return form.cleaned_data["version"] if form.is_valid() else 0


def page_of(data: Any) -> int:
    """The page asked for in an address, 1 for anything else than a number from 1 to 10 000."""
    text = data.get("sida", "1")
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 10_000 else 1


def kept_query(**chosen: str) -> str:
    """What an address keeps from page to page, ready to be followed by the page's number."""
    given = {name: value for name, value in chosen.items() if value}
    return urlencode(given) + "&" if given else ""


def words_of(data: Any) -> str:
    """What someone searches for, at most a hundred characters."""
    return str(data.get("sok", "")).replace("\0", "").strip()[:100]
