"""How near a case is: each need turns when it is met, and parties are not told what is examined inside."""

import pytest

from tillit.actions.officers import assign
from tillit.domain.readiness import NEEDS
from tillit.queries.gate import NotThere
from tillit.queries.readiness import readiness_of
from tillit.store.models import Case
from world import NOON, build_world, client_of

pytestmark = pytest.mark.django_db
OFFICER = "sund.case_officer.social"
INSIDE = {"legal", "consequence", "conflict"}


def met(world, who=OFFICER):
    """The needs of the shared case as someone sees them, and whether each is met."""
    key = world.cases["gemensam"].pk
    return {one.need.key: one.met for one in readiness_of(actor=world.actor(who), at=NOON, case=key)}


def test_an_officer_sees_every_need_and_a_party_none_of_what_is_inside():
    world = build_world()
    assert set(met(world)) == {need.key for need in NEEDS}
    for who in ("natt.organisation_reader", "sund.coordinator", "sund.decision_recorder.social"):
        assert set(met(world, who)) == {need.key for need in NEEDS} - INSIDE
    for who in ("lek.organisation_administrator", "berg.case_officer.social", "ny"):
        with pytest.raises(NotThere):
            met(world, who)


def test_a_need_turns_when_it_is_met():
    world = build_world()
    before = met(world)
    assert (before["parties"], before["officer"], before["challenge"]) == (True, False, False)
    case = Case.objects.get(pk=world.cases["gemensam"].pk)
    officer = world.people[OFFICER].pk
    assign(actor=world.actor(OFFICER), at=NOON, case=case.pk, version=case.version, officer=officer)
    after = met(world)
    assert {key for key in after if after[key] != before[key]} == {"officer"} or after["conflict"] is False


def test_the_page_says_what_is_missing_and_leads_there():
    world = build_world()
    home = f"/arenden/{world.cases['gemensam'].pk}/"
    page = client_of(world.people[OFFICER]).get(f"{home}vad-saknas/").content.decode()
    for link in (f"{home}ansvarig/", f"{home}utmaning/", f"{home}moten/", f"{home}provningar/"):
        assert f'href="{link}"' in page, link
    assert f'href="{home}vad-saknas/"' in client_of(world.people[OFFICER]).get(home).content.decode()
