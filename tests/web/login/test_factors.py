"""Second factors: asked of who has one, usable once, sealed at rest, changed only with fresh proof."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tillit.queries import login as asking
from tillit.store.models import Entry, Mail
from tillit.web.sessions import KEY
from web.login.browsers import ask, codes_to, log_in, who
from web.login.passkeys import Device

pytestmark = pytest.mark.django_db
ADDRESS = "anna@forening.example"


def app_code(secret, ahead=0):
    """What a code app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def with_app(anna):
    """A browser that has just added a code app, and the app's secret."""
    client = log_in(anna.email)
    client.get("/min-sida/inloggning/kodapp/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/min-sida/inloggning/kodapp/", {"code": app_code(secret)})
    assert answer["Location"] == "/min-sida/inloggning/reservkoder/"
    return client, secret


def at_second_step(address=ADDRESS):
    """A browser that has typed the code from the mail and is asked for more."""
    client = Client()
    ask(client, address)
    answer = client.post("/logga-in/kod/", {"code": codes_to(address)[0]})
    assert answer["Location"] == "/logga-in/andra-steget/"
    assert who(client) is None
    return client


def test_a_code_app_makes_the_session_stronger_and_is_told_by_mail(anna):
    client, secret = with_app(anna)
    assert client.session[KEY]["assurance"] == 2
    assert client.get("/min-sida/").status_code == 200
    assert secret not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert "mfa.totp.secret" not in client.session
    assert Mail.objects.filter(recipient=anna.email, event__startswith="factors:").count() == 1
    assert Entry.objects.filter(action="login.factors").count() == 1
    codes = asking.recovery_codes(anna.pk)
    page = client.get("/min-sida/inloggning/reservkoder/").content.decode()
    assert len(codes) == 10
    assert all(code in page for code in codes)


def test_other_sessions_end_when_a_way_to_log_in_is_added(anna):
    other = log_in(anna.email)
    client, _ = with_app(anna)
    assert other.get("/min-sida/").status_code == 302
    assert client.get("/min-sida/").status_code == 200


def test_the_wrong_first_code_adds_nothing(anna):
    client = log_in(anna.email)
    client.get("/min-sida/inloggning/kodapp/")
    assert client.post("/min-sida/inloggning/kodapp/", {"code": "000000"}).status_code == 400
    assert not Authenticator.objects.exists()
    assert client.session[KEY]["assurance"] == 1


def test_who_has_a_second_factor_is_asked_for_it(anna):
    _, secret = with_app(anna)
    client = at_second_step()
    for page in ("/min-sida/", "/bekrafta/", "/min-sida/inloggning/"):
        assert client.get(page)["Location"].startswith("/logga-in/")
    cache.clear()
    assert client.post("/logga-in/andra-steget/", {"code": "000000"}).status_code == 400
    answer = client.post("/logga-in/andra-steget/", {"code": app_code(secret, 1)})
    assert answer["Location"] == "/min-sida/"
    assert client.session[KEY]["assurance"] == 2


def test_a_code_from_the_app_works_once(anna):
    _, secret = with_app(anna)
    code = app_code(secret, 1)
    first, second = at_second_step(), at_second_step()
    first.post("/logga-in/andra-steget/", {"code": code})
    for key in ("allauth.mfa.totp.used",):
        cache.delete(f"{key}?user={anna.pk}&code={code}")  # the library forgets before the code has run out
    assert second.post("/logga-in/andra-steget/", {"code": code}).status_code == 400
    assert who(first) == str(anna.pk)
    assert who(second) is None


def test_guessing_at_the_second_step_is_stopped(anna):
    _, secret = with_app(anna)
    client = at_second_step()
    for _ in range(5):
        client.post("/logga-in/andra-steget/", {"code": "000000"})
    assert client.post("/logga-in/andra-steget/", {"code": app_code(secret, 1)}).status_code == 400
    assert who(client) is None


