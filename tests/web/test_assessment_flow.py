"""The self-assessment through its front door: questions, answers, result, downloads, and coming back."""

import io
import json
from pathlib import Path

import docx
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from tillit.queries.guidelines import LAW, bank, guidelines
from tillit.web.assessment.visitor import COOKIE

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "examples" / "cases").glob("*.json"))
YES = {
    "general_interest",
    "public_benefit_goal",
    "societal_challenge",
    "no_ready_solution",
    "both_contribute",
    "joint_steering",
    "initiative_by_organisation",
    "political_programme",
    "democratic_conditions_met",
    "nonprofit_organisation",
    "independent_organisation",
    "organisation_owns_activity",
    "long_term",
    "fixed_term",
    "joint_follow_up",
    "anchored_in_board",
    "added_value_for_target_group",
}


@pytest.fixture
def visitor():
    """A visitor with a browser that keeps cookies and demands the proof of origin."""
    return Client(enforce_csrf_checks=False)


def begin(visitor, guideline="stockholm", title="Nattöppet"):
    """Choose a guideline; gives the address of the first question."""
    reply = visitor.post(reverse("assessment:start"), {"guideline": guideline, "title": title})
    assert reply.status_code == 302, reply.content.decode()
    return reply["Location"]


def answer_all(visitor, address, choose):
    """Answer question after question until the flow ends; gives the facts asked, in order."""
    asked = []
    while "/fraga/" in address:
        fact = address.rstrip("/").split("/")[-1]
        assert fact not in asked, "the flow never asks twice"
        asked.append(fact)
        assert bank().by_id[fact].question in visitor.get(address).content.decode()
        address = visitor.post(address, {"answer": choose(fact), "why": ""})["Location"]
    assert address == reverse("assessment:answers")
    return asked


def text_of(reply):
    return " ".join(reply.content.decode().split())


def test_a_good_idea_is_recommended_under_its_guideline(visitor):
    asked = answer_all(visitor, begin(visitor), lambda fact: "ja" if fact in YES else "nej")
    assert len(asked) >= 20
    page = text_of(visitor.get(reverse("assessment:result")))
    assert "<h1>Svaren talar för ett partnerskap</h1>" in page
    assert "Det här är ett stöd, inte ett beslut." in page
    assert "Samma idé hos andra" in page
    assert "Nattöppet" in page


def test_questions_that_no_longer_matter_are_skipped(visitor):
    asked = answer_all(visitor, begin(visitor), lambda fact: "nej" if fact == "general_interest" else "ja")
    assert asked == ["general_interest"]
    page = text_of(visitor.get(reverse("assessment:result")))
    assert "Ingen av de fyra formerna passar" in page
    assert "Kommunallagen (2017:725) 2 kap. 1 §" in page
    assert "Behövs inte" in text_of(visitor.get(reverse("assessment:answers")))


def test_doubt_is_a_full_answer_and_everything_can_be_changed(visitor):
    answer_all(visitor, begin(visitor), lambda fact: "vet-inte")
    page = text_of(visitor.get(reverse("assessment:result")))
    assert "Det är för tidigt att säga" in page
    address = reverse("assessment:question", args=["both_contribute"])
    reply = visitor.post(address, {"answer": "nej", "why": "Bara pengar.", "till": "svar"})
    assert reply["Location"] == reverse("assessment:answers")
    assert "Bara pengar." in text_of(visitor.get(reverse("assessment:answers")))
    assert "inte rätt form" in text_of(visitor.get(reverse("assessment:result")))
    page = text_of(visitor.get(address))
    assert 'value="nej" checked' in page
    assert "Bara pengar." in page


def test_a_motivation_that_needs_an_answer_is_not_lost(visitor):
    begin(visitor)
    address = reverse("assessment:question", args=["both_contribute"])
    reply = visitor.post(address, {"why": "En lång tanke"})
    assert reply.status_code == 400
    page = text_of(reply)
    assert "Välj ja, nej eller vet inte." in page
    assert "En lång tanke" in page
    assert 'href="#svar-ja"' in page
    reply = visitor.post(address, {"answer": "ja", "why": "x" * 401})
    assert reply.status_code == 400
    assert "högst 400 tecken" in text_of(reply)
    assert 'value="ja" checked' in text_of(reply)


