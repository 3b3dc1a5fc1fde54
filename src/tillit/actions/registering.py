"""A case gets its registration number: under a lock on its authority's series, in the transaction that makes it."""

from datetime import datetime

from tillit.domain.registration import Registration, following
from tillit.store.models import Authority, Board, Case, Register


def registered_case(*, board: Board, title: str, at: datetime) -> Case:
    """A new case at a board, not yet saved, with the next number of its authority's series.

    Call it inside a transaction and save the case there: if that is undone, so is the number, and the next case gets
    it. Others who register at the same authority wait meanwhile.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=board.authority_id)
    kept = Register.objects.filter(authority=authority).first()
    last = Registration(kept.year, kept.number, kept.at) if kept else None
    given = following(last, at)
    facts = {"year": given.year, "number": given.number, "at": given.at}
    Register.objects.update_or_create(authority=authority, defaults=facts)
    return Case(
        authority=authority,
        board=board,
        year=given.year,
        number=given.number,
        title=title,
        opened_at=given.at,
    )
