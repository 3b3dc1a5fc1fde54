"""Forms of the joint assessment; every error says what to do."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.questions import Question
from tillit.domain.sealed_assessment import Answer
from tillit.web.assessment.forms import AnswerForm

LONGEST_WHY, LONGEST_TEXT = 2_000, 10_000
_LONG = _("Skriv kortare: högst %(limit_value)d tecken. Ni har skrivit %(show_value)d.")
VALUES = AnswerForm.VALUES
WORDS = {value: word for word, value in VALUES.items()}


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class SheetAnswerForm(AnswerForm):
    """One answer of one's own side, and the version that it was written on."""

    why = forms.CharField(required=False, max_length=LONGEST_WHY, error_messages={"max_length": _LONG})
    version = forms.IntegerField(required=False, min_value=0)

    def clean_why(self) -> str:
        """Give the reason with one kind of line ends."""
        return _tidy(self.cleaned_data["why"])

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class JointAnswerForm(SheetAnswerForm):
    """What the sides agree on, with the reason."""

    why = forms.CharField(
        max_length=LONGEST_WHY,
        error_messages={
            "max_length": _LONG,
            "required": _("Skriv varför ni kom fram till det. En mening räcker."),
        },
    )


class EveryAnswerForm(forms.Form):
    """All questions on one page: an answer (or none yet) and a reason for each."""

    CHOICES = (("", _("Inget svar än")), ("ja", _("Ja")), ("nej", _("Nej")), ("vet-inte", _("Vet inte")))
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, questions: list[Question], answers: Mapping[str, Answer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        for one in questions:
            now = answers.get(one.id)
            self.fields[f"svar-{one.id}"] = forms.ChoiceField(
                label=one.question,
                help_text=one.help,
                choices=self.CHOICES,
                required=False,
                initial=WORDS[now.value] if now else "",
                error_messages={"invalid_choice": _("Välj ja, nej eller vet inte.")},
            )
            self.fields[f"why-{one.id}"] = forms.CharField(
                label=_("Varför? (%(question)s)") % {"question": one.label},
                required=False,
                max_length=LONGEST_WHY,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=now.why if now else "",
                error_messages={"max_length": _LONG},
            )

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0

    def changed(self) -> dict[str, tuple[bool | None, str]]:
        """The answers that are other than those kept. An answer can be changed but not taken away."""
        found = {}
        for name, word in self.cleaned_data.items():
            fact = name.removeprefix("svar-")
            if name.startswith("svar-") and word:
                given = (VALUES[word], _tidy(self.cleaned_data[f"why-{fact}"]))
                now = self.answers.get(fact)
                if now is None or (now.value, now.why) != given:
                    found[fact] = given
        return found


def field_of(rule: str) -> str:
    """The name of the field for a rule."""
    return "rule-" + re.sub(r"\W+", "-", rule)


class ReasonsForm(forms.Form):
    """The alternatives considered, and the reasoning on each point of discretion, by key of its rule."""

    alternatives = forms.CharField(
        label=_("Vilka alternativ har ni övervägt?"),
        help_text=_(
            "Skriv varför bidrag, upphandling eller valfrihetssystem inte passar lika bra, eller gör det."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": _LONG},
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, points: list[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {field_of(rule): rule for rule, _title, _because in points}
        for rule, title, because in points:
            self.fields[field_of(rule)] = forms.CharField(
                label=title,
                help_text=because,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"max_length": _LONG},
            )

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0

    def clean(self) -> None:
        """Lose nothing: what was written on a point that is no longer one is shown again."""
        for name, text in self.data.items():
            if name.startswith("rule-") and name not in self.fields and str(text).strip():
                gone = _("En punkt behöver inte längre bedömas. Ni skrev: %(text)s")
                self.add_error(None, gone % {"text": text})

    def texts(self) -> dict[str, Any]:
        """What was written: the alternatives, and the reasoning by rule."""
        reasoning = {rule: _tidy(self.cleaned_data[name]) for name, rule in self.rules.items()}
        return {"alternatives": _tidy(self.cleaned_data["alternatives"]), "reasoning": reasoning}


class BeginForm(forms.Form):
    """Why there is to be a new assessment."""

    reason = forms.CharField(
        label=_("Varför börjar ni om?"),
        help_text=_("Alla parter läser det, och det står kvar i ärendet."),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv varför ni börjar om. En mening räcker."), "max_length": _LONG},
    )
