"""Words of cases: what happened, and what a page says when something is done."""

from django.utils.translation import gettext_lazy as _

from tillit.domain.access_table import ACTIONS

HAPPENED = {
    "command.run": _("Lade upp ärendet"),  # the demo's cases are the server's work
    "draft.share": _("Delade en text"),
    "case.open": _("Öppnade ärendet"),
    "case.edit": _("Bytte namn på ärendet"),
    "case.parties": _("Lade till en part"),
    "case.message": _("Skrev ett meddelande"),
    "case.meeting": _("Föreslog ett möte"),
    "meeting.change": _("Ändrade eller ställde in ett möte"),
    "case.leave": _("Lämnade ärendet"),
    "case.assign": _("Bestämde vem som ansvarar"),
    "case.acknowledge": _("Bekräftade och lovade ett svar"),
    "case.challenge": _("Ändrade utmaningen"),
    "case.confirm_challenge": _("Bekräftade utmaningen"),
    "case.assess": _("Började en gemensam bedömning"),
    "case.agree": _("Skrev i den gemensamma bedömningen"),
    "sheet.seal": _("Förseglade sina svar i bedömningen"),
    "sheet.confirm": _("Bekräftade den gemensamma bedömningen"),
    "case.agreement": _("Ordnade avsnitten i överenskommelsen"),
    "case.propose": _("Föreslog ord i överenskommelsen"),
    "case.accept": _("Godtog ett förslag i överenskommelsen"),
    "case.read_back": _("Bekräftade hela överenskommelsen"),
    "case.comment": _("Kommenterade ett avsnitt i överenskommelsen"),
    "case.go_on": _("Vill gå vidare till en överenskommelse"),
    "case.close": _("Avslutade ärendet med ett besked"),
    "case.reopen": _("Öppnade ärendet igen"),
    "examination.share": _("Delade en prövnings slutsats"),
    "case.enter": _("Lämnade något på annat sätt"),
    "entered.answer": _("Bekräftade det som är inskrivet"),
    "task.give": _("Ändrade eller tog bort en uppgift"),
    "task.do": _("Ändrade läget för en uppgift"),
    "writing.write": _("Skrev i en delad text"),
    "writing.share": _("Delade en text"),
    "writing.publish": _("Gjorde en text offentlig"),
}
DONE = {
    "delad": _("Texten är delad. Den är nu en allmän handling."),
    "sparad": _("Sparat."),
    "intern": _("Sparat. Parterna ser inte texten."),
    "oppnat": _("Ärendet är öppet."),
    "besked": _("Beskedet är skickat. Parterna har fått ett brev."),
    "part": _("Parten är tillagd och har fått ett brev."),
    "lamnat": _("Er organisation har lämnat ärendet. Det ni har delat finns kvar hos kommunen."),
    "ansvar": _("Ansvarig handläggare är bestämd."),
    "bekraftat": _("Parterna har fått en bekräftelse med namn och dag."),
    "fil": _("Filen är tillagd."),
    "borttagen": _("Filen är borttagen."),
    "offentlig": _("Texten är offentlig. Alla på internet kan läsa den."),
}
STALE = _("Någon annan har ändrat det här sedan ni öppnade sidan. Läs det igen innan ni går vidare.")


def happened(action: str) -> str:
    """An act of the trail in words; one without words of its own by its row in the access table."""
    if action in HAPPENED:
        return str(HAPPENED[action])
    return next((row.what for (name, _state), row in ACTIONS.items() if name == action), "")
