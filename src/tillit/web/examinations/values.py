"""The value of an agreement: its parts, how it is counted, what it comes to."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.actions import examinations as acts
from tillit.documents.value_words import SERVICES
from tillit.domain.kronor import shown_kronor
from tillit.domain.procurement import MOST_PARTS, Typed
from tillit.domain.value_parts import FROM_AGREEMENT, agreement_value_parts
from tillit.queries.agreement_figures import given_by_authority
from tillit.queries.examination_values import ValuePage, value_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web.doors import Visit, door
from tillit.web.examinations.asking import ask, goal_of, sent
from tillit.web.examinations.fields import VersionedForm
from tillit.web.examinations.forms import OnceForm
from tillit.web.examinations.number_forms import CountForm, PartForm


def _found(request: Visit, case: UUID, guide: str) -> ValuePage:
    """The value, for someone who may change it. Raises NotThere, NotAllowed."""
    found = value_page(actor=request.actor, at=request.at, case=case, guide=guide)
    if "write" not in found.page.head.can:
        raise NotAllowed("role")
    return found


@door("examination.read")
def show(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """The parts, the value against the limits, red flags and ways out."""
    found = value_page(actor=request.actor, at=request.at, case=case, guide=guide)
    writes = "write" in found.page.head.can and found.page.ended.state in ("", "begun")
    shown = {
        "found": found,
        "page": found.page,
        "writes": writes,
        "service": SERVICES[found.typed.service],
    }
    return render(request, "examinations/value.html", shown)


@door("examination.write", "GET", "POST")
def add(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Add a part."""
    found = _found(request, case, guide)
    started = {"version": found.page.ended.version, "use": "agreed", "kind": "money", "per": "year"}
    started["board"] = found.page.head.board
    form = PartForm(sent(request), boards=found.boards, initial=started)
    if len(found.typed.parts) >= MOST_PARTS:
        form.add_error(None, _("Det finns redan så många delar som får plats. Slå ihop några."))
    elif request.method == "POST" and form.is_valid():
        try:
            form.part()
        except ValueError as problem:
            form.add_error("ends", str(problem))
    shown = {
        "title": _("Lägg till en del"),
        "lead": _("Ta med allt ni ger under hela tiden, även optioner, förlängningar, lokal och personal."),
        "button": _("Lägg till"),
    }
    return _asked(
        request, found, form, shown, lambda: replace(found.typed, parts=(*found.typed.parts, form.part()))
    )


@door("examination.write", "GET", "POST")
def count(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Say how the value is counted."""
    found = _found(request, case, guide)
    started = {"version": found.page.ended.version, "service": found.typed.service, "day": found.typed.day}
    form = CountForm(sent(request), typed=found.typed, initial=started)
    shown = {
        "title": _("Så räknas värdet"),
        "lead": _("Gränserna ändras med tiden. Vi använder dem som gäller den dag ni skriver."),
        "button": _("Räkna"),
    }
    return _asked(
        request, found, form, shown,
        lambda: replace(
            found.typed, service=form.cleaned_data["service"], day=form.cleaned_data["day"], apart=form.apart()
        ),
    )  # fmt: skip


@door("examination.write", "GET", "POST")
def remove(request: Visit, case: UUID, guide: str, part: int) -> HttpResponse:
    """Take away a part, the first of them being number one."""
    found = _found(request, case, guide)
    parts = found.typed.parts
    if not 1 <= part <= len(parts):
        raise NotThere
    form = OnceForm(sent(request), initial={"version": found.page.ended.version})
    shown = {
        "title": _("Ta bort %(title)s?") % {"title": parts[part - 1].title},
        "lead": _("Delen räknas inte längre med i värdet."),
        "button": _("Ta bort delen"),
    }
    left = (*parts[: part - 1], *parts[part:])
    return _asked(request, found, form, shown, lambda: replace(found.typed, parts=left))


def _asked(
    request: Visit, found: ValuePage, form: VersionedForm, shown: dict[str, Any], made: Callable[[], Typed]
) -> HttpResponse:
    """Ask, and keep what was made of it."""
    goal = goal_of(found.page, name="value")
    return ask(
        request, found.page, form, {**shown, "back": goal}, goal,
        lambda which: acts.count(actor=request.actor, at=request.at, which=which, typed=made()),
    )  # fmt: skip


@door("examination.write", "GET", "POST")
def fetch(request: Visit, case: UUID, guide: str) -> HttpResponse:
    """Take over what the authority gives by the agreement; what was taken over before is counted anew."""
    found = _found(request, case, guide)
    given = given_by_authority(actor=request.actor, case=case)
    parts = agreement_value_parts(given, found.page.head.board)
    form = OnceForm(sent(request), initial={"version": found.page.ended.version})
    nothing = (
        "" if parts else _("Överenskommelsen säger inte vad ni ger, i kronor. Fyll i era bidrag där först.")
    )
    if nothing and request.method == "POST":
        form.add_error(None, nothing)
    told = [f"{one.title}: {shown_kronor(one.amount)}" for one in parts]
    unvalued = sum(one.not_valued for one in given)
    left_out = ngettext(
        "%(n)d insats har inget värde i kronor. Den är inte med.",
        "%(n)d insatser har inget värde i kronor. De är inte med.",
        unvalued,
    )
    shown = {
        "title": _("Hämta det ni ger från överenskommelsen"),
        "lead": "; ".join(told) + ("." if told else ""),
        "warning": nothing or (left_out % {"n": unvalued} if unvalued else ""),
        "button": _("Räkna med det här"),
    }
    own = tuple(one for one in found.typed.parts if not one.title.endswith(FROM_AGREEMENT))
    return _asked(request, found, form, shown, lambda: replace(found.typed, parts=(*own, *parts)))
