"""What the pages of messages and meetings say when something is done."""

from django.utils.translation import gettext_lazy as _

DONE = {
    "skickat": _("Meddelandet är skickat till alla parter. Det är en allmän handling."),
    "foreslaget": _("Mötet är föreslaget. Alla parter har fått veta det."),
    "andrat": _("Mötet är ändrat. Alla parter har fått veta det."),
    "installt": _("Mötet är inställt. Alla parter har fått veta det."),
    "antecknat": _("Anteckningarna är sparade. Alla som var med ska nu bekräfta dem, även ni."),
    "bekraftat": _("Ni har bekräftat anteckningarna."),
}
