"""Three parties write one agreement, two on phones and one at a desk: propose, differ, meet, settle, read the paper."""

import os
import re

import pytest

from journeys.furnishing import home_of
from journeys.travelling import travellers, trouble
from tillit.documents.ending_words import NAMES, worded
from tillit.domain.endings import Way

pytestmark = pytest.mark.journey
PICTURES = os.environ.get("TILLIT_PICTURES")
REASONS = "Vi ser samma utmaning och vill skriva en överenskommelse."
WHERE = {  # two associations and an authority: houses with one board, where no other journey works
    True: (
        "Föreningen Kvinnogemenskap, Härnösands kvinno- och tjejjour",
        "Stiftelsen Bräcke diakoni",
        "Härnösands kommun",
    ),
    False: ("Svenska kyrkan Norrköping", "Hela Människan", "Norrköpings kommun"),
}


def picture(one, name):
    """A picture of the whole page, when pictures are asked for."""
    if PICTURES:
        one.page.screenshot(path=f"{PICTURES}/agreement-{name}-{one.width}.png", full_page=True)


def number_of(one):
    """The number of the person's organisation, as its page tells it."""
    one.go(home_of(one.page, "/organisationer/"))
    return re.search(r"\d{6}-\d{4}", one.page.locator("main").inner_text())[0]


def gone_on(phone, other, desk, authority):
    """A case with two organisations that goes on to an agreement. Gives its address."""
    case = phone.share(authority, "Natthärbärge tillsammans", "Vi vill öppna fler nätter.")
    desk.send(f"{case}part/", number=number_of(other))
    desk.send()
    desk.go(f"{case}avsluta/")
    desk.follow(worded(NAMES, Way.AGREEMENT, "överenskommelse"))
    desk.send(reasons=REASONS)
    desk.send()
    return case


def begun(phone, desk, case):
    """The agreement with three sections and one of their own. Gives the addresses of its sections."""
    phone.go(case)
    phone.follow("Börja skriva överenskommelsen")
    picture(phone, "before")
    phone.follow("Börja skriva överenskommelsen")
    for box in phone.page.locator("main input[name=avsnitt]").all():
        box.set_checked(box.get_attribute("value") in ("purpose", "contributions", "term"))
    picture(phone, "start")
    phone.press("Börja med de här avsnitten")
    assert phone.says("0 av 3 avsnitt är överenskomna")
    desk.go(f"{case}overenskommelse/nytt-avsnitt/")
    desk.page.locator("#name").fill("Nycklar och larm")
    desk.press("Lägg till avsnittet")
    desk.go(f"{case}overenskommelse/ordning/")
    desk.press(re.compile(r"Upp.*Nycklar och larm"))
    desk.go(f"{case}overenskommelse/")
    links = desk.page.locator("main .task-name a").all()
    return {link.inner_text().split(". ")[1]: link.get_attribute("href") for link in links}


def proposes(one, section, text):
    """Propose a text for a section that is open to write in."""
    one.go(f"{section}skriv/")
    one.page.locator("[name=wording]").fill(text)
    one.press("Föreslå")


def accepts(one, section):
    """Accept what stands."""
    one.go(section)
    one.press("Godta förslaget")


def contested(phone, other, desk, section):
    """A proposal, a counter-proposal, a question, a meeting in the same text; then all accept the same words."""
    proposes(phone, section, "Härbärget har öppet fem nätter i veckan. Priset per plats är 400 kr.")
    assert phone.says("Väntar på")
    desk.go(section)
    picture(desk, "proposed")
    assert desk.says("Er tur")
    assert desk.page.locator("main .callout-warning").count() > 0, "a price for a place looks like a purchase"
    desk.go(f"{section}skriv/")
    desk.page.locator("[name=wording]").fill("Härbärget har öppet sex nätter i veckan.")
    other.go(f"{section}skriv/")  # who sees the same text as the desk, and writes at the same time
    other.page.locator("[name=wording]").fill("Härbärget har öppet alla nätter.")
    desk.press("Föreslå")
    with other.page.expect_navigation() as met:
        other.page.get_by_role("button", name="Föreslå").first.click()
    assert met.value.status == 409
    other.look()
    picture(other, "conflict")
    assert other.says("Någon annan hann före")
    assert "alla nätter" in other.page.locator("[name=wording]").input_value()
    other.follow("Avbryt")
    assert other.says("”fem” blev ”sex”.")
    picture(other, "counter")
    other.page.locator("[name=said]").fill("Vem tar den sjätte natten?")
    other.press("Skicka till alla parter")
    proposes(other, section, "Härbärget har öppet sex nätter i veckan. Parterna delar på nätterna.")
    for one in (phone, desk):
        accepts(one, section)
    assert desk.says("Alla parter har godtagit samma ord i det här avsnittet.")
    desk.go(f"{section}lydelser/")
    desk.go(f"{section}lydelser/3/?mot=1")
    picture(desk, "version")


