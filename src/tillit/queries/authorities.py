"""An authority as its people see it: what is set up, its boards, its identity service but the secret."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tillit.domain.access import NOTHING, decide
from tillit.domain.actors import Actor
from tillit.domain.roles import Role
from tillit.gateways import file_store
from tillit.gateways.file_store import FileDamaged, FileMissing
from tillit.queries import gate
from tillit.queries.files import FileUnreadable
from tillit.queries.guidelines import LAW, guidelines
from tillit.store.models import Authority, Board, IdentityProvider, RoleGrant

ACTS = ("edit", "guideline", "boards", "goals", "people", "identity", "history")


@dataclass(frozen=True)
class BoardSeen:
    """A board or a company. `kind` is "board" or "company"."""

    id: UUID
    name: str
    code: str
    kind: str
    contact: str
    closed_at: datetime | None
    version: int


@dataclass(frozen=True)
class ServiceSeen:
    """An identity service; its secret is never among what is seen. `version` is 0 when there is none yet."""

    name: str = ""
    slug: str = ""
    issuer: str = ""
    client_id: str = ""
    high_acr: str = ""
    active: bool = True
    version: int = 0


@dataclass(frozen=True)
class AuthorityPage:
    """An authority. `can` are the parts that the reader may change, of ACTS. `service` is whether one is
    in use, `people` how many hold a role."""

    id: UUID
    name: str
    kind: str
    agreement_word: str
    guideline: str
    guideline_name: str
    theme: str
    logo: str | None
    contact: str
    acknowledge_days: int
    answer_days: int
    version: int
    open_boards: int
    people: int
    service: bool
    officers: bool
    can: frozenset[str]

    @property
    def chosen(self) -> bool:
        """Whether a guideline has been chosen; until then only the law applies."""
        return self.guideline != LAW


@dataclass(frozen=True)
class Listed:
    """An authority as the operator's list tells it."""

    id: UUID
    slug: str
    name: str
    kind: str
    boards: int
    administrators: int


@dataclass(frozen=True)
class Look:
    """How pages look to those who work at an authority. `theme` is one of THEMES, `logo` the picture's hash."""

    authority: UUID
    name: str
    theme: str
    logo: str | None


def look(*, actor: Actor) -> Look | None:
    """The look of the authority where an actor works; None for others, and for who works at several."""
    if not any(held.authority for held in actor.roles):
        return None
    found = list(gate.authorities(actor).values_list("pk", "name", "theme", "logo")[:2])
    return Look(*found[0]) if len(found) == 1 else None


def logo(*, actor: Actor, authority: UUID) -> bytes:
    """The logo of an authority where the actor works: a PNG picture. Raises NotThere, FileUnreadable."""
    found = gate.find(Authority, authority, actor=actor)
    if found.logo_id is None:
        raise gate.NotThere
    try:
        return file_store.fetch(Path(settings.FILES_DIR), found.logo_id)
    except (FileMissing, FileDamaged) as problem:
        raise FileUnreadable(str(authority)) from problem


def authority_page(*, actor: Actor, at: datetime, authority: UUID) -> AuthorityPage:
    """An authority for someone who works there. Raises NotThere, NotAllowed."""
    found = gate.find(Authority, authority, actor=actor)
    about = gate.subject(found)
    gate.check("authority.read", actor, about, at)
    grants = RoleGrant.objects.filter(authority=found, withdrawn_at=None)
    may = {act for act in ACTS if decide(f"authority.{act}", actor, about, at).reason in ("", "fresh")}
    may |= {"openings"} if gate.may("opening.read", actor, about, at) else set()
    known = guidelines().get(found.guideline)
    return AuthorityPage(
        id=found.pk,
        name=found.name,
        kind=found.kind,
        agreement_word=found.agreement_word,
        guideline=found.guideline,
        guideline_name=known.short if known else found.guideline,
        theme=found.theme,
        logo=found.logo_id,
        contact=found.contact,
        acknowledge_days=found.acknowledge_days,
        answer_days=found.answer_days,
        version=found.version,
        open_boards=Board.objects.filter(authority=found, closed_at=None).count(),
        people=grants.values("person").distinct().count(),
        service=IdentityProvider.objects.filter(authority=found, active=True).exists(),
        officers=grants.filter(role=Role.CASE_OFFICER).exists(),
        can=frozenset(may),
    )


def boards(*, actor: Actor, at: datetime, authority: UUID) -> tuple[BoardSeen, ...]:
    """All boards of an authority, open ones first. Raises NotThere, NotAllowed."""
    found = gate.find(Authority, authority, actor=actor)
    gate.check("authority.read", actor, gate.subject(found), at)
    rows = [_board(row) for row in Board.objects.filter(authority=found).order_by("name", "code")]
    return tuple(sorted(rows, key=lambda row: row.closed_at is not None))


def board(*, actor: Actor, at: datetime, authority: UUID, board: UUID) -> BoardSeen:
    """One board, for someone who may change it. Raises NotThere, NotAllowed."""
    home = gate.find(Authority, authority, actor=actor)
    gate.check("authority.boards", actor, gate.subject(home), at)
    row = Board.objects.filter(authority=home, pk=board).first()
    if row is None:
        raise gate.NotThere
    return _board(row)


def _board(row: Board) -> BoardSeen:
    return BoardSeen(row.pk, row.name, row.code, row.kind, row.contact, row.closed_at, row.version)


def identity_service(*, actor: Actor, at: datetime, authority: UUID) -> ServiceSeen:
    """The identity service of an authority, for someone who may change it. Raises NotThere, NotAllowed."""
    home = gate.find(Authority, authority, actor=actor)
    gate.check("authority.identity", actor, gate.subject(home), at)
    row = IdentityProvider.objects.filter(authority=home).first()
    if row is None:
        return ServiceSeen()
    return ServiceSeen(row.name, row.slug, row.issuer, row.client_id, row.high_acr, row.active, row.version)


def listed(*, actor: Actor, at: datetime) -> tuple[Listed, ...]:
    """All authorities, for the operator. Raises NotAllowed."""
    gate.check("command.run", actor, NOTHING, at)
    return tuple(
        Listed(
            row.pk,
            row.slug,
            row.name,
            row.kind,
            Board.objects.filter(authority=row, closed_at=None).count(),
            RoleGrant.objects.filter(
                authority=row, role=Role.TENANT_ADMINISTRATOR, withdrawn_at=None
            ).count(),
        )
        for row in Authority.objects.order_by("name")
    )
