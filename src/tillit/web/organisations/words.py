"""Words of these pages: what was just done, and what is left to do on a profile."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tillit.queries.organisations import Profile

DONE = {
    "registrerad": gettext_noop("Klart! Organisationen är registrerad och ni är dess administratör."),
    "sparat": gettext_noop("Uppgifterna är sparade."),
    "firmatecknare": gettext_noop("Firmatecknaren är tillagd."),
    "avslutad": gettext_noop("Firmatecknaren är avslutad."),
    "fil": gettext_noop("Filen är sparad."),
    "borttagen": gettext_noop("Filen är borttagen. Lägg till den igen om ni ångrar er."),
}
REGISTERED = {True: gettext_noop("Ja"), False: gettext_noop("Nej"), None: gettext_noop("Vet inte")}
MANNERS = {
    "alone": gettext_noop("Tecknar ensam"),
    "together": gettext_noop("Tecknar tillsammans med någon annan"),
}
FILE_KINDS = {
    "statutes": gettext_noop("Stadgar"),
    "accounts": gettext_noop("Bokslut"),
    "other": gettext_noop("Annan fil"),
}


@dataclass(frozen=True)
class Task:
    """Something on a profile that is done or missing: what matters, and the way there ("" for none)."""

    name: str
    done: bool
    fact: str
    way: str


def done(key: str | None) -> str:
    """What to say about what was just done; "" for anything else in the address."""
    return _(DONE[key]) if key in DONE else ""


def tasks(found: Profile) -> list[Task]:
    """What makes a profile whole. None of it is demanded before one may write."""
    key = found.facts.id
    edit = reverse("organisations:edit", args=[key]) if "edit" in found.can else ""
    sign = reverse("organisations:add_signatory", args=[key]) if "sign" in found.can else ""
    many = len(found.signatories)
    return [
        Task(
            _("Ändamål"),
            bool(found.facts.purpose),
            _("Finns i uppgifterna") if found.facts.purpose else _("Vad ni vill uppnå"),
            edit,
        ),
        _file(found, "statutes", _("Stadgar"), _("Som PDF, Word-fil eller bild")),
        _file(found, "accounts", _("Senaste bokslut"), _("Årsredovisning eller årsbokslut")),
        Task(
            _("Firmatecknare"),
            many > 0,
            _("Antal: %(n)d") % {"n": many} if many else _("Vem som får skriva under"),
            sign,
        ),
    ]


def _file(found: Profile, kind: str, name: str, missing: str) -> Task:
    """A file that the profile should have, by its latest."""
    latest = found.latest(kind)
    key = found.facts.id
    way = f"{reverse('files:attach_to_organisation', args=[key])}?slag={kind}" if "edit" in found.can else ""
    return Task(name, latest is not None, latest.name if latest else missing, way)
