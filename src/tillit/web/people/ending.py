"""Ending a role, leaving one's own, taking back an invitation: each asks once, on a page of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions.homes import Refused
from tillit.actions.invitations import withdraw_invitation
from tillit.actions.roles import leave, withdraw
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.members import Home, home
from tillit.web.doors import Visit, door
from tillit.web.people.members import address_of
from tillit.web.sessions import follow


@door("organisation.people", "GET", "POST")
def end_in_organisation(request: Visit, organisation: UUID, grant: UUID) -> HttpResponse:
    """End someone's role in an organisation."""
    found = home(actor=request.actor, at=request.at, organisation=organisation, managing=True)
    return _end(request, found, grant)


@door("authority.people", "GET", "POST")
def end_in_authority(request: Visit, authority: UUID, grant: UUID) -> HttpResponse:
    """End someone's role at an authority."""
    found = home(actor=request.actor, at=request.at, authority=authority, managing=True)
    return _end(request, found, grant)


@door("organisation.leave", "GET", "POST")
def leave_organisation(request: Visit, organisation: UUID, grant: UUID) -> HttpResponse:
    """Leave one's own role in an organisation."""
    return _leave(request, home(actor=request.actor, at=request.at, organisation=organisation), grant)


@door("authority.leave", "GET", "POST")
def leave_authority(request: Visit, authority: UUID, grant: UUID) -> HttpResponse:
    """Leave one's own role at an authority."""
    return _leave(request, home(actor=request.actor, at=request.at, authority=authority), grant)


@door("organisation.people", "GET", "POST")
def take_back_in_organisation(request: Visit, organisation: UUID, invitation: UUID) -> HttpResponse:
    """Take back an invitation to an organisation."""
    found = home(actor=request.actor, at=request.at, organisation=organisation, managing=True)
    return _take_back(request, found, invitation)


@door("authority.people", "GET", "POST")
def take_back_in_authority(request: Visit, authority: UUID, invitation: UUID) -> HttpResponse:
    """Take back an invitation to an authority."""
    found = home(actor=request.actor, at=request.at, authority=authority, managing=True)
    return _take_back(request, found, invitation)


def _end(request: Visit, found: Home, grant: UUID) -> HttpResponse:
    member, role = found.role(grant)
    if role.mine:
        return HttpResponseRedirect(_leaving(found, grant))
    if not role.may_withdraw:
        raise NotAllowed("role")

    def end() -> str:
        withdraw(actor=request.actor, at=request.at, grant_id=grant)
        return address_of(found, "avslutad")

    return _ask_once(request, "people/end.html", found, end, member=member, role=role)


def _leave(request: Visit, found: Home, grant: UUID) -> HttpResponse:
    member, role = found.role(grant)
    if not role.mine:
        raise NotThere

    def end() -> str:
        epoch = leave(actor=request.actor, at=request.at, grant_id=grant)
        follow(request, epoch)
        return f"{reverse('people:mine')}?klart=lamnat"

    return _ask_once(request, "people/leave.html", found, end, member=member, role=role)


def _take_back(request: Visit, found: Home, invitation: UUID) -> HttpResponse:
    offered = found.invitation(invitation)

    def end() -> str:
        withdraw_invitation(actor=request.actor, at=request.at, invitation_id=invitation)
        return address_of(found, "aterkallad")

    return _ask_once(request, "people/take_back.html", found, end, invitation=offered)


def _leaving(found: Home, grant: UUID) -> str:
    noun = "organisation" if found.organisation else "authority"
    return reverse(f"people:leave_{noun}", args=[found.organisation or found.authority, grant])


def _ask_once(
    request: Visit, template: str, found: Home, end: Callable[[], str], **page: Any
) -> HttpResponse:
    """Ask on GET, do it on POST; say why on the same page when it is not possible."""
    refused = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(end())
        except Refused as refusal:
            refused = str(refusal)
    page |= {"home": found, "back": address_of(found), "refused": refused}
    return render(request, template, page, status=409 if refused else 200)
