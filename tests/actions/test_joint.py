"""The joint assessment through actions and pages: sealed until all have sealed, then agreed on, confirmed, locked."""

import json
import logging
import re
import uuid

import pytest
from django.apps import apps

from tillit.actions import cases, endings, joint, sheets
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.posting import letter_in
from tillit.domain.sealed_assessment import Stale
from tillit.gateways.sealing import SealBroken
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.joint import assessment_page
from tillit.queries.joint_lines import assessment_line
from tillit.queries.papers import assessment_attachment, joint_document
from tillit.queries.sheets import sheet_page
from tillit.queries.trail import verify
from tillit.store.models import AnswerSheet, Case, CaseAssessment, Entry, Mail, Notice, PinnedGuideline
from world import LETTER, NOON, build_world, canary, client_of

pytestmark = pytest.mark.django_db
SIDES = {
    "sund": "sund.case_officer.social",
    "natt": "natt.organisation_administrator",
    "hem": "hem.organisation_administrator",
}
FACT, OTHER = "general_interest", "societal_challenge"


@pytest.fixture
def world():
    """The world for tests, with an assessment under way in "gemensam"."""
    return begun(build_world())


def begun(made):
    """The case officer begins an assessment in "gemensam"."""
    made.assessment = joint.begin(actor=made.actor(SIDES["sund"]), at=NOON, case=made.cases["gemensam"].pk)
    made.sheets = sheets_by_side(made)
    return made


def sheets_by_side(made):
    """The id of each side's sheet in the present assessment."""
    names = {one.pk: name for name, one in made.organisations.items()}
    found = AnswerSheet.objects.filter(assessment=made.assessment)
    return {names.get(one.organisation_id, "sund"): one.pk for one in found}


def version_of(world, side):
    """The version of a side's sheet now."""
    return AnswerSheet.objects.get(pk=world.sheets[side]).version


def answer(world, side, who=None, version=None, **answers):
    """Answer for a side; each answer with the side's canary as its reason."""
    given = {fact: (value, canary(f"sheet:{side}:{fact}")) for fact, value in answers.items()}
    sheets.answer(
        actor=world.actor(who or SIDES[side]),
        at=NOON,
        sheet=world.sheets[side],
        version=version or version_of(world, side),
        answers=given,
    )


def seal(world, side, who=None):
    """Seal for a side."""
    return sheets.seal(
        actor=world.actor(who or SIDES[side]),
        at=NOON,
        sheet=world.sheets[side],
        version=version_of(world, side),
    )


def page(world, who="natt.organisation_reader"):
    """The assessment as someone sees it."""
    return assessment_page(
        actor=world.actor(who), at=NOON, case=world.cases["gemensam"].pk, assessment=world.assessment
    )


def opened(world):
    """All sides answer, differ on one question, and seal."""
    for side in SIDES:
        answer(world, side, **{FACT: True, OTHER: side != "sund"})
    assert [seal(world, side) for side in SIDES] == [False, False, True]


def agree(world, who=SIDES["natt"]):
    """Settle what differs and write what must be reasoned about."""
    actor = world.actor(who)
    for fact in page(world).missing.unsettled:
        joint.settle(actor=actor, at=NOON, assessment=world.assessment, version=page(world).version, fact=fact,
                     value=True, why="Vi enades på mötet.")  # fmt: skip
    joint.reason(
        actor=actor,
        at=NOON,
        assessment=world.assessment,
        version=page(world).version,
        alternatives="Bidrag räcker inte.",
        reasoning={rule: "Vi vägde det." for rule in page(world).missing.discretion},
    )


def confirm(world, side, version=None):
    """Confirm for a side."""
    now = version or page(world).version
    sheets.confirm(actor=world.actor(SIDES[side]), at=NOON, sheet=world.sheets[side], version=now)


