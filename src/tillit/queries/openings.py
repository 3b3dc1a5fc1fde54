"""Open invitations: in public, for those who have answered, and for the authority that asks.

Who sees whose answers, and why, is told in domain/openings.py.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tillit.domain.access import Subject
from tillit.domain.actors import Actor
from tillit.domain.openings import names_shown
from tillit.domain.turns import SWEDEN
from tillit.queries import gate
from tillit.queries.case_lists import PAGE, BoardChoice
from tillit.queries.opening_state import standing
from tillit.store.models import Authority, Opening, OpeningAnswer


@dataclass(frozen=True)
class OpeningSeen:
    """An open invitation. `state` is "draft", "open" or "closed"; `last_day` is within it, in Swedish time."""

    id: UUID
    title: str
    challenge: str
    who_may: str
    board: str
    authority: str
    last_day: date
    state: str


@dataclass(frozen=True)
class AnswerLine:
    """An answer: when it came; whose it is ("" where that is not told), and its case for those who may read that."""

    at: datetime
    name: str
    case: UUID | None


@dataclass(frozen=True)
class PublishedPage(OpeningSeen):
    """A published invitation. `answers`: for those who have answered themselves (`answered`), else nothing."""

    answered: bool
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class HousePage(OpeningSeen):
    """An invitation for the authority's own people. `can`: "write", "publish" and "close"."""

    version: int
    answers: tuple[AnswerLine, ...]
    can: frozenset[str]


@dataclass(frozen=True)
class OpeningList:
    """A page of invitations. `boards`: those where the actor may begin one."""

    lines: tuple[OpeningSeen, ...]
    page: int
    more: bool
    boards: tuple[BoardChoice, ...] = ()


def open_list(*, at: datetime, page: int = 1) -> OpeningList:
    """The invitations that take answers now, for anyone: those that end first come first."""
    today = at.astimezone(SWEDEN).date()
    found = Opening.objects.filter(published_at__isnull=False, closed_at=None, last_day__gte=today)
    return _page(found.order_by("last_day", "title", "pk"), at, page)


def published(*, at: datetime, opening: UUID) -> OpeningSeen | None:
    """A published invitation, also when it is over, for anyone; None when there is none."""
    found = _loaded(Opening.objects.filter(pk=opening, published_at__isnull=False)).first()
    return OpeningSeen(**_facts(found, at)) if found else None


def published_page(*, actor: Actor, at: datetime, opening: UUID) -> PublishedPage:
    """A published invitation with what the actor's own organisations may know of its answers. Raises NotThere."""
    found = _loaded(Opening.objects.filter(pk=opening, published_at__isnull=False)).first()
    if found is None:
        raise gate.NotThere
    mine = set(gate.organisations(actor).values_list("pk", flat=True))
    answers = list(_answers(found))
    answered = any(one.organisation_id in mine for one in answers)
    named = names_shown(standing(found, at))
    lines = (
        AnswerLine(one.at, _public_name(one) if named or one.organisation_id in mine else "", None)
        for one in answers
    )
    return PublishedPage(**_facts(found, at), answered=answered, answers=tuple(lines) if answered else ())


def answered_by(*, actor: Actor, at: datetime, case: UUID) -> OpeningSeen | None:
    """The invitation that a case answers, for those who read the case; None when it answers none."""
    found = _loaded(Opening.objects.filter(answers__case__in=gate.cases(actor).filter(pk=case))).first()
    return OpeningSeen(**_facts(found, at)) if found else None


def house_list(*, actor: Actor, at: datetime, authority: UUID, page: int = 1) -> OpeningList:
    """All invitations of an authority that the actor reads, the newest first. Raises NotThere, NotAllowed."""
    home = gate.find(Authority, authority, actor=actor)
    gate.check("opening.read", actor, Subject(authority=home.pk), at)
    found = gate.openings(actor).filter(authority=home).order_by("-changed_at", "pk")
    return _page(found, at, page, beginnable(actor=actor, at=at, authority=authority))


def beginnable(*, actor: Actor, at: datetime, authority: UUID) -> tuple[BoardChoice, ...]:
    """The open boards of an authority where the actor may write invitations, by name."""
    found = gate.boards(actor).filter(authority=authority, closed_at=None).order_by("name", "pk")
    allowed = (one for one in found if gate.may("opening.write", actor, gate.subject(one), at))
    return tuple(BoardChoice(one.pk, one.name) for one in allowed)


def house_page(*, actor: Actor, at: datetime, authority: UUID, opening: UUID) -> HousePage:
    """One invitation with all who have answered, for the authority. Raises NotThere."""
    found = _loaded(gate.openings(actor).filter(authority=authority, pk=opening)).first()
    if found is None:
        raise gate.NotThere
    state = standing(found, at)
    acts = {"draft": ("write", "publish"), "open": ("close",)}.get(state, ())
    about = gate.subject(found)
    mine = set(gate.cases(actor).filter(opening_answer__opening=found).values_list("pk", flat=True))
    lines = (
        AnswerLine(one.at, one.organisation.name, one.case_id if one.case_id in mine else None)
        for one in _answers(found)
    )
    can = frozenset(act for act in acts if gate.may("opening." + act, actor, about, at))
    return HousePage(**_facts(found, at), version=found.version, answers=tuple(lines), can=can)


def _page(
    found: QuerySet[Opening], at: datetime, page: int, boards: tuple[BoardChoice, ...] = ()
) -> OpeningList:
    first = (page - 1) * PAGE
    kept = list(_loaded(found)[first : first + PAGE + 1])
    lines = tuple(OpeningSeen(**_facts(one, at)) for one in kept[:PAGE])
    return OpeningList(lines, page, len(kept) > PAGE, boards)


def _loaded(found: QuerySet[Opening]) -> QuerySet[Opening]:
    return found.select_related("board", "authority")


def _answers(opening: Opening) -> QuerySet[OpeningAnswer]:
    return opening.answers.select_related("organisation").order_by("at", "pk")


def _public_name(answer: OpeningAnswer) -> str:
    """A sole trader's firm often bears a person's name, so it is left out."""
    return "" if answer.organisation.sole_trader else answer.organisation.name


def _facts(opening: Opening, at: datetime) -> dict[str, Any]:
    return {
        "id": opening.pk,
        "title": opening.title,
        "challenge": opening.challenge,
        "who_may": opening.who_may,
        "board": opening.board.name,
        "authority": opening.authority.name,
        "last_day": opening.last_day,
        "state": standing(opening, at),
    }
