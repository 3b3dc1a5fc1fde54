"""How a case ended or went on: the letters in it, and each letter with all that it says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from tillit.documents.letter_paper import Letter
from tillit.domain.actors import Actor
from tillit.domain.endings import Way
from tillit.domain.registration import shown
from tillit.queries import gate
from tillit.queries.people import shown_name
from tillit.store.models import Case, Ending, Party


@dataclass(frozen=True)
class EndingLine:
    """A letter in a case: its id, the way, which side ("authority" or "organisation") and who wrote it, when."""

    id: UUID
    way: Way
    side: str
    source: str
    at: datetime


def latest_way(case: Case) -> Way | None:
    """The way that was last taken in a case that has not been closed since; None when there is none."""
    last = Ending.objects.filter(case=case, from_organisation=None).order_by("-at", "-pk").first()
    return Way(last.way) if last else None


def lines_of(case: Case) -> tuple[EndingLine, ...]:
    """The letters in a case, latest first, for someone who reads the case."""
    rows = Ending.objects.filter(case=case).select_related("from_organisation").order_by("-at", "-pk")
    return tuple(
        EndingLine(
            one.pk,
            Way(one.way),
            "organisation" if one.from_organisation else "authority",
            _source(one, case),
            one.at,
        )
        for one in rows
    )


def letter_of(*, actor: Actor, case: UUID, ending: UUID) -> Letter:
    """One letter, for those who read the case. Raises NotThere."""
    found = gate.cases(actor).filter(pk=case).select_related("authority", "board", "officer").first()
    one = Ending.objects.filter(pk=ending, case=found).select_related("from_organisation").first()
    if found is None or one is None:
        raise gate.NotThere
    return Letter(
        way=Way(one.way),
        case_title=found.title,
        number=shown(found.year, found.number),
        authority=found.authority.name,
        source=_source(one, found),
        to=_receivers(one, found),
        agreement_word=found.authority.agreement_word,
        officer=shown_name(found.officer) if found.officer else "",
        contact=found.board.contact or found.authority.contact,
        on=localdate(one.at),
        reasons=one.reasons,
        next_steps=one.next_steps,
        reference=one.reference,
    )


def _source(ending: Ending, case: Case) -> str:
    return ending.from_organisation.name if ending.from_organisation else case.board.name


def _receivers(ending: Ending, case: Case) -> tuple[str, ...]:
    """To whom it was written: the board, or those who were parties at that moment."""
    if ending.from_organisation:
        return (case.board.name,)
    there = Party.objects.filter(case=case, joined_at__lte=ending.at).exclude(left_at__lt=ending.at)
    return tuple(there.order_by("joined_at", "pk").values_list("organisation__name", flat=True))
