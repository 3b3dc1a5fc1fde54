"""The agreement through its actions: begun by any side, nothing written over, settled when all accepted the same."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreeing import KEYS, SIGNERS, WRITERS, Agreeing
from tillit.actions import agreements, cases, endings, readings, sections
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.contributions import Contribution, contributions_text
from tillit.domain.endings import Way
from tillit.domain.proposing import LONGEST, Content
from tillit.domain.terms import Term, term_text
from tillit.queries.agreement_papers import agreement_document
from tillit.queries.agreement_readings import reading_page
from tillit.queries.agreements import agreement_page, agreements_to_begin_from
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.sections import section_history, section_page, wording_of
from tillit.store.models import Agreement, Entry, Mail, Notice, SectionWording
from world import LETTER, NOON, breaks_inside, build_world, client_of, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The shared case, not gone on yet."""
    return Agreeing(build_world())


@pytest.fixture
def begun(scene):
    """The agreement, begun by an organisation."""
    scene.begin()
    return scene


@pytest.mark.parametrize("by", sorted(WRITERS))
def test_any_side_begins_when_the_case_has_gone_on_and_not_before(scene, by):
    with pytest.raises(Refused):
        agreements.start(**scene.as_one(WRITERS[by]), keys=KEYS)
    assert not Agreement.objects.exists()
    scene.begin(by=by)
    page = scene.page()
    assert [one.key for one in page.sections] == list(KEYS)
    assert not page.settled
    with pytest.raises(Refused):
        agreements.start(**scene.as_one(WRITERS[by]), keys=KEYS)
    assert breaks_inside() == []


def test_what_the_guideline_demands_is_offered_and_told_when_it_is_missing(scene):
    scene.world.authorities["sund"].guideline = "stockholm"
    scene.world.authorities["sund"].save()
    scene.begin()
    assert [one.guide.id for one in scene.page().uncovered] == [
        "challenge",
        "programme_link",
        "contributions",
        "follow_up",
    ]
    agreements.add_section(**scene.as_one(WRITERS["hem"]), key="challenge")
    assert "challenge" not in [one.guide.id for one in scene.page().uncovered]


def test_propose_counter_propose_and_accept(begun):
    assert begun.propose("purpose", "natt", "Vi öppnar fem nätter.") == 1
    assert begun.section("purpose").section.state == "proposed"
    assert {one.name for one in begun.section("purpose").section.waiting} == {
        "Nämnden social",
        begun.world.organisations["hem"].name,
    }
    assert not begun.accept("purpose", "")
    assert begun.propose("purpose", "hem", "Vi öppnar sex nätter.") == 2
    contested = begun.section("purpose")
    assert contested.section.state == "contested"
    assert contested.before.content.body == "Vi öppnar fem nätter."
    assert not begun.accept("purpose", "")
    assert begun.accept("purpose", "natt")
    assert begun.section("purpose").section.state == "agreed"
    assert breaks_inside() == []


def test_a_change_reopens_for_all_and_the_agreed_words_are_kept(begun):
    begun.settle("goals", "Målet är trygghet.")
    begun.propose("goals", "", "Målet är trygghet för alla.")
    page = begun.section("goals")
    assert (page.section.state, page.section.standing.agreed) == ("proposed", 1)
    assert page.before.content.body == "Målet är trygghet."
    with pytest.raises(Refused):
        begun.accept("goals", "")


def test_settled_when_every_section_is_and_all_are_told(begun):
    for key in KEYS:
        assert not begun.page().settled
        begun.settle(key, f"Text om {key}.")
    assert begun.page().settled
    told = Notice.objects.filter(event__startswith="agreement.settled")
    assert {one.person.email.split(".")[0] for one in told} >= {"natt", "hem", "sund"}


def test_an_old_version_is_neither_accepted_nor_written_over(begun):
    begun.propose("purpose", "natt", "Ett.")
    begun.propose("purpose", "hem", "Två.")
    with pytest.raises(Conflict):
        begun.accept("purpose", "", seen=1)
    with pytest.raises(Conflict):
        begun.propose("purpose", "", "Tre.", seen=1)
    lines = section_history(**begun.as_one(WRITERS[""]), section=begun.ids["purpose"])
    assert [one.wording.content.body for one in lines] == ["Två.", "Ett."]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1)])