def test_when_the_texts_no_longer_fit_it_is_said_and_nothing_is_lost(visitor):
    begin(visitor)
    import random

    rng = random.Random(1)
    reply = None
    for fact in bank().by_id:
        why = "".join(rng.choice("abcdefghijklmnopqrstuvwxyzåäö ") for _ in range(400))
        address = reverse("assessment:question", args=[fact])
        reply = visitor.post(address, {"answer": "ja", "why": why})
        if reply.status_code == 400:
            break
    assert reply.status_code == 400
    assert "Texterna är nu längre" in text_of(reply)
    assert why.split()[0] in text_of(reply)
    assert visitor.get(reverse("assessment:answers")).status_code == 200


def test_the_guideline_must_be_chosen_and_can_be_preset(visitor):
    reply = visitor.post(reverse("assessment:start"), {"title": "Mitt namn"})
    assert reply.status_code == 400
    assert "Välj en riktlinje" in text_of(reply)
    assert "Mitt namn" in text_of(reply)
    assert visitor.post(reverse("assessment:start"), {"guideline": "påhittad"}).status_code == 400
    page = text_of(visitor.get(reverse("assessment:start") + "?riktlinje=umea"))
    assert 'value="umea" checked' in page


@pytest.mark.parametrize("name", ["answers", "result", "others", "pdf", "docx", "case_file"])
def test_without_an_idea_the_way_leads_to_the_start(visitor, name):
    reply = visitor.get(reverse(f"assessment:{name}"))
    assert (reply.status_code, reply["Location"]) == (302, reverse("assessment:start"))


def test_unknown_questions_are_not_found_and_other_methods_refused(visitor):
    begin(visitor)
    assert visitor.get(reverse("assessment:question", args=["finns-inte"])).status_code == 404
    assert visitor.delete(reverse("assessment:result")).status_code == 405
    assert visitor.post(reverse("assessment:pdf")).status_code == 405


def test_a_cookie_from_elsewhere_is_an_empty_idea(visitor):
    for value in ("", "x", "a:b:c", "." * 4000, "eyJhIjoxfQ:1abc:xyz"):
        visitor.cookies[COOKIE] = value
        assert visitor.get(reverse("assessment:result")).status_code == 302
        assert visitor.get(reverse("assessment:start")).status_code == 200


def test_the_cookie_ends_with_the_browser_and_scripts_cannot_read_it(visitor):
    begin(visitor)
    cookie = visitor.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/iop/"
    assert not cookie["expires"]
    assert not cookie["max-age"]


