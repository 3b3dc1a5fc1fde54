"""Texts in a case: one's own side's to change, and never read before they were shared."""

import pytest

from tillit.actions import writings
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.spaces import Space
from tillit.queries import writings as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Case, Entry, Mail, Organisation, Writing, WritingVersion
from world import NOON, build_world, canary

pytestmark = pytest.mark.django_db


def wordings(world, who, writing, case="gemensam"):
    """What someone reads in the history of a text."""
    found = asked.wordings(actor=world.actor(who), case=world.cases[case].pk, writing=writing)
    return [one.body for one in found]


def test_a_text_goes_from_internal_to_public_and_each_reads_from_when_it_was_theirs():
    world = build_world()
    act = {"actor": world.actor("sund.case_officer.social"), "at": NOON}
    case = world.cases["gemensam"].pk
    key = writings.write(**act, case=case, space=Space.INTERNAL, title="T1", body="internt ett")
    assert Entry.objects.order_by("-pk").first().chain.startswith("authority:")
    writings.rewrite(**act, writing=key, version=1, title="T2", body="internt två")
    with pytest.raises(NotThere):
        wordings(world, "natt.organisation_reader", key)
    assert not Mail.objects.exists()
    writings.share(**act, writing=key, version=2)
    assert Entry.objects.order_by("-pk").first().chain == f"case:{case}"
    assert Mail.objects.count() == 4
    writings.rewrite(**act, writing=key, version=3, title="T3", body="delat tre")
    assert wordings(world, "natt.organisation_reader", key) == ["internt två"]
    assert wordings(world, "sund.decision_recorder.social", key) == ["internt två"]
    assert len(wordings(world, "sund.case_officer.social", key)) == 3
    with pytest.raises(NotThere):
        asked.open_page(actor=act["actor"], writing=key)
    writings.publish(**act, writing=key, version=4)
    from tillit.domain.actors import ANONYMOUS

    assert asked.open_page(actor=ANONYMOUS, writing=key).body == "delat tre"
    assert "internt två" not in repr(asked.open_list(actor=ANONYMOUS))
    with pytest.raises(NotThere):
        asked.wordings(actor=ANONYMOUS, case=case, writing=key)
    with pytest.raises(NotAllowed):
        writings.rewrite(**act, writing=key, version=5, title="Sent", body="Sent")


@pytest.mark.parametrize("space", ["internal", "shared", "public"])
def test_nobody_changes_or_moves_the_other_sides_text(space):
    world = build_world()
    key = world.writings[f"gemensam.{space}"].pk
    before = Entry.objects.count()
    for who in (
        "natt.organisation_administrator",
        "hem.organisation_editor",
        "sund.registrar",
        "sund.case_officer.kultur",
        "berg.case_officer.social",
        "sund.tenant_administrator",
        "ny",
    ):
        act = {"actor": world.actor(who), "at": NOON, "writing": key, "version": 1}
        for change in (
            lambda act=act: writings.rewrite(**act, title="Min", body="Min"),
            lambda act=act: writings.share(**act),
            lambda act=act: writings.publish(**act),
        ):
            with pytest.raises((NotAllowed, NotThere)):
                change()
    assert (Entry.objects.count(), WritingVersion.objects.count()) == (before, 0)


def test_an_organisations_text_is_its_own_to_change_and_publish():
    world = build_world()
    text = world.writings["gemensam.shared"]
    Writing.objects.filter(pk=text.pk).update(from_organisation=world.organisations["natt"])
    for who in ("sund.case_officer.social", "hem.organisation_administrator", "natt.organisation_reader"):
        with pytest.raises(NotAllowed):
            writings.rewrite(
                actor=world.actor(who), at=NOON, writing=text.pk, version=1, title="Min", body="Min"
            )
        with pytest.raises(NotAllowed):
            writings.publish(actor=world.actor(who), at=NOON, writing=text.pk, version=1)
    editor = {"actor": world.actor("natt.organisation_editor"), "at": NOON, "writing": text.pk}
    writings.rewrite(**editor, version=1, title="Ny", body="Ny")
    with pytest.raises(Conflict):
        writings.rewrite(**editor, version=1, title="Igen", body="Igen")
    with pytest.raises(NotAllowed):
        writings.publish(**editor, version=2)
    writings.publish(
        actor=world.actor("natt.organisation_administrator"), at=NOON, writing=text.pk, version=2
    )
    Organisation.objects.filter(pk=world.organisations["natt"].pk).update(sole_trader=True)
    found = asked.open_page(actor=world.actor("ny"), writing=text.pk)
    assert found.line.source == ""


def test_nothing_is_written_in_a_closed_case_or_by_those_who_only_read():
    world = build_world()
    case = world.cases["gemensam"].pk
    text = {"case": case, "space": Space.SHARED, "title": "T", "body": "B"}
    for who in ("natt.organisation_administrator", "sund.registrar"):
        with pytest.raises(NotAllowed):
            writings.write(actor=world.actor(who), at=NOON, **text)
    officer = {"actor": world.actor("sund.case_officer.social"), "at": NOON}
    with pytest.raises(NotThere):
        writings.write(**officer, **{**text, "space": Space.PUBLIC})
    Case.objects.filter(pk=case).update(closed_at=NOON)
    with pytest.raises(Refused):
        writings.write(**officer, **text)
    act = {**officer, "version": 1}
    with pytest.raises(Refused):
        writings.share(**act, writing=world.writings["gemensam.internal"].pk)
    with pytest.raises(Refused):
        writings.publish(**act, writing=world.writings["gemensam.shared"].pk)


def test_a_text_is_found_only_through_its_own_case_and_search_in_public_texts_finds_only_those():
    world = build_world()
    reader = world.actor("natt.organisation_reader")
    with pytest.raises(NotThere):
        asked.writing_page(
            actor=reader, at=NOON, case=world.cases["gemensam"].pk, writing=world.writings["kultur.public"].pk
        )
    assert len(asked.open_list(actor=reader).lines) == 3
    for space, found in (("public", 1), ("shared", 0), ("internal", 0)):
        word = canary(f"{space}-body:gemensam")
        assert len(asked.open_list(actor=reader, search=word).lines) == found
