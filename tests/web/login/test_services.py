"""Logging in through an authority's service: what it may say of its own people, to us, now, is believed."""

import time
import warnings

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.utils import timezone

from tillit.domain.access import FRESH
from tillit.store.models import Authority, Entry, IdentityProvider, Organisation, Person, RoleGrant
from tillit.web.sessions import KEY
from web.login.browsers import (
    ask,
    by_service,
    codes_to,
    log_in,
    make_authority,
    make_service,
    way_out,
    who,
)

pytestmark = pytest.mark.django_db
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def session_of(client):
    """What the session knows of its login."""
    return client.session[KEY]


def test_a_service_lets_its_people_in_and_knows_them_again(provider):
    client, answer = by_service(provider.says("anna"))
    assert answer["Location"] == "/logga-in/utan-roll/"
    assert "inte kopplad till någon roll" in client.get(answer["Location"]).content.decode()
    again, _ = by_service(provider.says("anna"))
    other, _ = by_service(provider.says("bo"))
    assert who(client) == who(again) != who(other)
    assert Person.objects.count() == Entry.objects.count() == 2
    assert session_of(client)["authority"] == str(Authority.objects.get(slug="ekvik").pk)
    assert session_of(client)["assurance"] == 2


def test_the_page_one_was_going_to_comes_after_the_service(provider):
    _, answer = by_service(provider.says(), next="/inbjudan/abc/")
    assert answer["Location"] == "/inbjudan/abc/"


def test_what_the_service_says_of_itself_is_not_kept(provider):
    by_service(provider.says("19121212-1212", email="anna@ekvik.example", name="Anna"))
    account = SocialAccount.objects.get()
    assert account.extra_data == {}
    assert "1212" not in account.uid
    assert account.user.email.endswith("@inloggning.invalid")
    assert account.user.name == ""
    assert not SocialApp.objects.exists()


def test_nobody_is_found_or_made_by_address(provider, anna):
    client, _ = by_service(provider.says("vem-som-helst", email=anna.email, email_verified=True))
    assert who(client) != str(anna.pk)
    assert (
        session_of(client)["email"] == anna.email
    )  # what the service calls them, for its own invitations only
    mine = log_in(anna.email)
    assert who(mine) == str(anna.pk)
    ask(Client(), "ny@forening.example")
    by_service(provider.says("x", email="ny@forening.example"))
    assert not Person.objects.filter(email="ny@forening.example").exists()


@pytest.mark.parametrize(
    ("acr", "level"), [(None, 2), ("låg", 2), ("http://id.example/loa3", 3), ("hög", 3), (3, 2)]
)
def test_acr_gives_the_level(provider, acr, level):
    client, _ = by_service(provider.says(acr=acr))
    assert session_of(client)["assurance"] == level


WRONG = {
    "another issuer": {"iss": "https://ond.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "annan"},
    "several audiences without azp": {"aud": ["tillit", "annan"]},
    "several audiences with another azp": {"aud": ["tillit", "annan"], "azp": "annan"},
    "no audience": {"aud": None},
    "another nonce": {"nonce": "annan"},
    "no nonce": {"nonce": None},
    "a nonce that is a number": {"nonce": 1},
    "too old": {"exp": int(time.time()) - 3600},
    "no end": {"exp": None},
    "from the future": {"iat": int(time.time()) + 3600},
    "not yet": {"nbf": int(time.time()) + 3600},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is a list": {"sub": ["anna"]},
    "too long a subject": {"sub": "a" * 256},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
def test_a_token_with_something_wrong_lets_nobody_in(provider, claims):
    by_service(provider.says("anna"))
    client, answer = by_service(_says(provider, claims))
    assert answer.status_code == 403
    assert "Ingen är inloggad" in answer.content.decode()
    assert who(client) is None
    assert Person.objects.count() == 1


def _says(provider, claims):
    provider.says("anna")
    provider.claims.update(claims)
    return provider


def unsigned(claims):
    """A token that nobody signed."""
    return jwt.encode(claims, None, algorithm="none")


def with_secret(claims):
    """A token signed with the secret we share, as if that were a key."""
    return jwt.encode(claims, "hemligt" * 8, algorithm="HS256", headers={"kid": "k1"})


def with_another_key(claims):
    """A token signed with a key that the service has not published."""
    return jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "k1"})


def with_a_key_inside(claims):
    """A token that brings its own key."""
    public = jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_KEY.public_key(), as_dict=True)
    return jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "k1", "jwk": public})


