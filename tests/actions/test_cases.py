"""Cases: opened at one's own board, parties that come and go, closed and opened again."""

import uuid

import pytest

from tillit.actions import cases, endings, sharing, writings
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.registering import registered_case
from tillit.domain.spaces import Space
from tillit.queries import case_lists
from tillit.queries.case_filters import Filters
from tillit.queries.cases import case_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.timeline import timeline
from tillit.store.models import Board, Entry, Mail, Party, RoleGrant
from world import LETTER, NOON, build_world, canary, keep

pytestmark = pytest.mark.django_db


def test_cases_from_beginning_to_end():
    world = build_world()
    officer = {"actor": world.actor("sund.case_officer.social"), "at": NOON}
    board = world.boards["sund.social"].pk
    before = Entry.objects.count()
    case = cases.open_case(**officer, board=board, title="Nattöppet")
    assert Entry.objects.order_by("-pk").first().chain == f"case:{case}"
    cases.rename(**officer, case=case, version=1, title="Nattöppet i parken")
    with pytest.raises(Conflict):
        cases.rename(**officer, case=case, version=1, title="Annat")
    lek = world.organisations["lek"]
    cases.add_party(**officer, case=case, organisation=lek.pk)
    assert {mail.recipient for mail in Mail.objects.all()} == {
        "lek.organisation_administrator@example.org",
        "lek.organisation_editor@example.org",
    }
    with pytest.raises(Refused):
        cases.add_party(**officer, case=case, organisation=lek.pk)
    with pytest.raises(NotThere):
        cases.add_party(**officer, case=case, organisation=uuid.uuid4())
    endings.end(**officer, **LETTER, case=case, version=2)
    for act in (
        lambda: cases.add_party(**officer, case=case, organisation=world.organisations["kor"].pk),
        lambda: cases.rename(**officer, case=case, version=3, title="Sent"),
        lambda: endings.end(**officer, **LETTER, case=case, version=3),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Refused):
        writings.write(**officer, case=case, space=Space.SHARED, title="Sent", body="Sent")
    cases.reopen(**officer, case=case, version=3)
    assert Entry.objects.count() == before + 5
    page = case_page(**officer, case=case)
    assert (page.title, page.closed_at, [one.id for one in page.parties]) == (
        "Nattöppet i parken",
        None,
        [lek.pk],
    )


def test_only_officers_of_the_board_with_a_second_factor_change_a_case():
    world = build_world()
    case, board = world.cases["gemensam"].pk, world.boards["sund.social"].pk
    before = Entry.objects.count()
    for who in ("sund.registrar", "sund.auditor", "natt.organisation_administrator"):
        act = {"actor": world.actor(who), "at": NOON}
        with pytest.raises(NotAllowed):
            endings.end(**act, **LETTER, case=case, version=1)
        with pytest.raises(NotAllowed):
            cases.add_party(**act, case=case, organisation=world.organisations["lek"].pk)
    for who in ("sund.case_officer.kultur", "berg.case_officer.social", "lek.organisation_administrator"):
        act = {"actor": world.actor(who), "at": NOON}
        with pytest.raises(NotThere):
            endings.end(**act, **LETTER, case=case, version=1)
        with pytest.raises((NotThere, NotAllowed)):
            cases.open_case(**act, board=board, title="Annans")
    unsure = {"actor": world.actor("sund.case_officer.social", assurance=1), "at": NOON}
    with pytest.raises(NotThere):
        endings.end(**unsure, **LETTER, case=case, version=1)
    Board.objects.filter(pk=board).update(closed_at=NOON)
    with pytest.raises(Refused):
        cases.open_case(actor=world.actor("sund.case_officer.social"), at=NOON, board=board, title="Sent")
    assert Entry.objects.count() == before


