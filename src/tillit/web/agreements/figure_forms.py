"""Forms of a section's figures: the term, and one contribution; every error says what to do, at its field."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.contributions import KIND_NAMES, Contribution, Kind
from tillit.domain.kronor import shown_kronor
from tillit.domain.terms import Term
from tillit.queries.agreement_state import SideNamed
from tillit.web.examinations.fields import DayField, KronorField, VersionedForm, choice_field, line_field

EXTENSIONS = [
    ("none", _("Nej")),
    ("agreed", _("Ja, om alla parter beslutar det på nytt")),
    ("times", _("Ja, ett bestämt antal gånger")),
    ("unlimited", _("Ja, hur många gånger som helst")),
]
#: Which fields each kind of contribution has, besides whose it is, which year, and what it is.
FIELDS: dict[Kind, tuple[str, ...]] = {
    "money": ("amount", "paid_on", "indexed"),
    "premises": ("amount",),
    "staff": ("hours", "role", "rate", "rate_source", "rate_year", "amount"),
    "volunteer_hours": ("hours", "role", "rate", "rate_source", "rate_year"),
    "material": ("amount",),
    "knowledge": ("amount",),
}


class TermForm(VersionedForm):
    """How long the agreement holds."""

    starts = DayField(label=_("Första dagen"), required=False)
    ends = DayField(label=_("Sista dagen"), required=False)
    notice_months = forms.IntegerField(
        label=_("Uppsägningstid i månader"), required=False, min_value=1, max_value=120
    )
    extension = choice_field(_("Kan den förlängas?"), EXTENSIONS)
    extension_months = forms.IntegerField(
        label=_("Högst hur många månader varje gång?"), required=False, min_value=1, max_value=120
    )
    extension_times = forms.IntegerField(
        label=_("Högst hur många gånger?"), required=False, min_value=1, max_value=10
    )

    def clean(self) -> dict[str, Any]:
        """Put the fields together to a term, or say what does not hold together."""
        super().clean()
        if not self.errors:
            try:
                self.cleaned_data["term"] = Term(**self.kept())
            except ValueError as problem:
                self.add_error("ends" if "dag" in str(problem) else "extension", str(problem))
        return self.cleaned_data


def begin_term(term: Term, version: int) -> dict[str, Any]:
    """What the form of a term begins with."""
    return {name: getattr(term, name) for name in Term.__dataclass_fields__} | {"version": version}


class WhoseForm(forms.Form):
    """Who gives, and what kind of thing."""

    party = choice_field(_("Vem bidrar?"), [])
    kind = choice_field(_("Med vad?"), [])

    def __init__(self, *args: Any, sides: Sequence[SideNamed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(side_value(one), one.name) for one in sides]  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(KIND_NAMES.items())  # type: ignore[attr-defined]


class ContributionForm(VersionedForm):
    """One contribution of a kind, by a side."""

    year = forms.IntegerField(label=_("År"), min_value=2000, max_value=2100)
    what = line_field(
        _("Vad är det?"), _("Skriv vad ni bidrar med."), _("Till exempel språkcafé på kvällar.")
    )

    def __init__(self, *args: Any, kind: Kind, party: str, item: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {"kind": kind, "party": party, "id": item or uuid4().hex[:12]}
        for name in FIELDS[kind]:
            self.fields[name] = _made(name, kind)

    def clean(self) -> dict[str, Any]:
        """Put the fields together to a contribution, or say what does not hold together."""
        super().clean()
        if not self.errors:
            fields: dict[str, Any] = {**self.given, **self.kept()}
            if "paid_on" in fields:
                fields["paid_on"] = fields["paid_on"].isoformat() if fields["paid_on"] else ""
            try:
                self.cleaned_data["item"] = Contribution(**fields)
            except ValueError as problem:
                self.add_error(next(iter(FIELDS[fields["kind"]])), str(problem))
        return self.cleaned_data


class OptionalKronor(KronorField):
    """An amount that may be left out."""

    def clean(self, value: Any) -> Any:
        """Give öre, or None for nothing."""
        return super().clean(value) if str(value or "").strip() else None


def _made(name: str, kind: Kind) -> forms.Field:
    """The field of this name for a kind."""
    match name:
        case "amount" if kind == "money":
            return KronorField(label=_("Belopp"), help_text=_("I kronor för hela året."))
        case "amount":
            hint = _("I kronor för året. Lämna tomt om ni inte sätter ett värde.")
            return OptionalKronor(label=_("Värde"), help_text=hint, required=False)
        case "rate":
            hint = _("I kronor. Lämna tomt om ni bara vill räkna timmar.")
            return OptionalKronor(label=_("Värde för en timme"), help_text=hint, required=False)
        case "hours":
            wrong = {"required": _("Skriv hur många timmar, till exempel 400.")}
            needed = kind == "volunteer_hours"
            label = _("Timmar under året")
            return forms.IntegerField(label=label, min_value=1, required=needed, error_messages=wrong)
        case "rate_year":
            return forms.IntegerField(label=_("Vilket år gäller värdet?"), min_value=1900, required=False)
        case "paid_on":
            return DayField(label=_("När betalas det?"), required=False)
    labels = {
        "role": _("Vilken roll?"),
        "rate_source": _("Varifrån kommer värdet?"),
        "indexed": _("Hur räknas beloppet upp?"),
    }
    return line_field(labels[name], help_text=_("Frivilligt."))


def begin_contribution(one: Contribution, version: int) -> dict[str, Any]:
    """What the form of a contribution begins with."""
    told = {name: getattr(one, name) for name in Contribution.__dataclass_fields__}
    for name in ("amount", "rate"):
        told[name] = shown_kronor(told[name]).replace("\N{NO-BREAK SPACE}", " ") if told[name] else ""
    return {**told, "version": version}


def side_value(side: SideNamed) -> str:
    """What a form calls a side: an organisation's id, or a word for the authority."""
    return str(side.id) if side.id else "myndigheten"


def party_of(value: str) -> str:
    """The party that a form's value means: "" is the authority."""
    return "" if value == "myndigheten" else value
