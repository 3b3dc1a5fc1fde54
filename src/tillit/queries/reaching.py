"""Where an actor's roles lead: a row of the access table as a filter on each kind of thing."""

from collections.abc import Callable

from django.db.models import Q

from tillit.domain.access import row
from tillit.domain.actors import SECOND_FACTOR, Actor
from tillit.domain.roles import RoleHeld
from tillit.store.models import Case, Party

NOBODY = Q(pk__in=[])


def counted(actor: Actor, who: frozenset[str]) -> list[RoleHeld]:
    """The actor's roles that a row names; an official's only with a second factor."""
    sure = actor.assurance >= SECOND_FACTOR
    return [held for held in actor.roles if held.role in who and (sure or held.authority is None)]


def reach(actor: Actor, action: str, state: str, home: Callable[[RoleHeld], Q]) -> Q:
    """What an actor reaches in one state, as a filter; `home` says where a role leads."""
    found = row(action, state)
    if found is None or (actor.assurance < found.level and "anonymous" not in found.who):
        return NOBODY
    if "anonymous" in found.who:
        return NOBODY if actor.operator else Q()
    reached = NOBODY
    for held in counted(actor, found.who):
        reached |= home(held)
    return reached


def by_space(actor: Actor, home: Callable[[RoleHeld], Q]) -> Q:
    """What an actor reads of that which stands in a space, each space by its own row."""
    reached = NOBODY
    for space in ("internal", "shared", "public"):
        reached |= Q(space=space) & reach(actor, "writing.read", space, home)
    return reached


def case_home(held: RoleHeld) -> Q:
    """Cases of a role: where its organisation is a party, or those of its authority and board."""
    if held.organisation is not None:
        present = Party.objects.filter(organisation=held.organisation, left_at=None)
        return Q(pk__in=present.values("case"))
    return board_home(held)


def board_home(held: RoleHeld) -> Q:
    """What an authority has at a board, for its own people: their board's, or all of it. Organisations have none."""
    if held.authority is None:
        return NOBODY
    mine = Q(authority=held.authority)
    return mine if held.board is None else mine & Q(board=held.board)


def writing_home(held: RoleHeld) -> Q:
    """Texts, messages and meetings in the cases of a role."""
    return Q(case__in=Case.objects.filter(case_home(held)))


def wording_home(held: RoleHeld) -> Q:
    """Earlier wordings of texts in the cases of a role."""
    return Q(writing__case__in=Case.objects.filter(case_home(held)))


def sheet_home(held: RoleHeld) -> Q:
    """The answer sheets of a role's own side: its organisation's, or the authority's in the cases of the role."""
    if held.organisation is not None:
        return Q(organisation=held.organisation)
    return Q(organisation=None, assessment__case__in=Case.objects.filter(case_home(held)))
