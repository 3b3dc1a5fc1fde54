"""The filters of the list of cases that someone has saved: chosen in the list, saved, renamed and removed here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.actions import saved_filters as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.domain.saved_filters import LONGEST_NAME
from tillit.queries import saved_filters as asked
from tillit.web.cases.filters import filters_of, kept_of
from tillit.web.cases.words import STALE
from tillit.web.doors import Visit, door
from tillit.web.drafts.forms import version_of


class NameForm(forms.Form):
    """What saved filters are called; which they are, and on which version the name was written."""

    name = forms.CharField(
        label=_("Namn på urvalet"),
        help_text=_("Bara ni ser det. Till exempel ”Mina som pågår”."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Skriv vad urvalet ska heta."),
            "max_length": _("Skriv ett kortare namn, högst sextio tecken."),
        },
    )
    query = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


def _to_list(done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('cases:saved')}?klart={done}")


DONE = {"sparat": _("Urvalet är sparat."), "borta": _("Urvalet är borttaget.")}


@door("my.filters")
def listing(request: Visit) -> HttpResponse:
    """One's own saved filters."""
    found = asked.saved_filters(actor=request.actor, at=request.at)
    shown = {"lines": found, "done": DONE.get(request.GET.get("klart", ""))}
    return render(request, "cases/saved.html", shown)


@door("my.filters", "GET", "POST")
def save(request: Visit) -> HttpResponse:
    """Save the filters that the list had, which come in the address of this page."""
    started = {"query": kept_of(filters_of(request.GET)).rstrip("&")}
    form = NameForm(request.POST if request.method == "POST" else None, initial=started)

    def act() -> None:
        query = kept_of(filters_of(QueryDict(form.cleaned_data["query"]))).rstrip("&")
        acts.save(actor=request.actor, at=request.at, name=form.cleaned_data["name"], query=query)

    return _ask(request, form, act, {"saved": None})


@door("my.filters", "GET", "POST")
def rename(request: Visit, saved: UUID) -> HttpResponse:
    """Give saved filters another name."""
    found = asked.saved_filter(actor=request.actor, at=request.at, saved=saved)
    started = {"name": found.name, "query": found.query, "version": found.version}
    form = NameForm(request.POST if request.method == "POST" else None, initial=started)

    def act() -> None:
        sent = form.cleaned_data
        whose: dict[str, Any] = {"actor": request.actor, "at": request.at, "saved": saved}
        acts.rename(**whose, version=sent["version"] or 0, name=sent["name"])

    return _ask(request, form, act, {"saved": found})


def _ask(request: Visit, form: NameForm, act: Callable[[], None], shown: dict[str, Any]) -> HttpResponse:
    """Show the form, or do what it asks. When it was changed meanwhile, what was typed stays beside what is kept."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act()
            return _to_list("sparat")
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, str(STALE))
            status = 409
        except Refused as refusal:
            form.add_error("name", str(refusal))
    status = 400 if form.errors and status == 200 else status
    return render(
        request, "cases/save_filter.html", {"form": form, "stale": status == 409, **shown}, status=status
    )


@door("my.filters", "GET", "POST")
def remove(request: Visit, saved: UUID) -> HttpResponse:
    """Remove saved filters, asked once."""
    found, problem = asked.saved_filter(actor=request.actor, at=request.at, saved=saved), ""
    if request.method == "POST":
        try:
            version = version_of(request.POST)
            acts.remove(actor=request.actor, at=request.at, saved=saved, version=version)
            return _to_list("borta")
        except Conflict:
            problem = str(STALE)
    shown = {"saved": found, "problem": problem}
    return render(request, "cases/remove_filter.html", shown, status=409 if problem else 200)
