"""The pages of an agreement: begun, proposed, met by another, accepted, read as a paper."""

import io
import re
import zipfile

import pytest
from django.utils.html import escape

from agreeing import SIGNERS, WRITERS, Agreeing
from world import build_world, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The shared case, gone on to an agreement."""
    made = Agreeing(build_world())
    made.go_on()
    return made


@pytest.fixture
def begun():
    """An agreement with three sections."""
    made = Agreeing(build_world())
    made.begin()
    return made


def comes(scene, who):
    """A browser where someone is logged in."""
    return client_of(scene.world.people[who])


def home(scene):
    """The address of the agreement."""
    return f"/arenden/{scene.case}/overenskommelse/"


def section(scene, key):
    """The address of a section."""
    return f"{home(scene)}avsnitt/{scene.ids[key]}/"


def text_of(answer):
    """What a page says, with one kind of space."""
    return re.sub(r"\s+", " ", answer.content.decode())


def test_begin_with_the_sections_that_are_chosen(scene):
    client = comes(scene, WRITERS["natt"])
    assert f'href="{home(scene)}"' in text_of(client.get(f"/arenden/{scene.case}/"))
    assert "Börja skriva överenskommelsen" in text_of(client.get(home(scene)))
    form = text_of(client.get(f"{home(scene)}borja/"))
    assert "checked" in form
    answer = client.post(f"{home(scene)}borja/", {"avsnitt": []})
    assert answer.status_code == 400
    assert "Välj minst ett avsnitt" in text_of(answer)
    answer = client.post(f"{home(scene)}borja/", {"avsnitt": ["purpose", "goals"]})
    assert answer.status_code == 302
    page = text_of(client.get(answer["Location"]))
    assert "Överenskommelsen är påbörjad" in page
    assert "0 av 2 avsnitt är överenskomna" in page
    assert client.get(f"{home(scene)}borja/").status_code == 404


def test_before_the_case_has_gone_on_the_page_says_what_is_needed():
    scene = Agreeing(build_world())
    client = comes(scene, WRITERS["natt"])
    assert "Nämnden behöver först säga" in text_of(client.get(home(scene)))
    assert client.post(f"{home(scene)}borja/", {"avsnitt": ["purpose"]}).status_code == 400


def test_propose_see_the_change_in_words_and_accept(begun):
    editor, officer = comes(begun, WRITERS["natt"]), comes(begun, WRITERS[""])
    path = section(begun, "purpose")
    given = {"title": "Syfte", "wording": "Vi har öppet fem nätter.", "version": "0", "hur": "spara"}
    assert editor.post(f"{path}skriv/", given).status_code == 302
    page = text_of(officer.get(path))
    assert "Er tur" in page
    assert "Godta förslaget" in page
    given |= {"wording": "Vi har öppet sex nätter.", "version": "1"}
    assert officer.post(f"{path}skriv/", given).status_code == 302
    signer = comes(begun, SIGNERS["natt"])
    page = text_of(signer.get(path))
    assert "<del>" in page
    assert "”fem” blev ”sex”." in page
    answer = signer.post(f"{path}godta/", {"version": "2"})
    assert answer.status_code == 302
    assert "Ni har godtagit förslaget" in text_of(signer.get(answer["Location"]))
    last = comes(begun, SIGNERS["hem"])
    answer = last.post(f"{path}godta/", {"version": "2"})
    assert "Alla parter har godtagit samma ord" in text_of(last.get(answer["Location"]))


def test_who_comes_second_sees_both_texts_and_loses_nothing(begun):
    path = section(begun, "purpose")
    first, second = comes(begun, WRITERS["natt"]), comes(begun, WRITERS["hem"])
    given = {"title": "Syfte", "version": "0", "hur": "spara"}
    first.post(f"{path}skriv/", {**given, "wording": "Det första."})
    answer = second.post(f"{path}skriv/", {**given, "wording": "Det <andra>."})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Någon annan hann före" in page
    assert "Det första." in page
    assert escape("Det <andra>.") in page
    both = second.post(f"{path}skriv/", {**given, "wording": "Det <andra>.", "version": "1", "hur": "bada"})
    assert f"Det första. {escape('Det <andra>.')}" in text_of(both)
    assert begun.version("purpose") == 1


def test_accepting_what_one_has_not_seen_shows_the_new_proposal(begun):
    begun.propose("purpose", "natt", "Ett.")
    begun.propose("purpose", "hem", "Två.")
    answer = comes(begun, SIGNERS[""]).post(f"{section(begun, 'purpose')}godta/", {"version": "1"})
    assert answer.status_code == 409
    assert re.search(r"<ins>.*Två.*</ins>", text_of(answer))


def test_bad_input_is_told_at_the_field(begun):
    client, path = comes(begun, WRITERS["natt"]), section(begun, "purpose")
    answer = client.post(f"{path}skriv/", {"title": "", "wording": "  ", "version": "0"})
    assert answer.status_code == 400
    assert "Skriv vad avsnittet ska heta" in text_of(answer)
    assert "En mening räcker" in text_of(answer)
    answer = client.post(f"{path}kommentera/", {"said": " "})
    assert answer.status_code == 400
    assert "Skriv din fråga" in text_of(answer)
    answer = client.post(f"{home(begun)}nytt-avsnitt/", {"key": "", "name": ""})
    assert "Välj ett avsnitt, eller skriv" in text_of(answer)


def test_language_help_marks_a_purchase_and_keeps_what_is_typed(begun):
    client, path = comes(begun, WRITERS["natt"]), section(begun, "purpose")
    text = "Föreningen betalar vite om en plats står tom."
    answer = client.post(
        f"{path}skriv/", {"title": "Syfte", "wording": text, "version": "0", "hur": "granska"}
    )
    page = text_of(answer)
    assert "Att se över" in page
    assert "”vite”" in page
    assert text in page
    assert begun.version("purpose") == 0


def test_comments_own_sections_and_order(begun):
    client, path = comes(begun, WRITERS["hem"]), section(begun, "goals")
    answer = client.post(f"{path}kommentera/", {"said": "Hur <mäter> ni?"})
    assert escape("Hur <mäter> ni?") in text_of(client.get(answer["Location"].partition("#")[0]))
    answer = client.post(f"{home(begun)}nytt-avsnitt/", {"key": "", "name": "Om nycklarna"})
    assert "Avsnittet är tillagt sist" in text_of(client.get(answer["Location"]))
    made = answer["Location"].split("/")[-2]
    client.post(f"{home(begun)}ordning/", {"flytta": f"{made} 1"})
    assert "1. Om nycklarna" in text_of(client.get(home(begun)))
    assert client.post(f"{home(begun)}ordning/", {"flytta": "x"}).status_code == 404


def test_strike_restore_and_compare(begun):
    begun.settle("purpose", "Ett.")
    client, path = comes(begun, WRITERS["natt"]), section(begun, "purpose")
    client.post(f"{path}stryk/", {"version": "1"})
    assert "Förslaget är att stryka avsnittet" in text_of(client.get(path))
    assert "Föreslå den här lydelsen igen" in text_of(client.get(f"{path}lydelser/1/"))
    assert "Ett." in text_of(client.get(f"{path}skriv/?fran=1"))
    assert "föreslog" in text_of(client.get(f"{path}lydelser/"))
    assert client.get(f"{path}lydelser/9/").status_code == 404
    assert client.get(f"{path}lydelser/2/?mot=1").status_code == 200


def test_the_paper_says_what_is_agreed_and_what_is_not(begun):
    begun.settle("purpose", "Vi vill att alla är trygga.")
    begun.propose("goals", "natt", "Ett mål.")
    client = comes(begun, "sund.auditor")
    page = text_of(client.get(f"{home(begun)}text/"))
    assert "Vi vill att alla är trygga." in page
    assert "Det här är ett utkast" in page
    assert re.search(r"Förslag från [^<]+\. Väntar på Nämnden social", page)
    made = client.get(f"{home(begun)}overenskommelse.pdf")
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    word = client.get(f"{home(begun)}overenskommelse.docx")
    inside = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "Vi vill att alla är trygga." in inside


def test_who_reads_only_is_offered_nothing_to_do(begun):
    begun.propose("purpose", "natt", "Ett.")
    page = text_of(comes(begun, "sund.auditor").get(section(begun, "purpose")))
    assert "Godta förslaget" not in page
    assert "Skriv ett motförslag" not in page
    assert "Skicka till alla parter" not in page
    assert comes(begun, "sund.auditor").get(f"{section(begun, 'purpose')}skriv/").status_code == 403
    stranger = comes(begun, "kor.organisation_administrator")
    assert stranger.get(section(begun, "purpose")).status_code == 404


def test_the_term_is_filled_in_and_told_in_sentences(begun):
    begun.add("term")
    client, path = comes(begun, WRITERS["natt"]), section(begun, "term")
    given = {
        "version": "0",
        "starts": "2027-01-01",
        "ends": "2029-12-31",
        "notice_months": "6",
        "extension": "none",
    }
    answer = client.post(f"{path}tid/", {**given, "ends": "2026-01-01"})
    assert answer.status_code == 400
    assert "Slutdagen ska vara startdagen eller senare" in text_of(answer)
    answer = client.post(f"{path}tid/", {**given, "extension": "unlimited"})
    assert answer.status_code == 400
    assert "HFD 2020 ref. 15" in text_of(answer)
    assert client.post(f"{path}tid/", given).status_code == 302
    page = text_of(client.get(path))
    assert "gäller från 1 januari 2027 till och med 31 december 2029, 36 månader" in page
    assert "Vad det här inte lovar" in page
    form = text_of(client.get(f"{path}tid/"))
    assert 'value="2027-01-01"' in form, "a day stands in the form as it is typed"
    answer = comes(begun, WRITERS["hem"]).post(f"{path}tid/", {**given, "notice_months": "3"})
    assert answer.status_code == 409
    assert "6 månader" in text_of(answer)
    assert 'value="3"' in text_of(answer)


def test_contributions_one_at_a_time_with_a_balance(begun):
    begun.add("contributions")
    client, path = comes(begun, WRITERS["natt"]), section(begun, "contributions")
    answer = client.get(f"{path}insatser/ny/", {"party": "myndigheten", "kind": "money"})
    money = answer["Location"]
    given = {"version": "0", "year": "2027", "what": "Stöd till drift", "amount": "250 000"}
    bad = client.post(money, {**given, "amount": "mycket"})
    assert bad.status_code == 400
    assert "Skriv beloppet med siffror" in text_of(bad)
    assert client.post(money, given).status_code == 302
    natt = begun.world.organisations["natt"].pk
    hours = client.get(f"{path}insatser/ny/", {"party": str(natt), "kind": "volunteer_hours"})["Location"]
    given = {"version": "1", "year": "2027", "what": "Ledare på kvällar", "hours": "400", "rate": "145"}
    bad = client.post(hours, given)
    assert "Skriv varifrån timvärdet kommer" in text_of(bad)
    assert client.post(hours, {**given, "rate_source": "Egen", "rate_year": "2027"}).status_code == 302
    page = text_of(client.get(path))
    assert "250 000 kr" in page
    assert "58 000 kr" in page
    assert "<svg" in page
    assert "308" not in page, "money and in kind are never added"
    assert "bidrar inte med något ännu" in page
    item = re.search(rf"{path}insatser/([0-9a-f]+)/", page)[1]
    assert "Stöd till drift" in text_of(client.get(f"{path}insatser/{item}/")) or "Ledare" in page
    assert client.post(f"{path}insatser/{item}/", {"version": "2", "hur": "bort"}).status_code == 302
    assert begun.version("contributions") == 3
    assert client.get(f"{path}insatser/finnsinte/").status_code == 404
    assert client.get(f"{path}insatser/ny/money/?part=annan").status_code == 404
    assert client.get(f"{section(begun, 'purpose')}tid/").status_code == 404


def test_any_version_is_read_and_held_against_another(begun):
    begun.settle("purpose", "Vi har öppet fem nätter.")
    before = begun.page().version
    begun.propose("purpose", "hem", "Vi har öppet sex nätter.")
    begun.propose("goals", "natt", "Färre sover ute.")
    client = comes(begun, "sund.auditor")
    lines = text_of(client.get(f"{home(begun)}versioner/"))
    assert lines.count("godtog") == 2
    old = text_of(client.get(f"{home(begun)}text/?version={before}"))
    assert "fem nätter" in old
    assert "sex nätter" not in old
    assert f"Så stod det i version {before}." in old
    page = text_of(client.get(f"{home(begun)}andringar/?fran={before}"))
    assert "”fem” blev ”sex”." in page
    assert "Avsnittet är nytt." in page
    word = client.get(f"{home(begun)}andringar.docx?fran={before}")
    inside = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "[-fem-][+sex+]" in re.sub(r"<[^>]+>", "", inside)
    assert client.get(f"{home(begun)}andringar.pdf").content.startswith(b"%PDF-")
    assert "Inget skiljer" in text_of(client.get(f"{home(begun)}andringar/?fran=2&till=2"))
    for bad in ("version=0", "version=99", "version=x"):
        assert client.get(f"{home(begun)}text/?{bad}").status_code == 404
    assert client.get(f"{home(begun)}andringar/?till=99").status_code == 404


def test_the_whole_text_is_confirmed_on_its_page(begun):
    for key in ("background", "purpose", "goals"):
        begun.settle(key, f"Text om {key}.")
    signer = comes(begun, SIGNERS["natt"])
    assert "Läs och bekräfta" in text_of(signer.get(home(begun)))
    path = f"{home(begun)}las-tillbaka/"
    page = text_of(signer.get(path))
    assert "Text om goals." in page
    assert "Tiden är inte ifylld" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert signer.post(path, {"version": version}).status_code == 302
    begun.propose("goals", "hem", "Ett annat mål.")
    for side in ("natt", ""):
        begun.accept("goals", side)
    answer = comes(begun, SIGNERS["hem"]).post(path, {"version": version})
    assert answer.status_code == 409
    assert "Ett annat mål." in text_of(answer)
    for side in ("natt", "hem", ""):
        done = begun.read_back(side)
    assert done
    assert "klar att gå till beslut" in text_of(signer.get(home(begun)))
