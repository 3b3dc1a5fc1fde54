"""Words of the agreement: what the state of a section is called to a reader, and what a page says was done."""

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tillit.queries.agreement_state import SectionSeen, Side

DONE = {
    "borjad": _("Överenskommelsen är påbörjad. De andra parterna har fått ett brev."),
    "foreslaget": _("Ert förslag är sparat. De andra parterna ser det nu."),
    "godtaget": _("Ni har godtagit förslaget."),
    "overens": _("Alla parter har godtagit samma ord i det här avsnittet."),
    "kommentar": _("Kommentaren är sparad. De andra parterna ser den."),
    "nytt": _("Avsnittet är tillagt sist. Skriv ett förslag till hur det ska lyda."),
    "last": _("Er bekräftelse är sparad. De andra parterna har fått ett brev."),
    "redo": _("Alla parter har läst och bekräftat hela texten. Den är klar att gå till beslut."),
    "flyttat": _("Avsnittet är flyttat."),
}
SEEN_CHANGED = _("Ett nytt förslag har kommit sedan ni öppnade sidan. Läs det innan ni godtar.")
READ_CHANGED = _("Texten har ändrats sedan ni öppnade sidan. Läs den nya texten innan ni bekräftar.")
EMPTY = _("Skriv något innan ni föreslår det. En mening räcker för att börja.")
#: A state: the class of its tag and what it is called.
TAGS = {
    "empty": ("tag-neutral", _("Ej påbörjat")),
    "agreed": ("tag-good", _("Överens")),
    "gone": ("tag-neutral", _("Struket")),
    "ours": ("tag-warning", _("Er tur")),
    "theirs": ("tag-info", _("Deras tur")),
    "waits": ("tag-info", _("Väntar")),
}


def tag_of(section: SectionSeen, ours: frozenset[Side]) -> tuple[str, str]:
    """The tag of a section to a reader of these sides: whose turn it is, or how it stands."""
    if section.state in TAGS:
        name = section.state
    elif ours & section.standing.waiting:
        name = "ours"
    else:
        name = "theirs" if ours else "waits"
    look, words = TAGS[name]
    return look, str(words)


def ago(at: datetime, now: datetime) -> str:
    """How long ago something was, in whole days of the calendar: "i dag", "i går", "för 3 dagar sedan"."""
    days = (localtime(now).date() - localtime(at).date()).days
    if days < 2:
        return gettext("i går") if days == 1 else gettext("i dag")
    return ngettext("för %(n)d dag sedan", "för %(n)d dagar sedan", days) % {"n": days}