def test_what_says_nothing_or_too_much_is_refused(begun, text):
    with pytest.raises(Refused):
        begun.propose("purpose", "natt", text)
    assert not SectionWording.objects.exists()


def test_the_same_words_again_are_refused_but_may_be_accepted(begun):
    begun.propose("purpose", "natt", "Ett.")
    with pytest.raises(Refused):
        begun.propose("purpose", "hem", "Ett.")
    begun.accept("purpose", "hem")


def test_figures_where_a_section_has_none_are_refused(begun):
    with pytest.raises(Refused):
        begun.propose("purpose", "natt", "Ett.", data='{"x":1}')


def test_only_a_side_of_the_case_gives_something(begun):
    begun.add("contributions")
    given = {"id": "a", "year": 2027, "kind": "premises", "what": "Lokal"}
    stranger = Contribution(party=str(begun.world.organisations["kor"].pk), **given)
    with pytest.raises(Refused, match="Bara den som är part"):
        begun.propose("contributions", "natt", "", data=contributions_text([stranger]))
    mine = Contribution(party=str(begun.world.organisations["hem"].pk), **given)
    begun.propose("contributions", "natt", "", data=contributions_text([mine]))


def test_left_out_when_all_accept_that_and_taken_back_by_a_new_proposal(begun):
    begun.settle("goals", "Målet.")
    begun.propose("goals", "natt", "Målet.", removed=True)
    assert begun.section("goals").section.state == "proposed"
    begun.accept("goals", "")
    begun.accept("goals", "hem")
    assert begun.section("goals").section.gone
    paper = agreement_document(begun.page(), NOON)
    assert "Målet." not in str(paper)
    begun.propose("goals", "hem", "Målet.")
    assert not begun.section("goals").section.gone


def test_who_leaves_is_not_waited_for_and_who_comes_must_accept_too(begun):
    world = begun.world
    begun.propose("purpose", "natt", "Ett.")
    begun.accept("purpose", "")
    endings.leave(
        **begun.as_one("hem.organisation_administrator"), organisation=world.organisations["hem"].pk
    )
    assert begun.section("purpose").section.state == "agreed"
    cases.add_party(**begun.as_one("sund.case_officer.social"), organisation=world.organisations["lek"].pk)
    assert begun.section("purpose").section.state == "proposed"
    assert [one.name for one in begun.section("purpose").section.waiting] == [world.organisations["lek"].name]


def test_who_may_do_what(begun):
    begun.propose("purpose", "natt", "Ett.")
    natt, hem = (begun.world.organisations[name].pk for name in ("natt", "hem"))
    one = {"section": begun.ids["purpose"], "version": 1}
    content = Content("Rubrik", "Två.")
    for who in (
        "natt.organisation_reader",
        "natt.organisation_signatory",
        "sund.auditor",
        "sund.coordinator",
    ):
        with pytest.raises(NotAllowed):
            sections.propose(**begun.as_one(who), **one, content=content)
    with pytest.raises(NotAllowed):  # an editor writes, a signatory accepts
        sections.accept(**begun.as_one("hem.organisation_editor"), **one, side=hem)
    with pytest.raises(NotAllowed):  # nobody accepts for another
        sections.accept(**begun.as_one(SIGNERS["hem"]), **one, side=None)
    with pytest.raises(NotAllowed):
        sections.accept(**begun.as_one(SIGNERS[""]), **one, side=natt)
    with pytest.raises(NotThere):
        sections.accept(**begun.as_one("lek.organisation_administrator"), **one, side=hem)
    with pytest.raises(NotThere):
        sections.propose(**begun.as_one("lek.organisation_editor"), **one, content=content)
    assert SectionWording.objects.count() == 1


