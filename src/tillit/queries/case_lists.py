"""Lists around cases: an actor's own cases, and where an organisation may share a text."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from tillit.domain.actors import Actor
from tillit.domain.registration import shown
from tillit.queries import gate
from tillit.queries.case_filters import Filters, narrowed
from tillit.queries.people import shown_name
from tillit.store.models import Board, Case, Organisation, Party

PAGE = 25
MOST = 5_000  # lines of a file: more is no longer a list that anybody reads
ALL = Filters()


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    id: UUID
    number: str
    title: str
    authority: str
    board: str
    parties: tuple[str, ...]
    opened_at: datetime
    closed: bool
    officer: str


@dataclass(frozen=True)
class CaseList:
    """A page of the cases that an actor may read. `boards`: those of their authority; `begin_at`: where they may
    open one; `spaces`: the organisations whose texts they can share.
    """

    lines: tuple[CaseLine, ...]
    page: int
    more: bool
    boards: tuple["BoardChoice", ...]
    begin_at: tuple["BoardChoice", ...]
    spaces: tuple["BoardChoice", ...]


@dataclass(frozen=True)
class BoardChoice:
    """Something to choose: an id and a name."""

    id: UUID
    name: str


@dataclass(frozen=True)
class AuthorityChoice:
    """An authority with the boards that take new cases."""

    name: str
    boards: tuple[BoardChoice, ...]


def containing(field: str, words: str) -> Q:
    """What contains the words, in small or capital letters, also å, ä and ö, on either database."""
    forms = {words, words.lower(), words.upper(), words.capitalize()}
    found = Q()
    for form in sorted(forms):
        found |= Q(**{f"{field}__icontains": form})
    return found


def present_parties() -> "Prefetch[str]":
    """The parties of a case now, by name."""
    here = Party.objects.filter(left_at=None).select_related("organisation").order_by("joined_at", "pk")
    return Prefetch("parties", queryset=here, to_attr="present")


def listing(*, actor: Actor, at: datetime, filters: Filters = ALL, page: int = 1) -> CaseList:
    """The cases that an actor may read and asks for, by page."""
    first = (page - 1) * PAGE
    kept = _fetched(actor, filters, first, first + PAGE + 1)
    boards = gate.boards(actor).filter(closed_at=None).select_related("authority").order_by("name", "pk")
    begin = (one for one in boards if gate.may("case.open", actor, gate.subject(one), at))
    spaces = gate.organisations(actor).order_by("name", "pk")
    return CaseList(
        lines=tuple(_line(case) for case in kept[:PAGE]),
        page=page,
        more=len(kept) > PAGE,
        boards=tuple(BoardChoice(one.pk, one.name) for one in boards),
        begin_at=tuple(BoardChoice(one.pk, f"{one.name}, {one.authority.name}") for one in begin),
        spaces=tuple(BoardChoice(one.pk, one.name) for one in spaces),
    )


def exported(*, actor: Actor, filters: Filters) -> tuple[CaseLine, ...]:
    """The same cases without pages, for a file: at most `MOST`."""
    return tuple(_line(case) for case in _fetched(actor, filters, 0, MOST))


def _fetched(actor: Actor, filters: Filters, first: int, last: int) -> list[Case]:
    """Some of the cases, with all that their lines show. Sorted by themselves first: joining every case takes long."""
    keys = list(narrowed(actor, filters).values_list("pk", flat=True)[first:last])
    whole = Case.objects.select_related("authority", "board", "officer").prefetch_related(present_parties())
    found = whole.in_bulk(keys)
    return [found[key] for key in keys]


def _line(case: Case) -> CaseLine:
    parties: list[Party] = getattr(case, "present", [])
    return CaseLine(
        id=case.pk,
        number=shown(case.year, case.number),
        title=case.title,
        authority=case.authority.name,
        board=case.board.name,
        parties=tuple(party.organisation.name for party in parties),
        opened_at=case.opened_at,
        closed=case.closed_at is not None,
        officer=shown_name(case.officer) if case.officer else "",
    )


def open_boards() -> tuple[AuthorityChoice, ...]:
    """Every board that takes new cases, by authority. Their names are public."""
    grouped: dict[str, list[BoardChoice]] = {}
    boards = Board.objects.filter(closed_at=None).select_related("authority")
    for board in boards.order_by("authority__name", "name", "pk"):
        grouped.setdefault(board.authority.name, []).append(BoardChoice(board.pk, board.name))
    return tuple(AuthorityChoice(name, tuple(choices)) for name, choices in grouped.items())


def joined_cases(*, actor: Actor, organisation: UUID) -> tuple[BoardChoice, ...]:
    """The open cases where an organisation is a party now, newest first, at most a hundred."""
    here = Party.objects.filter(organisation=organisation, left_at=None)
    found = gate.cases(actor).filter(closed_at=None, pk__in=here.values("case")).select_related("board")
    return tuple(
        BoardChoice(one.pk, f"{one.title} ({one.board.name})")
        for one in found.order_by("-opened_at", "pk")[:100]
    )


def registered(*, actor: Actor, at: datetime, case: UUID, number: str) -> BoardChoice | None:
    """The organisation with exactly this number (ten digits), for whoever may add it as a party; else None.

    Raises NotThere, NotAllowed.
    """
    found = gate.find(Case, case, actor=actor)
    gate.check("case.parties", actor, gate.subject(found), at)
    match = Organisation.objects.filter(number=number).first()
    return BoardChoice(match.pk, match.name) if match else None
