"""Finding cases: by words in what one may read and by nothing else; narrowed, exported, and those that are alike."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from tillit.actions import cases, sharing, writings
from tillit.actions.indexing import index_missing
from tillit.domain.spaces import Space
from tillit.queries.case_filters import Filters
from tillit.queries.case_lists import exported, listing
from tillit.queries.gate import NotThere
from tillit.queries.similar import similar_cases
from tillit.store.models import Case, SearchText
from world import NOON, build_world, client_of, ended

pytestmark = pytest.mark.django_db
OFFICER = "sund.case_officer.social"


def write(world, title, body, space=Space.SHARED, case="gemensam", who=OFFICER):
    """A text in a case. Gives its id."""
    key = world.cases[case].pk
    return writings.write(actor=world.actor(who), at=NOON, case=key, space=space, title=title, body=body)


def find(world, search, who=OFFICER, **more):
    """The ids of the cases that someone finds."""
    found = listing(actor=world.actor(who), at=NOON, filters=Filters(search=search, **more))
    return {line.id for line in found.lines}


def test_a_case_is_found_by_parts_and_forms_of_words_in_its_texts_title_and_names():
    world = build_world()
    write(world, "Nattvandringen", "Föreningsbidraget räcker inte till överenskommelserna.")
    mine = {world.cases["gemensam"].pk}
    for words in ("bidrag", "nattvandring", "överenskommelse räcker", "VANDRINGEN", "inte bidraget"):
        assert find(world, words) == mine, words
        assert find(world, words, "natt.organisation_reader") == mine, words
    assert find(world, "bidrag skolan") == set()
    assert mine <= find(world, world.organisations["natt"].name)
    for odd in ('"', "* OR *", "bidrag) OR (", "' --", "a:*", "!!", "\\"):
        find(world, odd)


def test_internal_texts_are_found_by_those_who_read_them_and_by_nobody_else():
    world = build_world()
    write(world, "Oro", "Kanslihemligheten", Space.INTERNAL)
    mine = {world.cases["gemensam"].pk}
    for who in (OFFICER, "sund.registrar", "sund.auditor"):
        assert find(world, "kanslihemlighet", who) == mine, who
    for who in (
        "natt.organisation_administrator",
        "sund.coordinator",
        "sund.decision_recorder.social",
        "sund.case_officer.kultur",
        "berg.case_officer.social",
        "lek.organisation_administrator",
        "ny",
    ):
        assert find(world, "kanslihemlighet", who) == set(), who


def test_what_is_shared_later_and_what_is_taken_away_is_found_and_not_found():
    world = build_world()
    text = write(world, "Not", "Kanslihemligheten", Space.INTERNAL)
    act = {"actor": world.actor(OFFICER), "at": NOON, "writing": text}
    writings.share(**act, version=1)
    assert find(world, "kanslihemlighet", "natt.organisation_reader")
    writings.rewrite(**act, version=2, title="Not", body="Annat")
    assert not find(world, "kanslihemlighet")
    key = sharing.share(
        actor=world.actor("natt.organisation_signatory"),
        at=NOON,
        draft=world.drafts["natt"].pk,
        version=1,
        board=world.boards["sund.kultur"].pk,
    )
    assert key
    assert Case.objects.filter(search_texts=None).count() == 0 or index_missing()


def test_lists_are_narrowed_by_state_board_party_and_who_is_responsible():
    world = build_world()
    officer = world.actor(OFFICER)
    board = world.boards["sund.social"].pk
    other = cases.open_case(actor=officer, at=NOON + timedelta(hours=1), board=board, title="Ett till")
    ended(world, "gemensam", actor=officer, version=1)
    shared = world.cases["gemensam"].pk
    Case.objects.filter(pk=other).update(officer=world.people[OFFICER])
    assert shared not in find(world, "", state="oppna")
    assert find(world, "", state="avslutade") == {shared}
    assert other in find(world, "", board=board)
    assert find(world, "", board=world.boards["berg.social"].pk) == set()
    assert find(world, "", party=world.organisations["natt"].pk) == {shared}
    assert find(world, "", mine=True) == {other}
    assert find(world, "", "ny", mine=True) == set()


def test_the_file_holds_the_same_lines_and_no_formula():
    world = build_world()
    officer = world.actor(OFFICER)
    title = '=HYPERLINK("http://example.org";"klicka")'
    cases.open_case(actor=officer, at=NOON, board=world.boards["sund.social"].pk, title=title)
    client = client_of(world.people[OFFICER])
    answer = client.get("/arenden/lista.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(sheet) - 1 == len(exported(actor=officer, filters=Filters()))
    assert title in {row[1] for row in sheet}
    assert "attachment" in answer["Content-Disposition"]
    page = client.get("/arenden/?sok=HYPERLINK&lage=oppna&ordning=titel&namnd=fel&mina=0").content.decode()
    assert "Hämta listan som Excel" in page
    assert "Inget ärende passar" in client.get("/arenden/?sok=finnsinte").content.decode()


def test_alike_are_ones_own_and_examples_never_those_of_others():
    world = build_world()
    officer = world.actor(OFFICER)
    board = world.boards["sund.social"].pk
    cases.open_case(actor=officer, at=NOON, board=board, title="Vårdkedja för personer med demenssjukdom")
    key = cases.open_case(actor=officer, at=NOON, board=board, title="Äldreboende för personer med demens")
    other = world.actor("berg.case_officer.social")
    foreign = cases.open_case(
        actor=other,
        at=NOON,
        board=world.boards["berg.social"].pk,
        title="Äldreboende för personer med demens",
    )
    lines, examples = similar_cases(actor=officer, case=key)
    assert [line.title for line in lines] == ["Vårdkedja för personer med demenssjukdom"]
    assert foreign not in {line.id for line in lines}
    assert "alingsas-ginstgarden" in {one.id for one in examples}
    with pytest.raises(NotThere):
        similar_cases(actor=officer, case=foreign)
    page = client_of(world.people[OFFICER]).get(f"/arenden/{key}/liknande/").content.decode()
    assert "Ginstgården" in page
    assert "personer" in page


def test_cases_from_before_there_was_a_search_are_found_too():
    world = build_world()
    SearchText.objects.all().delete()
    assert find(world, "canary") == set()
    assert index_missing() == Case.objects.count()
    assert index_missing() == 0
