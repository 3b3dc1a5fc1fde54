"""The lines of a timeline in words: what was done, what it was about, and where it is read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from tillit.documents.swedish import long_date
from tillit.queries.entered import EnteredMark
from tillit.queries.timeline import Timeline, TimelineLine
from tillit.queries.told import Told
from tillit.web.cases.words import happened

#: Where the kind of what was touched says more than the action does.
_CLOSER = {
    ("case.meeting", "notes"): gettext_lazy("Skrev anteckningar från ett möte"),
    ("case.meeting", "notes_confirmation"): gettext_lazy("Bekräftade anteckningarna från ett möte"),
    ("writing.write", "attachment"): gettext_lazy("Lade till eller tog bort en fil"),
    ("case.enter", "message"): gettext_lazy("Lämnade ett meddelande"),
    ("case.enter", "writing"): gettext_lazy("Lämnade en text"),
    ("command.run", "writing"): gettext_lazy("Delade en text"),
    ("command.run", "message"): gettext_lazy("Skrev ett meddelande"),
    ("command.run", "meeting"): gettext_lazy("Föreslog ett möte"),
    ("command.run", "notes"): gettext_lazy("Skrev anteckningar från ett möte"),
    ("command.run", "notes_confirmation"): gettext_lazy("Bekräftade anteckningarna från ett möte"),
    ("command.run", "task"): gettext_lazy("Gav en uppgift"),
    ("command.run", "party"): gettext_lazy("Blev part i ärendet"),
}
#: The address of what a line tells of.
_PAGES = {
    "writing": "cases:writing",
    "message": "dialogue:message",
    "meeting": "dialogue:meeting",
    "ending": "cases:letter",
    "entered": "entering:show",
    "section": "agreements:section",
}
#: Where a meeting is: a tag's class and words.
MEETING_STATES = {
    "planned": ("tag-info", gettext_lazy("Planerat")),
    "cancelled": ("tag-neutral", gettext_lazy("Inställt")),
    "held": ("tag-neutral", gettext_lazy("Har börjat eller hållits")),
    "noted": ("tag-warning", gettext_lazy("Anteckningar att bekräfta")),
    "confirmed": ("tag-good", gettext_lazy("Bekräftat av alla")),
}


@dataclass(frozen=True)
class ToldLine:
    """A line as shown. `about` is what it is about ("" for nothing), `href` where that is read ("" for nowhere)."""

    at: datetime
    side: str
    source: str
    words: str
    about: str
    href: str
    tag: tuple[str, str] | None
    case: UUID
    entered: EnteredMark | None


def told(found: Timeline) -> list[ToldLine]:
    """The lines of a timeline in words."""
    return [_line(found.case, one) for one in found.lines]


def _line(case: UUID, line: TimelineLine) -> ToldLine:
    about = line.told
    href = _page(case, about)
    proposed = line.kind == "meeting" and line.action != "meeting.change"
    tag, words = MEETING_STATES[about.state] if proposed and about.state else ("", "")
    return ToldLine(
        line.at,
        line.side,
        line.source,
        _words(line),
        _about(line, about),
        href,
        (tag, str(words)) if tag else None,
        case,
        about.entered,
    )


def _page(case: UUID, about: Told) -> str:
    """The address of what a line tells of, "" for nowhere."""
    if about.page == "challenge":
        return reverse("challenges:show", args=[case])
    if about.page == "agreement":
        return reverse("agreements:show", args=[case])
    if about.page == "tasks":
        return reverse("tasks:list", args=[case])
    return reverse(_PAGES[about.page], args=[case, about.key]) if about.page else ""


def _words(line: TimelineLine) -> str:
    """What was done."""
    if line.opened and line.kind == "writing":
        return gettext("Delade en text och öppnade ärendet")
    if (line.action, line.kind) == ("writing.write", "writing"):
        new = line.version == 1
        return gettext("Delade en text") if new else gettext("Ändrade en delad text")
    if (line.action, line.kind) == ("task.give", "task") and line.version == 1:
        return gettext("Gav en uppgift")
    if line.action == "entered.answer" and line.told.state == "wrong":
        return gettext("Säger att det som är inskrivet inte stämmer")
    return str(_CLOSER.get((line.action, line.kind), "")) or happened(line.action)


def _about(line: TimelineLine, about: Told) -> str:
    """What it was about: a title, the beginning of a message, a name, or a meeting by its time."""
    if about.when is not None:
        return meeting_time(about.when)
    if about.page == "ending":
        return gettext("Läs beskedet")
    if about.page == "challenge":
        return gettext("Läs utmaningen")
    if about.page == "agreement":
        return gettext("Läs överenskommelsen")
    if about.page == "entered":
        return gettext("Läs det")
    return "" if about.title == line.source else about.title


def meeting_time(starts_at: datetime) -> str:
    """When a meeting begins, in words: "8 december 2026 klockan 13.00"."""
    local = localtime(starts_at)
    names = {"day": long_date(local.date()), "clock": f"{local:%H.%M}"}
    return gettext("%(day)s klockan %(clock)s") % names
