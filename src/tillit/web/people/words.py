"""Words of these pages that depend on figures or on what was just done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

#: What a page says when one comes back from an act: the value of ?klart= in the address.
DONE = {
    "inbjuden": gettext_noop("Inbjudan är skickad. Den gäller i fjorton dagar."),
    "avslutad": gettext_noop("Rollen är avslutad. Personen är utloggad."),
    "aterkallad": gettext_noop("Inbjudan är återkallad. Länken i brevet fungerar inte längre."),
    "sparat": gettext_noop("Inställningarna är sparade."),
    "roll": gettext_noop("Välkommen! Rollen är er."),
    "lamnat": gettext_noop("Ni har lämnat rollen."),
}


def done(key: str | None) -> str:
    """What to say about what was just done; "" for anything else in the address."""
    return _(DONE[key]) if key in DONE else ""


def due_words(days: int) -> str:
    """How long until something is due, in words; a negative number is late."""
    if days in (0, 1, -1):
        return {0: _("i dag"), 1: _("i morgon"), -1: _("i går")}[days]
    if days < 0:
        return ngettext("för %(n)d dag sedan", "för %(n)d dagar sedan", -days) % {"n": -days}
    return ngettext("om %(n)d dag", "om %(n)d dagar", days) % {"n": days}
