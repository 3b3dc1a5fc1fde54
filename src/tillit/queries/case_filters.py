"""What a list of cases is narrowed by: words, state, board, party, who is responsible; and its order."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tillit.domain.actors import Actor
from tillit.domain.registration import read
from tillit.queries import gate
from tillit.queries.search import found_in
from tillit.store.models import Case, Party

SORTS = {"nyast": ("-opened_at", "pk"), "aldst": ("opened_at", "pk"), "titel": ("title", "pk")}
STATES = {"": Q(), "oppna": Q(closed_at=None), "avslutade": Q(closed_at__isnull=False)}


@dataclass(frozen=True)
class Filters:
    """What is asked for. Empty values narrow nothing; an unknown sort counts as newest first."""

    search: str = ""
    state: str = ""
    board: UUID | None = None
    party: UUID | None = None
    mine: bool = False
    sort: str = "nyast"


def narrowed(actor: Actor, filters: Filters) -> QuerySet[Case]:
    """The cases that an actor may read and asks for, in order. A registration number finds just that case."""
    found = gate.cases(actor).filter(STATES.get(filters.state, Q()))
    if filters.search:
        number = read(filters.search)
        found = found.filter(
            Q(year=number[0], number=number[1]) if number else found_in(actor, filters.search)
        )
    if filters.board:
        found = found.filter(board=filters.board)
    if filters.party:
        here = Party.objects.filter(organisation=filters.party, left_at=None)
        found = found.filter(pk__in=here.values("case"))
    if filters.mine:
        found = found.filter(officer=actor.person) if actor.person else found.none()
    return found.order_by(*SORTS.get(filters.sort, SORTS["nyast"]))
