"""Inviting, accepting, ending and leaving roles: who may, what follows, and that refusals leave nothing."""

import hashlib
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from houses import NOON, acts, build_houses, give, person
from tillit.actions.acceptance import accept
from tillit.actions.homes import Refused
from tillit.actions.invitations import found_administrator, invite, withdraw_invitation
from tillit.actions.people import edit, read_notice
from tillit.actions.posting import letter_in, notify
from tillit.actions.roles import leave, withdraw
from tillit.domain.actors import ANONYMOUS, OPERATOR
from tillit.domain.roles import Role
from tillit.queries import invitations, people
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.members import home
from tillit.queries.my_page import my_page, own_data
from tillit.store.models import Entry, Invitation, Mail, Notice, RoleGrant

MEMBERS = [
    "organisation_reader",
    "organisation_editor",
    "organisation_signatory",
    "organisation_administrator",
]
AT_BOARD = ["case_officer", "decision_recorder", "authority_signatory"]
AT_HOUSE = ["coordinator", "registrar", "auditor", "tenant_administrator"]
GIVES = {
    "organisation_administrator": MEMBERS,
    "tenant_administrator": AT_BOARD + AT_HOUSE,
    "coordinator": ["case_officer"],
}
REFUSALS = (NotThere, NotAllowed, Refused)
LATER = NOON + timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The houses, an administrator in each of our own, and a newcomer."""
    houses = build_houses()
    organisation, authority = houses.organisations["own"], houses.authorities["own"]
    admin, tenant, new = person("admin"), person("tenant"), person("ny")
    grants = {
        "admin": give(admin, "organisation_administrator", organisation),
        "tenant": give(tenant, "tenant_administrator", authority),
    }
    return SimpleNamespace(
        houses=houses,
        organisation=organisation,
        authority=authority,
        board=houses.boards["own"][0],
        admin=admin,
        tenant=tenant,
        new=new,
        grants=grants,
    )


def invited(world, role="organisation_editor", to="ny@example.org", at=NOON):
    """An invitation from the administrator of the house that the role belongs to; its secret."""
    if role in MEMBERS:
        return invite(
            actor=acts(world.admin), at=at, role=Role(role), email=to, organisation=world.organisation.pk
        )
    board = world.board.pk if role in AT_BOARD else None
    return invite(
        actor=acts(world.tenant), at=at, role=Role(role), email=to, authority=world.authority.pk, board=board
    )


def refused(act, kind=REFUSALS):
    """See that an act is refused and leaves nothing: no entry, no letter, no changed role or invitation."""

    def state():
        return (
            Entry.objects.count(),
            Mail.objects.count(),
            Notice.objects.count(),
            list(RoleGrant.objects.order_by("pk").values_list()),
            list(Invitation.objects.order_by("pk").values_list()),
        )

    before = state()
    with pytest.raises(kind) as caught, transaction.atomic():
        act()
    assert state() == before
    return caught.value


def test_an_invitation_keeps_the_hash_only_and_its_letter_has_the_link(world, settings):
    token = invited(world, to=" Ny@Example.org ")
    kept = Invitation.objects.get()
    assert kept.email == "ny@example.org"
    assert kept.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert kept.expires_at == NOON + timedelta(days=14)
    assert len(token) >= 43
    mail = Mail.objects.get()
    letter = letter_in(mail)
    assert letter.link == f"{settings.ADDRESS}/inbjudan/{token}/"
    assert mail.urgent
    assert mail.recipient == "ny@example.org"
    assert "Föreningen own" in letter.subject
    assert token not in str(Entry.objects.values_list())
    assert Entry.objects.get().action == "organisation.people"


def test_a_known_and_an_unknown_address_are_treated_alike(world):
    assert invited(world, to="ny@example.org")
    assert invited(world, to="ingen@example.org")
    first, second = Mail.objects.order_by("created_at", "recipient")
    assert first.person is None is second.person


def test_accepting_gives_the_role_once_and_tells_the_inviter(world):
    token = invited(world)
    accepted = accept(actor=acts(world.new), at=LATER, token=token)
    grant = RoleGrant.objects.get(pk=accepted.grant)
    assert (grant.person, grant.granted_by, grant.role) == (world.new, world.admin, "organisation_editor")
    assert accepted.counts
    assert Notice.objects.get().person == world.admin
    assert Entry.objects.filter(action="invitation.accept").count() == 1
    problem = refused(lambda: accept(actor=acts(world.new), at=LATER, token=token), Refused)
    assert "redan använd" in str(problem)


def test_an_officials_role_waits_for_the_second_factor(world):
    token = invited(world, "registrar")
    assert not accept(actor=acts(world.new, 1), at=LATER, token=token).counts
    assert my_page(actor=acts(world.new, 1), at=LATER).needs_factor
    assert not my_page(actor=acts(world.new, 2), at=LATER).needs_factor


def test_invitations_that_do_not_hold_are_refused_300_times(world):
    other = person("annan")
    tokens = {
        name: invited(world, role)
        for name, role in zip(
            ("used", "withdrawn", "expired"),
            ("organisation_editor", "organisation_reader", "registrar"),
            strict=True,
        )
    }
    accept(actor=acts(world.new), at=NOON, token=tokens["used"])
    key = Invitation.objects.get(role="organisation_reader").pk
    withdraw_invitation(actor=acts(world.admin), at=NOON, invitation_id=key)
    after = NOON + timedelta(days=14)
    foreign = invited(world, "organisation_signatory")
    ways = [(world.new, NOON, tokens["used"]), (other, NOON, tokens["used"])]
    ways += [(world.new, NOON, tokens["withdrawn"]), (other, NOON, tokens["withdrawn"])]
    ways += [(world.new, after, tokens["expired"]), (other, NOON, foreign)]

    def try_all():
        for n in range(300):
            who, at, token = ways[n % 6] if n % 7 else (world.new, NOON, f"{foreign[:-3]}{n:03}")
            with pytest.raises((NotThere, Refused)), transaction.atomic():
                accept(actor=acts(who), at=at, token=token)
        raise Refused

    refused(try_all)
    refused(lambda: accept(actor=ANONYMOUS, at=NOON, token=foreign), NotAllowed)


def test_nobody_invites_themselves_by_any_address_of_theirs(world):
    refused(lambda: invited(world, to="ADMIN@example.org"), Refused)
    vouched = people.actor(
        person=world.tenant.pk,
        assurance=2,
        confirmed_at=NOON,
        vouched_for=world.authority.pk,
        vouched_email="Tenant@Kommunen.example",
    )
    refused(
        lambda: invite(
            actor=vouched,
            at=NOON,
            role=Role.AUDITOR,
            email="tenant@kommunen.example",
            authority=world.authority.pk,
        ),
        Refused,
    )


def test_the_inviter_cannot_accept_even_with_the_address(world):
    token = invited(world)
    Invitation.objects.update(email=world.admin.email)
    refused(lambda: accept(actor=acts(world.admin), at=LATER, token=token), NotThere)
    with pytest.raises(IntegrityError), transaction.atomic():
        give(world.admin, "organisation_reader", world.organisation, by=world.admin)


def test_an_inviter_who_has_lost_the_role_gives_nothing(world):
    second = person("andra")
    grant = give(second, "organisation_administrator", world.organisation)
    token = invite(
        actor=acts(second), at=NOON, role=Role.ORGANISATION_READER, email="ny@example.org",
        organisation=world.organisation.pk,
    )  # fmt: skip
    RoleGrant.objects.filter(pk=grant.pk).update(withdrawn_at=NOON)
    problem = refused(lambda: accept(actor=acts(world.new), at=LATER, token=token), Refused)
    assert "ny inbjudan" in str(problem)


def test_ending_a_role_ends_sessions_and_the_invitations_that_rested_on_it(world):
    second = person("andra")
    grant = give(second, "organisation_administrator", world.organisation)
    invite(
        actor=acts(second), at=NOON, role=Role.ORGANISATION_READER, email="ny@example.org",
        organisation=world.organisation.pk,
    )  # fmt: skip
    withdraw(actor=acts(world.admin), at=LATER, grant_id=grant.pk)
    second.refresh_from_db()
    assert second.session_epoch == 1
    assert Invitation.objects.get().withdrawn_at == LATER
    assert Notice.objects.get().person == second
    assert people.actor(person=second.pk, assurance=2, confirmed_at=NOON, vouched_for=None).roles == ()
    refused(lambda: withdraw(actor=acts(world.admin), at=LATER, grant_id=grant.pk), NotThere)


def test_a_page_opened_before_a_role_ended_gives_no_power_after(world):
    second = person("andra")
    grant = give(second, "organisation_administrator", world.organisation)
    before = acts(second)
    withdraw(actor=acts(world.admin), at=LATER, grant_id=grant.pk)
    refused(
        lambda: invite(
            actor=before, at=LATER, role=Role.ORGANISATION_READER, email="x@example.org",
            organisation=world.organisation.pk,
        ),
        NotAllowed,
    )  # fmt: skip
    refused(
        lambda: withdraw(actor=before, at=LATER, grant_id=world.grants["admin"].pk), (NotAllowed, Refused)
    )


@pytest.mark.parametrize("who", ["admin", "tenant"])
def test_the_last_administrator_stays(world, who):
    grant, actor = world.grants[who], acts(getattr(world, who))
    for act in (leave, withdraw):
        problem = refused(lambda act=act: act(actor=actor, at=LATER, grant_id=grant.pk), Refused)
        assert "administratör" in str(problem)
    closed = person("stangd")
    give(closed, grant.role, world.organisation if who == "admin" else world.authority)
    closed.is_active = False
    closed.save()
    refused(lambda: leave(actor=actor, at=LATER, grant_id=grant.pk), Refused)
    give(person("andra"), grant.role, world.organisation if who == "admin" else world.authority)
    assert leave(actor=actor, at=LATER, grant_id=grant.pk) == 1


def test_leaving_is_for_ones_own_role(world):
    reader = give(world.new, "organisation_reader", world.organisation)
    refused(lambda: leave(actor=acts(world.admin), at=LATER, grant_id=reader.pk), NotThere)
    refused(lambda: leave(actor=acts(world.new), at=LATER, grant_id=uuid4()), NotThere)
    assert leave(actor=acts(world.new), at=LATER, grant_id=reader.pk) == 1
    assert not Notice.objects.exists()


def test_a_role_one_has_already_is_told_kindly(world):
    token = invited(world)
    give(world.new, "organisation_editor", world.organisation)
    assert "redan den rollen" in str(
        refused(lambda: accept(actor=acts(world.new), at=LATER, token=token), Refused)
    )
    refused(lambda: invited(world), Refused)


def test_a_new_invitation_replaces_the_older_one_and_nobody_is_flooded(world):
    tokens = [invited(world, at=NOON + timedelta(minutes=n)) for n in range(5)]
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    refused(lambda: invited(world, at=LATER), Refused)
    refused(lambda: accept(actor=acts(world.new), at=LATER, token=tokens[0]), Refused)
    assert accept(actor=acts(world.new), at=LATER, token=tokens[-1])


def test_the_operator_founds_one_administrator_and_nothing_else(world):
    other = world.houses.authorities["other"]
    token = found_administrator(actor=OPERATOR, at=NOON, authority=other.pk, email="ny@example.org")
    assert accept(actor=acts(world.new), at=LATER, token=token)
    refused(
        lambda: found_administrator(actor=OPERATOR, at=NOON, authority=other.pk, email="x@example.org"),
        Refused,
    )
    refused(
        lambda: found_administrator(
            actor=acts(world.tenant), at=NOON, authority=other.pk, email="x@example.org"
        ),
        NotAllowed,
    )
    refused(
        lambda: invite(
            actor=OPERATOR, at=NOON, role=Role.AUDITOR, email="x@example.org", authority=world.authority.pk
        )
    )


def test_an_employers_service_vouches_for_addresses_in_its_own_house_only(world):
    newcomer = person("x")
    newcomer.email = f"{newcomer.pk}@inloggning.invalid"
    newcomer.save()

    def vouched(house):
        return people.actor(
            person=newcomer.pk,
            assurance=2,
            confirmed_at=NOON,
            vouched_for=world.houses.authorities[house].pk,
            vouched_email="ny2@example.org",
        )

    city = invited(world, "registrar", to="ny2@example.org")
    association = invited(world, "organisation_reader", to="ny2@example.org")
    refused(lambda: accept(actor=vouched("other"), at=LATER, token=city), NotThere)
    refused(lambda: accept(actor=vouched("own"), at=LATER, token=association), NotThere)
    accept(actor=vouched("own"), at=LATER, token=city)
    newcomer.refresh_from_db()
    assert newcomer.email == "ny2@example.org"


def test_every_kind_of_actor_against_every_role_in_both_houses(world):
    """17 kinds of actor × 11 roles × 2 houses × 2 boards, four acts each, against the table above."""
    houses = world.houses
    kinds = {
        "nobody": (ANONYMOUS, "", ""),
        "operator": (OPERATOR, "", ""),
        "no role": (acts(person("utan")), "", ""),
    }
    for role in (*MEMBERS, *AT_BOARD, *AT_HOUSE):
        who = person(role)
        place = world.organisation if role in MEMBERS else world.authority
        give(who, role, place, world.board if role in AT_BOARD else None)
        kinds[role] = (acts(who), role, "own")
    kinds["code only"] = (acts(world.tenant, 1), "", "")
    for role in ("organisation_administrator", "tenant_administrator"):
        who = person(f"other-{role}")
        give(who, role, houses.organisations["other"] if role in MEMBERS else houses.authorities["other"])
        kinds[f"other {role}"] = (acts(who), role, "other")
    tried = 0
    for actor, mine, my_house in kinds.values():
        for house in ("own", "other"):
            for role in (*MEMBERS, *AT_BOARD, *AT_HOUSE):
                for board in houses.boards[house] if role in AT_BOARD else [None]:
                    expected = my_house == house and role in GIVES.get(mine, [])
                    before = transaction.savepoint()
                    tried += _four_acts(world, actor, role, house, board, expected)
                    transaction.savepoint_rollback(before)
    assert tried >= 1800


def _four_acts(world, actor, role, house, board, expected):
    """Invite to, end, leave another's and take back an invitation to one role; each goes as expected."""
    place = world.houses.organisations[house] if role in MEMBERS else world.houses.authorities[house]
    home = {"organisation": place.pk} if role in MEMBERS else {"authority": place.pk}
    target = person("mal")
    grant = give(target, role, place, board)
    give(person("kvar"), role, place, board)
    offer = Invitation.objects.create(
        token_hash="0" * 64, email="m@example.org", role=role, board=board, invited_at=NOON,
        expires_at=NOON + timedelta(days=14), **{f"{key}_id": value for key, value in home.items()},
    )  # fmt: skip
    acts_now = {
        "invite": lambda: invite(
            actor=actor, at=NOON, role=Role(role), email="n@example.org", board=board and board.pk, **home
        ),
        "withdraw": lambda: withdraw(actor=actor, at=NOON, grant_id=grant.pk),
        "take back": lambda: withdraw_invitation(actor=actor, at=NOON, invitation_id=offer.pk),
    }
    for name, act in acts_now.items():
        entries = Entry.objects.count()
        try:
            with transaction.atomic():
                act()
            happened = True
        except REFUSALS:
            happened = False
        assert happened is expected, (name, role, house, actor)
        assert Entry.objects.count() == entries + happened
    with pytest.raises(REFUSALS), transaction.atomic():
        leave(actor=actor, at=NOON, grant_id=grant.pk)
    return 4


