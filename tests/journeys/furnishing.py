"""What must have been done before every page is there: done by hand in the browser, form by form."""

import re
import time
from datetime import timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.timezone import localdate

from gateways.honest import png

NOTE = {"name": "bilaga.txt", "mimeType": "text/plain", "buffer": b"En bilaga.\n"}
#: An agreement's sections: one of words alone, and one of each kind that holds figures.
SECTIONS = ("purpose", "goals", "contributions", "follow_up", "term")
ONE_TEXT = re.compile(r"/texter/[0-9a-f-]{36}/")


def send(page, path, **fields):
    """Fill in the form of a page ("": the present one) and send it. Gives the address after; fails if refused."""
    if path:
        page.goto(path)
    form = page.locator("main form[method=post]").last
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if isinstance(value, dict):
            field.set_input_files(value)
        elif field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(**({"index": value} if isinstance(value, int) else {"value": value}))
        else:
            field.fill(value)
    with page.expect_navigation() as met:
        form.locator("button[type=submit]").first.click()
    assert met.value.status == 200, f"{path}: {page.locator('main').inner_text()[:400]}"
    return page.url.partition("?")[0]


def home_of(page, before):
    """The address of the house that the person's own page leads to."""
    page.goto("/min-sida/")
    return page.locator(f"main a[href^='{before}']").first.get_attribute("href")


def of_association(page):
    """An administrator's work: files, an officer of the association, texts, an invitation, a code app."""
    home = home_of(page, "/organisationer/")
    send(page, f"{home}filer/ny/", kind="statutes", file=NOTE)
    send(page, f"{home}firmatecknare/ny/", title="Ordförande", source="Årsmötet", valid_from="2026-03-15")
    send(page, f"{home}personer/bjud-in/", email="ny@forening.example", role="organisation_editor")
    text = send(page, f"{home}texter/ny/", title="Vad ska vi mäta?", body="Hur många som kommer.")
    send(page, f"{text}andra/", body="Hur många som kommer igen.")
    send(page, f"{text}filer/ny/", file=NOTE)
    send(page, f"{home}texter/ny-ide/", name="Öppet hus på kvällarna")
    send(page, "", wording="Unga har ingenstans att vara på kvällarna.")
    send(page, "/arenden/urval/nytt/?lage=oppna", name="Pågår")
    thrown = send(page, f"{home}texter/ny/", title="Kastas", body="Bort.")
    send(page, f"{thrown}slang/")
    page.goto("/min-sida/inloggning/kodapp/")
    secret = re.sub(r"\s", "", page.locator("main ol strong").inner_text())
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    send(page, "", code=code)


def of_officer(page):
    """A case officer's work: a text with a file, changed once; a message, meetings, notes; a case that was closed.

    Gives the address of the case where most of it was done.
    """
    page.goto("/arenden/")
    case = page.locator("main th a[href^='/arenden/']").first
    home = case.get_attribute("href")
    text = send(page, f"{home}texter/intern/", title="Att ta reda på", body="Vilka fler berörs?")
    assert ONE_TEXT.search(text)
    send(page, f"{text}andra/", body="Vilka fler berörs, och hur?")
    send(page, f"{text}filer/ny/", file=NOTE)
    meeting = {"clock": "13:00", "place": "Rådhuset", "agenda": "Vad vi vill uppnå."}
    send(page, f"{home}moten/nytt/", day=str(localdate() + timedelta(days=9)), **meeting)
    held = send(page, f"{home}moten/nytt/", day=str(localdate() - timedelta(days=1)), **meeting)
    send(page, f"{held}anteckningar/", body="Vi är överens om utmaningen.")
    send(page, f"{held}anteckningar/", body="Vi är överens om utmaningen och målen.")
    for part in ("beskrivning", "malgrupp", "varfor-tillsammans", "vad-vi-vet"):
        send(
            page, f"{home}utmaning/skriv/{part}/", wording="Fler unga ska ha någonstans att vara på kvällen."
        )
    examined(page, f"{home}provningar/")
    given_tasks(page, f"{home}uppgifter/")
    agreed(page, home)
    gone_on(page, send(page, "/arenden/nytt/", title="Kan börja skriva", board=0))
    # In the first case the turn stays the board's, so that there is something to confirm.
    answered = send(page, "/arenden/nytt/", title="Får svar", board=0)
    send(page, f"{answered}texter/delad/", title="Kallelse", body="Vi ses på torsdag.")
    send(page, f"{answered}meddelanden/nytt/", body="Tack för er text.")
    closed = send(page, "/arenden/nytt/", title="Avslutas", board=0)
    page.goto(f"{closed}avsluta/")
    page.get_by_role("link", name="Säg nej").click()
    send(page, "", reasons="Det finns redan ett sådant stöd i kommunen.")
    send(page, "")
    return home


