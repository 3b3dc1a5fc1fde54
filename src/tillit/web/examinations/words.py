"""Words of examinations: states, proposals, answers, and what a page says when something is done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.domain.examinations import Proposal

#: State as kept → (words, class of the tag).
STATES: dict[str, tuple[Any, str]] = {
    "": (_("Ej påbörjad"), "tag-neutral"),
    "begun": (_("Påbörjad"), "tag-info"),
    "concluded": (_("Klar"), "tag-good"),
    "left_out": (_("Utelämnad"), "tag-neutral"),
}
PROPOSED: dict[Proposal, Any] = {
    "always": _("Föreslås i varje ärende"),
    "yes": _("Föreslås för det här ärendet"),
    "maybe": _("Föreslås tills ni vet mer"),
    "no": _("Föreslås inte, efter vad ni har svarat"),
}
WORDS_OF_ANSWERS = {True: _("Ja"), False: _("Nej"), None: _("Vet inte")}
DONE = {
    "sparad": _("Sparat. Parterna ser det inte."),
    "klar": _("Prövningen är klar och låst. Parterna ser slutsatsen först när ni delar den."),
    "utelamnad": _("Prövningen är utelämnad, med ert skäl."),
    "pa-nytt": _("Ni prövar på nytt. Det gamla finns kvar."),
    "delad": _("Parterna kan läsa slutsatsen. Den är nu en allmän handling."),
    "jav": _("Ert svar om jäv är sparat."),
    "underlag": _("Sparat. Listan visar vad som föreslås."),
    "stod": _("Listan över stöd är sparad."),
}