def test_the_papers_say_the_same_as_the_page(visitor):
    answer_all(visitor, begin(visitor), lambda fact: "ja" if fact in YES else "nej")
    visitor.post(
        reverse("assessment:question", args=["both_contribute"]), {"answer": "ja", "why": "Tid och lokal 🎉"}
    )
    pdf = visitor.get(reverse("assessment:pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("attachment;")
    assert pdf["X-Content-Type-Options"] == "nosniff"
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        (name,) = opened.attachments
        inside = json.loads(opened.attachments[name].get_file().read_bytes())
    assert inside["assessment"]["recommended"] == "partnership"
    assert inside["case"]["motivations"]["both_contribute"] == "Tid och lokal 🎉"
    word = visitor.get(reverse("assessment:docx"))
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert any("Svaren talar för ett partnerskap" in text for text in paragraphs)


def test_the_case_file_brings_everything_back(visitor):
    answer_all(visitor, begin(visitor, "umea", "Språkvän"), lambda fact: "ja" if fact in YES else "vet-inte")
    visitor.post(
        reverse("assessment:question", args=["market_exists"]), {"answer": "nej", "why": "Ingen annan."}
    )
    saved = visitor.get(reverse("assessment:case_file"))
    assert saved["Content-Disposition"].endswith('.json"')
    visitor.post(reverse("assessment:restart"))
    assert visitor.get(reverse("assessment:result")).status_code == 302
    upload = io.BytesIO(saved.content)
    upload.name = "arende.json"
    reply = visitor.post(reverse("assessment:resume"), {"case_file": upload})
    assert reply["Location"] == reverse("assessment:answers")
    again = json.loads(visitor.get(reverse("assessment:case_file")).content)
    assert again == json.loads(saved.content)
    assert again["about"]["guideline"] == "umea"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_real_case_can_be_carried_on_from_its_file(visitor, path):
    with path.open("rb") as upload:
        reply = visitor.post(reverse("assessment:resume"), {"case_file": upload})
    assert reply.status_code == 302, text_of(reply)
    told = json.loads(path.read_text(encoding="utf-8"))
    kept = json.loads(visitor.get(reverse("assessment:case_file")).content)
    assert kept["facts"] == {fact: told["facts"][fact] for fact in bank().by_id}
    assert kept.get("motivations", {}) == {
        f: told["motivations"][f] for f in bank().by_id if f in told["motivations"]
    }
    assert visitor.get(reverse("assessment:result")).status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.json", "tom"),
        (b"{", "a.json", "JSON"),
        (b"\xff\xfe\x00", "a.json", "UTF-8"),
        (b'{"facts": {"marknad": true}}', "a.json", "okänd fråga"),
        (b'{"facts": {"market_exists": "ja"}}', "a.json", "true, false eller null"),
        (b"[" * 5000, "a.json", "a.json"),
        (b"<script>alert(1)</script>", "<b>.json", "JSON"),
        (b"x" * 1_000_002, "stor.json", "1 MB"),
        (b'{"facts": {}, "title": "' + b"x" * 200_000 + b'"}', "lang.json", None),
    ],
)
def test_a_bad_case_file_is_explained_at_the_field(visitor, content, name, said):
    upload = io.BytesIO(content)
    upload.name = name
    reply = visitor.post(reverse("assessment:resume"), {"case_file": upload})
    if said is None:
        assert reply.status_code == 302
        return
    assert reply.status_code == 400
    assert said in text_of(reply)
    assert "<script>alert" not in reply.content.decode()
    assert 'id="file-error"' in reply.content.decode()


def test_texts_too_long_for_the_browser_are_refused_with_advice(visitor):
    import random

    rng = random.Random(2)
    noise = {fact: "".join(chr(rng.randrange(97, 123)) for _ in range(900)) for fact in bank().by_id}
    upload = io.BytesIO(json.dumps({"facts": {"long_term": True}, "motivations": noise}).encode())
    upload.name = "a.json"
    reply = visitor.post(reverse("assessment:resume"), {"case_file": upload})
    assert reply.status_code == 400
    assert "längre än vad vi kan hålla" in text_of(reply)


def test_hostile_text_is_shown_as_text(visitor):
    begin(visitor, title="<img src=x onerror=alert(1)>")
    address = reverse("assessment:question", args=["both_contribute"])
    visitor.post(address, {"answer": "ja", "why": "</textarea><script>alert(1)</script>"})
    for name in ("start", "answers", "result"):
        page = visitor.get(reverse(f"assessment:{name}")).content.decode()
        assert "<img src=x" not in page
        assert "<script>alert" not in page
    assert "<script>alert" not in visitor.get(address).content.decode()


def test_the_same_idea_is_told_under_every_guideline(visitor):
    answer_all(visitor, begin(visitor), lambda fact: "ja" if fact in YES else "nej")
    page = text_of(visitor.get(reverse("assessment:others")))
    for guideline in guidelines().values():
        assert guideline.short in page


def test_a_guideline_that_is_gone_leaves_the_law(visitor):
    upload = io.BytesIO(b'{"facts": {"long_term": true}, "about": {"guideline": "nedlagd"}}')
    upload.name = "a.json"
    visitor.post(reverse("assessment:resume"), {"case_file": upload})
    assert json.loads(visitor.get(reverse("assessment:case_file")).content)["about"]["guideline"] == LAW


def test_forms_need_their_proof_of_origin():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("assessment:start"), {"guideline": "umea"}).status_code == 403
