"""Logging in with a code by mail: nobody is told who has an account, and a code works once, here and now."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tillit.store.models import Entry, Mail, Person
from web.login.browsers import ask, codes_to, log_in, who

pytestmark = pytest.mark.django_db


def plain(answer, address):
    """An answer without what must differ: the proof of origin and the address itself."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, body.replace(address, "ADDRESS"), dict(answer.headers)


def test_a_new_address_becomes_a_person_when_the_right_code_is_typed():
    client = Client()
    ask(client, "Ny@Forening.Example")
    assert not Person.objects.exists()
    answer = client.post("/logga-in/kod/", {"code": codes_to("ny@forening.example")[0]})
    assert answer["Location"] == "/min-sida/"
    person = Person.objects.get()
    assert person.email == "ny@forening.example"
    assert not person.has_usable_password()
    assert who(client) == str(person.pk)
    assert Entry.objects.count() == 1


def test_a_known_address_logs_in_as_the_same_person_however_it_is_written(anna):
    for typed in ("anna@forening.example", "ANNA@Forening.example", " anna@forening.example "):
        client = Client()
        ask(client, typed)
        client.post("/logga-in/kod/", {"code": codes_to(anna.email)[0]})
        assert who(client) == str(anna.pk)
    assert not Entry.objects.exists()


def test_known_and_unknown_addresses_get_the_same_answers_and_the_same_mail(anna):
    seen = {}
    for address in (anna.email, "olle@forening.example"):
        client = Client()
        with CaptureQueriesContext(connection) as count:
            first = ask(client, address)
        questions = len(count)
        page = client.get("/logga-in/kod/")
        wrong = client.post("/logga-in/kod/", {"code": "0000"})
        mail = Mail.objects.get(recipient=address)
        told = (mail.subject, mail.urgent, mail.person_id, mail.useful_until - mail.created_at)
        seen[address] = (plain(first, address), plain(page, address), plain(wrong, address), told, questions)
    assert len({repr(answers) for answers in seen.values()}) == 1


def test_a_code_works_once():
    client = log_in("ny@forening.example")
    code = codes_to("ny@forening.example")[0]
    client.post("/logga-ut/")
    assert who(client) is None
    client.post("/logga-in/kod/", {"code": code})
    assert who(client) is None


def test_a_code_works_only_in_the_browser_that_asked(anna):
    asking, other = Client(), Client()
    ask(asking, anna.email)
    ask(other, "mallory@forening.example")
    code = codes_to(anna.email)[0]
    for thief in (other, Client()):
        thief.post("/logga-in/kod/", {"code": code})
        assert who(thief) is None
    asking.post("/logga-in/kod/", {"code": code})
    assert who(asking) == str(anna.pk)


def test_a_code_is_good_until_ten_minutes_and_not_after(anna, later):
    early, late = Client(), Client()
    ask(early, anna.email)
    first = codes_to(anna.email)[0]
    ask(late, anna.email)
    second = next(code for code in codes_to(anna.email) if code != first)
    later(seconds=590)
    early.post("/logga-in/kod/", {"code": first})
    assert who(early) == str(anna.pk)
    later(seconds=11)
    assert "Be om en ny kod" in late.post("/logga-in/kod/", {"code": second}).content.decode()
    assert who(late) is None


def test_five_wrong_codes_spend_it(anna):
    client = Client()
    ask(client, anna.email)
    code = codes_to(anna.email)[0]
    for _ in range(5):
        answer = client.post("/logga-in/kod/", {"code": f"{(int(code) + 1) % 10**8:08}"})
        assert answer.status_code == 400
    client.post("/logga-in/kod/", {"code": code})
    assert who(client) is None


def test_tries_count_even_when_the_session_is_put_back(anna):
    """Many tries at once, each with the session as it was before the others: no more than five in all."""
    client = Client()
    ask(client, anna.email)
    code = codes_to(anna.email)[0]
    kept = dict(client.session.items())
    for _ in range(6):
        client.post("/logga-in/kod/", {"code": "00000000"})
        session = client.session
        session.update(kept)
        session.save()
    client.post("/logga-in/kod/", {"code": code})
    assert who(client) is None


