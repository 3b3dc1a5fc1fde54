"""An authority's own pages: what is set up, its facts, its guideline, its identity service."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.actions import authorities as acts
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.identity import set_service
from tillit.domain.authorities import KINDS
from tillit.queries import authorities as asked
from tillit.queries.gate import NotAllowed
from tillit.queries.guidelines import guidelines
from tillit.web.authorities.forms import EditForm, GuidelineForm, IdentityForm
from tillit.web.doors import Visit, door
from tillit.web.kept import typed

STALE = _("Någon annan har ändrat det här sedan ni öppnade sidan. Nederst står vad som är sparat nu.")


def page_of(request: Visit, authority: UUID, act: str = "") -> asked.AuthorityPage:
    """The authority, for someone who may do this to it. Raises NotThere, NotAllowed."""
    page = asked.authority_page(actor=request.actor, at=request.at, authority=authority)
    if act and act not in page.can:
        raise NotAllowed("assurance" if request.actor.assurance < 2 else "role")
    return page


def saved(name: str, authority: UUID) -> HttpResponse:
    """To a page that says that it is saved."""
    return HttpResponseRedirect(f"{reverse(name, args=[authority])}?sparat=1")


def attempt(form: Form, act: Callable[[], Any]) -> bool:
    """Do what the form asks, or say on it why not. Lets Conflict through."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@door("authority.read", "GET")
def show(request: Visit, authority: UUID) -> HttpResponse:
    """The authority with its list of what is set up."""
    page = page_of(request, authority)
    shown = {"authority": page, "kind": KINDS[page.kind], "saved": "sparat" in request.GET}
    return render(request, "authorities/show.html", shown)


@door("authority.edit", "GET", "POST")
def edit(request: Visit, authority: UUID) -> HttpResponse:
    """Change the facts."""
    page = page_of(request, authority, "edit")
    names = ("name", "contact", "agreement_word", "acknowledge_days", "answer_days", "theme", "version")
    facts = {name: getattr(page, name) for name in names}
    return answer(
        request,
        page,
        "authorities/edit.html",
        lambda data: EditForm(data, initial=facts),
        lambda sent: acts.edit(actor=request.actor, at=request.at, authority=authority, **sent),
    )


@door("authority.guideline", "GET", "POST")
def guideline(request: Visit, authority: UUID) -> HttpResponse:
    """Choose the guideline."""
    page = page_of(request, authority, "guideline")
    choices = [(one.id, f"{one.short}: {one.title}") for one in guidelines().values()]
    facts = {"guideline_id": page.guideline, "version": page.version}
    return answer(
        request,
        page,
        "authorities/guideline.html",
        lambda data: GuidelineForm(data, initial=facts, choices=choices),
        lambda sent: acts.choose_guideline(actor=request.actor, at=request.at, authority=authority, **sent),
    )


@door("authority.identity", "GET", "POST")
def identity(request: Visit, authority: UUID) -> HttpResponse:
    """Set the identity service."""
    page = page_of(request, authority, "identity")
    service = asked.identity_service(actor=request.actor, at=request.at, authority=authority)
    names = ("name", "issuer", "client_id", "high_acr", "version")
    facts = {name: getattr(service, name) for name in names} | {"active": "ja" if service.active else "nej"}
    goal = reverse("openid_connect_callback", args=[service.slug]) if service.slug else ""
    return answer(
        request,
        page,
        "authorities/identity.html",
        lambda data: IdentityForm(data, initial={**facts, **typed(request)}),
        lambda sent: set_service(actor=request.actor, at=request.at, authority=authority, **sent),
        {"service": service, "goal": request.build_absolute_uri(goal) if goal else ""},
    )


def answer(
    request: Visit,
    page: asked.AuthorityPage,
    template: str,
    make: Callable[[Any], Form],
    act: Callable[[dict[str, Any]], Any],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form, or do what it asks. After a conflict what was typed stays, beside what is kept now."""
    shown = {"authority": page, "form": make(None), "kept": None, **(more or {})}
    if request.method == "POST":
        form = shown["form"] = make(request.POST)
        try:
            if attempt(form, lambda: act(form.cleaned_data)):
                return saved("authorities:show", page.id)
        except Conflict as conflict:
            form.data = {**request.POST.dict(), "version": str(conflict.now)}
            form.add_error(None, STALE)
            shown["kept"] = make(None)
            return render(request, template, shown, status=409)
    return render(request, template, shown, status=400 if shown["form"].errors else 200)