def test_an_organisation_leaves_for_itself_alone_and_reads_nothing_after():
    world = build_world()
    case, natt, hem = world.cases["gemensam"].pk, world.organisations["natt"], world.organisations["hem"]
    person = world.people["natt.organisation_administrator"]
    RoleGrant.objects.create(person=person, role="organisation_reader", organisation=hem, granted_at=NOON)
    act = {"actor": world.actor("natt.organisation_administrator"), "at": NOON, "case": case}
    with pytest.raises(NotAllowed):
        endings.leave(**act, organisation=hem.pk)
    with pytest.raises(NotThere):
        endings.leave(**act, organisation=world.organisations["lek"].pk)
    endings.leave(**act, organisation=natt.pk)
    with pytest.raises(NotThere):
        case_page(actor=world.actor("natt.organisation_reader"), at=NOON, case=case)
    with pytest.raises(NotThere):
        endings.leave(**act, organisation=natt.pk)
    assert Party.objects.filter(case=case, organisation=natt, left_at=NOON).exists()


def test_the_list_is_ones_own_searchable_sorted_and_paged():
    world = build_world()
    officer = world.actor("sund.case_officer.social")
    board = world.boards["sund.social"]
    for number in range(26):
        keep(registered_case(board=board, title=f"Ärende {number:02d}", at=NOON))
    first = case_lists.listing(actor=officer, at=NOON, filters=Filters(sort="titel"))
    second = case_lists.listing(actor=officer, at=NOON, filters=Filters(sort="titel"), page=2)
    assert (len(first.lines), first.more, len(second.lines), second.more) == (25, True, 2, False)
    assert [one.name for one in first.begin_at] == ["Nämnden social, Kommunen sund"]
    assert len(case_lists.listing(actor=officer, at=NOON, filters=Filters(search="ÄRENDE 07")).lines) == 1
    for who in ("natt.organisation_reader", "berg.case_officer.social", "sund.tenant_administrator", "ny"):
        found = case_lists.listing(actor=world.actor(who), at=NOON, filters=Filters(search="ärende"))
        assert found.lines == ()
    hidden = case_lists.listing(
        actor=world.actor("natt.organisation_reader"), at=NOON, filters=Filters(search=canary("case:annan"))
    )
    assert hidden.lines == ()


def test_the_page_says_whose_turn_it_is_and_hides_the_internal():
    world = build_world()
    case = world.cases["gemensam"].pk
    sharing.share(
        actor=world.actor("natt.organisation_signatory"),
        at=NOON.replace(hour=13),
        draft=world.drafts["natt"].pk,
        version=1,
        case=case,
    )
    seen = case_page(actor=world.actor("sund.case_officer.social"), at=NOON, case=case)
    assert (seen.turn.side, str(seen.turn.by), seen.reads_internal) == ("authority", "2026-12-06", True)
    happened = timeline(actor=world.actor("sund.case_officer.social"), at=NOON, case=case).lines
    assert [one.action for one in happened][:1] == ["draft.share"]
    for who in ("natt.organisation_administrator", "sund.decision_recorder.social", "sund.coordinator"):
        page = case_page(actor=world.actor(who), at=NOON, case=case)
        assert (page.internal, page.reads_internal) == ((), False)
        assert canary("internal-title:gemensam") not in repr(page)
    writings.write(
        actor=world.actor("sund.case_officer.social"),
        at=NOON.replace(hour=14),
        case=case,
        space=Space.SHARED,
        title="Svar",
        body="Tack",
    )
    assert case_page(actor=world.actor("natt.organisation_reader"), at=NOON, case=case).turn.side == (
        "organisation"
    )


def test_an_organisation_is_found_by_its_exact_number_by_officers_only():
    world = build_world()
    case = world.cases["gemensam"].pk
    officer = world.actor("sund.case_officer.social")
    lek = world.organisations["lek"]
    assert case_lists.registered(actor=officer, at=NOON, case=case, number=lek.number).id == lek.pk
    assert case_lists.registered(actor=officer, at=NOON, case=case, number=lek.number[:9]) is None
    with pytest.raises(NotAllowed):
        case_lists.registered(
            actor=world.actor("natt.organisation_administrator"), at=NOON, case=case, number=lek.number
        )
