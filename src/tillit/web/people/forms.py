"""What is sent from these pages, read and checked; every error says what to do."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.outbox import address
from tillit.domain.roles import BOARD_ROLES, Role
from tillit.queries.members import Home

_ADDRESS = _("Skriv en e-postadress, till exempel namn@forening.se.")
_ROLE = _("Välj en roll.")
_BOARD = _("Rollen hör till en nämnd eller ett bolag. Välj vilken.")
_DIGEST = _("Välj hur ofta breven ska komma.")


class InviteForm(forms.Form):
    """To whom, which role and, for a board's roles, which board."""

    email = forms.CharField(max_length=254, error_messages={"required": _ADDRESS, "max_length": _ADDRESS})
    role = forms.ChoiceField(error_messages={"required": _ROLE, "invalid_choice": _ROLE})
    board = forms.ChoiceField(required=False, error_messages={"invalid_choice": _BOARD})

    def __init__(self, *args: Any, home: Home, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, name) for role, name in home.choices]  # type: ignore[attr-defined]
        boards = [(str(key), name) for key, name in home.boards]
        self.fields["board"].choices = [("", ""), *boards]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """The address in its normal form."""
        try:
            return address(self.cleaned_data["email"])
        except ValueError as problem:
            raise forms.ValidationError(_ADDRESS) from problem

    def clean(self) -> dict[str, Any]:
        """A board goes with the roles of boards, and with no other."""
        found = self.cleaned_data
        if found.get("role") in BOARD_ROLES:
            if not found.get("board") and "board" not in self.errors:
                self.add_error("board", _BOARD)
        else:
            found["board"] = ""
        return found

    @property
    def wanted(self) -> tuple[Role, UUID | None]:
        """The role, and the board where it has one."""
        board = self.cleaned_data["board"]
        return Role(self.cleaned_data["role"]), UUID(board) if board else None


class SettingsForm(forms.Form):
    """A person's name and how often mail comes."""

    name = forms.CharField(
        required=False,
        max_length=100,
        error_messages={"max_length": _("Skriv ett kortare namn, högst %(limit_value)d tecken.")},
    )
    digest = forms.ChoiceField(
        choices=[("immediate", ""), ("daily", "")],
        error_messages={"required": _DIGEST, "invalid_choice": _DIGEST},
    )