def test_nothing_is_changed_in_a_closed_case(begun):
    begun.propose("purpose", "natt", "Ett.")
    case = begun.world.cases["gemensam"]
    case.refresh_from_db()
    case.closed_at = NOON
    case.save()
    for act in (
        lambda: begun.propose("purpose", "hem", "Två."),
        lambda: begun.accept("purpose", "hem"),
        lambda: begun.comment("purpose", "hem", "Hej"),
        lambda: agreements.add_section(**begun.as_one(WRITERS["hem"]), name="Eget"),
    ):
        with pytest.raises((NotAllowed, Refused)):
            act()


def test_own_sections_and_their_order(begun):
    made = agreements.add_section(**begun.as_one(WRITERS["hem"]), name="  Om nycklarna ")
    assert [one.title for one in begun.page().sections][-1] == "Om nycklarna"
    agreements.move(**begun.as_one(WRITERS[""]), section=made, place=1)
    assert begun.page().sections[0].id == made
    agreements.move(**begun.as_one(WRITERS[""]), section=made, place=99)
    assert begun.page().sections[-1].id == made
    for bad in ({"name": ""}, {"name": "x" * 201}, {"key": "purpose"}, {"key": "finns-inte"}):
        with pytest.raises(Refused):
            agreements.add_section(**begun.as_one(WRITERS["hem"]), **bad)
    with pytest.raises(Refused):
        agreements.move(**begun.as_one(WRITERS[""]), section=made, place=99)


def test_comments_stand_with_side_and_version(begun):
    begun.comment("purpose", "hem", " Hur menar ni? ")
    begun.propose("purpose", "natt", "Ett.")
    begun.comment("purpose", "", "Bra.")
    found = begun.section("purpose").comments
    assert [(one.version, one.body, one.source.side) for one in found] == [
        (0, "Hur menar ni?", "organisation"),
        (1, "Bra.", "authority"),
    ]
    with pytest.raises(Refused):
        begun.comment("purpose", "hem", "  ")


def test_a_side_is_told_once_a_day_however_much_is_proposed(begun):
    Mail.objects.all().delete()
    for number in range(5):
        begun.propose("purpose", "natt", f"Text {number}.")
    begun.propose("goals", "natt", "Text.")
    mails = list(Mail.objects.values_list("recipient", flat=True))
    assert mails
    assert len(mails) == len(set(mails))
    assert not any(one.startswith("natt.") for one in mails)
    begun.minutes += timedelta(days=1) // timedelta(minutes=1)
    begun.propose("goals", "natt", "Text i dag.")
    assert Mail.objects.count() == 2 * len(mails)


def test_every_act_leaves_one_entry_in_the_case_s_own_chain(begun):
    before = Entry.objects.count()
    begun.propose("purpose", "natt", "Ett.")
    begun.accept("purpose", "hem")
    begun.comment("purpose", "", "Bra.")
    new = list(Entry.objects.order_by("pk")[before:].values_list("action", "chain"))
    chain = f"case:{begun.case}"
    assert new == [("case.propose", chain), ("case.accept", chain), ("case.comment", chain)]
    assert breaks_inside() == []


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["propose", "accept", "leave"]),
        st.sampled_from(["", "natt", "hem"]),
        st.integers(0, 2),
    ),
    max_size=12,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_whatever_happens_settled_means_all_present_accepted_this_and_it_is_what_is_printed(events):
    from django.db import transaction

    with transaction.atomic():
        scene = Agreeing(build_world())
        scene.begin(("purpose",))
        texts, says, present = [], dict.fromkeys(WRITERS), set(WRITERS)
        for event, side, number in events:
            if side not in present:
                continue
            try:
                if event == "propose":
                    text = f"Text {number}: ö̈ \u0161 \u05d0."
                    scene.propose("purpose", side, text)
                    texts.append(text)
                    says[side] = len(texts)
                elif event == "accept":
                    scene.accept("purpose", side)
                    says[side] = len(texts)
                elif side == "hem":
                    home = scene.world.organisations[side].pk
                    endings.leave(**scene.as_one("hem.organisation_administrator"), organisation=home)
                    present.discard(side)
            except Refused:
                pass
            page = scene.page()
            assert page.settled == (bool(texts) and all(says[one] == len(texts) for one in present))
            printed = agreement_document(page, NOON)
            bodies = [getattr(one, "text", "") for one in printed.blocks]
            assert not texts or texts[-1] in bodies
            lines = section_history(**scene.as_one(WRITERS[""]), section=scene.ids["purpose"])
            assert [one.wording.content.body for one in reversed(lines)] == texts
        transaction.set_rollback(True)


