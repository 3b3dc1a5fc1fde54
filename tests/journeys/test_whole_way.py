"""From an idea to a founded case, an association on a phone and an officer at a desk; and each way out of a case."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils.timezone import localdate, localtime

from journeys.furnishing import home_of
from journeys.test_self_assessment import NO, answer_all, begin
from journeys.travelling import Traveller, travellers, trouble
from tillit.documents.ending_words import NAMES, worded
from tillit.domain.endings import OF_AUTHORITY, Way

pytestmark = pytest.mark.journey

CHALLENGE = {
    "beskrivning": "Många unga har ingenstans att vara på kvällen.",
    "malgrupp": "Unga mellan 13 och 19 år som inte är med i någon förening.",
    "varfor-tillsammans": "Vi har ledarna. Kommunen har lokalen och kontakten med skolan.",
    "vad-vi-vet": "Förra året kom ungefär 40 unga varje kväll som det var öppet.",
}
REASONS = "Vi har vägt in vad ni kan, vad det kostar och vad andra redan gör."
WHERE = {  # association, authority: houses where no other journey works
    True: ("Örebro Stadsmission", "Örebro kommun"),
    False: ("Linköpings Stadsmission", "Region Östergötland"),
}


def self_assessed(open_page, javascript):
    """Someone on a phone who has tried an idea before logging in."""
    page = open_page("/", width=320, javascript=javascript, bypass_csp=True)
    begin(page, "skr-2018")
    answer_all(page)
    page.click("text=Visa resultatet >> nth=0")
    assert "partnerskap" in page.inner_text("h1")
    phone = Traveller(page, 320, javascript)
    phone.look()
    return phone


def acknowledged(phone, desk, case):
    """What came in is registered, and confirmed with a name and a day."""
    assert re.search(r"IOP 20\d\d/\d{4}", phone.page.locator("main").inner_text())
    desk.go(case)
    assert desk.says("Det är er tur.")
    desk.send(f"{case}bekrafta/")
    phone.go(case)
    assert phone.says("har bekräftat och svarar senast")
    assert phone.says("Ansvarig handläggare: Handläggare, ")


def in_dialogue(phone, desk, case):
    """A message each way, and a meeting with notes that both confirm."""
    desk.send(f"{case}meddelanden/nytt/", body="Tack för er text. Kan vi ses?")
    phone.send(f"{case}meddelanden/nytt/", body="Ja, gärna hos oss.")
    now = localtime()  # a meeting that begins at once, so that it can have notes
    when = {"day": f"{now:%Y-%m-%d}", "clock": f"{now:%H:%M:%S}".removesuffix(":00")}
    meeting = phone.send(f"{case}moten/nytt/", **when, place="I vår lokal", agenda="Vad vi vill uppnå.")
    desk.send(f"{meeting}anteckningar/", body="Vi ser samma utmaning. Vi skriver den tillsammans.")
    for one in (phone, desk):
        one.send(f"{meeting}bekrafta/")
    assert desk.says("Alla som var med i ärendet då har bekräftat.")


def challenge_confirmed(phone, desk, case):
    """The challenge, written by turns, linked to a goal, and confirmed by both."""
    home = f"{case}utmaning/"
    for number, (part, text) in enumerate(CHALLENGE.items()):
        (phone, desk)[number % 2].send(f"{home}skriv/{part}/", wording=text)
    phone.go(f"{home}programmal/")
    phone.page.get_by_role("checkbox").first.check()
    phone.press("Spara valen")
    for one in (phone, desk):
        one.send(f"{home}bekrafta/")
    assert desk.says("Alla har bekräftat samma text.")


def answered(one, assessment, differently=False):
    """Answer every question for one's own side, the first one differently, and seal. Gives the sheet's address."""
    one.go(assessment)
    one.follow("Svara på frågorna")
    sheet = urlsplit(one.page.url).path
    one.go(f"{sheet}alla/")
    for number, field in enumerate(one.page.locator("main select[name^='svar-']").all()):
        no = field.get_attribute("name").removeprefix("svar-") in NO
        field.select_option("nej" if no != (differently and number == 0) else "ja")
    one.send()
    one.send(f"{sheet}forsegla/")
    return sheet


def assessed(phone, desk, case):
    """Both sides answer apart; nothing is seen until both have sealed; then they agree and confirm."""
    assessment = phone.send(f"{case}bedomning/ny/")
    sheets = {phone: answered(phone, assessment)}
    desk.go(assessment)
    assert not desk.says("Se 1 skillnad")
    sheets[desk] = answered(desk, assessment, differently=True)
    phone.go(assessment)
    assert phone.says("Se 1 skillnad")
    links = phone.page.locator("main a[href*='/skillnader/']").all()
    hrefs = {link.get_attribute("href") for link in links}
    for href in sorted(href for href in hrefs if not href.endswith("/skillnader/")):
        phone.send(href, answer="ja", why="Vi gick igenom frågan på mötet.")
    desk.go(f"{assessment}overvaganden/")
    for field in desk.page.locator("main textarea").all():
        field.fill("Ett bidrag räcker inte, för vi vill styra arbetet tillsammans.")
    desk.send()
    assert desk.says("Allt är på plats")
    for one, sheet in sheets.items():
        one.send(f"{sheet}bekrafta/")
    assert desk.says("Bekräftad")


def examined(desk, case):
    """Every examination concluded or left out, with an agreement's value counted."""
    home = f"{case}provningar/"
    desk.send(f"{home}jav/svara/", conflict="nej")
    desk.send(f"{home}underlag/", children_affected="ja", other_support_same_purpose="nej")
    year, value = localdate().year + 1, f"{home}upphandling/varde/"
    term = {"starts": f"{year}-01-01", "ends": f"{year + 2}-12-31"}
    desk.send(f"{value}ny/", title="Årligt stöd", amount="400 000", **term)
    desk.send(f"{value}rakna/", day="2025-05-01")
    desk.go(home)
    links = desk.page.locator("main .task-list .task-name a").all()
    for href in [link.get_attribute("href") for link in links]:
        if href.endswith("/dubbelfinansiering/"):
            desk.send(f"{href}utelamna/", reason="Ingen annan betalar för samma sak.")
            continue
        desk.go(f"{href}slutsats/")
        desk.page.locator("[name=conclusion]").first.check()
        desk.send(motivation="Vi har prövat frågan och ser inget hinder.")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_idea_to_a_case_where_nothing_is_missing(open_page, javascript):
    association, authority = WHERE[javascript]
    phone = self_assessed(open_page, javascript)
    phone.enter(association, "Administratör")
    wanted = ((authority, "Handläggare", 1280), (authority, "Samordnare", 1280))
    desk, coordinator = travellers(open_page, *wanted, javascript=javascript)
    case = phone.share(authority, "Öppet på kvällen", "Vi vill ha öppet för unga på kvällen.")
    acknowledged(phone, desk, case)
    in_dialogue(phone, desk, case)
    home = home_of(coordinator.page, "/huvudman/")
    goal = {"programme": "Budget", "title": "Fler unga är trygga", "first_year": str(localdate().year)}
    coordinator.send(f"{home}mal/nytt/", **goal)
    challenge_confirmed(phone, desk, case)
    assessed(phone, desk, case)
    desk.go(f"{case}vad-saknas/")
    assert desk.says("Saknas")
    examined(desk, case)
    for one, number in ((desk, 9), (phone, 6)):  # what is examined inside is told to the officer alone
        one.go(f"{case}vad-saknas/")
        assert one.says(f"{number} av {number} är klart.")
        assert one.page.locator("main .tag-warning").count() == 0
    assert trouble(phone, desk, coordinator) == ""