def test_a_recovery_code_works_once(anna):
    with_app(anna)
    code = asking.recovery_codes(anna.pk)[0]
    first, second = at_second_step(), at_second_step()
    first.post("/logga-in/andra-steget/", {"code": code})
    second.post("/logga-in/andra-steget/", {"code": code})
    assert who(first) == str(anna.pk)
    assert who(second) is None
    assert len(asking.recovery_codes(anna.pk)) == 9


def test_new_recovery_codes_replace_the_old(anna):
    client, _ = with_app(anna)
    before = asking.recovery_codes(anna.pk)
    client.post("/min-sida/inloggning/reservkoder/")
    assert not set(before) & set(asking.recovery_codes(anna.pk))
    assert client.get("/min-sida/").status_code == 200


def test_recovery_codes_are_shown_only_after_a_second_factor(anna):
    with_app(anna)
    client = log_in("ny@forening.example")
    answer = client.get("/min-sida/inloggning/reservkoder/")
    assert answer["Location"].startswith("/bekrafta/")


def test_confirming_takes_the_factor_and_not_a_mail(anna, later):
    client, secret = with_app(anna)
    later(minutes=20)
    was = client.session[KEY]["confirmed"]
    client.post("/bekrafta/", {"send": "1"})
    assert len(codes_to(anna.email)) == 1
    cache.clear()
    answer = client.post("/bekrafta/", {"code": app_code(secret, 1), "next": "/arenden/"})
    assert answer["Location"] == "/arenden/"
    assert client.session[KEY]["confirmed"] > was


def test_taking_away_the_last_factor_takes_the_recovery_codes_too(anna):
    client, _ = with_app(anna)
    factor = asking.factors(anna.pk).app.id
    assert "enda andra steg" in client.get(f"/min-sida/inloggning/ta-bort/{factor}/").content.decode()
    client.post(f"/min-sida/inloggning/ta-bort/{factor}/")
    assert not Authenticator.objects.exists()
    assert who(log_in(anna.email)) == str(anna.pk)


def test_nobody_takes_away_what_is_anothers_or_a_recovery_code(anna):
    with_app(anna)
    mallory = log_in("mallory@forening.example")
    for row in Authenticator.objects.all():
        for call in (mallory.get, mallory.post):
            assert call(f"/min-sida/inloggning/ta-bort/{row.pk}/").status_code == 404
    mine, _ = with_app_again(mallory)
    codes = Authenticator.objects.get(user__email="mallory@forening.example", type="recovery_codes")
    assert mine.post(f"/min-sida/inloggning/ta-bort/{codes.pk}/").status_code == 404


def with_app_again(client):
    """Add a code app in a browser that is logged in."""
    client.get("/min-sida/inloggning/kodapp/")
    secret = client.session["mfa.totp.secret"]
    client.post("/min-sida/inloggning/kodapp/", {"code": app_code(secret)})
    return client, secret


def test_every_change_asks_for_fresh_proof(anna, later):
    client, _ = with_app(anna)
    factor = asking.factors(anna.pk).app.id
    before = list(Authenticator.objects.values("pk", "data"))
    later(minutes=16)
    for page in ("kodapp/", "passnyckel/", "reservkoder/", f"ta-bort/{factor}/"):
        for call in (client.get, client.post):
            assert call(f"/min-sida/inloggning/{page}")["Location"].startswith("/bekrafta/")
    assert list(Authenticator.objects.values("pk", "data")) == before


def with_passkey(anna):
    """A browser that has just made a passkey, and the device that holds it."""
    client, device = log_in(anna.email, Client(HTTP_HOST="localhost")), Device("https://localhost")
    options = json.loads(client.get("/min-sida/inloggning/passnyckel/").context["options"])
    answer = client.post(
        "/min-sida/inloggning/passnyckel/", {"name": "Telefonen", "credential": device.create(options)}
    )
    assert answer["Location"] == "/min-sida/inloggning/reservkoder/", answer.content.decode()
    return client, device