def agreed(page, home):
    """An officer goes on to an agreement in a case, begins it, and proposes words, figures and a plan."""
    gone_on(page, home)
    page.goto(f"{home}overenskommelse/borja/")
    for box in page.locator("main input[name=avsnitt]").all():  # few enough that every one of them is walked
        box.set_checked(box.get_attribute("value") in SECTIONS)
    agreement = send(page, "")
    page.goto(agreement)
    sections = [one.get_attribute("href") for one in page.locator("main .task-name a").all()]
    for text in ("Vi vill att fler är trygga.", "Vi vill att alla är trygga."):
        send(page, f"{sections[0]}skriv/", wording=text)
    for section in sections:
        page.goto(section)
        if page.get_by_role("link", name="Fyll i tiden").count():
            send(page, f"{section}tid/", starts="2027-01-01", ends="2029-12-31", extension="none")
        if page.get_by_role("link", name="Lägg till en insats").count():
            path = f"{section}insatser/ny/money/?part=myndigheten"
            send(page, path, year="2027", what="Stöd till driften", amount="250 000")
        if page.get_by_role("link", name="Lägg till ett mål").count():
            planned(page, section)
        if page.get_by_role("link", name="Lägg till en uppföljning").count():
            send(page, f"{section}uppfoljningar/ny/", day="2028-03-01", what="Målen", who="Nämnden")


def planned(page, section):
    """A goal that the workshop asks about, and an effect chain."""
    send(
        page, f"{section}mal/nytt/", change="Fler unga kommer till 40 träffar.", programme_goal="Budget 2027"
    )
    for stage in ("resources", "activities", "effects"):
        send(page, f"{section}kedja/ny/", stage=stage, text="Två ledare håller öppet varje kväll")


def gone_on(page, home):
    """An officer says that a case goes on to an agreement."""
    page.goto(f"{home}avsluta/")
    page.get_by_role("link", name="Gå vidare till").click()
    send(page, "", reasons="Vi ser samma utmaning.")
    send(page, "")


def given_tasks(page, home):
    """An officer's tasks: one to a party, one inside that is done."""
    for path, title in (("ny/", "Skicka stadgarna"), ("intern/", "Boka ett rum")):
        page.goto(f"{home}{path}")
        page.locator("main input[name=owner]").first.check()
        send(page, "", title=title, due=str(localdate() + timedelta(days=5)))
    page.locator("form[action$='/klar/'] button").first.click()


def examined(page, home):
    """An officer's examinations: what is known, an agreement's value, a conclusion, aid that was given."""
    send(page, f"{home}underlag/", children_affected="ja")
    value = f"{home}upphandling/varde/"
    send(page, f"{value}ny/", title="Årligt stöd", amount="400 000", starts="2027-01-01", ends="2029-12-31")
    send(page, f"{value}rakna/", day="2025-05-01")
    send(
        page, f"{home}kompetens/slutsats/", conclusion="inget-hinder", motivation="Frågan rör alla i staden."
    )
    page.goto(f"{home}statsstod/")
    aids = page.locator("main a[href*='/stod/']").first.get_attribute("href")
    rate = {"rate": "11,25", "rate_on": "2026-03-02", "rate_source": "Riksbanken"}
    send(page, f"{aids}nytt/", what="Hyresfri lokal", given_on="2026-03-02", amount="90 000", **rate)


def of_authority(page):
    """A tenant administrator's work: a logo, a board that was closed, an invitation."""
    home = home_of(page, "/huvudman/")
    send(page, f"{home}logotyp/", file={"name": "logo.png", "mimeType": "image/png", "buffer": png(120, 40)})
    boards = send(page, f"{home}namnder/ny/", name="Kulturnämnden", code="kultur", kind="board")
    page.goto(boards)
    board = page.get_by_role("link", name="Kulturnämnden").first.get_attribute("href")
    send(page, f"{board}stang/")
    page.goto(f"{home}namnder/")
    hrefs = [one.get_attribute("href") for one in page.get_by_role("link", name="Uppgifter hos").all()]
    for href in hrefs:
        page.goto(href)
        if page.get_by_role("link", name="Lägg till en uppgift").count():
            send(page, f"{href}ny/", title="Skicka stadgarna", whose="parties", days="14")
    for title in ("Fler är med", "Avslutas"):
        goals = send(page, f"{home}mal/nytt/", programme="Budget", title=title, first_year="2026")
    page.goto(goals)
    goal = page.get_by_role("link", name="Avslutas").first.get_attribute("href")
    send(page, f"{goal}avsluta/")
    send(page, f"{home}personer/bjud-in/", email="ny@kommun.example", role="registrar")
