"""Texts in cases and public texts: each through the gate, each wording by the space where it then was."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.queries import gate
from tillit.queries.attached import FileLine, in_writings
from tillit.queries.case_lists import PAGE, containing
from tillit.queries.cases import find_case
from tillit.queries.entered import EnteredMark, marks_of
from tillit.store.models import Entered, Writing


@dataclass(frozen=True)
class WritingPage:
    """A text in a case with all that its page shows. `can`: "write", "share" and "publish"."""

    id: UUID
    case: UUID
    case_title: str
    board: str
    title: str
    body: str
    space: str
    version: int
    side: str
    source: str
    placed_at: datetime
    changed_at: datetime
    files: tuple[FileLine, ...]
    earlier: int
    parties: tuple[str, ...]
    can: frozenset[str]
    entered: EnteredMark | None


@dataclass(frozen=True)
class Wording:
    """An earlier wording and the space where the text then was."""

    version: int
    space: str
    title: str
    body: str
    at: datetime


@dataclass(frozen=True)
class OpenLine:
    """A public text in a list."""

    id: UUID
    title: str
    side: str
    source: str
    authority: str
    placed_at: datetime


@dataclass(frozen=True)
class OpenList:
    """A page of the public texts."""

    lines: tuple[OpenLine, ...]
    page: int
    more: bool


@dataclass(frozen=True)
class OpenPage:
    """A public text. Nothing of the rest of its case, and no names of people. `entered`: by the board, for the
    organisation, which has confirmed it.
    """

    line: OpenLine
    body: str
    board: str
    files: tuple[FileLine, ...]
    entered: bool


def _one(actor: Actor, case: UUID, writing: UUID) -> Writing:
    """A text through its case. Raises NotThere."""
    found = (
        gate.writings(actor).filter(case=case, pk=writing).select_related("from_organisation", "case").first()
    )
    if found is None:
        raise gate.NotThere
    return found


def writing_page(*, actor: Actor, at: datetime, case: UUID, writing: UUID) -> WritingPage:
    """One text in a case. Raises NotThere, also when it is in another case than the address says."""
    home = find_case(actor, case)
    found = _one(actor, case, writing)
    about = gate.subject(found)
    acts = ("write", "share", "publish") if home.closed_at is None else ()
    sender = found.from_organisation
    return WritingPage(
        id=found.pk,
        case=home.pk,
        case_title=home.title,
        board=home.board.name,
        title=found.title,
        body=found.body,
        space=found.space,
        version=found.version,
        side="organisation" if sender else "authority",
        source=sender.name if sender else home.board.name,
        placed_at=found.placed_at,
        changed_at=found.changed_at,
        files=in_writings(actor=actor, writings=[found.pk]).get(found.pk, ()),
        earlier=gate.wordings(actor).filter(writing=found.pk).count(),
        parties=tuple(party.organisation.name for party in getattr(home, "present", [])),
        can=frozenset(act for act in acts if gate.may(f"writing.{act}", actor, about, at)),
        entered=marks_of(actor=actor, at=at, things=[found.pk]).get(found.pk),
    )


def wordings(*, actor: Actor, case: UUID, writing: UUID) -> tuple[Wording, ...]:
    """The earlier wordings that the actor may read, newest first: a party none from before it was shared.

    Raises NotThere.
    """
    find_case(actor, case)
    found = _one(actor, case, writing)
    kept = gate.wordings(actor).filter(writing=found.pk).order_by("-version")
    return tuple(Wording(one.version, one.space, one.title, one.body, one.at) for one in kept)


def open_list(*, actor: Actor, search: str = "", page: int = 1) -> OpenList:
    """The public texts, newest first."""
    found = gate.writings(actor).filter(space="public").select_related("from_organisation", "case__authority")
    if search:
        found = found.filter(containing("title", search) | containing("body", search))
    first = (page - 1) * PAGE
    kept = list(found.order_by("-placed_at", "pk")[first : first + PAGE + 1])
    return OpenList(tuple(_open_line(one) for one in kept[:PAGE]), page, len(kept) > PAGE)


def open_page(*, actor: Actor, writing: UUID) -> OpenPage:
    """One public text. Raises NotThere for a text that is not public, whoever asks."""
    found = gate.writings(actor).filter(space="public", pk=writing)
    one = found.select_related("from_organisation", "case__authority", "case__board").first()
    if one is None:
        raise gate.NotThere
    files = in_writings(actor=actor, writings=[one.pk]).get(one.pk, ())
    entered = Entered.objects.filter(writing=one.pk).exists()
    return OpenPage(_open_line(one), one.body, one.case.board.name, files, entered)


def _open_line(one: Writing) -> OpenLine:
    """Whose text it is, in public. A sole trader's firm often bears a person's name, so it is left out."""
    sender = one.from_organisation
    source = one.case.authority.name if sender is None else "" if sender.sole_trader else sender.name
    side = "authority" if sender is None else "organisation"
    return OpenLine(one.pk, one.title, side, source, one.case.authority.name, one.placed_at)