def test_a_passkey_lets_in_by_itself(anna):
    _, device = with_passkey(anna)
    client = Client(HTTP_HOST="localhost")
    options = client.get("/logga-in/passnyckel/").json()
    answer = client.post("/logga-in/passnyckel/", {"credential": device.get(options), "next": "/arenden/"})
    assert answer["Location"] == "/arenden/"
    assert who(client) == str(anna.pk)
    assert client.session[KEY]["assurance"] == 2


def test_a_passkeys_answer_is_good_for_one_question_here(anna):
    _, device = with_passkey(anna)
    first, second = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    options = first.get("/logga-in/passnyckel/").json()
    second.get("/logga-in/passnyckel/")
    answer = device.get(options)
    assert second.post("/logga-in/passnyckel/", {"credential": answer}).status_code == 400
    elsewhere = Device("https://ond.example", like=device).get(options)
    assert first.post("/logga-in/passnyckel/", {"credential": elsewhere}).status_code == 400
    asleep = Device("https://localhost", like=device, verified=False).get(options)
    assert first.post("/logga-in/passnyckel/", {"credential": asleep}).status_code == 400
    stranger = Device("https://localhost")
    stranger.user, stranger.id = device.user, device.id
    assert first.post("/logga-in/passnyckel/", {"credential": stranger.get(options)}).status_code == 400
    first.post("/logga-in/passnyckel/", {"credential": answer})
    assert who(first) == str(anna.pk)
    first.post("/logga-ut/")
    assert first.post("/logga-in/passnyckel/", {"credential": answer}).status_code == 400
    assert who(second) is None


def test_a_passkey_is_a_second_step_and_confirms(anna, later):
    _, device = with_passkey(anna)
    client = Client(HTTP_HOST="localhost")
    ask(client, anna.email)
    client.post("/logga-in/kod/", {"code": codes_to(anna.email)[0]})
    options = json.loads(client.get("/logga-in/andra-steget/").context["options"])
    client.post("/logga-in/andra-steget/", {"credential": device.get(options)})
    assert who(client) == str(anna.pk)
    later(minutes=20)
    options = json.loads(client.get("/bekrafta/").context["options"])
    answer = client.post("/bekrafta/", {"credential": device.get(options), "next": "/arenden/"})
    assert answer["Location"] == "/arenden/"


def test_a_passkey_that_did_not_ask_its_owner_is_not_added(anna):
    client, device = (
        log_in(anna.email, Client(HTTP_HOST="localhost")),
        Device("https://localhost", verified=False),
    )
    options = json.loads(client.get("/min-sida/inloggning/passnyckel/").context["options"])
    answer = client.post(
        "/min-sida/inloggning/passnyckel/", {"name": "x", "credential": device.create(options)}
    )
    assert answer.status_code == 400
    assert not Authenticator.objects.exists()


HOSTILE = [
    "",
    "x",
    "[]",
    "{}",
    "null",
    "1",
    '{"response": {}}',
    '{"response": {"userHandle": 1}}',
    '{"response": []}',
]
HOSTILE += [
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA", "signature": "AA"}}'
]
HOSTILE += [
    '{"id": 1, "rawId": {}, "type": [], "response": {"clientDataJSON": "e30", "attestationObject": "AA"}}'
]


@pytest.mark.parametrize("credential", HOSTILE)
def test_hostile_answers_are_no_passkeys(anna, credential):
    client = log_in(anna.email, Client(HTTP_HOST="localhost"))
    client.get("/min-sida/inloggning/passnyckel/")
    data = {"name": "x", "credential": credential}
    assert client.post("/min-sida/inloggning/passnyckel/", data).status_code == 400
    visitor = Client(HTTP_HOST="localhost")
    visitor.get("/logga-in/passnyckel/")
    assert visitor.post("/logga-in/passnyckel/", {"credential": credential}).status_code == 400
