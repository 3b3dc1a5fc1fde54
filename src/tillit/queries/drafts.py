"""The organisation's own space, for those who belong to it. Nobody else's query opens what is sealed here."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tillit.domain.actors import Actor
from tillit.domain.initiatives import Initiative, plain, read_plain
from tillit.gateways.sealing import open_sealed
from tillit.queries import gate
from tillit.queries.attached import FileLine, in_draft
from tillit.queries.draft_sharings import SharedLine, shared_lines
from tillit.queries.space_keys import space_key
from tillit.store.models import Draft, DraftVersion, Organisation

PAGE = 25


@dataclass(frozen=True)
class Text:
    """What a draft says. Of an initiative the body is its parts put together."""

    title: str
    body: str
    initiative: Initiative | None = None

    def to_bytes(self) -> bytes:
        """The text as it is sealed."""
        parts = plain(self.initiative) if self.initiative else {}
        return json.dumps({"title": self.title, "body": self.body, **parts}, ensure_ascii=False).encode()


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list."""

    id: UUID
    title: str
    changed_at: datetime
    initiative: Initiative | None


@dataclass(frozen=True)
class OwnSpace:
    """A page of an organisation's own space; `thrown` is the waste-basket, newest first, at most a page."""

    organisation: UUID
    name: str
    lines: tuple[DraftLine, ...]
    thrown: tuple[DraftLine, ...]
    page: int
    more: bool
    may_write: bool
    may_share: bool


@dataclass(frozen=True)
class DraftPage:
    """A draft with all that its page shows."""

    id: UUID
    organisation: UUID
    organisation_name: str
    title: str
    body: str
    version: int
    changed_at: datetime
    thrown: bool
    files: tuple[FileLine, ...]
    earlier: int
    may_write: bool
    may_share: bool
    initiative: Initiative | None
    shared: tuple[SharedLine, ...]


@dataclass(frozen=True)
class Wording:
    """An earlier wording: its version, what it said and when it was written."""

    version: int
    title: str
    body: str
    at: datetime


def about(draft: UUID, version: int) -> str:
    """What the seal of a draft's content is bound to."""
    return f"draft:{draft}:{version}"


def open_text(key: bytes, draft: UUID, version: int, content: "bytes | memoryview[int]") -> Text:
    """Open a draft's content at a version. Raises SealBroken when it was changed or moved."""
    found = json.loads(open_sealed(key, bytes(content), about(draft, version)))
    return Text(found["title"], found["body"], read_plain(found))


def own_space(*, actor: Actor, at: datetime, organisation: UUID, page: int = 1) -> OwnSpace:
    """The drafts of an organisation, newest first. Raises NotThere."""
    owner = gate.find(Organisation, organisation, actor=actor)
    mine = gate.drafts(actor).filter(organisation=owner.pk).order_by("-changed_at", "pk")
    first = (page - 1) * PAGE
    kept = list(mine.filter(thrown_at=None)[first : first + PAGE + 1])
    thrown = list(mine.filter(thrown_at__isnull=False)[:PAGE])
    key = space_key(owner.pk) if kept or thrown else b""
    return OwnSpace(
        organisation=owner.pk,
        name=owner.name,
        lines=tuple(_line(key, draft) for draft in kept[:PAGE]),
        thrown=tuple(_line(key, draft) for draft in thrown),
        page=page,
        more=len(kept) > PAGE,
        may_write=gate.may("draft.write", actor, gate.subject(owner), at),
        may_share=gate.may("draft.share", actor, gate.subject(owner), at),
    )


def _line(key: bytes, draft: Draft) -> DraftLine:
    text = open_text(key, draft.pk, draft.version, draft.content)
    return DraftLine(draft.pk, text.title, draft.changed_at, text.initiative)


def _one(actor: Actor, organisation: UUID, draft: UUID) -> Draft:
    """A draft through its organisation. Raises NotThere."""
    found = (
        gate.drafts(actor).filter(organisation=organisation, pk=draft).select_related("organisation").first()
    )
    if found is None:
        raise gate.NotThere
    return found


def draft_page(*, actor: Actor, at: datetime, organisation: UUID, draft: UUID) -> DraftPage:
    """One draft. Raises NotThere, also when it is another organisation's than the address says."""
    found = _one(actor, organisation, draft)
    key = space_key(organisation)
    text = open_text(key, found.pk, found.version, found.content)
    subject = gate.subject(found)
    return DraftPage(
        id=found.pk,
        organisation=organisation,
        organisation_name=found.organisation.name,
        title=text.title,
        body=text.body,
        version=found.version,
        changed_at=found.changed_at,
        thrown=found.thrown_at is not None,
        files=in_draft(actor=actor, draft=found.pk, key=key),
        earlier=found.versions.count(),
        may_write=gate.may("draft.write", actor, subject, at),
        may_share=gate.may("draft.share", actor, subject, at),
        initiative=text.initiative,
        shared=shared_lines(actor, found),
    )


def wordings(*, actor: Actor, organisation: UUID, draft: UUID) -> tuple[Wording, ...]:
    """The earlier wordings of a draft, newest first. Raises NotThere."""
    found = _one(actor, organisation, draft)
    key = space_key(organisation)
    kept = DraftVersion.objects.filter(draft=found).order_by("-version")
    texts = ((one, open_text(key, found.pk, one.version, one.content)) for one in kept)
    return tuple(Wording(one.version, text.title, text.body, one.at) for one, text in texts)
