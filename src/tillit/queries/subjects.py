"""How the access table sees each kind of thing: whose it is and in which state."""

from uuid import UUID

from django.db.models import Model

from tillit.domain.access import NOTHING, Subject
from tillit.store.models import (
    AnswerSheet,
    Attachment,
    Authority,
    Board,
    Case,
    CaseAssessment,
    Draft,
    Entered,
    Meeting,
    Opening,
    Organisation,
    Party,
    Task,
    Writing,
)


def case_parties(case_id: UUID) -> frozenset[UUID]:
    """The organisations that are parties of a case now."""
    return frozenset(
        Party.objects.filter(case=case_id, left_at=None).values_list("organisation_id", flat=True)
    )


def subject(thing: Model) -> Subject:  # noqa: C901 one line for each kind of thing
    """How the access table sees a thing, for acts on it. What a side has made is its own to change."""
    match thing:
        case Organisation():
            return Subject(organisations=frozenset({thing.pk}))
        case Authority():
            return Subject(authority=thing.pk)
        case Board():
            return Subject(authority=thing.authority_id, board=thing.pk)
        case Opening():
            return Subject(authority=thing.authority_id, board=thing.board_id)
        case Draft():
            return Subject(organisations=frozenset({thing.organisation_id}))
        case Case():
            state = "open" if thing.closed_at is None else "closed"
            return Subject(case_parties(thing.pk), thing.authority_id, thing.board_id, state)
        case CaseAssessment():
            return subject(thing.case)
        case AnswerSheet():
            return side_subject(thing.assessment.case, thing.organisation_id)
        case Writing() | Task():
            return side_subject(thing.case, thing.from_organisation_id, thing.space)
        case Meeting():
            return side_subject(thing.case, thing.from_organisation_id)
        case Entered():
            return side_subject(thing.case, thing.organisation_id)
        case Attachment():
            place = thing.organisation or thing.draft or thing.writing
            return subject(place) if place else NOTHING
    return NOTHING


def side_subject(case: Case, organisation: UUID | None, state: str = "") -> Subject:
    """What is one side's in a case: an organisation's, or for None the case's board's."""
    if organisation is not None:
        return Subject(frozenset({organisation}), state=state)
    return Subject(authority=case.authority_id, board=case.board_id, state=state)