def test_a_code_is_used_once_even_when_the_session_is_put_back(anna):
    client = Client()
    ask(client, anna.email)
    code, kept = codes_to(anna.email)[0], dict(client.session.items())
    client.post("/logga-in/kod/", {"code": code})
    client.post("/logga-ut/")
    client.get("/logga-in/passnyckel/")  # a session again
    session = client.session
    session.update(kept)
    session.save()
    client.post("/logga-in/kod/", {"code": code})
    assert who(client) is None


def test_scanners_that_open_the_link_change_nothing(anna):
    client = Client()
    ask(client, anna.email)
    for _ in range(5):
        scanner = Client()
        assert scanner.get("/logga-in/kod/").status_code == 200
        assert scanner.head("/logga-in/kod/").status_code == 200
        assert who(scanner) is None
        client.get("/logga-in/kod/")
        client.head("/logga-in/kod/")
    client.post("/logga-in/kod/", {"code": codes_to(anna.email)[0]})
    assert who(client) == str(anna.pk)


def test_a_thousand_questions_for_one_address_send_five_mails(anna):
    answers = [
        ask(Client(REMOTE_ADDR=f"10.0.{n // 200}.{n % 200}"), anna.email).status_code for n in range(60)
    ]
    assert answers.count(302) == 5
    assert set(answers) == {302, 400}
    assert Mail.objects.count() == 5


def test_one_network_cannot_ask_for_many_addresses():
    answers = [ask(Client(), f"namn{n}@forening.example").status_code for n in range(25)]
    assert answers.count(302) == 20


def test_a_closed_account_is_told_so_only_after_the_code(anna):
    anna.is_active = False
    anna.save()
    client = Client()
    ask(client, anna.email)
    answer = client.post("/logga-in/kod/", {"code": codes_to(anna.email)[0]})
    assert answer.status_code == 403
    assert "stängd" in answer.content.decode()
    assert who(client) is None


def test_codes_and_addresses_are_in_no_log_and_no_code_in_the_session(anna, caplog):
    caplog.set_level("DEBUG")
    client = Client()
    ask(client, anna.email)
    code = codes_to(anna.email)[0]
    kept = repr(dict(client.session.items()))
    client.post("/logga-in/kod/", {"code": code})
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("tillit"))
    assert str(anna.pk) in lines
    for secret in (code, f"{code[:4]} {code[4:]}", anna.email):
        assert secret not in lines
    assert code not in kept


@pytest.mark.parametrize(
    "goal", ["//ond.example/", "https://ond.example/", "/\\ond.example", "javascript:alert(1)", "x"]
)
def test_only_pages_of_our_own_come_after_login(anna, goal):
    client = Client()
    ask(client, anna.email, next=goal)
    answer = client.post("/logga-in/kod/", {"code": codes_to(anna.email)[0]})
    assert answer["Location"] == "/min-sida/"


def test_the_page_one_was_going_to_comes_after_login(anna):
    client = Client()
    ask(client, anna.email, next="/arenden/?a=1")
    answer = client.post("/logga-in/kod/", {"code": codes_to(anna.email)[0]})
    assert answer["Location"] == "/arenden/?a=1"


@pytest.mark.parametrize("typed", ["", "x", "a@b", "å@ä.se", "a@b.se\r\nBcc: c@d.se", "a" * 300 + "@b.se"])
def test_what_is_no_address_is_said(typed):
    answer = Client().post("/logga-in/", {"email": typed})
    assert answer.status_code == 400
    assert "Något behöver rättas" in answer.content.decode()
    assert not Mail.objects.exists()


def test_hostile_codes_are_wrong_codes(anna):
    for typed in ("", " ", "x" * 400, "\u0660" * 8, "٣٤", "\x00", "--------", "1" * 30):
        client = Client()
        ask(client, anna.email)
        cache.clear()
        assert client.post("/logga-in/kod/", {"code": typed}).status_code == 400
        assert who(client) is None
