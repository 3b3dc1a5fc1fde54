"""Roles and invitations as rules: who may give what, who an invitation is for, and until when."""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tillit.domain.invitations import LASTS, Offer, Standing, meant_for, standing
from tillit.domain.roles import ROLE_NAMES, Role, RoleHeld, fits, may_end, may_grant

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ORG, OTHER_ORG, AUTH, OTHER_AUTH, BOARD, OTHER_BOARD = (uuid4() for _ in range(6))
# Written from the description of roles, not from the code.
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


def role_at(role, *, own=True, board=BOARD):
    """A role in our own house or another's, at a board where it belongs to one."""
    if role in MEMBERS:
        return RoleHeld(Role(role), ORG if own else OTHER_ORG)
    return RoleHeld(Role(role), None, AUTH if own else OTHER_AUTH, board if role in AT_BOARD else None)


def test_every_role_is_known_and_named():
    assert sorted(MEMBERS + AT_BOARD + AT_HOUSE) == sorted(Role) == sorted(ROLE_NAMES)


@pytest.mark.parametrize("holder", list(Role))
def test_each_role_gives_what_it_should_at_home_and_nothing_elsewhere(holder):
    for target, own, board in itertools.product(Role, (True, False), (BOARD, OTHER_BOARD)):
        expected = own and target in GIVES.get(holder, [])
        assert may_grant((role_at(holder),), role_at(target, own=own, board=board)) is expected


def test_nobody_without_roles_gives_anything():
    assert not any(may_grant((), role_at(role)) for role in Role)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_the_home_it_belongs_to(role):
    assert fits(role_at(role))
    assert not fits(RoleHeld(role))
    assert not fits(RoleHeld(role, ORG, AUTH))
    assert not fits(RoleHeld(role, ORG, None, BOARD))
    assert fits(RoleHeld(role, None, AUTH, BOARD)) is (role in AT_BOARD)
    assert fits(RoleHeld(role, None, AUTH)) is (role in AT_HOUSE)
    assert fits(RoleHeld(role, ORG)) is (role in MEMBERS)


def test_a_board_role_without_a_board_is_given_by_nobody():
    assert not may_grant((role_at("tenant_administrator"),), RoleHeld(Role.CASE_OFFICER, None, AUTH))


@pytest.mark.parametrize("role", list(Role))
def test_only_the_last_administrator_must_stay(role):
    administrator = role in ("organisation_administrator", "tenant_administrator")
    assert may_end(role, []) is not administrator
    assert may_end(role, [other for other in Role if other != role]) is not administrator
    assert may_end(role, [role])


def offer(**changed):
    """An open invitation to ny@example.org."""
    plain = {"email": "ny@example.org", "expires_at": NOON + LASTS, "used": False, "withdrawn": False}
    return Offer(**{**plain, "invited_by": uuid4(), **changed})


def test_an_invitation_lasts_fourteen_days_to_the_moment():
    assert timedelta(days=14) == LASTS
    assert standing(offer(), NOON + LASTS - timedelta(microseconds=1)) is Standing.OPEN
    assert standing(offer(), NOON + LASTS) is Standing.EXPIRED
    assert standing(offer(used=True), NOON) is Standing.USED
    assert standing(offer(withdrawn=True), NOON) is Standing.WITHDRAWN


def test_an_invitation_is_for_its_address_and_never_for_the_inviter():
    person = uuid4()
    mine = frozenset({"ny@example.org"})
    assert meant_for(offer(), person=person, emails=mine)
    assert not meant_for(offer(), person=person, emails=frozenset({"annan@example.org"}))
    assert not meant_for(offer(), person=person, emails=frozenset())
    assert not meant_for(offer(invited_by=person), person=person, emails=mine)


def test_letters_that_look_or_fold_alike_are_different_addresses():
    for ours, theirs in (
        ("strasse@example.org", "straße@example.org"),
        ("sam@example.org", "ſam@example.org"),
    ):
        assert not meant_for(offer(email=ours), person=uuid4(), emails=frozenset({theirs}))
