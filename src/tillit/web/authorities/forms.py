"""What is sent about an authority, read and checked; every error says what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.domain.authorities import AGREEMENT_WORDS, LONGEST_ANSWER, THEMES
from tillit.domain.boards import CODE_LENGTH, KINDS, NAME_LENGTH, board_problems

_NAME = _("Skriv namnet, högst 200 tecken.")
_CONTACT = _("Skriv adressen så här: namn@kommun.se.")
_DAYS = _("Skriv ett antal dagar, från 1 till 365.")
_CHOOSE = _("Välj ett av svaren.")
_PICTURE = _("Välj en bild i formatet PNG.")
_FILE = _("Välj en fil, eller klistra in listan.")


def _days(label: Any, hint: Any) -> forms.IntegerField:
    told = {"required": _DAYS, "invalid": _DAYS, "min_value": _DAYS, "max_value": _DAYS}
    return forms.IntegerField(
        label=label, help_text=hint, min_value=1, max_value=LONGEST_ANSWER, error_messages=told
    )


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    told = {"required": _CHOOSE, "invalid_choice": _CHOOSE}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=told)


class VersionedForm(forms.Form):
    """A form that remembers on which version it was filled in; 0 when it does not say."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        """Give the version, 0 when there is none."""
        return self.cleaned_data["version"] or 0


class EditForm(VersionedForm):
    """The facts of an authority."""

    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _NAME, "max_length": _NAME}
    )
    contact = forms.EmailField(
        label=_("Kontaktadress"),
        help_text=_("En adress som alla får se, helst till en funktion och inte till en person."),
        error_messages={"required": _CONTACT, "invalid": _CONTACT},
    )
    agreement_word = _choice(_("Vad kallar ni det ni skriver ihop?"), list(AGREEMENT_WORDS.items()))
    acknowledge_days = _days(
        _("Bekräfta inom så här många dagar"), _("Då vet föreningen att ni har fått det.")
    )
    answer_days = _days(_("Svara inom så här många dagar"), _("Föreningen ser när svaret senast ska komma."))
    theme = _choice(_("Färg på era sidor"), list(THEMES.items()))

    def clean(self) -> dict[str, Any]:
        """The answer comes after the acknowledgement."""
        facts = super().clean() or {}
        if facts.get("answer_days", LONGEST_ANSWER) < facts.get("acknowledge_days", 1):
            self.add_error("answer_days", _("Skriv minst lika många dagar som för bekräftelsen."))
        return facts


class GuidelineForm(VersionedForm):
    """Which guideline applies."""

    guideline_id = _choice(_("Riktlinje"), [])

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guideline_id"].choices = choices  # type: ignore[attr-defined]


class BoardForm(VersionedForm):
    """A board or a company."""

    name = forms.CharField(label=_("Namn"), required=False, max_length=NAME_LENGTH)
    code = forms.CharField(
        label=_("Kod"), required=False, max_length=CODE_LENGTH, help_text=_("Kort, till exempel SN.")
    )
    kind = _choice(_("Typ"), list(KINDS.items()))
    contact = forms.CharField(label=_("E-postadress (om ni vill)"), required=False, max_length=254)

    def clean(self) -> dict[str, Any]:
        """The same rules as for a list of boards."""
        facts = super().clean() or {}
        for name in ("name", "code", "contact"):
            own = {"name": "x", "code": "x", "contact": "", name: facts.get(name, "")}
            for problem in board_problems(**own) if name not in self.errors else ():
                self.add_error(name, problem)
        return facts


class LogoForm(VersionedForm):
    """A picture, or that the one there is goes. `there`: whether there is one."""

    file = forms.FileField(
        label=_("Bild"),
        required=False,
        allow_empty_file=True,  # the judge says it better
        help_text=_("PNG, högst 200 kB. Den visas 40 bildpunkter hög. Låt bakgrunden vara genomskinlig."),
        widget=forms.FileInput({"accept": ".png"}),
    )
    remove = forms.BooleanField(label=_("Ta bort logotypen och visa namnet"), required=False)

    def __init__(self, *args: Any, there: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not there:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        facts = super().clean() or {}
        if not facts.get("file") and not facts.get("remove") and "file" not in self.errors:
            self.add_error("file", _PICTURE)
        return facts


class ListForm(forms.Form):
    """A list of boards as a file or as text."""

    sheet = forms.FileField(label=_("Fil (CSV)"), required=False, help_text=_("Spara kalkylbladet som CSV."))
    text = forms.CharField(
        label=_("Eller klistra in listan"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": "8"}),
        help_text=_("Första raden: namn;kod;typ;e-post. Sedan en rad för varje nämnd eller bolag."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        facts = super().clean() or {}
        if not facts.get("sheet") and not (facts.get("text") or "").strip():
            self.add_error("text", _FILE)
        return facts


class IdentityForm(VersionedForm):
    """An identity service. The secret is never shown again; empty means the one that is kept."""

    name = forms.CharField(
        label=_("Vad medarbetarna kallar tjänsten"),
        max_length=100,
        error_messages={"required": _("Skriv ett namn, till exempel Sunds kommuns inloggning.")},
    )
    issuer = forms.CharField(
        label=_("Tjänstens adress (issuer)"),
        max_length=200,
        help_text=_("Exakt så som tjänsten skriver den, till exempel https://login.kommun.se."),
        error_messages={"required": _("Skriv adressen till tjänsten, till exempel https://login.kommun.se.")},
    )
    client_id = forms.CharField(
        label=_("Klientens namn (client id)"),
        max_length=200,
        error_messages={"required": _("Skriv det namn som Tillit har fått hos tjänsten.")},
    )
    client_secret = forms.CharField(
        label=_("Hemlighet (client secret)"),
        required=False,
        max_length=500,
        help_text=_("Vi visar den aldrig igen. Lämna tomt för att behålla den som finns."),
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    high_acr = forms.CharField(
        label=_("Värden på acr som räknas som högsta säkerhet"),
        required=False,
        max_length=2000,
        help_text=_("Ett på varje rad. Lämna tomt om ni inte vet."),
        widget=forms.Textarea({"rows": "3"}),
    )
    active = forms.TypedChoiceField(
        label=_("Ska tjänsten användas?"),
        choices=[("ja", _("Ja")), ("nej", _("Nej, inte nu"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
