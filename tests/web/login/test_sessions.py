"""How a session begins and ends: no id survives a login, a logout, a closed account or a lost role."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client
from django.utils import timezone

from tillit.actions.tidying import forget_sessions
from tillit.domain.actors import ANONYMOUS, OPERATOR
from tillit.queries.gate import NotAllowed
from tillit.store.models import Person
from tillit.web.sessions import KEY
from web.login.browsers import ask, by_service, codes_to, log_in, who

pytestmark = pytest.mark.django_db


def cookie_of(client):
    """The id of a browser's session."""
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def copy_of(client):
    """Another browser with the same cookies, as a thief would have."""
    other = Client()
    other.cookies.update(client.cookies)
    return other


def test_no_session_that_someone_set_beforehand_survives_a_login(anna, provider):
    for way in ("code", "service"):
        planted = Client()
        planted.get("/logga-in/passnyckel/")
        before = cookie_of(planted)
        victim = copy_of(planted)
        session = victim.session
        session["planted"] = "x"
        session.save()
        if way == "code":
            log_in(anna.email, victim)
        else:
            by_service(provider.says(), victim)
        assert cookie_of(victim) != before
        assert "planted" not in victim.session
        assert who(planted) is None
        assert not Session.objects.filter(pk=before).exists()


def test_logging_out_ends_the_session_on_the_server_too(anna):
    client = log_in(anna.email)
    thief = copy_of(client)
    assert thief.get("/min-sida/").status_code == 200
    client.post("/logga-ut/")
    assert thief.get("/min-sida/").status_code == 302
    assert not Session.objects.exists()


def test_logging_out_takes_a_form(anna):
    client = log_in(anna.email)
    assert client.get("/logga-ut/").status_code == 405
    assert who(client) is not None
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(client.cookies)
    assert strict.post("/logga-ut/").status_code == 403
    assert who(client) is not None


def test_a_session_nobody_uses_ends(anna, later):
    client = log_in(anna.email)
    for _ in range(4):
        later(minutes=29)
        assert client.get("/min-sida/").status_code == 200
    later(minutes=30)
    assert client.get("/min-sida/").status_code == 302
    assert who(client) is None


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(anna, later):
    client = log_in(anna.email)
    for _ in range(28):
        later(minutes=25)
        assert client.get("/min-sida/").status_code == 200
    later(minutes=20)
    assert client.get("/min-sida/").status_code == 302


def test_a_raised_epoch_or_a_closed_account_ends_every_session_at_once(anna):
    for change in ({"session_epoch": F("session_epoch") + 1}, {"is_active": False}):
        browsers = [log_in(anna.email) for _ in range(2)]
        Person.objects.update(**change)
        for client in browsers:
            assert client.get("/min-sida/").status_code == 302
            assert who(client) is None
    assert not Session.objects.exists()


def test_a_session_that_does_not_say_how_it_began_is_not_believed(anna):
    client = log_in(anna.email)
    session = client.session
    del session[KEY]
    session.save()
    assert client.get("/min-sida/").status_code == 302
    assert who(client) is None


def test_cookies_are_kept_from_scripts_and_other_sites(anna):
    client = log_in(anna.email)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert cookie["path"] == "/"
    assert not cookie["max-age"]


def test_with_https_cookies_belong_to_this_host_alone():
    from tillit.config.login import login_settings

    with_https = login_settings(https=True, debug=False)
    assert with_https["SESSION_COOKIE_NAME"] == "__Host-tillit"
    assert with_https["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert with_https["SESSION_COOKIE_SECURE"] is with_https["CSRF_COOKIE_SECURE"] is True
    assert with_https["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert login_settings(https=False, debug=True)["SESSION_COOKIE_NAME"] == "tillit"


def test_confirming_by_mail_makes_it_fresh_under_a_new_id(anna, later):
    client = log_in(anna.email)
    later(minutes=20)
    before, was = cookie_of(client), client.session[KEY]["confirmed"]
    assert client.get("/min-sida/inloggning/kodapp/")["Location"].startswith("/bekrafta/?next=")
    client.post("/bekrafta/", {"send": "1", "next": "/min-sida/inloggning/kodapp/"})
    wrong = client.post("/bekrafta/", {"code": "00000000"})
    assert wrong.status_code == 400
    assert client.session[KEY]["confirmed"] == was
    answer = client.post("/bekrafta/", {"code": codes_to(anna.email)[0]})
    assert answer["Location"] == "/min-sida/inloggning/kodapp/"
    assert cookie_of(client) != before
    assert not Session.objects.filter(pk=before).exists()
    assert client.session[KEY]["confirmed"] > was
    assert client.session[KEY]["assurance"] == 1
    assert client.get("/min-sida/inloggning/kodapp/").status_code == 200


def test_a_code_for_logging_in_confirms_nothing(anna, later):
    client = log_in(anna.email)
    other = Client()
    ask(other, anna.email)
    later(minutes=20)
    assert client.post("/bekrafta/", {"code": codes_to(anna.email)[0]}).status_code == 400
    client.post("/bekrafta/", {"send": "1"})
    code = codes_to(anna.email)[0]
    other.post("/logga-in/kod/", {"code": code})
    assert who(other) is None


def test_confirming_asks_who_is_logged_in_only():
    answer = Client().get("/bekrafta/")
    assert answer["Location"].startswith("/logga-in/?next=")


def test_pages_for_visitors_touch_no_session():
    client = Client()
    client.get("/logga-in/")
    client.get("/logga-in/kod/")
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert not Session.objects.exists()


def test_sessions_whose_time_is_out_are_forgotten_by_the_worker(anna):
    client = log_in(anna.email)
    now = timezone.now()
    assert forget_sessions(actor=OPERATOR, at=now) == 0
    assert who(client) is not None
    assert forget_sessions(actor=OPERATOR, at=now + timedelta(seconds=settings.SESSION_LONGEST + 60)) == 1
    with pytest.raises(NotAllowed):
        forget_sessions(actor=ANONYMOUS, at=now)
