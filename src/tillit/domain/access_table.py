"""The access table: action and state → who may. The code's rule, the page "Vem får göra vad" and the tests' oracle.

An action without a row is nobody's. `who` names what an actor is in relation to the thing: one of the roles of its
own organisation or authority (for a board's case: of that board), "person" (anyone logged in), "anonymous" (anyone)
or "operator" (whoever runs the installation, by command only: never reads what people write).
"""

from dataclasses import dataclass

READER, EDITOR = "organisation_reader", "organisation_editor"
SIGNER, ADMIN = "organisation_signatory", "organisation_administrator"
OFFICER, COORDINATOR, REGISTRAR = "case_officer", "coordinator", "registrar"
RECORDER, AUTHORITY_SIGNER, AUDITOR = "decision_recorder", "authority_signatory", "auditor"
TENANT = "tenant_administrator"
MEMBERS = frozenset({READER, EDITOR, SIGNER, ADMIN})
OFFICIALS = frozenset({OFFICER, COORDINATOR, REGISTRAR, RECORDER, AUTHORITY_SIGNER, AUDITOR, TENANT})
CASE_OFFICIALS = OFFICIALS - {TENANT}


@dataclass(frozen=True)
class Row:
    """Who may, how sure we must be of who it is (level), whether they must just have proved it (fresh), and what."""

    who: frozenset[str]
    what: str
    level: int = 1
    fresh: bool = False


def _row(what: str, *who: str, level: int = 1, fresh: bool = False) -> Row:
    return Row(frozenset(who), what, level, fresh)


ANYONE = "anonymous"
PERSON = "person"
OPERATOR_ONLY = "operator"