def reads_letter(one, reasons):
    """Someone reads the letter of the case that is open before them, on the page and as PDF."""
    one.follow("Besked från")
    assert one.says(reasons)
    pdf = one.page.get_by_role("link", name="Ladda ner som PDF").get_attribute("href")
    answer = one.page.request.get(pdf)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("way", OF_AUTHORITY)
def test_each_way_out_gives_the_association_a_letter_with_reasons(open_page, way):
    wanted = (
        ("Eskilstuna Stadsmission", "Administratör", 320),
        ("Nyköpings kommun", "Handläggare", 1280),
    )
    phone, desk = travellers(open_page, *wanted)
    case = phone.share("Nyköpings kommun", f"Kvällsöppet {way}", "Vi vill ha öppet för unga på kvällen.")
    desk.go(f"{case}avsluta/")
    desk.follow(worded(NAMES, way, "överenskommelse"))
    desk.send(reasons=REASONS)
    assert desk.says("Läs igenom och skicka")
    desk.send()
    phone.go(case)
    assert phone.says("Ärendet avslutades") == (way is not Way.AGREEMENT)
    reads_letter(phone, REASONS)
    assert phone.says("Det här kan ni göra nu")
    assert trouble(phone, desk) == ""


def test_an_association_that_withdraws_says_why_and_the_others_read_it(open_page):
    wanted = (("ABF Västerås", "Administratör", 320), ("RF-SISU Västmanland", "Administratör", 320))
    leaving, staying = travellers(open_page, *wanted)
    leaving.go("/arenden/")
    case = leaving.page.locator("main th a[href^='/arenden/']").first.get_attribute("href")
    leaving.go(case)
    leaving.follow("Lämna ärendet för ABF Västerås")
    leaving.send(reasons="Vi har inte folk som kan vara med längre.")
    assert leaving.says("Er organisation har lämnat ärendet.")
    assert leaving.page.request.get(case).status == 404
    staying.go(case)
    reads_letter(staying, "Vi har inte folk som kan vara med längre.")
    assert trouble(leaving, staying) == ""