def with_an_unknown_key(claims):
    """A token that names a key which is not published."""
    return jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "k2"})


def cut(claims):
    """A token whose signature was cut off."""
    return with_another_key(claims).rpartition(".")[0] + "."


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        with_secret,
        with_another_key,
        with_a_key_inside,
        with_an_unknown_key,
        cut,
        lambda claims: "",
        lambda claims: "a.b.c",
    ],
)
def test_a_signature_that_is_not_the_services_lets_nobody_in(provider, sign):
    provider.says().sign = sign
    client, answer = by_service(provider)
    assert answer.status_code == 403
    assert who(client) is None


def test_a_service_that_names_another_issuer_is_not_used(provider):
    provider.config = {"issuer": "https://id.lunda.example"}
    answer = Client().post("/logga-in/tjanst/ekvik/")
    assert answer.status_code == 403


@pytest.mark.parametrize("place", ["http://ond.example/x", "ftp://127.0.0.1/x", "//x", ""])
@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_places_without_https_are_not_used(provider, name, place):
    provider.config = {name: place}
    assert Client().post("/logga-in/tjanst/ekvik/").status_code == 403


def test_another_authoritys_service_cannot_speak_of_a_known_person(provider, other_provider):
    mine, _ = by_service(provider.says("anna"))
    theirs, _ = by_service(other_provider.says("anna"), slug="lunda")
    assert who(mine) != who(theirs)
    liar, answer = by_service(other_provider.says("anna", iss=provider.issuer), slug="lunda")
    assert answer.status_code == 403
    assert who(liar) is None


def test_a_service_whose_issuer_is_changed_does_not_inherit_its_people(provider, other_provider):
    before, _ = by_service(provider.says("anna"))
    row = make_row("ekvik", other_provider)
    after, _ = by_service(other_provider.says("anna"))
    assert row.slug == "ekvik"
    assert who(before) != who(after)


def make_row(slug, provider):
    """Let a slug stand for another issuer, as after a mistake."""
    IdentityProvider.objects.filter(slug="lunda").delete()
    row = IdentityProvider.objects.get(slug=slug)
    row.issuer = provider.issuer
    row.save()
    return row


def test_an_answer_is_taken_once_and_only_where_it_was_asked_for(provider, other_provider):
    client = Client()
    back = provider.says().visit(way_out(client))
    thief = Client()
    assert thief.get(back).status_code == 403
    assert client.get(back.replace("/ekvik/", "/lunda/")).status_code == 403
    assert client.get(back).status_code == 302
    client.post("/logga-ut/")
    assert client.get(back).status_code == 403
    assert who(client) is None
    assert who(thief) is None


def test_answers_of_two_logins_cannot_be_mixed(provider):
    """The code of one login with the state of another: the proof key and the nonce do not fit."""
    mine, theirs = Client(), Client()
    first = provider.says("mallory").visit(way_out(mine))
    second = provider.says("anna").visit(way_out(theirs))
    code = first.partition("code=")[2].partition("&")[0]
    state = second.partition("state=")[2]
    answer = theirs.get(f"/logga-in/tjanst/ekvik/svar/?code={code}&state={state}")
    assert answer.status_code == 403
    assert who(theirs) is None


@pytest.mark.parametrize(
    "query", ["", "code=x", "state=x", "code=x&state=x", "error=access_denied", "state[]=1"]
)
def test_answers_nobody_asked_for_are_refused(provider, query):
    client = Client()
    assert client.get(f"/logga-in/tjanst/ekvik/svar/?{query}").status_code == 403
    assert who(client) is None


def test_who_says_no_at_the_service_comes_back_to_login(provider):
    client = Client()
    state = provider.says().visit(way_out(client)).partition("state=")[2]
    answer = client.get(f"/logga-in/tjanst/ekvik/svar/?error=access_denied&state={state}")
    assert answer["Location"] == "/logga-in/"


def test_an_answer_that_names_another_sender_is_refused(provider):
    client = Client()
    back = provider.says().visit(way_out(client))
    assert client.get(f"{back}&iss=https://id.lunda.example").status_code == 403


def test_a_service_that_is_shut_or_unknown_is_not_there(provider):
    for slug in ("finns-inte", "lunda"):
        assert Client().get(f"/logga-in/tjanst/{slug}/").status_code == 404
        assert Client().get(f"/logga-in/tjanst/{slug}/svar/?code=1&state=2").status_code == 404


def test_a_service_that_does_not_answer_is_said(provider):
    provider.close()
    assert Client().post("/logga-in/tjanst/ekvik/").status_code == 403


