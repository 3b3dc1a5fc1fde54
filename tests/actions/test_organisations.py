"""Organisations: registered once, changed by their own, never over someone else's words, and signed for."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tillit.actions import organisations
from tillit.actions.acting import Conflict
from tillit.actions.organisations import Taken
from tillit.actions.signatories import add_signatory, end_signatory
from tillit.domain.actors import ANONYMOUS, OPERATOR
from tillit.domain.roles import Role
from tillit.gateways.organisation_numbers import HIDDEN, read_number
from tillit.queries import gate
from tillit.queries import organisations as asked
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.space_keys import space_key
from tillit.store.models import Entry, Organisation, RoleGrant, Signatory
from world import NOON, NUMBERS, build_world, canary

pytestmark = pytest.mark.django_db
NEW = read_number("8024050059")
PERSON = read_number("640823-3234")
FACTS = {
    "name": "Nattens vänner",
    "legal_form": "foundation",
    "purpose": "Värme",
    "seat": "Borlänge",
    "contact": "ny@example.org",
    "registered": True,
}
OUTSIDERS = [
    "hem.organisation_administrator",
    "sund.case_officer.social",
    "sund.tenant_administrator",
    "berg.auditor",
    "ny",
]


def register(world, who="ny", number=NEW, name="Ny förening", legal_form="association"):
    """Register an organisation."""
    return organisations.register(
        actor=world.actor(who) if isinstance(who, str) else who,
        at=NOON,
        number=number,
        name=name,
        legal_form=legal_form,
        contact="ny@example.org",
    )


def edit(world, who="natt.organisation_editor", version=1, home="natt", **other):
    """Change the facts of an organisation."""
    organisations.edit(
        actor=world.actor(who),
        at=NOON,
        organisation_id=world.organisations[home].pk,
        version=version,
        **{**FACTS, **other},
    )


def add(world, who="natt.organisation_administrator", at=NOON, confirmed=NOON):
    """Add someone who may sign for natt."""
    return add_signatory(
        actor=world.actor(who, at=confirmed),
        at=at,
        organisation_id=world.organisations["natt"].pk,
        title="Ordförande",
        email="ordf@example.org",
        manner="alone",
        source="Protokoll 1",
        valid_from=date(2026, 3, 15),
    )


def page(world, who="natt.organisation_reader", home="natt"):
    """An organisation's page as someone sees it."""
    return asked.profile(actor=world.actor(who), at=NOON, organisation_id=world.organisations[home].pk)


def as_party(world, who, case="gemensam", home="natt"):
    """An organisation as someone sees it in a case."""
    return asked.profile_for_case(
        actor=world.actor(who), case_id=world.cases[case].pk, organisation_id=world.organisations[home].pk
    )


def test_whoever_registers_is_the_administrator_and_one_entry_tells_it():
    world = build_world()
    before = Entry.objects.count()
    key = register(world)
    found = Organisation.objects.get(pk=key)
    assert (found.number, found.name, found.legal_form) == (NEW.digits, "Ny förening", "association")
    assert not found.sole_trader
    grant = RoleGrant.objects.get(organisation=key)
    assert (grant.person, grant.role, grant.granted_by) == (
        world.people["ny"],
        Role.ORGANISATION_ADMINISTRATOR,
        None,
    )
    assert len(space_key(key)) == 32
    entry = Entry.objects.get(chain=f"organisation:{key}")
    assert (entry.action, entry.role, Entry.objects.count()) == (
        "organisation.register",
        "person",
        before + 1,
    )
    seen = asked.profile(actor=world.actor("ny"), at=NOON, organisation_id=key)
    assert seen.can == {"edit", "sign", "write", "people"}


def test_a_number_is_registered_once_and_a_refusal_leaves_nothing():
    world = build_world()
    before = Entry.objects.count(), Organisation.objects.count(), RoleGrant.objects.count()
    with pytest.raises(Taken):
        register(world, number=read_number(NUMBERS[0]))
    with pytest.raises(NotAllowed):
        register(world, who=ANONYMOUS, number=read_number(NUMBERS[0]))
    with pytest.raises(ValueError, match="legal form"):
        register(world, legal_form="king")
    with pytest.raises(NotAllowed):
        register(world, who=OPERATOR)
    assert (Entry.objects.count(), Organisation.objects.count(), RoleGrant.objects.count()) == before


def test_two_at_once_with_one_number_make_one(monkeypatch):
    world = build_world()
    real, asked_before = Organisation.objects.filter, []

    class Nobody:
        """What the second sees before the first has been kept."""

        @staticmethod
        def exists():
            return False

    def late(**found):
        asked_before.append(found)
        return Nobody if len(asked_before) == 1 else real(**found)

    monkeypatch.setattr(Organisation.objects, "filter", late)
    with pytest.raises(Taken) as caught:
        register(world, number=read_number(NUMBERS[0]))
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_a_sole_traders_number_is_kept_but_never_shown():
    world = build_world()
    key = register(world, number=PERSON, legal_form="association")
    found = asked.profile(actor=world.actor("ny"), at=NOON, organisation_id=key)
    assert Organisation.objects.get(pk=key).sole_trader
    assert (found.facts.number, found.facts.idea_based) == (HIDDEN, False)
    assert PERSON.digits not in repr(found)
    assert "person" in found.facts.hint