def test_a_section_of_another_case_is_not_there(begun):
    other = begun.world.cases["kultur"].pk
    officer = "sund.case_officer.kultur"
    endings.end(
        actor=begun.world.actor(officer), at=NOON, case=other, version=1, **{**LETTER, "way": Way.AGREEMENT}
    )
    given = {"actor": begun.world.actor(officer), "at": NOON, "case": other}
    agreements.start(**given, keys=["purpose"])
    begun.propose("purpose", "natt", "Ett.")
    with pytest.raises(NotThere):
        sections.propose(**given, section=begun.ids["purpose"], version=1, content=Content("R", "Två."))
    with pytest.raises(NotThere):
        section_page(**given, section=begun.ids["purpose"])
    with pytest.raises(NotThere):
        wording_of(**given, section=begun.ids["purpose"], version=1)
    with pytest.raises(NotThere):
        agreements.move(**given, section=begun.ids["purpose"], place=1)
    assert SectionWording.objects.count() == 1


def test_the_whole_text_is_read_back_by_every_side_and_again_when_it_changes(begun):
    with pytest.raises(Refused):
        begun.read_back("natt")
    for key in KEYS:
        begun.settle(key, f"Text om {key}.")
    assert not begun.read_back("natt")
    with pytest.raises(Refused):
        begun.read_back("natt")
    with pytest.raises(Conflict):
        begun.read_back("", seen=1)
    assert not begun.read_back("")
    assert begun.read_back("hem")
    found = reading_page(**begun.as_one(WRITERS[""]))
    assert found.confirmed
    agreements.move(**begun.as_one(WRITERS["hem"]), section=begun.ids["purpose"], place=1)
    assert not reading_page(**begun.as_one(WRITERS[""])).begun
    for side in ("natt", "", "hem"):
        begun.read_back(side)
    begun.propose("goals", "natt", "Ett nytt mål.")
    assert not reading_page(**begun.as_one(WRITERS[""])).confirmed
    assert breaks_inside() == []


def test_nobody_confirms_the_whole_text_for_another(begun):
    for key in KEYS:
        begun.settle(key, f"Text om {key}.")
    version, natt = begun.page().version, begun.world.organisations["natt"].pk
    for who, side in (
        (SIGNERS["hem"], None),
        (SIGNERS[""], natt),
        (SIGNERS["hem"], natt),
        (WRITERS["natt"], natt),
        ("sund.coordinator", None),
    ):
        with pytest.raises(NotAllowed):
            readings.confirm_reading(**begun.as_one(who), version=version, side=side)


def test_what_is_not_promised_is_made_of_term_and_money(begun):
    assert reading_page(**begun.as_one(WRITERS[""])).promises == ()
    begun.add("term")
    begun.add("contributions")
    term = Term(date(2027, 1, 1), date(2027, 12, 31))
    begun.propose("term", "natt", "", data=term_text(term))
    given = Contribution("a", "", 2027, "money", "Stöd", amount=250_000_00)
    begun.propose("contributions", "natt", "", data=contributions_text([given]))
    told = " ".join(reading_page(**begun.as_one(WRITERS[""])).promises).replace("\N{NO-BREAK SPACE}", " ")
    assert "Efter 31 december 2027 är inget lovat" in told
    assert "250 000 kr" in told


def another_case(world):
    """Another case of the same board with one of the parties, gone on to an agreement."""
    case = make_case(world, "senare", "sund.social", ["natt"])
    given = {"actor": world.actor("sund.case_officer.social"), "at": NOON, "case": case.pk}
    endings.end(**given, version=case.version, **{**LETTER, "way": Way.AGREEMENT})
    return case