def links(client, start):
    """Every page under the case that someone meets by following links, with its text."""
    found, waiting = {}, [start, "/min-sida/", "/min-sida/uppgifter.json"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[path] = body.decode("utf-8", "replace")
        hrefs = (href.split("?")[0].split("#")[0] for href in re.findall(r'href="(/[^"]*)"', found[path]))
        waiting += [
            href for href in hrefs if href.startswith((start, "/min-sida/", "/organisationer/", "/huvudman/"))
        ]
    return found


def everything_kept():
    """Every row of every table, as text: what is sealed with a key is unreadable here."""
    rows = []
    for model in apps.get_app_config("store").get_models():
        rows += [repr(row) for row in model._default_manager.values_list()]
    return "\n".join(rows)


def test_each_side_gets_a_sheet_and_a_letter_and_the_guideline_is_pinned(world):
    found = CaseAssessment.objects.get(pk=world.assessment)
    assert set(world.sheets) == set(SIDES)
    assert (found.number, found.judged_on) == (1, NOON.date())
    assert found.guideline.guideline == world.authorities["sund"].guideline
    assert found.law.guideline == "law-se"
    assert found.guideline.text.startswith("#") or "id =" in found.guideline.text
    told = set(Mail.objects.filter(event__startswith="assessment.begun").values_list("recipient", flat=True))
    assert {world.people[who].email for who in SIDES.values()} <= told
    assert Entry.objects.latest("pk").chain == f"case:{found.case_id}"


@pytest.mark.parametrize("side", SIDES)
def test_either_side_may_begin_and_readers_and_strangers_may_not(side):
    world = build_world()
    key = world.cases["gemensam"].pk
    for stranger, wrong in (
        ("natt.organisation_reader", NotAllowed),
        ("sund.auditor", NotAllowed),
        ("sund.case_officer.kultur", NotThere),
        ("lek.organisation_administrator", NotThere),
    ):
        with pytest.raises(wrong):
            joint.begin(actor=world.actor(stranger), at=NOON, case=key)
    assert joint.begin(actor=world.actor(SIDES[side]), at=NOON, case=key)


def test_no_side_sees_anothers_answers_anywhere_before_all_have_sealed(world, caplog):
    caplog.set_level(logging.DEBUG)
    for side in SIDES:
        answer(world, side, **{FACT: True, OTHER: side != "sund"})
    for side in ("natt", "sund"):
        seal(world, side)
    start = f"/arenden/{world.cases['gemensam'].pk}/"
    visitors = [
        *SIDES.values(),
        "sund.coordinator",
        "sund.registrar",
        "sund.auditor",
        "sund.tenant_administrator",
    ]
    own = {"sund.coordinator": "sund"} | {who: side for side, who in SIDES.items()}
    met = set()
    for who in visitors:
        pages = links(client_of(world.people[who]), start)
        met |= set(pages)
        for side in SIDES:
            word = canary(f"sheet:{side}:{FACT}")
            seen = [path for path, text in pages.items() if word in text]
            assert bool(seen) == (own.get(who) == side), (who, side, seen)
    assert any("historik" in path for path in met)
    kept = everything_kept()
    letters = "\n".join("\n".join(letter_in(mail).paragraphs) + mail.subject for mail in Mail.objects.all())
    notices = "\n".join(Notice.objects.values_list("text", flat=True))
    entries = "\n".join(Entry.objects.values_list("objects_json", flat=True))
    for side in SIDES:
        for text in (kept, letters, notices, entries, caplog.text):
            assert canary(f"sheet:{side}:{FACT}") not in text, side
            assert canary(f"sheet:{side}:{OTHER}") not in text, side


def test_when_the_last_side_seals_all_see_all_and_the_differences_are_the_agenda(world):
    opened(world)
    for who in (*SIDES.values(), "hem.organisation_reader", "sund.auditor"):
        found = page(world, who)
        assert [one.fact for one in found.agenda] == [OTHER]
        assert {answer.why for _side, answer in found.agenda[0].answers} == {
            canary(f"sheet:{side}:{OTHER}") for side in SIDES
        }
    agenda = client_of(world.people[SIDES["hem"]]).get(
        f"/arenden/{world.cases['gemensam'].pk}/bedomning/{world.assessment}/skillnader/"
    )
    for side in SIDES:
        assert canary(f"sheet:{side}:{OTHER}") in agenda.content.decode()
    assert Mail.objects.filter(event__startswith="assessment.opened").exists()


@pytest.mark.parametrize("side", SIDES)
def test_a_sheet_of_another_side_is_as_one_that_does_not_exist(world, side):
    answer(world, side, **{FACT: True})
    strangers = [who for name, who in SIDES.items() if name != side] + [
        "sund.auditor",
        "kor.organisation_editor",
    ]
    foreign = {"actor": None, "at": NOON}
    for open_to_all in (False, True):
        for who in strangers:
            foreign["actor"] = world.actor(who)
            for key in (world.sheets[side], uuid.uuid4()):
                with pytest.raises(NotThere):
                    sheets.answer(**foreign, sheet=key, version=1, answers={FACT: (False, "")})
                with pytest.raises(NotThere):
                    sheets.seal(**foreign, sheet=key, version=1)
                with pytest.raises(NotThere):
                    sheets.confirm(**foreign, sheet=key, version=1)
                with pytest.raises(NotThere):
                    sheet_page(**foreign, case=world.cases["gemensam"].pk, sheet=key)
        if not open_to_all:
            opened_now = [name for name in SIDES if name != side]
            for name in opened_now:
                answer(world, name, **{FACT: False})
            for name in SIDES:
                seal(world, name)


def test_a_sealed_sheet_is_not_written_and_the_seal_is_bound_to_its_place(world):
    answer(world, "natt", **{FACT: True})
    seal(world, "natt")
    before = bytes(AnswerSheet.objects.get(pk=world.sheets["natt"]).content)
    with pytest.raises(Refused, match="förseglade"):
        answer(world, "natt", **{FACT: False})
    with pytest.raises(Refused, match="redan"):
        seal(world, "natt")
    assert bytes(AnswerSheet.objects.get(pk=world.sheets["natt"]).content) == before
    AnswerSheet.objects.filter(pk=world.sheets["hem"]).update(content=before)
    with pytest.raises(SealBroken):
        sheet_page(actor=world.actor(SIDES["hem"]), at=NOON, case=world.cases["gemensam"].pk,
                   sheet=world.sheets["hem"])  # fmt: skip


def test_two_editors_answer_each_their_question_and_clash_only_on_the_same(world):
    seen = version_of(world, "natt")
    answer(world, "natt", "natt.organisation_editor", version=seen, **{FACT: True})
    answer(world, "natt", version=seen, **{OTHER: True})
    with pytest.raises(Stale) as met:
        answer(world, "natt", version=seen, **{FACT: False})
    assert met.value.theirs.value is True
    client = client_of(world.people["natt.organisation_editor"])
    path = f"/arenden/{world.cases['gemensam'].pk}/svar/{world.sheets['natt']}/fraga/{FACT}/"
    late = client.post(path, {"answer": "nej", "why": "min egen text", "version": seen})
    assert late.status_code == 409
    assert "min egen text" in late.content.decode()
    assert canary(f"sheet:natt:{FACT}") in late.content.decode()


def test_who_seals_and_who_answers(world):
    with pytest.raises(NotAllowed):
        answer(world, "natt", "natt.organisation_reader", **{FACT: True})
    with pytest.raises(NotAllowed):
        answer(world, "sund", "sund.coordinator", **{FACT: True})
    answer(world, "natt", "natt.organisation_editor", **{FACT: True})
    with pytest.raises(NotAllowed):
        seal(world, "natt", "natt.organisation_editor")
    with pytest.raises(Refused, match="minst en"):
        seal(world, "hem")
    assert seal(world, "natt", "natt.organisation_signatory") is False
    with pytest.raises(NotThere):
        answer(world, "natt", not_a_fact=True)


def test_the_last_one_waited_for_leaves_and_the_rest_is_opened(world):
    for side in SIDES:
        answer(world, side, **{FACT: True})
    for side in ("natt", "sund"):
        seal(world, side)
    assert page(world).opened_at is None
    endings.leave(actor=world.actor(SIDES["hem"]), at=NOON, case=world.cases["gemensam"].pk,
                organisation=world.organisations["hem"].pk)  # fmt: skip
    found = page(world)
    assert found.opened_at is not None
    assert {one.name: one.opened for one in found.sides}[world.organisations["hem"].name] is False
    assert canary(f"sheet:hem:{FACT}") not in everything_kept()


def test_who_sealed_and_left_before_the_others_stays_closed(world):
    for side in SIDES:
        answer(world, side, **{FACT: side == "hem"})
    seal(world, "hem")
    endings.leave(actor=world.actor(SIDES["hem"]), at=NOON, case=world.cases["gemensam"].pk,
                organisation=world.organisations["hem"].pk)  # fmt: skip
    seal(world, "natt")
    assert seal(world, "sund") is True
    assert page(world).agenda == ()
    assert canary(f"sheet:hem:{FACT}") not in everything_kept()


def test_a_newcomer_gets_a_sheet_and_is_waited_for(world):
    for side in SIDES:
        answer(world, side, **{FACT: True})
    seal(world, "natt")
    cases.add_party(actor=world.actor(SIDES["sund"]), at=NOON, case=world.cases["gemensam"].pk,
                    organisation=world.organisations["kor"].pk)  # fmt: skip
    seal(world, "hem")
    assert seal(world, "sund") is False
    assert page(world).awaited == (world.organisations["kor"].name,)


def test_nothing_is_confirmed_before_all_is_reasoned_about(world):
    with pytest.raises(Refused, match="inte öppna"):
        confirm(world, "natt")
    opened(world)
    with pytest.raises(Refused, match="saknas"):
        confirm(world, "natt")
    agree(world)
    assert page(world).missing.count == 0
    confirm(world, "natt")
    with pytest.raises(Refused, match="redan"):
        confirm(world, "natt")


def test_a_change_asks_everyone_to_confirm_anew_and_all_lock_it(world):
    opened(world)
    agree(world)
    for side in ("natt", "sund"):
        confirm(world, side)
    seen = page(world).version
    joint.settle(actor=world.actor(SIDES["hem"]), at=NOON, assessment=world.assessment, version=seen, fact=OTHER,
                 value=False, why="Vi tänkte om.")  # fmt: skip
    assert not any(one.confirmed for one in page(world).sides)
    with pytest.raises(Conflict):
        confirm(world, "hem", version=seen)
    for side in SIDES:
        assert page(world).state == "agreeing"
        confirm(world, side)
    assert page(world).state == "confirmed"
    assert all(one.confirmed for one in page(world).sides)
    before = CaseAssessment.objects.values().get(pk=world.assessment)
    for attempt in (lambda: agree_again(world), lambda: confirm(world, "natt")):
        with pytest.raises(Refused, match="låst"):
            attempt()
    assert CaseAssessment.objects.values().get(pk=world.assessment) == before
    assert Mail.objects.filter(event__startswith="assessment.confirmed").exists()


def agree_again(world):
    """Try to change a confirmed view."""
    joint.settle(actor=world.actor(SIDES["sund"]), at=NOON, assessment=world.assessment,
                 version=page(world).version, fact=OTHER, value=None, why="Nej.")  # fmt: skip


def test_a_confirmed_assessment_holds_until_a_new_one_is_confirmed(world):
    opened(world)
    agree(world)
    for side in SIDES:
        confirm(world, side)
    first, actor, case = world.assessment, world.actor(SIDES["hem"]), world.cases["gemensam"].pk
    with pytest.raises(Refused, match="varför"):
        joint.begin(actor=actor, at=NOON, case=case)
    joint.begin(actor=actor, at=NOON, case=case, reason="Lagen är ny.")
    world.assessment = joint.begin(actor=actor, at=NOON, case=case, reason="Vi började fel.")
    line = assessment_line(actor=actor, at=NOON, case=case)
    assert (line.id, line.number, line.holds) == (world.assessment, 3, first)
    world.sheets = sheets_by_side(world)
    opened(world)
    agree(world)
    for side in SIDES:
        confirm(world, side)
    kept = {one.number: one.superseded_by_id for one in CaseAssessment.objects.all()}
    assert kept == {1: world.assessment, 2: world.assessment, 3: None}
    assert PinnedGuideline.objects.count() == 2


def test_two_write_the_same_joint_answer_and_neither_is_lost(world):
    opened(world)
    seen = page(world).version
    given = {"at": NOON, "assessment": world.assessment, "version": seen, "fact": OTHER}
    joint.settle(**given, actor=world.actor(SIDES["hem"]), value=True, why="Först")
    with pytest.raises(Stale):
        joint.settle(**given, actor=world.actor(SIDES["sund"]), value=False, why="Sist")
    client = client_of(world.people[SIDES["sund"]])
    path = f"/arenden/{world.cases['gemensam'].pk}/bedomning/{world.assessment}/skillnader/{OTHER}/"
    late = client.post(path, {"answer": "nej", "why": "Sist", "version": seen})
    assert late.status_code == 409
    assert "Först" in late.content.decode()
    assert "Sist" in late.content.decode()
    with pytest.raises(NotAllowed):
        joint.settle(**given, actor=world.actor("natt.organisation_reader"), value=True, why="Läsare")
    with pytest.raises(NotThere):
        joint.settle(**given, actor=world.actor("lek.organisation_editor"), value=True, why="Främling")


def test_the_pages_lead_from_the_case_to_a_confirmed_paper(world):
    start = f"/arenden/{world.cases['gemensam'].pk}/"
    clients = {side: client_of(world.people[who]) for side, who in SIDES.items()}
    for side, client in clients.items():
        sheet = f"{start}svar/{world.sheets[side]}/"
        home = client.get(start).content.decode()
        assert f'href="{sheet}"' in home
        assert "Ni har svarat på 0 av" in home
        first = client.post(f"{sheet}fraga/{FACT}/", {"answer": "ja", "why": "Ja.", "version": 1})
        assert first.status_code == 302
        every = client.post(f"{sheet}alla/", {f"svar-{OTHER}": "nej" if side == "sund" else "ja",
                                              f"svar-{FACT}": "ja", f"why-{FACT}": "Ja.",
                                              "version": version_of(world, side)})  # fmt: skip
        assert every.status_code == 302, every.content.decode()[:3000]
        told = client.post(f"{sheet}forsegla/", {"version": version_of(world, side)}, follow=True)
        assert "förseglade" in told.content.decode()
    one = f"{start}bedomning/{world.assessment}/"
    assert clients["natt"].get(f"{one}bedomning.pdf").status_code == 200
    client = clients["hem"]
    settled = client.post(f"{one}skillnader/{OTHER}/", {"answer": "ja", "why": "Vi enades.",
                                                        "version": page(world).version})  # fmt: skip
    assert settled.status_code == 302
    form = client.get(f"{one}overvaganden/").content.decode()
    rules = {name: "Vi vägde det noga." for name in re.findall(r'name="(rule-[^"]+)"', form)}
    wrote = client.post(f"{one}overvaganden/", {"alternatives": "Bidrag räcker inte.",
                                                "version": page(world).version, **rules})  # fmt: skip
    assert wrote.status_code == 302
    for side, client in clients.items():
        path = f"{start}svar/{world.sheets[side]}/bekrafta/"
        assert "Bekräfta bedömningen" in client.get(path).content.decode()
        assert client.post(path, {"version": page(world).version}).status_code == 302
    shown = clients["natt"].get(one).content.decode()
    assert "Bekräftad" in shown
    assert "Bidrag räcker inte." in shown
    paper = clients["natt"].get(f"{one}bedomning.docx")
    assert paper.status_code == 200
    assert clients["natt"].get(f"{start}bedomning/ny/").status_code == 200


def test_the_paper_says_guideline_day_sides_alternatives_and_reasons(world):
    opened(world)
    agree(world)
    for side in SIDES:
        confirm(world, side)
    text = repr(joint_document(page(world)))
    found = page(world)
    for wanted in (found.guideline.version, "1 december 2026", "Bidrag räcker inte.", "Bekräftad av alla",
                   "Nämnden social", *(canary(f"sheet:{side}:{OTHER}") for side in SIDES)):  # fmt: skip
        assert wanted in text, wanted
    data = json.loads(assessment_attachment(found.weighed))
    assert data["assessment"]["guideline"] == found.guideline.id


def test_no_paper_before_the_answers_are_open(world):
    client = client_of(world.people[SIDES["natt"]])
    one = f"/arenden/{world.cases['gemensam'].pk}/bedomning/{world.assessment}/"
    assert client.get(f"{one}bedomning.pdf").status_code == 404
    assert "inte öppna än" in client.get(f"{one}skillnader/").content.decode()
    assert client.get(f"{one}overvaganden/").status_code == 200


def test_a_new_edition_of_the_guideline_does_not_change_an_assessment(world, monkeypatch):
    opened(world)
    before = page(world).weighed.receipt
    pinned = CaseAssessment.objects.get(pk=world.assessment).guideline
    assert pinned.text.encode()
    monkeypatch.setattr("tillit.queries.guidelines.guidelines", dict)
    assert page(world).weighed.receipt == before


def test_a_closed_case_is_not_written_in(world):
    case = world.cases["gemensam"]
    answer(world, "natt", **{FACT: True})
    endings.end(
        actor=world.actor(SIDES["sund"]),
        at=NOON,
        case=case.pk,
        version=Case.objects.get(pk=case.pk).version,
        **LETTER,
    )
    with pytest.raises(Refused, match="avslutat"):
        answer(world, "natt", **{FACT: False})
    with pytest.raises(NotAllowed):
        joint.begin(actor=world.actor(SIDES["sund"]), at=NOON, case=case.pk, reason="Om igen")


@pytest.mark.django_db(transaction=True)
def test_the_trail_holds_from_the_first_answer_to_the_last_confirmation(tmp_path, settings):
    settings.ANCHORS_DIR = tmp_path
    made = begun(build_world())
    opened(made)
    agree(made)
    for side in SIDES:
        confirm(made, side)
    assert page(made).state == "confirmed"
    assert verify().breaks == ()
    AnswerSheet.objects.filter(pk=made.sheets["natt"]).update(opened="{}")
    assert verify().breaks != ()
