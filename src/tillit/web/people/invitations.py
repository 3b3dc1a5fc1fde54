"""The page of an invitation. Opening it uses nothing up; only the button does."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tillit.actions.acceptance import accept
from tillit.actions.homes import Refused
from tillit.queries import invitations
from tillit.queries.gate import NotThere
from tillit.web.doors import Visit, door


@door("invitation.accept", "GET", "POST")
def invitation(request: Visit, token: str) -> HttpResponse:
    """Show who invites to what, and take the yes. Others learn nothing, not even that it exists."""
    try:
        if request.method == "POST":
            return _accept(request, token)
        seen = invitations.invitation(actor=request.actor, token=token, at=request.at)
    except NotThere:
        return _over(request, "", status=404)
    if seen.problem:
        return _over(request, seen.problem, status=410)
    return render(request, "people/invitation.html", {"seen": seen})


def _accept(request: Visit, token: str) -> HttpResponse:
    try:
        accept(actor=request.actor, at=request.at, token=token)
    except Refused as refusal:
        return _over(request, str(refusal), status=410)
    return HttpResponseRedirect(f"{reverse('people:mine')}?klart=roll")


def _over(request: Visit, why: str, *, status: int) -> HttpResponse:
    return render(request, "people/invitation_over.html", {"why": why}, status=status)
