"""A file that is sent, and on a profile what it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.gateways.file_types import ALLOWED, LARGEST

MEGABYTES = LARGEST // (1024 * 1024)
_MISSING = _("Välj en fil. Den får vara högst %(n)d MB.") % {"n": MEGABYTES}
_KIND = _("Välj vad filen är.")
ACCEPT = ".pdf,.docx,.odt,.xlsx,.ods,.png,.jpg,.jpeg,.txt,.csv"


class FileForm(forms.Form):
    """One file. What it really is, the action judges."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("%(kinds)s. Högst %(n)d MB.") % {"kinds": ALLOWED, "n": MEGABYTES},
        allow_empty_file=True,  # the judge says it better
        error_messages={"required": _MISSING, "invalid": _MISSING, "missing": _MISSING},
        widget=forms.FileInput({"accept": ACCEPT}),
    )

    def sent(self) -> dict[str, Any]:
        """What the action takes: name, data (a byte more than allowed at most) and kind."""
        found = self.cleaned_data["file"]
        return {
            "name": found.name or "",
            "data": found.read(LARGEST + 1),
            "kind": self.cleaned_data.get("kind", "other"),
        }


class ProfileFileForm(FileForm):
    """A file on a profile: statutes, accounts or something else."""

    kind = forms.ChoiceField(
        label=_("Vad är det för fil?"),
        choices=[
            ("statutes", _("Stadgar")),
            ("accounts", _("Bokslut eller årsredovisning")),
            ("other", _("Något annat")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _KIND, "invalid_choice": _KIND},
    )
    field_order = ("kind", "file")
