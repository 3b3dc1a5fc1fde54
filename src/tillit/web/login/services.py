"""Logging in through an authority's own identity service: choose it, go there, come back."""

import logging

from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tillit.actions import login as acts
from tillit.queries import login as asking
from tillit.queries import people
from tillit.web.doors import Visit, door
from tillit.web.login.identity import ServiceFailed, way_in, way_out
from tillit.web.login.views import enter, onward

LOG = logging.getLogger("tillit.login")


@door("login.service", "GET")
def choose(request: Visit) -> HttpResponseBase:
    """List the authorities that have a service of their own."""
    return render(request, "login/services.html", {"services": asking.services(), "next": onward(request)})


@door("login.service", "GET", "POST")
def service(request: Visit, slug: str) -> HttpResponseBase:
    """Tell what happens, then go to the service. With `again` it must ask who it is anew."""
    found = asking.service(slug)
    again = bool(request.POST.get("again"))
    if request.method != "POST":
        return render(request, "login/service.html", {"service": found, "next": onward(request)})
    try:
        address = way_out(request, found, onward=onward(request), again=again)
    except ServiceFailed as failure:
        return _failed(request, slug, failure)
    # A page and not a redirect: browsers follow no redirect from a form to where form-action does not allow.
    page = render(request, "login/service_out.html", {"service": found, "address": address})
    page.headers["Refresh"] = f"0; url={address}"
    return page


@door("login.service", "GET")
def callback(request: Visit, provider_id: str) -> HttpResponseBase:
    """Come back from the service. Who is new gets no roles: only an invitation gives those."""
    found = asking.service(provider_id)
    try:
        if not ratelimit.consume(request, action="service_login"):
            raise ServiceFailed("too_many")
        vouched = way_in(request, found, request.at)
    except ServiceFailed as failure:
        return _failed(request, provider_id, failure)
    person = asking.person(acts.welcome_from_service(service=provider_id, subject=vouched.key, at=request.at))
    request.vouched = vouched.facts(person.pk, request.at)  # type: ignore[attr-defined]
    goal = vouched.next
    if not goal and not people.roles_of(person.pk):
        goal = reverse("login:no_role")
    return enter(request, Login(user=person, redirect_url=goal or None))


@door("login.service", "GET")
def no_role(request: Visit) -> HttpResponseBase:
    """Tell someone whose login leads to no role how to get one."""
    return render(request, "login/no_role.html")


def _failed(request: Visit, slug: str, failure: ServiceFailed) -> HttpResponseBase:
    """Tell that nobody was logged in. What was wrong is for the log."""
    LOG.warning("service login refused service=%s reason=%s", slug, failure.reason)
    if failure.reason == "cancelled":
        return redirect("account_login")
    return render(request, "login/service_failed.html", {"slug": slug}, status=403)
