"""History pages: who may read them, how people are told of, and that no text leaks into them."""

from datetime import timedelta

import pytest

from tillit.actions.recording import keep_entry
from tillit.domain.trail_words import sentence
from tillit.queries import history, seals
from tillit.queries.gate import NotAllowed, NotThere
from world import NOON, build_world

SIGHTS = {
    "organisation": history.organisation_history,
    "authority": history.authority_history,
    "case": history.case_history,
}


@pytest.fixture
def world(db):
    """The world for tests."""
    return build_world()


def did(world, name, role, action, thing, chain):
    """Someone did something."""
    keep_entry(
        chain=chain,
        at=NOON + timedelta(hours=1),
        actor=str(world.people[name].pk),
        role=role,
        action=action,
        objects=(seals.touched(thing),),
    )


def see(world, name, kind, key, **how):
    """A history as someone sees it."""
    return SIGHTS[kind](actor=world.actor(name), at=NOON, **{kind: key}, **how)


def test_who_may_read_which(world):
    natt, sund = world.organisations["natt"].pk, world.authorities["sund"].pk
    case = world.cases["gemensam"].pk
    assert see(world, "natt.organisation_reader", "organisation", natt).lines
    assert see(world, "sund.auditor", "authority", sund).lines
    assert see(world, "hem.organisation_reader", "case", case).lines
    assert see(world, "sund.case_officer.social", "case", case).lines
    for name, kind, key in (
        ("hem.organisation_administrator", "organisation", natt),
        ("sund.tenant_administrator", "organisation", natt),
        ("berg.tenant_administrator", "authority", sund),
        ("natt.organisation_administrator", "authority", sund),
        ("lek.organisation_administrator", "case", case),
        ("sund.case_officer.kultur", "case", case),
        ("sund.tenant_administrator", "case", case),
    ):
        with pytest.raises(NotThere):
            see(world, name, kind, key)
    with pytest.raises(NotAllowed):
        see(world, "sund.case_officer.social", "authority", sund)


def test_people_of_the_other_side_are_told_by_role_and_side(world):
    case, chain = world.cases["gemensam"], f"case:{world.cases['gemensam'].pk}"
    did(world, "natt.organisation_editor", "organisation_editor", "writing.write", case, chain)
    did(world, "sund.case_officer.social", "case_officer", "case.edit", case, chain)
    names = {key: world.people[key].name for key in ("natt.organisation_editor", "sund.case_officer.social")}
    officer, editor = see(world, "natt.organisation_reader", "case", case.pk).lines[:2]
    assert officer.who == f"Handläggare, {world.authorities['sund'].name}"
    assert editor.who == names["natt.organisation_editor"]
    officer, editor = see(world, "sund.registrar", "case", case.pk).lines[:2]
    assert officer.who == names["sund.case_officer.social"]
    assert editor.who == f"Redigerare, {world.organisations['natt'].name}"
    third = see(world, "hem.organisation_reader", "case", case.pk).lines[1]
    assert third.who == f"Redigerare, {world.organisations['natt'].name}"


def test_no_history_tells_a_title_a_text_or_an_address(world):
    for name, kind, key in (
        ("natt.organisation_reader", "organisation", world.organisations["natt"].pk),
        ("sund.coordinator", "authority", world.authorities["sund"].pk),
        ("natt.organisation_reader", "case", world.cases["gemensam"].pk),
    ):
        told = " ".join(
            " ".join([line.who, line.what, *line.versions]) for line in see(world, name, kind, key).lines
        )
        assert "@" not in told
        assert "kanarie" not in told


def test_what_happens_in_an_own_space_stands_only_in_the_organisations_own_history(world):
    draft = world.drafts["natt"]
    did(
        world,
        "natt.organisation_editor",
        "organisation_editor",
        "draft.write",
        draft,
        f"organisation:{draft.organisation_id}",
    )
    what = sentence("draft.write", ("draft",))
    own = see(world, "natt.organisation_reader", "organisation", draft.organisation_id)
    assert own.lines[0].what == what
    for name, kind, key in (
        ("natt.organisation_reader", "case", world.cases["gemensam"].pk),
        ("sund.auditor", "authority", world.authorities["sund"].pk),
    ):
        assert what not in [line.what for line in see(world, name, kind, key).lines]


def test_fifty_a_page_and_all_to_print(world):
    natt = world.organisations["natt"]
    for _ in range(60):
        did(world, "natt.organisation_editor", "x", "organisation.edit", natt, f"organisation:{natt.pk}")
    first = see(world, "natt.organisation_reader", "organisation", natt.pk)
    assert (len(first.lines), first.page, first.pages) == (50, 1, 2)
    assert first.lines[0].number == first.count
    rest = see(world, "natt.organisation_reader", "organisation", natt.pk, page=99)
    assert rest.page == 2
    assert rest.lines[-1].number == 1
    assert len(first.lines) + len(rest.lines) == first.count
    assert (
        len(see(world, "natt.organisation_reader", "organisation", natt.pk, printed=True).lines)
        == first.count
    )
