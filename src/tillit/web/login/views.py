"""Logging in and out: an address, the code from the mail, the second factor; or a passkey instead of it all.

Opening a page never logs anyone in, so mail scanners may follow the link as often as they like.
"""

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.actions import login as acts
from tillit.queries import login as asking
from tillit.web.doors import Visit, door
from tillit.web.login import steps
from tillit.web.login.forms import (
    AddressForm,
    FactorForm,
    MailCodeForm,
    PasskeyForm,
    PasskeyLoginForm,
    options_text,
)

TOO_MANY = gettext_lazy("Det blev för många försök. Vänta en stund och försök igen.")


def onward(request: Visit) -> str:
    """Where the visitor was going, if that is a page of our own; else nothing."""
    goal = request.POST.get("next") or request.GET.get("next") or ""
    own = goal.startswith("/") and url_has_allowed_host_and_scheme(goal, allowed_hosts=None)
    return goal if own else ""


@door("login.begin", "GET", "POST")
def begin(request: Visit) -> HttpResponseBase:
    """Ask for an address and send a code to it, the same whether anyone has the address or not."""
    if request.actor.person is not None:
        return redirect(onward(request) or settings.LOGIN_REDIRECT_URL)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not ratelimit.consume(request, action="request_login_code", key=form.cleaned_data["email"]):
            form.add_error("email", _("Det har redan gått flera brev dit. Vänta en timme och försök igen."))
        elif send(request, form, form.cleaned_data["email"], purpose="login", page="login:code"):
            return redirect("login:code")
    context = {"form": form, "next": onward(request), "services": asking.any_service()}
    return render(request, "login/begin.html", context, status=400 if form.errors else 200)


def send(request: Visit, form: Form, email: str, *, purpose: str, page: str) -> bool:
    """Make a code and put it in the mail; if mail cannot carry the address, say so in the form."""
    asked, code = steps.ask(request, purpose=purpose, email=email, onward=onward(request), at=request.at)
    lasts = timedelta(seconds=settings.LOGIN_CODE_LASTS)
    try:
        acts.send_code(asked=asked.id, email=email, code=code, link=reverse(page), lasts=lasts, at=request.at)
    except ValueError:
        steps.forget(request, purpose=purpose)
        form.add_error(None, _("Dit går det inte att skicka brev. Kontrollera e-postadressen."))
        return False
    return True


@door("login.confirm", "GET", "POST")
def code(request: Visit) -> HttpResponseBase:
    """Take the code from the mail, in the browser that asked for it."""
    asked = steps.asked_for(request, purpose="login", at=request.at)
    if asked is None:
        return render(request, "login/no_code.html", status=200 if request.method != "POST" else 400)
    form = MailCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        right = try_code(request, form, asked, purpose="login")
        if right:
            person = asking.person(acts.welcome(email=asked.email, at=request.at))
            record_authentication(request, person, "code")
            return enter(request, Login(user=person, redirect_url=asked.next or None))
        if right is None:
            return render(request, "login/no_code.html", {"spent": True}, status=400)
    context = {"form": form, "email": asked.email}
    return render(request, "login/code.html", context, status=400 if form.errors else 200)


def try_code(request: Visit, form: Form, asked: steps.Asked, *, purpose: str) -> bool | None:
    """Try the code in a form: True, False with the error said in the form, None when no tries are left."""
    if not ratelimit.consume(request, action="guess_login_code"):
        form.add_error("code", TOO_MANY)
        return False
    right = steps.right_code(request, asked, form.cleaned_data["code"], purpose=purpose)
    if right is False:
        form.add_error("code", _("Koden stämmer inte. Läs den i det senaste brevet och försök igen."))
    return right


def enter(request: Visit, login: Login) -> HttpResponse:
    """Go on with a login whose first step is done: to the second factor, or in."""
    response: HttpResponse = perform_login(request, login)
    return response


@door("login.confirm", "GET", "POST")
def second(request: Visit) -> HttpResponseBase:
    """Ask for the second factor of who has one."""
    stage = LoginStageController.enter(request, steps.SecondFactorStage.key)
    if stage is None or request.actor.person is not None:
        return redirect("account_login")
    person = stage.login.user
    form = factor_form(request, person)
    if form.is_bound and form.is_valid():
        form.save()
        response: HttpResponse = stage.exit()
        return response
    context = {"form": form, **factor_context(person)}
    return render(request, "login/second.html", context, status=400 if form.errors else 200)


def factor_form(request: Visit, person: object) -> FactorForm | PasskeyForm:
    """The form for a second factor: a code, or what a passkey answered."""
    kind: Any = PasskeyForm if "credential" in request.POST else FactorForm
    data = request.POST if request.method == "POST" else None
    form: FactorForm | PasskeyForm = kind(user=person, data=data)
    return form


def factor_context(person: object) -> dict[str, object]:
    """Which factors a person has, and what to ask the device that holds a passkey."""
    ways = asking.factors(person.pk)  # type: ignore[attr-defined]
    return {"ways": ways, "options": options_text(auth.begin_authentication(person)) if ways.passkeys else ""}


@door("login.confirm", "GET", "POST")
def passkey(request: Visit) -> HttpResponseBase:
    """Log in with a passkey. GET tells the script what to ask the device."""
    if request.actor.person is not None:
        return redirect(onward(request) or settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return JsonResponse(auth.begin_authentication())
    form = PasskeyLoginForm(data=request.POST)
    if not ratelimit.consume(request, action="passkey_login") or not form.is_valid():
        return render(request, "login/no_passkey.html", {"next": onward(request)}, status=400)
    factor = form.cleaned_data["credential"]
    login = Login(user=factor.user, redirect_url=onward(request) or None)
    response: HttpResponse = perform_passwordless_login(request, factor, login)
    return response


@door("login.leave", "POST")
def leave(request: Visit) -> HttpResponseBase:
    """Log out: the session is gone on the server too."""
    logout(request)
    return HttpResponseRedirect(settings.LOGOUT_REDIRECT_URL or "/")
