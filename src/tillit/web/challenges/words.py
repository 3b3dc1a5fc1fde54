"""What the parts of a challenge are called, how each is asked for, and an example of a good answer to each."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PartWords:
    """The words of a part. `slug` stands in its address; parts that are no texts have pages of their own."""

    name: str
    slug: str
    title: Any
    question: Any
    hint: Any
    example: Any

    def path(self, case: Any) -> str:
        """The address where it is written."""
        if self.name in ("goals", "agenda"):
            return reverse(f"challenges:{self.name}", args=[case])
        return reverse("challenges:write", args=[case, self.slug])


PARTS = (
    PartWords(
        "description",
        "beskrivning",
        _("Utmaningen"),
        _("Vilken utmaning vill ni möta tillsammans?"),
        _("Beskriv läget så att någon utifrån förstår. 50–200 ord räcker. Skriv inget om enskilda personer."),
        _(
            "Unga på norra Järva har få platser att vara på efter klockan 18. Fritidsgårdarna når "
            "främst pojkar, och vart tredje barn är inte med i någon förening."
        ),
    ),
    PartWords(
        "target_group",
        "malgrupp",
        _("Målgruppen"),
        _("Vilka gäller det?"),
        _("Skriv vilka de är, ungefär hur många och var. Berätta gärna hur de själva har fått säga sitt."),
        _(
            "Flickor mellan 12 och 16 år i Husby och Akalla, ungefär 900. Vi frågade 60 av dem i våras: "
            "de vill ha ledare som de känner."
        ),
    ),
    PartWords(
        "why_together",
        "varfor-tillsammans",
        _("Varför ingen klarar det ensam"),
        _("Varför kan ingen av er lösa det ensam?"),
        _("Skriv vad var och en har som de andra saknar, och vad som har prövats förut."),
        _(
            "Föreningen har ungas förtroende men inga lokaler. Stadsdelen har lokaler och socialtjänst "
            "men når inte gruppen. Projekten har tagit slut efter ett år."
        ),
    ),
    PartWords(
        "known",
        "vad-vi-vet",
        _("Vad ni vet"),
        _("Vad vet ni redan, och vad vet ni inte?"),
        _("Siffror, studier och egen erfarenhet. Skriv varifrån det kommer, och vad ni är osäkra på."),
        _(
            "Stadens enkät 2025: 41 procent av flickorna känner sig otrygga på kvällen. Vi vet inte "
            "hur många som slutar komma, och varför."
        ),
    ),
    PartWords("goals", "programmal", _("Programmål"), "", "", ""),
    PartWords("agenda", "agenda-2030", _("Mål i Agenda 2030"), "", "", ""),
)
BY_SLUG = {one.slug: one for one in PARTS if one.question}
TITLES = {one.name: one.title for one in PARTS}
DONE = {
    "sparad": _("Sparat. Alla parter ser texten."),
    "mal": _("Sparat."),
    "bekraftad": _("Er bekräftelse är sparad. De andra har fått ett brev."),
    "alla": _("Alla har bekräftat samma text."),
}
EMPTY = _("Skriv något innan ni sparar. En mening räcker för att börja.")
SEEN_CHANGED = _("Texten har ändrats sedan ni öppnade sidan. Läs den nya texten innan ni bekräftar.")
