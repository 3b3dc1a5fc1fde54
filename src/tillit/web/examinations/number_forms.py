"""Forms of amounts: the parts of an agreement's value, how it is counted, and aid."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.actions.examination_grounds import Given
from tillit.documents.value_words import KINDS, PERIODS, SERVICES, USES
from tillit.domain.contract_value import Part
from tillit.domain.procurement import Typed
from tillit.web.examinations.fields import (
    DayField,
    KronorField,
    RateField,
    VersionedForm,
    choice_field,
    line_field,
    text_field,
)

SCHEMES = {
    "general": _("Stöd av mindre betydelse, förordning (EU) 2023/2831"),
    "sgei": _("Stöd till tjänster av allmänt ekonomiskt intresse, förordning (EU) 2023/2832"),
}


class PartForm(VersionedForm):
    """One part of what the authority gives."""

    title = line_field(_("Vad är det?"), _("Skriv vad delen är, till exempel årligt stöd."))
    amount = KronorField(label=_("Belopp utan moms"), help_text=_("I kronor, för varje period."))
    per = choice_field(_("Hur ofta?"), [(key, text.capitalize()) for key, text in PERIODS.items()])
    starts = DayField(label=_("Från och med"))
    ends = DayField(
        label=_("Till och med"),
        required=False,
        help_text=_("Lämna tomt om det saknar slut eller ges en gång."),
    )
    use = choice_field(_("Är det avtalat?"), list(USES.items()))
    kind = choice_field(
        _("Vad ges?"), list(KINDS.items()), _("Lokal och personal räknas till vad de annars kostar.")
    )

    def __init__(self, *args: Any, boards: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"] = forms.ChoiceField(
            label=_("Vilken nämnd ger det?"),
            choices=[(name, name) for name in boards],
            error_messages={"invalid_choice": _("Välj en nämnd i listan.")},
        )

    def part(self) -> Part:
        """The part. Raises ValueError for days that do not go together."""
        return Part(**self.kept())


class CountForm(VersionedForm):
    """How the value is counted: the kind of service, the day, and boards that answer for themselves."""

    service = choice_field(_("Vilket slags tjänst liknar det?"), list(SERVICES.items()))
    day = DayField(label=_("Vilken dags gränser gäller?"), help_text=_("Dagen då ni tänker ingå avtalet."))

    def __init__(self, *args: Any, typed: Typed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = typed.boards if len(typed.boards) > 1 else ()
        for number, board in enumerate(self.boards):
            label = _("%(board)s upphandlar helt för sig själv") % {"board": board}
            self.fields[f"apart_{number}"] = forms.BooleanField(label=label, required=False)
            self.initial[f"apart_{number}"] = board in typed.apart
        if self.boards:
            hint = _("Nämnder räknas ihop om de inte är självständiga i sina köp.")
            self.fields["why"] = text_field(_("Varför räknas den för sig?"), 500, help_text=hint, rows=2)
            self.initial["why"] = next(iter(typed.apart.values()), "")

    def clean(self) -> dict[str, Any]:
        """Ask why a board counts apart."""
        cleaned = super().clean() or self.cleaned_data
        if self.apart() and not cleaned.get("why"):
            self.add_error("why", _("Skriv varför nämnden räknas för sig."))
        return cleaned

    def apart(self) -> dict[str, str]:
        """The boards that count apart, with the reason."""
        chosen = (board for i, board in enumerate(self.boards) if self.cleaned_data.get(f"apart_{i}"))
        return dict.fromkeys(chosen, self.cleaned_data.get("why", ""))


class AidForm(VersionedForm):
    """Aid that an organisation has got."""

    what = line_field(_("Vad var stödet?"), _("Skriv vad stödet var, till exempel hyresfri lokal."))
    giver = line_field(_("Vem gav det?"), help_text=_("Lämna tomt om det var er egen kommun eller region."))
    given_on = DayField(label=_("Dagen då rätten till stödet uppstod"))
    amount = KronorField(
        label=_("Värde i kronor"), help_text=_("Lokal och personal räknas till vad de annars kostar.")
    )
    kind = choice_field(_("Vad gavs?"), list(KINDS.items()))
    scheme = choice_field(_("Enligt vilka regler?"), list(SCHEMES.items()))
    rate = RateField(label=_("Kronor för en euro"), help_text=_("Kursen den dagen, till exempel 11,2345."))
    rate_on = DayField(label=_("Kursens dag"))
    rate_source = line_field(
        _("Var står kursen?"), _("Skriv var ni har läst kursen, till exempel Riksbanken.")
    )

    def clean(self) -> dict[str, Any]:
        """Hold the day of the rate against the day of the aid."""
        cleaned = super().clean() or self.cleaned_data
        rate_on, given_on = cleaned.get("rate_on"), cleaned.get("given_on")
        if isinstance(rate_on, date) and isinstance(given_on, date) and rate_on > given_on:
            self.add_error("rate_on", _("Kursen ska vara från den dag då stödet gavs, eller tidigare."))
        return cleaned

    def given(self) -> Given:
        """The aid."""
        return Given(**self.kept())
