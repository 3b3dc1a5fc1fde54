"""The Swedish words for what the rules speak of, each with the tone of its tag."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.documents.assessment_words import FORM_NAMES, STANDING_TAGS
from tillit.domain.forms import Stance, Standing
from tillit.domain.treatment import Treatment

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Word:
    """A short word, the class of its tag (never the only carrier of meaning) and what it means."""

    text: Text
    tone: str = ""
    means: Text = ""


FORMS: Final = FORM_NAMES

STANDINGS: Final[dict[Standing, Word]] = {
    standing: Word(tag.text, f"tag-{tag.tone}") for standing, tag in STANDING_TAGS.items()
}

TREATMENTS: Final[dict[Treatment, Word]] = {
    "requires_true": Word(_("Kräver ja"), "tag-info", _("Svarar ni nej är ett IOP uteslutet.")),
    "requires_false": Word(_("Kräver nej"), "tag-danger", _("Svarar ni ja är ett IOP uteslutet.")),
    "favours_true": Word(_("Helst ja"), "tag-good", _("Ett ja talar för ett IOP.")),
    "favours_false": Word(_("Helst nej"), "tag-good", _("Ett nej talar för ett IOP.")),
    "warns": Word(_("Bevakas"), "tag-warning", _("Riktlinjen ber er tänka efter här.")),
    "silent": Word(_("Säger inget"), "", _("Riktlinjen tar inte upp frågan.")),
}

STANCES: Final[dict[Stance, Text]] = {
    "required": _("är ett krav"),
    "preferred": _("är en fördel"),
    "not_required": _("inte är ett krav"),
}
