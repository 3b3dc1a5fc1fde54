"""Examinations through actions and pages: internal until shared, reasoned, locked, kept."""

from datetime import date, timedelta

import pytest

from tillit.actions.acting import Conflict
from tillit.actions.examination_grounds import Given, add_aid, declare, note_facts, remove_aid
from tillit.actions.examinations import Which, again, conclude, count, fill, leave_out, share
from tillit.actions.homes import Refused
from tillit.actions.posting import letter_in
from tillit.domain.contract_value import Part
from tillit.domain.procurement import Typed
from tillit.domain.reading import BadData
from tillit.queries.aids import account
from tillit.queries.examinations import examination_page, overview
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.history import case_history
from tillit.queries.preparers import preparers
from tillit.store.models import Aid, Case, Declaration, Entry, Examination, Mail
from world import NOON, build_world, client_of

pytestmark = pytest.mark.django_db
OFFICER = "sund.case_officer.social"
PARTY = "natt.organisation_editor"
SECRET = "Bara vi ser det här"


@pytest.fixture
def world():
    """The world for tests; all of it happens in the case "gemensam"."""
    return build_world()


def act(world, which="insyn", version=0, who=OFFICER, **more):
    """Who acts, when, and on which examination."""
    case = world.cases["gemensam"].pk
    return {"actor": world.actor(who), "at": NOON, "which": Which(case, which, version), **more}


def at_case(world, who=OFFICER, **more):
    """Who acts, when, and in which case."""
    return {"actor": world.actor(who), "at": NOON, "case": world.cases["gemensam"].pk, **more}


def seen(world, guide="insyn", who=OFFICER):
    """An examination as someone sees it."""
    return examination_page(**at_case(world, who, guide=guide))


def ended(world, guide="insyn", conclusion="inget-hinder", why="Avtalet ordnar insynen."):
    """An examination that is concluded."""
    conclude(**act(world, guide, conclusion=conclusion, motivation=why))


def test_a_case_has_all_thirteen_with_what_is_proposed_and_why(world):
    found = overview(**at_case(world))
    assert (len(found.legal), len(found.consequence)) == (8, 5)
    by_id = {line.guide.id: line for line in (*found.legal, *found.consequence)}
    assert by_id["barnets-basta"].proposal == "maybe"
    note_facts(**at_case(world, version=0, facts={"children_affected": False, "economic_activity": True}))
    found = overview(**at_case(world))
    by_id = {line.guide.id: line for line in (*found.legal, *found.consequence)}
    assert by_id["barnets-basta"].proposal == "no"
    assert by_id["statsstod"].proposal == "yes"
    assert by_id["upphandling"].proposal == "always"
    assert all(line.ended.state == "" for line in by_id.values())
    with pytest.raises(Conflict):
        note_facts(**at_case(world, version=0, facts={}))
    with pytest.raises(BadData):
        note_facts(**at_case(world, version=1, facts={"finns_inte": True}))


def test_answers_are_kept_and_the_stale_meet_a_conflict(world):
    fill(**act(world, answers={"uppgifter": {"value": False, "note": SECRET}}))
    page = seen(world)
    assert (page.ended.state, page.ended.version) == ("begun", 1)
    assert [one.step.id for one in page.said if one.warned] == ["uppgifter"]
    with pytest.raises(Conflict):
        fill(**act(world, answers={}))
    fill(**act(world, version=1, answers={"uppgifter": {"value": True, "note": ""}}))
    assert seen(world).ended.version == 2
    assert Entry.objects.latest("pk").chain == f"authority:{world.authorities['sund'].pk}"


def test_a_conclusion_takes_a_motivation_and_locks(world):
    for wrong in ("", "  "):
        with pytest.raises(BadData, match="motivering"):
            conclude(**act(world, conclusion="inget-hinder", motivation=wrong))
    with pytest.raises(BadData, match="slutsats"):
        conclude(**act(world, conclusion="finns-inte", motivation="Skäl"))
    assert not Examination.objects.exists()
    ended(world)
    assert seen(world).ended.conclusion.title == "Insynen är ordnad"
    for locked in (
        lambda: fill(**act(world, version=1, answers={})),
        lambda: conclude(**act(world, version=1, conclusion="hinder", motivation="Nytt")),
        lambda: leave_out(**act(world, version=1, reason="Nytt")),
    ):
        with pytest.raises(Refused):
            locked()