def figured(phone, other, desk, sections):
    """The term and the contributions, each on its own page; money and hours are never added."""
    desk.go(f"{sections['Tid och uppsägning']}tid/")
    term = {"starts": "2027-01-01", "ends": "2029-12-31", "notice_months": "6", "extension": "agreed"}
    desk.send("", **term)
    assert desk.says("till och med 31 december 2029")
    path = sections["Parternas bidrag"]
    for one, kind, fields in (
        (desk, "money", {"year": "2027", "what": "Stöd till driften", "amount": "1 400 000"}),
        (phone, "volunteer_hours", {"year": "2027", "what": "Värdar på nätterna", "hours": "2000"}),
        (other, "premises", {"year": "2027", "what": "Lokalen på nedre botten", "amount": "240 000"}),
    ):
        one.go(f"{path}insatser/ny/")
        board = one.page.locator("input[name=party][value=myndigheten]")
        whose = board if one is desk else one.page.get_by_label(one.house)
        whose.first.check()
        one.page.locator(f"input[name=kind][value={kind}]").check()
        one.press("Fortsätt")
        one.send("", **fields)
    other.go(path)
    picture(other, "contributions")
    assert other.says("Vem bidrar med vad")


@pytest.mark.parametrize("javascript", [True, False])
def test_three_parties_write_one_agreement(open_page, javascript):
    first, second, authority = WHERE[javascript]
    wanted = ((first, "Administratör", 320), (second, "Administratör", 320), (authority, "Handläggare", 1280))
    people = travellers(open_page, *wanted, javascript=javascript)
    for one, (house, _role, _width) in zip(people, wanted, strict=True):
        one.house = house
    phone, other, desk = people
    case = gone_on(phone, other, desk, authority)
    sections = begun(phone, desk, case)
    contested(phone, other, desk, sections["Syfte"])
    proposes(desk, sections["Nycklar och larm"], "Varje part svarar för sina nycklar.")
    figured(phone, other, desk, sections)
    for title, path in sections.items():
        for one in people:
            one.go(path)
            if one.page.get_by_role("button", name="Godta förslaget").count():
                one.press("Godta förslaget")
        assert one.says("Överens"), title
    for one in people:
        one.go(f"{case}overenskommelse/")
        assert one.says("4 av 4 avsnitt är överenskomna")
        assert one.says("Alla är överens")
        picture(one, "settled")
    for one in people:
        one.go(f"{case}overenskommelse/")
        one.follow("Läs och bekräfta")
        assert one.says("Vad det här inte lovar")
        picture(one, "read-back")
        one.press("Bekräfta för")
    assert desk.says("klar att gå till beslut")
    phone.go(f"{case}overenskommelse/")
    phone.follow("Läs den som den är nu")
    picture(phone, "text")
    assert phone.says("Parterna delar på nätterna.")
    assert not phone.says("utkast")
    answer = phone.page.request.get(f"{case}overenskommelse/overenskommelse.pdf")
    assert answer.body().startswith(b"%PDF")
    if PICTURES:
        with open(f"{PICTURES}/agreement.pdf", "wb") as kept:
            kept.write(answer.body())
    desk.go(f"{case}tidslinje/")
    assert trouble(*people) == ""
