"""Sharing: a draft leaves the organisation's own space and arrives at an authority.

From that moment it is received (tryckfrihetsförordningen 2 kap. 9 §), hence a public record, and cannot be
taken back. The draft itself stays in the own space, as before.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _

from tillit.actions.acting import acting
from tillit.actions.answering import answer_to, answerable
from tillit.actions.case_news import tell_officers
from tillit.actions.drafts import opened
from tillit.actions.homes import Refused
from tillit.actions.registering import registered_case
from tillit.domain.actors import Actor
from tillit.domain.spaces import Space
from tillit.gateways import file_store
from tillit.queries import gate
from tillit.queries.attached import open_content, open_name
from tillit.queries.drafts import Text
from tillit.queries.space_keys import space_key
from tillit.store.models import (
    Attachment,
    Blob,
    Board,
    Case,
    Draft,
    DraftSharing,
    Organisation,
    Party,
    Writing,
)


@dataclass(frozen=True)
class Shared:
    """Where a draft arrived."""

    case: UUID
    writing: UUID


def share(
    *,
    actor: Actor,
    at: datetime,
    draft: UUID,
    version: int,
    board: UUID | None = None,
    case: UUID | None = None,
    opening: UUID | None = None,
) -> Shared:
    """Share a draft, as at this version: in a case of theirs, or in a new one, at a board or as an answer to one.

    Raises NotThere, NotAllowed; Conflict (another version now); Refused (thrown away, empty, or closed where it goes).
    """
    with acting("draft.share", actor=actor, at=at) as act:
        found = act.take(Draft, draft, version=version)
        text = _sendable(found)
        invited = answerable(opening, found.organisation, at) if opening else None
        if case and invited is None:
            goal, new = _joined_case(actor, found, case), list[Model]()
        else:
            goal, new = _new_case(invited.board if invited else _open_board(board), found, text, at)
        writing = _received(goal, found.organisation, text, at)
        act.changed(*new, writing)
        copies = _copies(found, writing, act.person(), at)
        answer = [answer_to(invited, goal, found.organisation, at)] if invited else []
        act.changed(*copies, _sent(found, writing, at), *answer, chain=act.chain)
        if not invited:
            tell_officers(goal, writing, found.organisation, at)
        return Shared(goal.pk, writing.pk)


def _new_case(board: Board, draft: Draft, text: Text, at: datetime) -> tuple[Case, list[Model]]:
    """A case of its own for what arrives, registered, with its first party; and what there is to save of it."""
    case = registered_case(board=board, title=text.title, at=at)
    return case, [case, Party(case=case, organisation=draft.organisation, joined_at=at)]


def _sendable(draft: Draft) -> Text:
    """What a draft says, when it can be sent. Raises Refused."""
    if draft.thrown_at is not None:
        raise Refused(_("Texten ligger i papperskorgen. Ta tillbaka den först."))
    text = opened(draft)
    if not text.body.strip():
        raise Refused(_("Idén är tom än. Svara på minst en fråga innan ni delar den."))
    return text


def _sent(draft: Draft, writing: Writing, at: datetime) -> DraftSharing:
    """A note for the organisation itself of where the draft went."""
    return DraftSharing(draft=draft, writing=writing, version=draft.version, at=at)


def _received(case: Case, sender: Organisation, text: Text, at: datetime) -> Writing:
    """The text as it arrives: shared from the first moment."""
    return Writing(
        case=case,
        space=Space.SHARED,
        title=text.title,
        body=text.body,
        from_organisation=sender,
        placed_at=at,
        changed_at=at,
    )


def _joined_case(actor: Actor, draft: Draft, key: UUID) -> Case:
    """An open case where the draft's own organisation is a party; another one's part is not enough."""
    case = gate.find(Case, key, actor=actor, lock=True)
    if draft.organisation_id not in gate.case_parties(case.pk):
        raise gate.NotThere
    if case.closed_at is not None:
        raise Refused(_("Ärendet är avslutat. Be kommunen öppna det, eller dela i ett nytt ärende."))
    return case


def _open_board(key: UUID | None) -> Board:
    """A board that takes new cases. Boards and their names are public."""
    if key is None:
        raise gate.NotThere
    board = Board.objects.filter(pk=key, closed_at=None).select_related("authority").first()
    if board is None:
        raise gate.NotThere
    return board


def _copies(draft: Draft, writing: Writing, person: UUID, at: datetime) -> list[Model]:
    """The draft's files, opened and attached to the shared text."""
    key, copies = space_key(draft.organisation_id), list[Model]()
    for one in draft.attachments.filter(removed_at=None).order_by("added_at", "pk"):
        data = open_content(key, one)
        digest = file_store.keep(Path(settings.FILES_DIR), data)
        blob, _new = Blob.objects.get_or_create(digest=digest, defaults={"size": len(data), "kept_at": at})
        copy = Attachment(blob=blob, writing=writing, kind=one.kind, name=open_name(key, one), mime=one.mime)
        copy.size, copy.added_at, copy.added_by_id = one.size, at, person
        copies.append(copy)
    return copies
