"""What a history says in Swedish: one sentence an action, and what kinds of things it touched.

Nothing here tells a title or a text: a history says what was done and to which kind of thing.
"""

from tillit.domain.access_table import ACTIONS
from tillit.domain.roles import ROLE_NAMES, Role

_DONE: dict[str, str] = {
    "login.confirm": "Loggade in för första gången",
    "login.service": "Loggade in för första gången genom sin arbetsgivare",
    "login.factors": "Ändrade sina sätt att logga in",
    "my.edit": "Ändrade sitt namn eller sina notiser",
    "my.filters": "Ändrade sina sparade urval",
    "invitation.accept": "Tackade ja till en inbjudan",
    "organisation.register": "Registrerade organisationen",
    "organisation.edit": "Ändrade organisationens uppgifter eller filer",
    "organisation.signatories": "Ändrade firmatecknare",
    "organisation.people": "Ändrade vilka som har roller i organisationen",
    "organisation.leave": "Lämnade sin roll i organisationen",
    "draft.write": "Skrev i det egna utrymmet",
    "draft.share": "Delade en text från det egna utrymmet",
    "authority.edit": "Ändrade huvudmannens uppgifter",
    "authority.guideline": "Valde riktlinje",
    "authority.boards": "Ändrade nämnder eller bolag",
    "authority.goals": "Ändrade programmål",
    "authority.people": "Ändrade vilka som har roller hos huvudmannen",
    "authority.identity": "Ändrade inloggningstjänsten",
    "authority.leave": "Lämnade sin roll hos huvudmannen",
    "case.open": "Öppnade ärendet",
    "case.edit": "Ändrade ärendet",
    "case.parties": "Lade till en part",
    "case.message": "Skrev ett meddelande",
    "case.meeting": "Föreslog ett möte",
    "meeting.change": "Ändrade eller ställde in ett möte",
    "case.leave": "Lämnade ärendet",
    "case.assign": "Bestämde vem som ansvarar för ärendet",
    "case.acknowledge": "Bekräftade och lovade ett svar",
    "case.challenge": "Ändrade utmaningen",
    "case.confirm_challenge": "Bekräftade utmaningen",
    "case.agreement": "Började på överenskommelsen eller ordnade dess avsnitt",
    "case.propose": "Föreslog en ordalydelse i överenskommelsen",
    "case.accept": "Godtog ett förslag i överenskommelsen",
    "case.read_back": "Bekräftade att hela överenskommelsen är läst",
    "case.comment": "Kommenterade ett avsnitt i överenskommelsen",
    "case.go_on": "Gick vidare till en överenskommelse",
    "case.close": "Avslutade ärendet med ett besked",
    "case.reopen": "Öppnade ärendet igen",
    "case.assess": "Började en gemensam bedömning",
    "case.agree": "Skrev i den gemensamma bedömningen",
    "sheet.answer": "Skrev svar i en bedömning",
    "sheet.seal": "Förseglade sina svar i bedömningen",
    "sheet.confirm": "Bekräftade den gemensamma bedömningen",
    "writing.write": "Skrev i en text",
    "writing.share": "Delade en intern text med parterna",
    "writing.publish": "Gjorde en text offentlig",
    "examination.write": "Skrev i en prövning",
    "examination.share": "Delade en prövnings slutsats med parterna",
    "examination.declare": "Svarade om jäv",
    "opening.write": "Skrev i en öppen inbjudan",
    "opening.publish": "Publicerade en öppen inbjudan",
    "opening.close": "Stängde en öppen inbjudan",
    "case.enter": "Skrev in något som en organisation har lämnat på annat sätt",
    "entered.answer": "Svarade om det som är inskrivet stämmer",
    "task.give": "Gav, ändrade eller tog bort en uppgift",
    "task.do": "Markerade en uppgift som klar eller öppnade den igen",
    "authority.tasks": "Ändrade en nämnds lista med uppgifter",
    "authority.found": "Lade upp huvudmannen",
    "command.run": "Körde ett kommando på servern",
}
#: Where the kind of what was touched first says more than the action does.
_CLOSER: dict[tuple[str, str], str] = {
    ("organisation.people", "invitation"): "Bjöd in någon eller tog tillbaka en inbjudan",
    ("organisation.people", "role"): "Avslutade en roll",
    ("authority.people", "invitation"): "Bjöd in någon eller tog tillbaka en inbjudan",
    ("authority.people", "role"): "Avslutade en roll",
    ("organisation.edit", "attachment"): "Lade till eller tog bort en fil",
    ("draft.write", "attachment"): "Lade till eller tog bort en fil i det egna utrymmet",
    ("writing.write", "attachment"): "Lade till eller tog bort en fil vid en text",
    ("case.meeting", "notes"): "Skrev anteckningar från ett möte",
    ("case.meeting", "notes_confirmation"): "Bekräftade anteckningar från ett möte",
    ("examination.write", "examination_ground"): "Ändrade underlaget till prövningar",
    ("examination.write", "aid"): "Ändrade listan över stöd till en organisation",
    ("command.run", "case"): "Lade upp ärendet eller gav det ett diarienummer",
    ("authority.found", "invitation"): "Bjöd in en administratör",
}
THING_NAMES: dict[str, str] = {
    "person": "Person",
    "role": "Roll",
    "invitation": "Inbjudan",
    "organisation": "Organisationen",
    "signatory": "Firmatecknare",
    "authority": "Huvudmannen",
    "board": "Nämnd eller bolag",
    "identity_provider": "Inloggningstjänst",
    "case": "Ärendet",
    "handover": "Överlämning",
    "ending": "Besked",
    "party": "Part",
    "message": "Meddelande",
    "meeting": "Möte",
    "notes": "Anteckningar",
    "notes_confirmation": "Bekräftelse av anteckningar",
    "draft": "Text i eget utrymme",
    "draft_sharing": "Delning från eget utrymme",
    "opening": "Öppen inbjudan",
    "opening_answer": "Svar på en öppen inbjudan",
    "writing": "Text",
    "goal": "Programmål",
    "challenge": "Utmaning",
    "challenge_version": "Lydelse av utmaningen",
    "challenge_confirmation": "Bekräftelse av utmaningen",
    "agreement": "Överenskommelsen",
    "section": "Avsnitt i överenskommelsen",
    "section_wording": "Förslag till ordalydelse",
    "section_acceptance": "Godtagande av ett förslag",
    "agreement_reading": "Bekräftelse av hela överenskommelsen",
    "section_comment": "Kommentar till ett avsnitt",
    "space_key": "Nyckel till eget utrymme",
    "guideline": "Riktlinje",
    "assessment": "Gemensam bedömning",
    "answer_sheet": "Svar i bedömningen",
    "joint_confirmation": "Bekräftelse",
    "attachment": "Fil",
    "examination": "Prövning",
    "examination_ground": "Underlag till prövningar",
    "declaration": "Svar om jäv",
    "aid": "Stöd",
    "saved_filter": "Sparat urval",
    "entered": "Inskrivet för en organisation",
    "entered_answer": "Svar om det som är inskrivet",
    "task": "Uppgift",
    "standard_task": "Uppgift i nämndens lista",
}
#: Things with a version that says something to a reader.
VERSIONED = frozenset(
    {
        "organisation",
        "authority",
        "board",
        "identity_provider",
        "goal",
        "case",
        "challenge",
        "section",
        "draft",
        "opening",
        "writing",
        "meeting",
        "notes",
        "notes_confirmation",
        "examination",
        "task",
        "standard_task",
    }
)


def sentence(action: str, kinds: tuple[str, ...]) -> str:
    """What was done, in Swedish; `kinds` are what it touched, the first one first."""
    closer = _CLOSER.get((action, kinds[0])) if kinds else None
    if closer or action in _DONE:
        return closer or _DONE[action]
    what = next((row.what for (name, _state), row in ACTIONS.items() if name == action), "")
    return what or f"Gjorde något som inte har någon beskrivning ({action})"


def role_words(roles: str) -> str:
    """The roles of an entry as a reader meets them: "Handläggare, Samordnare"."""
    if roles in _WITHOUT_ROLE:
        return _WITHOUT_ROLE[roles]
    known = [ROLE_NAMES[Role(name)] for name in roles.split(",") if name in set(Role)]
    return ", ".join(known) or "Okänd roll"


_WITHOUT_ROLE = {
    "operator": "Den som driver Tillit",
    "person": "En inloggad person",
    "anonymous": "Någon som inte hade loggat in",
}