ACTIONS: dict[tuple[str, str], Row] = {
    ("page.read", ""): _row("Läsa öppna sidor", ANYONE),
    ("assessment.answer", ""): _row("Pröva en idé", ANYONE),
    ("open.read", ""): _row("Läsa texter som har gjorts offentliga", ANYONE),
    ("login.begin", ""): _row("Be om en kod", ANYONE),
    ("login.confirm", ""): _row("Logga in med kod eller passnyckel", ANYONE),
    ("login.service", ""): _row("Logga in genom sin arbetsgivare", ANYONE),
    ("login.leave", ""): _row("Logga ut", ANYONE),
    ("login.factors", ""): _row("Lägga till eller ta bort sätt att logga in", PERSON),
    ("login.step_up", ""): _row("Bekräfta vem man är", PERSON),
    ("demo.enter", ""): _row("Välja roll i demoläge", ANYONE),
    ("my.read", ""): _row("Se sin sida", PERSON),
    ("my.edit", ""): _row("Ändra namn och notiser", PERSON),
    ("my.filters", ""): _row("Spara egna urval i listan över ärenden", PERSON),
    ("my.export", ""): _row("Hämta sina uppgifter", PERSON),
    ("invitation.read", ""): _row("Läsa en inbjudan till sin adress", PERSON),
    ("invitation.accept", ""): _row("Tacka ja till en inbjudan", PERSON),
    ("case.list", ""): _row("Se listan över sina ärenden", PERSON),
    ("organisation.register", ""): _row("Registrera en organisation", PERSON),
    ("organisation.read", ""): _row("Se organisationens sida", *MEMBERS),
    ("organisation.edit", ""): _row("Ändra organisationens uppgifter och filer", EDITOR, ADMIN),
    ("organisation.signatories", ""): _row("Ändra firmatecknare", ADMIN, fresh=True),
    ("organisation.people", ""): _row("Bjuda in och avsluta roller i organisationen", ADMIN),
    ("organisation.leave", ""): _row("Lämna sin roll i organisationen", *MEMBERS),
    ("organisation.history", ""): _row("Se organisationens historik", *MEMBERS),
    ("draft.read", ""): _row("Läsa i det egna utrymmet", *MEMBERS),
    ("draft.write", ""): _row("Skriva i det egna utrymmet", EDITOR, ADMIN),
    ("draft.share", ""): _row("Dela en text med en huvudman", SIGNER, ADMIN),
    ("authority.read", ""): _row("Se huvudmannens sida", *OFFICIALS),
    ("authority.edit", ""): _row("Ändra huvudmannens uppgifter", TENANT, level=2),
    ("authority.guideline", ""): _row("Välja riktlinje", TENANT, COORDINATOR, level=2),
    ("authority.boards", ""): _row("Ändra nämnder och bolag", TENANT, level=2),
    ("authority.goals", ""): _row("Ändra programmål", TENANT, COORDINATOR, level=2),
    ("authority.tasks", ""): _row("Ändra en nämnds lista med uppgifter", TENANT, COORDINATOR, level=2),
    ("authority.people", ""): _row(
        "Bjuda in och avsluta roller hos huvudmannen", TENANT, COORDINATOR, level=2
    ),
    ("authority.identity", ""): _row("Ändra inloggningstjänst", TENANT, level=2, fresh=True),
    ("authority.leave", ""): _row("Lämna sin roll hos huvudmannen", *OFFICIALS, level=2),
    ("authority.history", ""): _row("Se huvudmannens historik", TENANT, COORDINATOR, AUDITOR, level=2),
    ("opening.read", ""): _row(
        "Se öppna inbjudningar och vilka som har svarat", OFFICER, COORDINATOR, REGISTRAR, AUDITOR, level=2
    ),
    ("opening.write", ""): _row("Skriva en öppen inbjudan", OFFICER, COORDINATOR, level=2),
    ("opening.publish", ""): _row("Publicera en öppen inbjudan", OFFICER, COORDINATOR, level=2),
    ("opening.close", ""): _row("Stänga en öppen inbjudan", OFFICER, COORDINATOR, level=2),
    ("case.open", ""): _row("Öppna ett ärende hos nämnden", OFFICER, level=2),
    ("case.read", "open"): _row("Läsa ett ärende", *MEMBERS, *CASE_OFFICIALS),
    ("case.edit", "open"): _row("Ändra ett ärende", OFFICER, level=2),
    ("case.parties", "open"): _row("Lägga till en part", OFFICER, level=2),
    ("case.assign", "open"): _row(
        "Ta hand om ett ärende eller lämna över det", OFFICER, COORDINATOR, level=2
    ),
    ("case.acknowledge", "open"): _row("Bekräfta det som har kommit in", OFFICER, level=2),
    ("case.message", "open"): _row(
        "Skriva ett meddelande till alla parter", EDITOR, SIGNER, ADMIN, OFFICER, COORDINATOR
    ),
    ("case.meeting", "open"): _row(
        "Föreslå möten, skriva anteckningar och bekräfta dem", EDITOR, SIGNER, ADMIN, OFFICER, COORDINATOR
    ),
    ("case.challenge", "open"): _row("Skriva i utmaningen", EDITOR, ADMIN, OFFICER),
    ("case.confirm_challenge", "open"): _row("Bekräfta utmaningen för sin sida", SIGNER, ADMIN, OFFICER),
    ("case.agreement", "open"): _row(
        "Börja på överenskommelsen och ordna dess avsnitt", EDITOR, ADMIN, OFFICER
    ),
    ("case.propose", "open"): _row("Föreslå ordalydelse i överenskommelsen", EDITOR, ADMIN, OFFICER),
    ("case.accept", "open"): _row("Godta ett förslag för sin sida", SIGNER, ADMIN, OFFICER),
    ("case.read_back", "open"): _row("Bekräfta för sin sida att hela texten är läst", SIGNER, ADMIN, OFFICER),
    ("case.comment", "open"): _row("Kommentera ett avsnitt", EDITOR, SIGNER, ADMIN, OFFICER, COORDINATOR),
    ("case.enter", "open"): _row(
        "Skriva in det som en part har lämnat på papper, per telefon eller vid ett möte", OFFICER, level=2
    ),
    ("case.leave", "open"): _row("Lämna ärendet för organisationen", ADMIN),
    ("case.go_on", "open"): _row("Gå vidare till en överenskommelse", OFFICER, level=2),
    ("case.close", "open"): _row("Avsluta ett ärende med ett besked", OFFICER, level=2),
    ("case.reopen", "closed"): _row("Öppna ett avslutat ärende igen", OFFICER, level=2),
    ("case.assess", "open"): _row("Börja en gemensam bedömning", EDITOR, ADMIN, OFFICER),
    ("case.agree", "open"): _row("Skriva de gemensamma svaren i en bedömning", EDITOR, ADMIN, OFFICER),
    ("case.history", "open"): _row("Se ärendets historik", *MEMBERS, *CASE_OFFICIALS),
    ("case.read", "closed"): _row("Läsa ett avslutat ärende", *MEMBERS, *CASE_OFFICIALS),
    ("case.history", "closed"): _row("Se ett avslutat ärendes historik", *MEMBERS, *CASE_OFFICIALS),
    ("sheet.read", ""): _row("Läsa sin egen sidas svar i en bedömning", *MEMBERS, OFFICER, COORDINATOR),
    ("sheet.answer", ""): _row("Svara för sin egen sida i en bedömning", EDITOR, ADMIN, OFFICER),
    ("sheet.seal", ""): _row("Försegla sin sidas svar", SIGNER, ADMIN, OFFICER),
    ("sheet.confirm", ""): _row("Bekräfta en gemensam bedömning", SIGNER, ADMIN, OFFICER),
    ("writing.read", "internal"): _row("Läsa internt", OFFICER, REGISTRAR, AUDITOR, level=2),
    ("writing.write", "internal"): _row("Skriva internt", OFFICER, level=2),
    ("writing.share", "internal"): _row("Dela en intern text med parterna", OFFICER, level=2),
    ("writing.read", "shared"): _row("Läsa det som parterna delar", *MEMBERS, *CASE_OFFICIALS),
    ("writing.write", "shared"): _row("Ändra sin delade text", EDITOR, ADMIN, OFFICER),
    ("writing.publish", "shared"): _row("Göra sin delade text offentlig", ADMIN, OFFICER),
    ("writing.read", "public"): _row("Läsa det som är offentligt", ANYONE),
    ("meeting.change", ""): _row(
        "Ändra eller ställa in sitt förslag till möte", EDITOR, SIGNER, ADMIN, OFFICER, COORDINATOR
    ),
    ("examination.read", "internal"): _row("Läsa en prövning", OFFICER, REGISTRAR, AUDITOR, level=2),
    ("examination.write", "internal"): _row("Pröva ett ärende", OFFICER, level=2),
    ("examination.share", "internal"): _row("Dela en prövnings slutsats med parterna", OFFICER, level=2),
    ("examination.declare", "internal"): _row("Svara om man är jävig", OFFICER, level=2),
    ("examination.read", "shared"): _row("Läsa hur en delad prövning slutade", *MEMBERS, *CASE_OFFICIALS),
    ("entered.answer", ""): _row(
        "Säga om det som är inskrivet för organisationen stämmer", EDITOR, SIGNER, ADMIN
    ),
    ("task.give", "internal"): _row("Ge en intern uppgift", OFFICER, level=2),
    ("task.give", "shared"): _row("Ge en uppgift som alla parter ser", EDITOR, ADMIN, OFFICER),
    ("task.do", "internal"): _row("Markera en intern uppgift som klar", OFFICER, level=2),
    ("task.do", "shared"): _row("Markera sin sidas uppgift som klar", EDITOR, SIGNER, ADMIN, OFFICER),
    ("authority.found", ""): _row("Bjuda in en huvudmans första administratör", OPERATOR_ONLY),
    ("command.run", ""): _row("Köra kommandon på servern", OPERATOR_ONLY),
    ("job.run", ""): _row("Skicka köade brev", OPERATOR_ONLY),
}
