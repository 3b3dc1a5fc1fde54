"""A case gets its registration number: under a lock on its authority's series, in the transaction that makes it."""

from datetime import datetime

from tillit.actions.acting import acting
from tillit.domain.actors import OPERATOR
from tillit.domain.registration import Registration, following
from tillit.store.models import Authority, Board, Case, Register


def registered_case(*, board: Board, title: str, at: datetime) -> Case:
    """A new case at a board, not yet saved, with the next number of its authority's series.

    Call it inside a transaction and save the case there: if that is undone, so is the number, and the next case gets
    it. Others who register at the same authority wait meanwhile.
    """
    case = Case(authority_id=board.authority_id, board=board, title=title)
    _number(case, at)
    return case


def number_older_cases(*, at: datetime) -> int:
    """Give cases from before there were numbers theirs, in the order they were opened; give how many there were."""
    older = Case.objects.filter(number=None).order_by("opened_at", "pk")
    for case in older:
        with acting("command.run", actor=OPERATOR, at=at) as act:
            act.allow()
            _number(case, case.opened_at)
            act.changed(case)
    return len(older)


def _number(case: Case, at: datetime) -> None:
    """Take the next number of the series. Who comes later waits until this transaction ends."""
    authority = Authority.objects.select_for_update(no_key=True).get(pk=case.authority_id)
    kept = Register.objects.filter(authority=authority).first()
    last = Registration(kept.year, kept.number, kept.at) if kept else None
    given = following(last, at)
    facts = {"year": given.year, "number": given.number, "at": given.at}
    Register.objects.update_or_create(authority=authority, defaults=facts)
    case.year, case.number, case.opened_at = given.year, given.number, given.at