def test_foreign_ids_answer_as_ids_that_do_not_exist(world):
    stranger = acts(person("utan"))
    invited(world)
    offer = Invitation.objects.get()
    for grant in (world.grants["admin"].pk, world.grants["tenant"].pk, uuid4()):
        refused(lambda grant=grant: withdraw(actor=stranger, at=NOON, grant_id=grant), NotThere)
        refused(lambda grant=grant: leave(actor=stranger, at=NOON, grant_id=grant), NotThere)
    for key in (offer.pk, uuid4()):
        refused(lambda key=key: withdraw_invitation(actor=stranger, at=NOON, invitation_id=key), NotThere)
    for place in (world.organisation.pk, uuid4()):
        with pytest.raises(NotThere):
            home(actor=stranger, at=NOON, organisation=place)


def test_the_people_of_a_home_are_shown_to_its_own_and_managed_by_its_administrators(world):
    give(world.new, "organisation_reader", world.organisation)
    invited(world, to="x@example.org")
    as_reader = home(actor=acts(world.new), at=NOON, organisation=world.organisation.pk)
    assert [one.shown for one in as_reader.members] == ["admin@example.org", "ny@example.org"]
    assert (as_reader.choices, as_reader.invitations) == ((), ())
    assert not any(role.may_withdraw for one in as_reader.members for role in one.roles)
    as_admin = home(actor=acts(world.admin), at=NOON, organisation=world.organisation.pk)
    assert [role for role, _name in as_admin.choices] == MEMBERS
    assert [one.email for one in as_admin.invitations] == ["x@example.org"]
    assert as_admin.members[0].roles[0].last_administrator
    with pytest.raises(NotAllowed):
        home(actor=acts(world.new), at=NOON, organisation=world.organisation.pk, managing=True)