def test_facts_are_changed_by_editors_and_administrators_only():
    world = build_world()
    edit(world)
    seen = page(world).facts
    assert {name: getattr(seen, name) for name in FACTS} == FACTS
    assert seen.version == 2
    edit(world, "natt.organisation_administrator", version=2, registered=None)
    entries = Entry.objects.count()
    for who in ("natt.organisation_reader", "natt.organisation_signatory"):
        with pytest.raises(NotAllowed):
            edit(world, who, version=3)
    for who in OUTSIDERS:
        with pytest.raises(NotThere):
            edit(world, who, version=3)
    assert Entry.objects.count() == entries
    assert page(world).facts.registered is None
    with pytest.raises(ValueError, match="legal form"):
        edit(world, version=3, legal_form="king")


def test_nobody_writes_over_what_someone_else_saved():
    world = build_world()
    edit(world, name="Den första")
    with pytest.raises(Conflict) as caught:
        edit(world, "natt.organisation_administrator", name="Den andra")
    assert caught.value.now == 2
    assert page(world).facts.name == "Den första"


def test_the_page_is_for_those_who_belong():
    world = build_world()
    add(world)
    for role in ("reader", "editor", "signatory", "administrator"):
        seen = page(world, f"natt.organisation_{role}")
        assert seen.signatories[0].email == "ordf@example.org"
        assert ("edit" in seen.can) == (role in ("editor", "administrator"))
        assert ("sign" in seen.can) == (role == "administrator")
    for who in OUTSIDERS:
        with pytest.raises(NotThere):
            page(world, who)


def test_the_way_to_signatories_is_shown_also_to_an_administrator_who_must_confirm_first():
    world = build_world()
    stale = world.actor("natt.organisation_administrator", at=NOON - timedelta(hours=1))
    home = world.organisations["natt"].pk
    assert "sign" in asked.profile(actor=stale, at=NOON, organisation_id=home).can
    with pytest.raises(NotAllowed) as caught:
        asked.signatory_to_change(actor=stale, at=NOON, organisation_id=home)
    assert caught.value.reason == "fresh"


def test_signatories_are_added_and_ended_by_an_administrator_who_has_just_confirmed():
    world = build_world()
    entries = Entry.objects.count()
    key = add(world)
    signatory = Signatory.objects.get(pk=key)
    assert (signatory.title, signatory.manner, signatory.ended_at) == ("Ordförande", "alone", None)
    assert Entry.objects.count() == entries + 1
    with pytest.raises(NotAllowed) as caught:
        add(world, confirmed=NOON - timedelta(minutes=16))
    assert caught.value.reason == "fresh"
    for who in ("natt.organisation_editor", "natt.organisation_signatory", "natt.organisation_reader"):
        with pytest.raises(NotAllowed):
            add(world, who)
    for who in OUTSIDERS:
        with pytest.raises(NotThere):
            add(world, who)
    assert Entry.objects.count() == entries + 1


def test_a_signatory_is_ended_once_and_only_by_their_own():
    world = build_world()
    key = add(world)

    def end(home, who, signatory=key):
        end_signatory(
            actor=world.actor(who),
            at=NOON,
            organisation_id=world.organisations[home].pk,
            signatory_id=signatory,
        )

    with pytest.raises(NotThere):
        end("hem", "hem.organisation_administrator")
    with pytest.raises(NotThere):
        asked.signatory_to_change(
            actor=world.actor("hem.organisation_administrator"),
            at=NOON,
            organisation_id=world.organisations["hem"].pk,
            signatory_id=key,
        )
    with pytest.raises(NotThere):
        end("natt", "natt.organisation_administrator", uuid.uuid4())
    end("natt", "natt.organisation_administrator")
    assert Signatory.objects.get(pk=key).ended_at == NOON
    assert page(world).signatories == ()
    with pytest.raises(NotThere):
        end("natt", "natt.organisation_administrator")


def test_officials_and_other_parties_see_an_organisation_only_through_their_case():
    world = build_world()
    add(world)
    for who in (
        "sund.case_officer.social",
        "sund.registrar",
        "sund.auditor",
        "hem.organisation_reader",
        "natt.organisation_reader",
    ):
        seen = as_party(world, who)
        assert canary("purpose:natt") in seen.facts.purpose
        assert (seen.signatories[0].title, seen.signatories[0].email) == ("Ordförande", "")
        assert seen.facts.hint == ""
    for who in (
        "sund.case_officer.kultur",
        "sund.tenant_administrator",
        "berg.case_officer.social",
        "kor.organisation_administrator",
        "ny",
    ):
        with pytest.raises(NotThere):
            as_party(world, who)


def test_only_present_parties_are_seen_in_a_case():
    world = build_world()
    officer = "sund.case_officer.social"
    with pytest.raises(NotThere):
        as_party(world, officer, home="kor")
    world.cases["gemensam"].parties.filter(organisation=world.organisations["natt"]).update(left_at=NOON)
    with pytest.raises(NotThere):
        as_party(world, officer)
    assert as_party(world, officer, home="hem").facts.name.startswith("Föreningen hem")


def test_officials_without_a_second_factor_see_nothing():
    world = build_world()
    officer = world.actor("sund.case_officer.social", assurance=1)
    with pytest.raises(NotThere):
        asked.profile_for_case(
            actor=officer,
            case_id=world.cases["gemensam"].pk,
            organisation_id=world.organisations["natt"].pk,
        )
    assert gate.cases(officer).count() == 0
