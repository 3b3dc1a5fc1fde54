"""Forms of the plan: a goal, a row of the effect chain, a joint follow-up; every error is at its field."""

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from tillit.domain.follow_ups import FollowUp
from tillit.domain.plans import STAGE_NAMES, Goal, Link
from tillit.web.examinations.fields import DayField, VersionedForm, choice_field, line_field, text_field

LEARNING = [("nej", _("Något ska förändras för en målgrupp")), ("ja", _("Vi vill lära oss något"))]


class RowForm(VersionedForm):
    """A form that becomes one row of a plan, under `cleaned_data["row"]`. `item`: the id of the row it changes."""

    made: type[Goal] | type[Link] | type[FollowUp]
    #: The fields that a message is told at when the row says what is wrong: about the day, and about the rest.
    dated: str
    first: str

    def __init__(self, *args: Any, item: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item or uuid4().hex[:12]

    def given(self) -> dict[str, Any]:
        """What the row is made of."""
        return self.kept()

    def clean(self) -> dict[str, Any]:
        """Put the fields together to a row, or say what does not hold together."""
        super().clean()
        if not self.errors:
            try:
                self.cleaned_data["row"] = self.made(id=self.item, **self.given())
            except ValueError as problem:
                self.add_error(self.dated if "dagen" in str(problem) else self.first, str(problem))
        return self.cleaned_data


class GoalForm(RowForm):
    """A goal and how it is followed. Only what changes must be said."""

    made, dated, first = Goal, "by", "change"
    learning = choice_field(_("Vad är det för mål?"), LEARNING)
    change = text_field(
        _("Vad ska ha förändrats?"),
        500,
        _("Skriv vad som ska ha förändrats. En mening räcker för att börja."),
        _("Skriv det som är annorlunda efteråt. Vill ni lära er något skriver ni frågan."),
        rows=3,
    )
    whom = line_field(_("För vem?"), help_text=_("Till exempel unga mellan 16 och 20 år på Näset."))
    baseline = line_field(
        _("Hur är det i dag?"),
        help_text=_("Ett tal och ett år. Vet ni inte skriver ni när ni mäter första gången."),
    )
    target = line_field(
        _("Hur ska det vara när ni är framme?"), help_text=_("Ett tal som går att jämföra med i dag.")
    )
    how = line_field(_("Hur mäter ni?"), help_text=_("Till exempel tre frågor i skolans enkät varje vår."))
    source = line_field(_("Varifrån kommer talen?"), help_text=_("Till exempel skolans enkät 2026."))
    who = line_field(
        _("Vem ser till att det blir mätt?"), help_text=_("Skriv en part eller en roll, inte ett namn.")
    )
    by = DayField(label=_("När ska målet vara nått?"), required=False)
    programme_goal = line_field(
        _("Vilket mål i program eller budget bidrar det till?"),
        help_text=_("Skriv dokumentet och målet, till exempel Budget 2027, mål 3."),
    )

    def given(self) -> dict[str, Any]:
        """The goal's values, with the day as text."""
        told = self.kept()
        return {
            **told,
            "learning": told["learning"] == "ja",
            "by": told["by"].isoformat() if told["by"] else "",
        }


class LinkForm(RowForm):
    """A row of the effect chain."""

    made, dated, first = Link, "text", "text"
    stage = choice_field(
        _("Var i kedjan hör det hemma?"),
        list(STAGE_NAMES.items()),
        _("Med resurser gör ni aktiviteter. De ger resultat direkt och effekter efter hand."),
    )
    text = line_field(
        _("Vad är det?"),
        _("Skriv vad som ska stå i kedjan, till exempel två ledare varje kväll."),
        _("En rad för varje sak."),
    )


class FollowUpForm(RowForm):
    """A day when the sides follow up together."""

    made, dated, first = FollowUp, "day", "what"
    day = DayField(label=_("Vilken dag?"))
    what = line_field(
        _("Vad följer ni upp?"),
        _("Skriv vad ni följer upp, till exempel målen."),
        _("Till exempel målen, och vad var och en har bidragit med."),
    )
    who = line_field(_("Vem kallar?"), help_text=_("Skriv en part eller en roll, inte ett namn."))

    def given(self) -> dict[str, Any]:
        """The values, with the day as text."""
        told = self.kept()
        return {**told, "day": told["day"].isoformat()}


def begin_row(one: Goal | Link | FollowUp | None, version: int) -> dict[str, Any]:
    """What the form of a row begins with; a goal's kind as the form calls it."""
    told = {name: getattr(one, name) for name in one.__dataclass_fields__ if name != "id"} if one else {}
    if one is None or isinstance(one, Goal):
        told["learning"] = "ja" if one and one.learning else "nej"
    return {**told, "version": version}