def test_a_new_agreement_begins_from_an_earlier_one_with_its_words_as_proposals(begun):
    begun.settle("purpose", "Vi vill att alla är trygga.")
    begun.propose("goals", "hem", "Ett mål.")
    begun.propose("goals", "natt", "Ett mål.", removed=True)
    own = agreements.add_section(**begun.as_one(WRITERS["hem"]), name="Om nycklarna")
    sections.propose(
        **begun.as_one(WRITERS["hem"]),
        section=own,
        version=0,
        content=Content("Om nycklarna", "Tre nycklar."),
    )
    case = another_case(begun.world)
    given = {"actor": begun.world.actor("natt.organisation_editor"), "at": NOON, "case": case.pk}
    assert agreements_to_begin_from(**given) == ((begun.case, begun.world.cases["gemensam"].title),)
    agreements.start(**given, keys=["parties"], source=begun.case)
    page = agreement_page(**given)
    assert [(one.key, one.state) for one in page.sections] == [
        ("parties", "empty"),
        ("background", "empty"),
        ("purpose", "proposed"),
        ("", "proposed"),
    ]
    purpose = page.sections[2].wording
    assert purpose.content.body == "Vi vill att alla är trygga."
    assert purpose.source.id == begun.world.organisations["natt"].pk
    assert breaks_inside() == []


def test_nobody_begins_from_an_agreement_that_is_not_theirs_to_read(begun):
    begun.settle("purpose", "Hemligt.")
    world = begun.world
    officer = "sund.case_officer.kultur"
    given = {"actor": world.actor(officer), "at": NOON, "case": world.cases["kultur"].pk}
    endings.end(**given, version=1, **{**LETTER, "way": Way.AGREEMENT})
    assert agreements_to_begin_from(**given) == ()
    with pytest.raises(NotThere):
        agreements.start(**given, keys=["parties"], source=begun.case)
    assert Agreement.objects.count() == 1


def test_a_term_is_held_against_earlier_agreements_of_the_parties(begun):
    begun.add("term")
    begun.propose("term", "natt", "", data=term_text(Term(date(2024, 4, 1), date(2026, 3, 31))))
    case = another_case(begun.world)
    given = {"actor": begun.world.actor("sund.case_officer.social"), "at": NOON, "case": case.pk}
    agreements.start(**given, keys=["term"])
    section = Agreement.objects.get(case=case).sections.get()
    data = term_text(Term(date(2026, 6, 1), date(2029, 5, 31)))
    sections.propose(**given, section=section.pk, version=0, content=Content("Tid", "", data))
    found = section_page(**given, section=section.pk)
    assert [(first, last) for _title, first, last in found.earlier] == [(date(2024, 4, 1), date(2026, 3, 31))]
    page = client_of(begun.world.people["sund.case_officer.social"]).get(
        f"/arenden/{case.pk}/overenskommelse/avsnitt/{section.pk}/"
    )
    assert "Under 61 dagar mellan" in page.content.decode()


def test_what_the_authority_gives_is_taken_over_in_the_value_of_the_agreement(begun):
    begun.add("contributions")
    items = [
        Contribution("a", "", 2027, "money", "Stöd", amount=250_000_00),
        Contribution("b", "", 2027, "premises", "Lokal"),
        Contribution("c", str(begun.world.organisations["natt"].pk), 2027, "money", "Eget", amount=100),
    ]
    begun.propose("contributions", "natt", "", data=contributions_text(items))
    client = client_of(begun.world.people["sund.case_officer.social"])
    path = f"/arenden/{begun.case}/provningar/upphandling/varde/"
    page = client.get(f"{path}overenskommelsen/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Pengar 2027, enligt överenskommelsen: 250 000 kr" in page
    assert "1 insats har inget värde" in page
    for version in ("0", "1"):  # taken over again, it is counted once
        assert client.post(f"{path}overenskommelsen/", {"version": version}).status_code == 302
    shown = client.get(path).content.decode()
    assert shown.count("Pengar 2027, enligt överenskommelsen</") + shown.count("Ta bort<span") >= 1
    assert shown.count("Ta bort<span") == 1
    assert "Eget" not in shown