def test_leaving_out_takes_a_reason(world):
    with pytest.raises(BadData, match="motivering"):
        leave_out(**act(world, "barnets-basta", reason=" "))
    assert not Examination.objects.exists()
    leave_out(**act(world, "barnets-basta", reason="Inga barn berörs."))
    found = seen(world, "barnets-basta").ended
    assert (found.state, found.motivation, found.conclusion) == ("left_out", "Inga barn berörs.", None)


def test_the_old_is_kept_when_it_is_examined_anew(world):
    fill(**act(world, answers={"uppgifter": {"value": True, "note": SECRET}}))
    conclude(**act(world, version=1, conclusion="hinder", motivation="Uppgifter saknas."))
    with pytest.raises(Refused):
        again(**act(world, "kompetens"))
    share(**act(world, version=2))
    again(**act(world, version=3))
    page = seen(world)
    assert page.ended.state == "begun"
    assert [one.answer.note for one in page.said if one.answer.given] == [SECRET]
    assert [one.motivation for one in page.earlier] == ["Uppgifter saknas."]
    theirs = seen(world, who=PARTY)
    assert theirs.ended.motivation == "Uppgifter saknas."
    assert theirs.ended.superseded_at == NOON
    with pytest.raises(Conflict):  # a form from before the old one was concluded
        fill(**act(world, version=1, answers={}))
    assert page.ended.version == 5
    conclude(**act(world, version=5, conclusion="inget-hinder", motivation="Nu finns de."))
    assert seen(world, who=PARTY).ended.motivation == "Uppgifter saknas."
    share(**act(world, version=6))
    theirs = seen(world, who=PARTY)
    assert theirs.ended.motivation == "Nu finns de."
    assert [one.motivation for one in theirs.earlier] == ["Uppgifter saknas."]


INSIDE = [OFFICER, "sund.registrar", "sund.auditor"]
OUTSIDE = [PARTY, "hem.organisation_administrator", "sund.coordinator", "sund.decision_recorder.social"]
ELSEWHERE = ["sund.case_officer.kultur", "berg.case_officer.social", "lek.organisation_administrator", "ny"]


def test_nobody_outside_reads_an_examination_before_it_is_shared(world):
    fill(**act(world, answers={"uppgifter": {"value": False, "note": SECRET}}))
    conclude(**act(world, version=1, conclusion="hinder", motivation="Uppgifter saknas."))
    for who in INSIDE:
        assert seen(world, who=who).ended.motivation == "Uppgifter saknas."
    for who in (*OUTSIDE, *ELSEWHERE):
        with pytest.raises(NotThere):
            seen(world, who=who)
    for who in OUTSIDE:
        found = overview(**at_case(world, who))
        assert (found.legal, found.consequence) == ((), ())
        history = case_history(**at_case(world, who))
        assert not [line for line in history.lines if "prövning" in line.what]
    share(**act(world, version=2))
    for who in OUTSIDE:
        page = seen(world, who=who)
        assert page.ended.motivation == "Uppgifter saknas."
        assert (page.said, page.numbers, page.ended.author) == ((), {}, "")
        assert [line.guide.id for line in overview(**at_case(world, who)).legal] == ["insyn"]
    for who in ELSEWHERE:
        with pytest.raises(NotThere):
            seen(world, who=who)


def test_sharing_tells_the_parties_without_saying_what(world):
    with pytest.raises(Refused):
        share(**act(world))
    ended(world, why=SECRET)
    assert not Mail.objects.filter(event__startswith="examination").exists()
    share(**act(world, version=1))
    with pytest.raises(Refused, match="redan delad"):
        share(**act(world, version=2))
    mails = Mail.objects.filter(event__startswith="examination.shared:")
    assert {mail.recipient for mail in mails} == {
        world.people[f"{house}.organisation_{role}"].email
        for house in ("natt", "hem")
        for role in ("administrator", "editor")
    }
    assert all(SECRET not in str(letter_in(mail)) for mail in mails)
    assert Entry.objects.latest("pk").chain == f"case:{world.cases['gemensam'].pk}"


