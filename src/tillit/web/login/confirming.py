"""Proving again who one is, before an act that binds: the second factor, the service, or a code by mail."""

from allauth.core import ratelimit
from django.conf import settings
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tillit.domain.actors import CODE, SECOND_FACTOR
from tillit.queries import login as asking
from tillit.queries.gate import NotAllowed
from tillit.queries.people import LoginPerson as Person
from tillit.web import sessions
from tillit.web.doors import Visit, door
from tillit.web.login import steps
from tillit.web.login.forms import MailCodeForm
from tillit.web.login.views import factor_context, factor_form, onward, send, try_code


@door("login.step_up", "GET", "POST")
def step_up(request: Visit) -> HttpResponseBase:
    """Ask in the strongest way that the person has here."""
    facts, person = sessions.session_facts(request), request.user
    if facts is None or not isinstance(person, Person):
        raise NotAllowed("login")
    if facts.authority is not None:
        found = asking.service_of(facts.authority)
        return render(request, "login/confirm_service.html", {"service": found, "next": onward(request)})
    if asking.factors(facts.person).any:
        return _by_factor(request, person)
    return _by_mail(request, person)


def _by_factor(request: Visit, person: Person) -> HttpResponseBase:
    """Ask for the second factor."""
    form = factor_form(request, person)
    if form.is_bound and form.is_valid():
        return _confirmed(request, SECOND_FACTOR, onward(request))
    context = {"form": form, "next": onward(request), **factor_context(person)}
    return render(request, "login/confirm_factor.html", context, status=400 if form.errors else 200)


def _by_mail(request: Visit, person: Person) -> HttpResponseBase:
    """Send a code to the person's own address when asked to, and take it."""
    asked = steps.asked_for(request, purpose="confirm", at=request.at)
    if request.method != "POST" or "send" in request.POST:
        form = Form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and _sent(request, form, person):
            return redirect("login:step_up")
        return _mail_page(request, form, asked)
    if asked is None:
        return render(request, "login/no_code.html", {"confirming": True}, status=400)
    code = MailCodeForm(request.POST)
    right = try_code(request, code, asked, purpose="confirm") if code.is_valid() else False
    if right:
        return _confirmed(request, CODE, asked.next)
    if right is None:
        return render(request, "login/no_code.html", {"spent": True, "confirming": True}, status=400)
    return _mail_page(request, code, asked)


def _sent(request: Visit, form: Form, person: Person) -> bool:
    """Send a code, if not too many were sent; else say so in the form."""
    form.is_valid()
    if not ratelimit.consume(request, action="request_login_code", key=person.email):
        form.add_error(None, _("Det har redan gått flera brev till er. Vänta en timme och försök igen."))
        return False
    return send(request, form, person.email, purpose="confirm", page="login:step_up")


def _mail_page(request: Visit, form: Form, asked: steps.Asked | None) -> HttpResponseBase:
    facts = sessions.session_facts(request)
    context = {
        "form": form,
        "asked": asked,
        "next": onward(request) or (asked.next if asked else ""),
        "weak": facts is not None and facts.assurance < SECOND_FACTOR,
    }
    return render(request, "login/confirm_mail.html", context, status=400 if form.errors else 200)


def _confirmed(request: Visit, assurance: int, goal: str) -> HttpResponseBase:
    """Note it in the session and go on."""
    sessions.confirm(request, request.at, assurance=assurance)
    return redirect(goal or settings.LOGIN_REDIRECT_URL)
