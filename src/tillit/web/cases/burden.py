"""The time that is asked of the associations in a case: in words beside whatever asks for more, and on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.domain.burden import minutes
from tillit.queries.burden import PartyBurden, case_burden, measure
from tillit.web.doors import Visit, door


@dataclass(frozen=True)
class Shown:
    """What is asked of one party, in words. `left` is "" when nothing is; `excess` as in domain/burden.py."""

    name: str
    total: str
    left: str
    excess: str


def time_words(count: int) -> str:
    """About how long so many minutes are: up to the next five minutes, from an hour on to the next half hour."""
    if count < 60:
        whole = -(-count // 5) * 5
        if whole < 60:
            return ngettext("%(n)d minut", "%(n)d minuter", whole) % {"n": whole}
    halves = max(2, -(-count // 30))
    if halves == 2:
        return _("1 timme")
    hours = f"{halves // 2}" if halves % 2 == 0 else f"{halves // 2},5"
    return _("%(hours)s timmar") % {"hours": hours}


def burden_shown(request: Visit, case: UUID, asks: Mapping[str, int] | None = None) -> dict[str, object]:
    """For a page that asks the parties for more: what is asked of each, and what so many of each kind add.

    One's own organisation is left out: who asks is to think of the others.
    """
    own = {held.organisation for held in request.actor.roles}
    found = case_burden(actor=request.actor, at=request.at, case=case)
    lines = [_shown(one) for one in found.parties if one.side.id not in own]
    adds = minutes(measure(), asks) if asks else 0
    return {"lines": lines, "adds": time_words(adds) if adds else ""}


def _shown(one: PartyBurden) -> Shown:
    left = time_words(one.burden.next) if one.burden.next else ""
    return Shown(one.side.name, time_words(one.burden.total), left, one.excess)


@door("case.read")
def show(request: Visit, case: UUID) -> HttpResponse:
    """What is asked of each party, kind by kind, and where the numbers come from."""
    found = case_burden(actor=request.actor, at=request.at, case=case)
    parties = [(_shown(one), _rows(one)) for one in found.parties]
    asks = [(one, time_words(one.minutes)) for one in found.measure.asks.values()]
    shown = {"page": found, "parties": parties, "asks": asks, "sources": found.measure.sources}
    return render(request, "cases/burden.html", shown)


def _rows(one: PartyBurden) -> list[tuple[str, int, int]]:
    """Each kind that something is asked of: what it is, how many are done, and how many are left."""
    kinds = measure().asks.values()
    rows = [(kind.title, one.asked.done.get(kind.id, 0), one.asked.open.get(kind.id, 0)) for kind in kinds]
    return [row for row in rows if row[1] or row[2]]