def test_an_invitation_is_read_by_the_one_it_is_for_and_reading_uses_nothing_up(world):
    token = invited(world, "case_officer")
    for _ in range(3):
        seen = invitations.invitation(actor=acts(world.new, 1), token=token, at=LATER)
    assert (seen.role, seen.board, seen.inviter, seen.problem) == (
        "Handläggare", "Nämnden a", "tenant@example.org", "",
    )  # fmt: skip
    assert seen.needs_factor
    assert "Öppna ett ärende hos nämnden" in seen.may
    with pytest.raises(NotThere):
        invitations.invitation(actor=acts(world.admin), token=token, at=LATER)
    with pytest.raises(NotAllowed):
        invitations.invitation(actor=ANONYMOUS, token=token, at=LATER)


def tell(who, event, **more):
    """Put a notice on someone's page."""
    with transaction.atomic():
        notify(person=who, event=event, kind="case", text=event, link="/arenden/", at=NOON, **more)


def test_what_waits_comes_in_order_of_date_and_reading_is_ones_own(world):
    today = NOON.date()
    for days in (9, -1, 3):
        tell(world.new, f"om {days}", due=today + timedelta(days=days))
    tell(world.new, "nytt")
    tell(world.admin, "annans")
    page = my_page(actor=acts(world.new), at=NOON)
    assert [one.days for one in page.waiting] == [-1, 3, 9]
    assert [one.text for one in page.news] == ["nytt"]
    for one in (*page.waiting, *page.news):
        assert read_notice(actor=acts(world.new), at=LATER, notice_id=one.id) == "/arenden/"
    page = my_page(actor=acts(world.new), at=LATER)
    assert [one.days for one in page.waiting] == [3, 9]
    assert all(one.read for one in (*page.waiting, *page.news))
    foreign = Notice.objects.get(person=world.admin)
    refused(lambda: read_notice(actor=acts(world.new), at=LATER, notice_id=foreign.pk), NotThere)


def test_ones_own_data_is_all_there_and_nobody_elses(world):
    token = invited(world)
    accept(actor=acts(world.new), at=LATER, token=token)
    edit(actor=acts(world.new), at=LATER, name="  Ny   Person ", digest="daily")
    tell(world.new, "nytt")
    tell(world.admin, "annans")
    data = own_data(actor=acts(world.new), at=LATER)
    assert data["person"]["namn"] == "Ny Person"
    assert data["person"]["brev"] == "daily"
    assert [one["roll"] for one in data["roller"]] == ["Redigerare"]
    assert [one["vad"] for one in data["handlingar"]] == [
        "Tacka ja till en inbjudan",
        "Ändra namn och notiser",
    ]
    assert [one["text"] for one in data["notiser"]] == ["nytt"]
    assert "admin@example.org" not in str(data)
    with pytest.raises(ValueError, match="ofta"):
        edit(actor=acts(world.new), at=LATER, name="", digest="ofta")
    with pytest.raises(NotAllowed):
        own_data(actor=ANONYMOUS, at=LATER)