@pytest.mark.parametrize(
    ("who", "wrong"),
    [(who, NotAllowed) for who in (PARTY, "sund.registrar", "sund.auditor", "sund.coordinator")]
    + [(who, NotThere) for who in ELSEWHERE],
)
def test_nobody_but_the_boards_officers_examines(world, who, wrong):
    given = Given("", date(2026, 1, 1), 100, 11_0000, date(2026, 1, 1), "Riksbanken", "money", "general", "A")
    party = world.organisations["natt"].pk
    for refused in (
        lambda: fill(**act(world, who=who, answers={})),
        lambda: conclude(**act(world, who=who, conclusion="hinder", motivation="Skäl")),
        lambda: leave_out(**act(world, who=who, reason="Skäl")),
        lambda: count(**act(world, "upphandling", who=who, typed=Typed())),
        lambda: share(**act(world, who=who)),
        lambda: again(**act(world, who=who)),
        lambda: note_facts(**at_case(world, who, version=0, facts={})),
        lambda: declare(**at_case(world, who, conflict=False, what="")),
        lambda: add_aid(**at_case(world, who, organisation=party, given=given)),
    ):
        with pytest.raises(wrong):
            refused()
    assert not Examination.objects.exists()
    assert not Declaration.objects.exists()


def test_a_closed_case_is_examined_no_more(world):
    Case.objects.filter(pk=world.cases["gemensam"].pk).update(closed_at=NOON)
    with pytest.raises(Refused, match="avslutat"):
        fill(**act(world, answers={}))
    assert not overview(**at_case(world)).head.can


def test_nobody_is_free_of_conflict_who_has_not_said_so(world):
    fill(**act(world, answers={"uppgifter": {"value": True, "note": ""}}))
    free = {"conclusion": "inget-hinder", "motivation": "Alla har svarat."}
    assert [one.conflict for one in preparers(world.cases["gemensam"].pk)] == [None]
    with pytest.raises(Refused, match="ska först svara"):
        conclude(**act(world, "jav", **free))
    with pytest.raises(Refused, match="Skriv kort"):
        declare(**at_case(world, conflict=True, what=" "))
    declare(**at_case(world, conflict=True, what="Min syster sitter i styrelsen."))
    Case.objects.filter(pk=world.cases["gemensam"].pk).update(officer=world.people[OFFICER])
    with pytest.raises(Refused, match="jävig"):
        conclude(**act(world, "jav", **free))
    declare(**{**at_case(world, conflict=False, what="glöms"), "at": NOON + timedelta(hours=1)})
    (mine,) = preparers(world.cases["gemensam"].pk)
    assert (mine.conflict, mine.what) == (False, "")
    conclude(**act(world, "jav", **free))
    assert Declaration.objects.count() == 2


def test_whoever_wrote_in_the_case_is_asked_also_of_internal_texts(world):
    from tillit.actions.writings import write
    from tillit.domain.spaces import Space

    case = world.cases["gemensam"].pk
    assert preparers(case) == ()
    write(**at_case(world, space=Space.INTERNAL, title="A", body="B"))
    assert [one.id for one in preparers(case)] == [world.people[OFFICER].pk]


def test_democratic_conditions_keep_no_answers_and_only_a_short_motivation(world):
    with pytest.raises(BadData):
        fill(**act(world, "demokrativillkor", answers={"vald": {"value": True, "note": SECRET}}))
    with pytest.raises(BadData, match="300"):
        conclude(**act(world, "demokrativillkor", conclusion="uppfyllt", motivation="a" * 301))
    ended(world, "demokrativillkor", "uppfyllt", "Stadgarna är lästa.")
    kept = Examination.objects.get()
    assert (kept.answers, kept.numbers) == ({}, {})
    client = client_of(world.people[OFFICER])
    home = f"/arenden/{world.cases['gemensam'].pk}/provningar/demokrativillkor/"
    assert client.get(f"{home}fragor/").status_code == 404
    assert "textarea" not in client.get(home).content.decode()


