"""The own space: kept sealed, changed without loss, and nobody's but the organisation's."""

import uuid

import pytest

from tillit.actions import drafts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.actors import OPERATOR
from tillit.gateways.sealing import SealBroken
from tillit.queries import drafts as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Draft, DraftVersion, Entry
from world import NOON, build_world, canary

pytestmark = pytest.mark.django_db
OUTSIDERS = [
    "hem.organisation_administrator",
    "sund.case_officer.social",
    "sund.tenant_administrator",
    "sund.auditor",
    "sund.registrar",
    "berg.case_officer.social",
    "ny",
]


def page(world, who="natt.organisation_reader", draft=None, home="natt"):
    """The draft as someone sees it."""
    return asked.draft_page(
        actor=world.actor(who),
        at=NOON,
        organisation=world.organisations[home].pk,
        draft=draft or world.drafts["natt"].pk,
    )


def rewrite(world, who="natt.organisation_editor", version=1, title="Ny rubrik", body="Ny text"):
    """Give the draft of natt another wording."""
    return drafts.rewrite(
        actor=world.actor(who),
        at=NOON,
        draft=world.drafts["natt"].pk,
        version=version,
        title=title,
        body=body,
    )


def test_a_new_draft_is_sealed_and_leaves_one_entry():
    world = build_world()
    before = Entry.objects.count()
    owner = world.organisations["natt"].pk
    key = drafts.write(
        actor=world.actor("natt.organisation_editor"),
        at=NOON,
        organisation=owner,
        title="Härbärge i parken",
        body="Texten i det egna",
    )
    last = Entry.objects.order_by("-pk").first()
    assert Entry.objects.count() == before + 1
    assert (last.chain, last.action) == (f"organisation:{owner}", "draft.write")
    kept = bytes(Draft.objects.get(pk=key).content)
    assert b"egna" not in kept
    assert "Härbärge".encode() not in kept
    assert "Härbärge" not in last.objects_json
    assert page(world, draft=key).body == "Texten i det egna"


def test_a_new_wording_keeps_the_one_before_and_both_can_be_read():
    world = build_world()
    rewrite(world)
    assert (page(world).title, page(world).version) == ("Ny rubrik", 2)
    found = asked.wordings(
        actor=world.actor("natt.organisation_reader"),
        organisation=world.organisations["natt"].pk,
        draft=world.drafts["natt"].pk,
    )
    assert [(one.version, one.title) for one in found] == [(1, canary("draft-title:natt"))]


def test_who_comes_second_meets_a_conflict_and_nothing_is_changed():
    world = build_world()
    rewrite(world)
    before = Entry.objects.count()
    with pytest.raises(Conflict) as met:
        rewrite(world, "natt.organisation_administrator", version=1, title="Min")
    assert met.value.now == 2
    assert page(world).title == "Ny rubrik"
    assert (Entry.objects.count(), DraftVersion.objects.count()) == (before, 1)


def test_an_earlier_wording_can_be_the_present_one_again():
    world = build_world()
    rewrite(world)
    act = {"actor": world.actor("natt.organisation_editor"), "at": NOON, "draft": world.drafts["natt"].pk}
    drafts.restore(**act, version=2, wording=1)
    assert (page(world).title, page(world).version) == (canary("draft-title:natt"), 3)
    with pytest.raises(NotThere):
        drafts.restore(**act, version=3, wording=77)


def test_what_is_thrown_away_can_be_taken_back_and_is_not_changed_meanwhile():
    world = build_world()
    act = {"actor": world.actor("natt.organisation_editor"), "at": NOON, "draft": world.drafts["natt"].pk}
    drafts.throw_away(**act, version=1)
    assert page(world).thrown
    assert page(world).title == canary("draft-title:natt")
    with pytest.raises(Refused):
        rewrite(world, version=2)
    drafts.take_back(**act, version=2)
    assert not page(world).thrown
    assert page(world).body == canary("draft-body:natt")


def test_a_sealed_text_cannot_be_moved_to_another_draft_or_version():
    world = build_world()
    draft = world.drafts["natt"]
    Draft.objects.filter(pk=draft.pk).update(version=2)
    with pytest.raises(SealBroken):
        page(world)
    Draft.objects.filter(pk=draft.pk).update(version=1, content=world.drafts["hem"].content)
    with pytest.raises(SealBroken):
        page(world)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_own_space_does_not_exist_for_anyone_else(who):
    world = build_world()
    before = Entry.objects.count()
    with pytest.raises(NotThere):
        page(world, who)
    with pytest.raises(NotThere):
        asked.own_space(actor=world.actor(who), at=NOON, organisation=world.organisations["natt"].pk)
    with pytest.raises(NotThere):
        rewrite(world, who)
    with pytest.raises(NotThere):
        drafts.throw_away(actor=world.actor(who), at=NOON, draft=world.drafts["natt"].pk, version=1)
    assert Entry.objects.count() == before


def test_not_even_the_operator_reads_it():
    world = build_world()
    where = {"organisation": world.organisations["natt"].pk, "draft": world.drafts["natt"].pk}
    with pytest.raises(NotThere):
        asked.draft_page(actor=OPERATOR, at=NOON, **where)
    with pytest.raises(NotThere):
        asked.wordings(actor=OPERATOR, **where)


def test_readers_and_signatories_read_but_do_not_write():
    world = build_world()
    for role in ("reader", "signatory"):
        with pytest.raises(NotAllowed):
            rewrite(world, f"natt.organisation_{role}")
    assert not page(world, "natt.organisation_reader").may_write
    assert page(world, "natt.organisation_editor").may_write


def test_a_draft_is_found_only_through_its_own_organisation():
    world = build_world()
    with pytest.raises(NotThere):
        page(world, home="hem")
    with pytest.raises(NotThere):
        page(world, draft=uuid.uuid4())