def test_nothing_in_the_address_changes_what_is_asked(provider):
    client = Client()
    answer = client.post("/logga-in/tjanst/ekvik/?scope=admin&auth_params=prompt%3Dnone&process=connect")
    assert "admin" not in answer["Refresh"]
    assert "prompt" not in answer["Refresh"]
    assert "code_challenge_method=S256" in answer["Refresh"]
    assert "nonce=" in answer["Refresh"]


def test_a_service_says_when_its_person_logged_in(provider):
    for told, known in ((int(time.time()) - 3600, True), (None, False)):
        client, _ = by_service(provider.says(auth_time=told))
        confirmed = session_of(client)["confirmed"]
        assert (confirmed == told) if known else confirmed is None
        assert confirmed is None or time.time() - confirmed > FRESH.total_seconds()


def test_confirming_goes_to_the_service_again_and_needs_its_word(provider):
    client, _ = by_service(provider.says("anna", auth_time=int(time.time()) - 3600))
    page = client.get("/bekrafta/?next=/arenden/").content.decode()
    assert 'name="again"' in page
    for told, status in ((int(time.time()) - 3600, 403), (None, 403), (int(time.time()), 302)):
        out = way_out(client, again="1", next="/arenden/")
        assert "prompt=login" in out
        answer = client.get(provider.says("anna", auth_time=told).visit(out))
        assert answer.status_code == status
    assert answer["Location"] == "/arenden/"
    assert time.time() - session_of(client)["confirmed"] < 60


def test_a_session_by_a_service_has_no_say_over_other_ways_to_log_in(provider):
    client, _ = by_service(provider.says("anna"))
    for page in ("kodapp/", "passnyckel/", "reservkoder/", "ta-bort/1/"):
        for answer in (
            client.get(f"/min-sida/inloggning/{page}"),
            client.post(f"/min-sida/inloggning/{page}"),
        ):
            assert answer.status_code == 403
    assert "sköts" in client.get("/min-sida/inloggning/").content.decode()


def test_a_provider_that_others_wrote_lets_in():
    """Not only our own small provider: one with its own idea of the protocol."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mock = pytest.importorskip("oidc_provider_mock")
        with mock.run_server_in_thread() as server:
            issuer = f"http://localhost:{server.server_port}"
            make_service("mock", issuer)
            client = Client()
            out = way_out(client, "mock")
            answer = requests.post(out, data={"sub": "anna"}, allow_redirects=False, timeout=5)
            back = answer.headers["Location"].partition("testserver")[2]
            assert client.get(back).status_code == 302
    assert who(client) is not None


def test_a_code_by_mail_and_a_service_are_two_people_even_with_one_address(provider, anna):
    mine = log_in(anna.email)
    theirs, _ = by_service(provider.says("anna", email=anna.email))
    assert {who(mine), who(theirs)} == {str(pk) for pk in Person.objects.values_list("pk", flat=True)}
    assert codes_to(anna.email)


def test_a_service_whose_secret_cannot_be_opened_is_not_there_and_breaks_nothing(provider):
    IdentityProvider.objects.update(client_secret=b"sealed with a key that is lost")
    assert Client().get("/logga-in/tjanst/").status_code == 200
    assert Client().get("/logga-in/tjanst/ekvik/").status_code == 404


def test_a_service_vouches_for_roles_in_its_own_house_only(provider):
    client, _ = by_service(provider.says("anna"))
    homes = [Authority.objects.get(slug="ekvik"), make_authority("lunda")]
    for home in homes:
        RoleGrant.objects.create(
            person_id=who(client), role="registrar", authority=home, granted_at=timezone.now()
        )
    own = make_organisation(who(client))
    assert client.get(f"/huvudman/{homes[0].pk}/").status_code == 200
    for foreign in (f"/huvudman/{homes[1].pk}/", f"/organisationer/{own.pk}/"):
        assert client.get(foreign).status_code == 404
    mine = client.get("/min-sida/").content.decode()
    assert "Ekvik kommun" in mine
    assert "Lunda kommun" not in mine
    assert own.name not in mine


def make_organisation(person):
    """An organisation that someone is the administrator of."""
    now = timezone.now()
    made = Organisation.objects.create(
        number="8024050059", name="Nattens vänner", legal_form="association", created_at=now
    )
    RoleGrant.objects.create(
        person_id=person, role="organisation_administrator", organisation=made, granted_at=now
    )
    return made
