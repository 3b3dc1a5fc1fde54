"""A person's own ways to log in: code app, passkeys, recovery codes. Each change asks for fresh proof."""

import base64
from collections.abc import Callable
from functools import wraps

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tillit.actions import login as acts
from tillit.domain.actors import SECOND_FACTOR
from tillit.queries import login as asking
from tillit.queries.gate import NotAllowed, NotThere
from tillit.web import sessions
from tillit.web.doors import Visit, door
from tillit.web.login.forms import AppForm, NewPasskeyForm, options_text

View = Callable[..., HttpResponseBase]


def _own(view: View) -> View:
    """Let in who has just proved who they are, and not by a service: it has no say over other ways."""

    @wraps(view)
    def look(request: Visit, *args: object, **kwargs: object) -> HttpResponseBase:
        facts = sessions.session_facts(request)
        if facts is None:
            raise NotAllowed("login")
        if facts.authority is not None:
            return render(request, "login/factors_elsewhere.html", status=403)
        if not facts.fresh(request.at):
            raise NotAllowed("fresh")
        return view(request, *args, **kwargs)

    return look


@door("login.factors", "GET")
def ways(request: Visit) -> HttpResponseBase:
    """Show the ways to log in that the person has."""
    facts = sessions.session_facts(request)
    if facts is None or request.actor.person is None:
        raise NotAllowed("login")
    if facts.authority is not None:
        return render(
            request, "login/factors_elsewhere.html", {"service": asking.service_of(facts.authority)}
        )
    return render(request, "login/factors.html", {"ways": asking.factors(facts.person)})


@door("login.factors", "GET", "POST")
@_own
def app(request: Visit) -> HttpResponseBase:
    """Set up a code app: show its secret once, and take the first code it shows."""
    form = AppForm(user=request.user, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        epoch = acts.add_app(actor=request.actor, secret=form.secret, at=request.at)
        clear_totp_secret(request)
        return _stronger(request, epoch)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, form.secret))
    context = {
        "form": form,
        "picture": f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}",
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
    }
    return render(request, "login/app.html", context, status=400 if form.errors else 200)


@door("login.factors", "GET", "POST")
@_own
def passkey(request: Visit) -> HttpResponseBase:
    """Make a passkey in the person's device."""
    data = request.POST if request.method == "POST" else None
    form = NewPasskeyForm(user=request.user, data=data, initial={"name": _("Min passnyckel")})
    if form.is_bound and form.is_valid():
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        epoch = acts.add_passkey(actor=request.actor, name=name, credential=credential, at=request.at)
        return _stronger(request, epoch)
    options = options_text(auth.begin_registration(request.user, True))
    context = {"form": form, "options": options}
    return render(request, "login/passkey.html", context, status=400 if form.errors else 200)


def _stronger(request: Visit, epoch: int) -> HttpResponseBase:
    """Go on in this session, now with a second factor, to the recovery codes."""
    sessions.follow(request, epoch)
    sessions.confirm(request, request.at, assurance=SECOND_FACTOR)
    return redirect("login:codes")


@door("login.factors", "GET", "POST")
@_own
def codes(request: Visit) -> HttpResponseBase:
    """Show the recovery codes that are left; POST makes new ones."""
    facts = sessions.session_facts(request)
    if facts is None or facts.assurance < SECOND_FACTOR:
        raise NotAllowed("assurance")
    if request.method == "POST":
        sessions.follow(request, acts.renew_recovery_codes(actor=request.actor, at=request.at))
        return redirect("login:codes")
    return render(request, "login/codes.html", {"codes": asking.recovery_codes(facts.person)})


@door("login.factors", "GET", "POST")
@_own
def remove(request: Visit, factor: int) -> HttpResponseBase:
    """Ask once, then remove a code app or a passkey."""
    mine = asking.factors(request.user.pk)  # type: ignore[arg-type]
    found = next((one for one in (*mine.passkeys, mine.app) if one and one.id == factor), None)
    if found is None:
        raise NotThere
    if request.method == "POST":
        epoch = acts.remove_factor(actor=request.actor, factor=factor, at=request.at)
        sessions.follow(request, epoch)
        return redirect("login:factors")
    last = len(mine.passkeys) + bool(mine.app) == 1
    return render(request, "login/remove.html", {"factor": found, "last": last})
