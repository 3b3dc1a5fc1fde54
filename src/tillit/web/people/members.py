"""The people of an organisation or an authority, and inviting more: one page for both, by two addresses."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions.homes import Refused
from tillit.actions.invitations import invite
from tillit.domain.roles import BOARD_ROLES
from tillit.queries.invitations import what_a_role_may
from tillit.queries.members import Home, home
from tillit.web.doors import Visit, door
from tillit.web.people.forms import InviteForm
from tillit.web.people.words import done


@door("organisation.read", "GET")
def of_organisation(request: Visit, organisation: UUID) -> HttpResponse:
    """The people of an organisation."""
    return _people(request, home(actor=request.actor, at=request.at, organisation=organisation))


@door("authority.read", "GET")
def of_authority(request: Visit, authority: UUID) -> HttpResponse:
    """The people of an authority."""
    return _people(request, home(actor=request.actor, at=request.at, authority=authority))


@door("organisation.people", "GET", "POST")
def invite_to_organisation(request: Visit, organisation: UUID) -> HttpResponse:
    """Invite someone to an organisation."""
    found = home(actor=request.actor, at=request.at, organisation=organisation, managing=True)
    return _invite(request, found)


@door("authority.people", "GET", "POST")
def invite_to_authority(request: Visit, authority: UUID) -> HttpResponse:
    """Invite someone to an authority."""
    return _invite(request, home(actor=request.actor, at=request.at, authority=authority, managing=True))


def address_of(found: Home, done_with: str = "") -> str:
    """The page with the people of a home, to come back to."""
    noun = "organisation" if found.organisation else "authority"
    page = reverse(f"people:of_{noun}", args=[found.organisation or found.authority])
    return f"{page}?klart={done_with}" if done_with else page


def _people(request: Visit, found: Home) -> HttpResponse:
    """Who is here, who has been invited, and what the reader may do about it."""
    page = {"home": found, "done": done(request.GET.get("klart"))}
    return render(request, "people/home.html", page)


def _invite(request: Visit, found: Home) -> HttpResponse:
    """Ask for an address and a role; the answer is the same whether the address is known or not."""
    form = InviteForm(request.POST if request.method == "POST" else None, home=found)
    if request.method == "POST" and form.is_valid():
        role, board = form.wanted
        try:
            invite(
                actor=request.actor,
                at=request.at,
                role=role,
                email=form.cleaned_data["email"],
                organisation=found.organisation,
                authority=found.authority,
                board=board,
            )
            return HttpResponseRedirect(address_of(found, "inbjuden"))
        except Refused as refusal:
            form.add_error("email", str(refusal))
    choices = [(role, name, role in BOARD_ROLES, what_a_role_may(role)) for role, name in found.choices]
    page = {"home": found, "form": form, "choices": choices, "back": address_of(found)}
    return render(request, "people/invite.html", page, status=400 if form.errors else 200)
