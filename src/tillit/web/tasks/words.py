"""What the pages of tasks say when something is done, and for whom the tasks of a list are."""

from django.utils.translation import gettext_lazy as _

from tillit.domain.tasks import Whose

DONE = {
    "given": _("Uppgiften är sparad. Den som ska göra den har fått veta det."),
    "intern": _("Uppgiften är sparad. Parterna ser den inte."),
    "andrad": _("Uppgiften är ändrad."),
    "klar": _("Uppgiften är klar. Ni kan öppna den igen längre ner."),
    "oppnad": _("Uppgiften är öppen igen."),
    "borta": _("Uppgiften är borttagen."),
    "lista": _("Uppgifterna ur listan är tillagda. De som ska göra dem har fått veta det."),
}
WHOSE = {
    Whose.PARTIES: _("Varje part i ärendet"),
    Whose.BOARD: _("Nämnden, och alla parter ser den"),
    Whose.INTERNAL: _("Nämnden, och parterna ser den inte"),
}
