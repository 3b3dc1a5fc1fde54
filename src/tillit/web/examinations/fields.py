"""Fields that several forms of examinations share; every error says what to do."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from tillit.domain.kronor import read_kronor

YES_NO: list[tuple[str, Any]] = [("ja", _("Ja")), ("nej", _("Nej")), ("vet-inte", _("Vet inte"))]
VALUES: dict[str, bool | None] = {"ja": True, "nej": False, "vet-inte": None}
WORDS = {value: word for word, value in VALUES.items()}
_RATE = re.compile(r"(\d{1,3})(?:[,.](\d{1,4}))?")


class VersionedForm(forms.Form):
    """A form that carries the version it was written on: 0 for what does not exist yet."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0

    def kept(self) -> dict[str, Any]:
        """What the act takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DayField(forms.DateField):
    """A day, written as year-month-day."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = _("Skriv dagen som år-månad-dag, till exempel 2026-12-15.")
        kwargs.setdefault("help_text", _("År-månad-dag, till exempel 2026-12-15."))
        super().__init__(
            input_formats=["%Y-%m-%d"],
            error_messages={"required": wrong, "invalid": wrong},
            validators=[
                MinValueValidator(date(1990, 1, 1), wrong),
                MaxValueValidator(date(2150, 12, 31), wrong),
            ],
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """A day stands in the field as it is typed, not as it is read: it is sent again with the rest."""
        return value.isoformat() if isinstance(value, date) else value


class KronorField(forms.CharField):
    """An amount in kronor, as whole öre."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = _("Skriv beloppet med siffror, till exempel 250 000.")
        super().__init__(max_length=40, error_messages={"required": wrong, "max_length": wrong}, **kwargs)

    def clean(self, value: Any) -> int:
        """Give öre, or say how the amount is written."""
        text = super().clean(value)
        try:
            return read_kronor(text)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem


class RateField(forms.CharField):
    """Kronor for one euro, as whole ten-thousandths."""

    def __init__(self, **kwargs: Any) -> None:
        self.wrong = _("Skriv kursen i kronor för en euro, till exempel 11,2345.")
        messages = {"required": self.wrong, "max_length": self.wrong}
        super().__init__(max_length=12, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> int:
        """Give ten-thousandths, or say how the rate is written."""
        found = _RATE.fullmatch(super().clean(value).strip())
        rate = int(found[1]) * 10_000 + int((found[2] or "0").ljust(4, "0")) if found else 0
        if not rate:
            raise forms.ValidationError(str(self.wrong))
        return rate


def text_field(
    label: Any, longest: int, required: Any = "", help_text: Any = "", rows: int = 4
) -> forms.CharField:
    """A text area; `required` is what to say when it is empty, "" where it may be."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(required),
        strip=True,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={
            "required": required,
            "max_length": _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d."),
        },
    )


def line_field(label: Any, required: Any = "", help_text: Any = "") -> forms.CharField:
    """A line of text, at most 200 characters; `required` as in `text_field`."""
    return forms.CharField(
        label=label,
        max_length=200,
        required=bool(required),
        help_text=help_text,
        error_messages={
            "required": required,
            "max_length": _("Skriv kortare: högst %(limit_value)d tecken."),
        },
    )


def choice_field(label: Any, choices: Any, help_text: Any = "", required: bool = True) -> forms.ChoiceField:
    """One of some options."""
    wrong = _("Välj ett av svaren.")
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=required,
        help_text=help_text,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
