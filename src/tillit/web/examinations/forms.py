"""Forms of examinations: facts, answers, conclusion, reason, and a declaration of conflict."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.domain.examinations import LONGEST_NOTE, Guide
from tillit.domain.questions import Question
from tillit.queries.examinations import Said
from tillit.web.examinations.fields import VALUES, WORDS, YES_NO, VersionedForm, choice_field, text_field


class FactsForm(VersionedForm):
    """What is known of the case, one fact at a time; not to know is an answer."""

    def __init__(
        self, *args: Any, questions: Iterable[Question], facts: Mapping[str, bool], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.id] = choice_field(question.question, YES_NO, question.help)
            self.initial.setdefault(question.id, WORDS[facts.get(question.id)])

    def kept(self) -> dict[str, Any]:
        """The facts by id."""
        return {"facts": {name: VALUES[value] for name, value in super().kept().items()}}


class StepsForm(VersionedForm):
    """The questions of an examination, with a note to each."""

    def __init__(self, *args: Any, said: Iterable[Said], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = tuple(said)
        for one in self.said:
            step = one.step
            if step.text:
                self.fields[f"not-{step.id}"] = text_field(step.question, LONGEST_NOTE, help_text=step.help)
            else:
                self.fields[f"svar-{step.id}"] = choice_field(
                    step.question, YES_NO, step.help, required=False
                )
                self.initial[f"svar-{step.id}"] = WORDS[one.answer.value] if one.answer.given else ""
                label = _("Så har ni tänkt (frivilligt)")
                self.fields[f"not-{step.id}"] = text_field(label, LONGEST_NOTE, rows=2)
            self.initial[f"not-{step.id}"] = one.answer.note

    def kept(self) -> dict[str, Any]:
        """The answers by step."""
        data = self.cleaned_data
        return {
            "answers": {
                one.step.id: {
                    "value": VALUES.get(data.get(f"svar-{one.step.id}", "")),
                    "note": data.get(f"not-{one.step.id}", ""),
                }
                for one in self.said
            }
        }


class ConclusionForm(VersionedForm):
    """How it ended, and why."""

    def __init__(self, *args: Any, guide: Guide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.id, f"{one.title}. {one.meaning}") for one in guide.conclusions]
        self.fields["conclusion"] = choice_field(_("Er slutsats"), choices)
        hint = (
            _("Skriv kort, och inget om enskilda personer.")
            if guide.outcome_only
            else _(
                "Skriv så att den som läser om fem år förstår. Parterna läser texten när ni delar slutsatsen."
            )
        )
        missing = _("Skriv varför. En slutsats utan skäl håller inte.")
        self.fields["motivation"] = text_field(_("Er motivering"), guide.longest_motivation, missing, hint, 6)


class ReasonForm(VersionedForm):
    """Why an examination is left out."""

    def __init__(self, *args: Any, guide: Guide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = _("Skriv varför prövningen inte behövs.")
        label = _("Varför behövs den inte?")
        self.fields["reason"] = text_field(label, guide.longest_motivation, missing)


class OnceForm(VersionedForm):
    """Nothing but the version that was seen: for what is asked once."""


class DeclarationForm(VersionedForm):
    """What someone says of their own interest in a case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("nej", _("Nej, jag har inget intresse i ärendet.")),
            ("ja", _("Ja, jag har ett intresse.")),
        ]
        self.fields["conflict"] = choice_field(_("Är ni jävig?"), choices)
        hint = _("Bara ni som bereder ärendet ser det. Skriv inte mer än som behövs.")
        self.fields["what"] = text_field(_("Vad i så fall?"), 500, help_text=hint, rows=3)

    def kept(self) -> dict[str, Any]:
        """The answer and what it is about."""
        return {"conflict": self.cleaned_data["conflict"] == "ja", "what": self.cleaned_data["what"]}