def test_aid_is_summed_over_three_years_and_says_what_is_left(world):
    party = world.organisations["natt"].pk
    for day, kronor in ((date(2022, 1, 1), 500_000), (date(2025, 6, 1), 1_100_000)):
        given = Given("", day, kronor * 100, 11_0000, day, "Riksbanken", "premises", "general", SECRET)
        add_aid(**at_case(world, organisation=party, given=given))
    found = account(**at_case(world, organisation=party))
    assert [line.counts for line in found.lines] == [True, False]
    assert found.held[0][1][0] == "200\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}euro är kvar."
    for who in OUTSIDE:
        with pytest.raises(NotAllowed):
            account(**at_case(world, who, organisation=party))
    for stranger in ("lek", "kor"):
        with pytest.raises(NotThere):
            account(**at_case(world, organisation=world.organisations[stranger].pk))
        with pytest.raises(NotThere):
            add_aid(**at_case(world, organisation=world.organisations[stranger].pk, given=given))
    with pytest.raises(NotThere):
        remove_aid(**at_case(world, organisation=world.organisations["hem"].pk, aid=found.lines[0].id))
    remove_aid(**at_case(world, organisation=party, aid=found.lines[0].id))
    assert [line.counts for line in account(**at_case(world, organisation=party)).lines] == [False]
    assert Aid.objects.filter(removed_at=NOON).count() == 1


def test_the_value_is_kept_with_the_examination(world):
    part = Part("Stöd", "Nämnden social", 400_000_00, "year", date(2025, 1, 1), date(2027, 12, 31))
    count(**act(world, "upphandling", typed=Typed((part,), "other", date(2025, 1, 1))))
    with pytest.raises(NotThere):
        count(**act(world, "insyn", typed=Typed()))
    client = client_of(world.people[OFFICER])
    home = f"/arenden/{world.cases['gemensam'].pk}/provningar/upphandling/"
    page = client.get(f"{home}varde/").content.decode()
    assert "Är det här ett köp ska det annonseras." in page
    assert "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in page
    removed = client.post(f"{home}varde/1/bort/", {"version": "1"})
    assert removed.status_code == 302
    assert Examination.objects.get().numbers["parts"] == []
    assert client.get(f"{home}varde/1/bort/").status_code == 404


def test_the_pages_lead_from_the_case_to_a_shared_conclusion(world):
    client, party = client_of(world.people[OFFICER]), client_of(world.people[PARTY])
    case = f"/arenden/{world.cases['gemensam'].pk}/"
    assert f'href="{case}provningar/"' in client.get(case).content.decode()
    home = f"{case}provningar/insyn/"
    answers = {"version": "0", "svar-uppgifter": "nej", "not-uppgifter": SECRET}
    assert client.post(f"{home}fragor/", answers).status_code == 302
    stale = client.post(f"{home}fragor/", {"version": "0", "not-uppgifter": "Vårt förslag"})
    assert stale.status_code == 409
    text = stale.content.decode()
    assert SECRET in text
    assert "Vårt förslag" in text
    wrong = client.post(f"{home}slutsats/", {"version": "1", "conclusion": "hinder", "motivation": ""})
    assert wrong.status_code == 400
    assert "Skriv varför" in wrong.content.decode()
    right = {"version": "1", "conclusion": "hinder", "motivation": "Uppgifter saknas."}
    assert client.post(f"{home}slutsats/", right).status_code == 302
    assert party.get(home).status_code == 404
    assert party.get(f"{home}utskrift/").status_code == 404
    assert client.post(f"{home}dela/", {"version": "2"}).status_code == 302
    for path in (home, f"{home}utskrift/"):
        told = party.get(path).content.decode()
        assert "Uppgifter saknas." in told
        assert SECRET not in told
    assert SECRET in client.get(f"{home}utskrift/").content.decode()
    assert party.get(f"{home}slutsats/").status_code == 403
    assert client.get(f"{case}provningar/finns-inte/").status_code == 404
