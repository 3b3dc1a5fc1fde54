"""Mail as it leaves: text and HTML that say the same, safe headers, a carrier that never guesses."""

import datetime as dt
import re
import socket
import time
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_server import Moods, mail_server
from serving import free_port
from tillit.domain.outbox import Letter
from tillit.gateways.mail import MailboxFolder, Message, NotDelivered, Refused, Uncertain, as_message
from tillit.gateways.smtp import Server, SmtpCarrier, carrier

AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LETTER = Letter(
    "Er tur: svara på bedömningen senast 3 december",
    (
        "Socialnämnden har svarat på Er idé.",
        "Läs svaret och säg vad Ni tycker.",
        "Ni har tid till 3 december.",
    ),
    "/arenden/1/",
    "Ni får brevet därför att Ni företräder föreningen i ärendet.",
)
SAFE = ("later_rcpt", "later_dot", "hang_rcpt", "drop_mail", "drop_data", "never_sender", "closing", "babble")
UNKNOWN = ("take_drop", "drop_dot", "take_hang", "hang_dot")


def message(letter=LETTER, **more) -> Message:
    """A message to one recipient."""
    given_ = {"sender": "tillit@kommun.se", "recipient": "a@b.se", "message_id": "<1@kommun.se>", "at": AT}
    return as_message(letter, house="https://tillit.example", **{**given_, **more})


def client(port: int, **more) -> SmtpCarrier:
    """A carrier that does not wait long."""
    return SmtpCarrier(Server("127.0.0.1", port, seconds=1.0, **more))


def read(data: bytes):
    """The message as a mail program sees it."""
    return message_from_bytes(data, policy=policy.default)


def test_a_letter_is_sent_as_text_and_html_with_one_link_sender_and_reason():
    mail = read(message().data)
    assert mail["Subject"] == LETTER.subject
    assert (mail["From"], mail["To"], mail["Message-ID"]) == (
        "Tillit <tillit@kommun.se>",
        "a@b.se",
        "<1@kommun.se>",
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == AT
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    for part in (text, html):
        for words in (
            *LETTER.paragraphs,
            LETTER.why,
            "Brevet är skickat av Tillit på https://tillit.example.",
        ):
            assert words in part
    assert text.count("https://tillit.example/arenden/1/") == 1
    assert re.findall(r'href="([^"]*)"', html) == ["https://tillit.example/arenden/1/"]
    assert not re.search(r"<style|<script|\sstyle=|<img", html)


def test_a_letter_without_a_link_and_one_with_a_list():
    bare = read(message(Letter("Kod", ("Er kod är 123 456.",), "", "Därför.")).data)
    assert "href" not in bare.get_body(("html",)).get_content()
    many = read(message(Letter("2 nyheter", ("Hej.",), "/x/", "Därför.", ("Ett <b>", "Två"))).data)
    assert "- Ett <b>\n- Två\n" in many.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "<li>Ett &lt;b&gt;</li>" in many.get_body(("html",)).get_content()


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
    st.sampled_from(["subject", "recipient", "message_id"]),
)
def test_nothing_written_by_people_becomes_a_header_or_markup(text, place):
    evil = f"{text}\r\nBcc: x@y.se\n<script>{text}"
    clean = Letter("Ämne", (evil,), "/", evil, (evil,))
    mail = read(message(clean).data)
    assert mail["Bcc"] is None
    assert "<script" not in mail.get_body(("html",)).get_content()
    letter = Letter(evil, ("x",), "/", "y") if place == "subject" else clean
    more = {} if place == "subject" else {place: f"a@b.se{evil}"}
    with pytest.raises(Refused, match="header"):
        message(letter, **more)


@pytest.mark.parametrize("recipient", ["", "b", "å@b.se", "a@b@c", "a@b.se, c@d.se", "a@" + "x" * 70 + ".se"])
def test_an_address_that_no_server_takes_is_refused(recipient):
    with pytest.raises(Refused):
        message(recipient=recipient)


def test_a_swedish_domain_is_written_as_mail_servers_know_it():
    assert message(recipient="a@förening.se").recipient == "a@xn--frening-90a.se"


@pytest.mark.parametrize("line", ["a", ".", "..", ".a\n.\n..b", "slut\n.", "å" * 500])
def test_a_message_comes_through_as_it_was_written(line):
    moods = Moods()
    with mail_server(moods) as port:
        smtp = client(port)
        smtp.deliver(message(Letter("x", (line,), "", "y")))
        smtp.close()
    assert line in moods.taken[0].get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("mood", SAFE)
def test_what_breaks_before_the_dot_is_safe_to_try_again(mood):
    moods = Moods(rest=mood)
    with mail_server(moods) as port, pytest.raises(NotDelivered):
        client(port).deliver(message())
    assert moods.taken == []


@pytest.mark.parametrize("mood", UNKNOWN)
def test_a_lost_answer_after_the_dot_is_uncertain(mood):
    moods = Moods(rest=mood)
    with mail_server(moods) as port, pytest.raises(Uncertain):
        client(port).deliver(message())
    assert len(moods.taken) == mood.startswith("take")


@pytest.mark.parametrize("mood", ["never_rcpt", "never_dot"])
def test_a_recipient_or_message_refused_for_ever_is_not_tried_again(mood):
    with mail_server(Moods(rest=mood)) as port, pytest.raises(Refused, match="smtp 55"):
        client(port).deliver(message())


def test_a_server_that_hangs_up_while_the_message_is_on_its_way_is_never_taken_for_a_yes():
    for _ in range(10):
        moods = Moods(rest="drop_354")
        with mail_server(moods) as port, pytest.raises((NotDelivered, Uncertain)):
            client(port).deliver(message())
        assert moods.taken == []


def test_one_connection_carries_many_and_a_tired_server_is_met_again():
    moods = Moods("take", "take_tired", "take", "later_rcpt", "take")
    with mail_server(moods) as port:
        smtp = client(port)
        for number in range(3):
            smtp.deliver(message(message_id=f"<{number}@x>"))
            time.sleep(0.3)
        with pytest.raises(NotDelivered, match="smtp 450"):
            smtp.deliver(message())
        smtp.deliver(message(message_id="<4@x>"))
        smtp.close()
    assert [mail["Message-ID"] for mail in moods.taken] == ["<0@x>", "<1@x>", "<2@x>", "<4@x>"]


def test_a_server_that_is_not_there_or_never_speaks_is_unreachable():
    with pytest.raises(NotDelivered) as nobody:
        client(free_port()).deliver(message())
    assert nobody.value.unreachable
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NotDelivered) as mute:
        client(silent.getsockname()[1]).deliver(message())
    assert mute.value.unreachable


def test_without_the_encryption_that_was_asked_for_nothing_is_sent():
    moods = Moods()
    with mail_server(moods) as port:
        with pytest.raises(NotDelivered) as bare:
            client(port, tls=True).deliver(message())
        with pytest.raises(NotDelivered):
            client(port, user="u", password="p").deliver(message())
    assert bare.value.unreachable
    assert moods.taken == []


def test_no_error_tells_an_address_or_a_secret():
    server = Server("127.0.0.1", free_port(), user="u", password="hemligt")
    assert "hemligt" not in repr(server)
    with pytest.raises(NotDelivered) as problem:
        SmtpCarrier(server).deliver(message())
    assert str(problem.value) == "ConnectionRefusedError"


def test_without_a_server_mail_lands_in_the_mailbox_folder_once(tmp_path, settings):
    settings.SMTP, settings.VAR_DIR = None, tmp_path
    box = carrier()
    assert isinstance(box, MailboxFolder)
    for _ in range(2):
        box.deliver(message(message_id="<../../1@x>"))
    box.close()
    (kept,) = (tmp_path / "mail").iterdir()
    assert kept.parent == tmp_path / "mail"
    assert read(kept.read_bytes())["Subject"] == LETTER.subject
    assert kept.stat().st_mode & 0o077 == 0
    (tmp_path / "file").touch()
    with pytest.raises(NotDelivered):
        MailboxFolder(tmp_path / "file").deliver(message())


def test_a_server_in_the_settings_is_used(settings):
    settings.SMTP = {"host": "mail.example", "port": 587, "user": "u", "password": "p", "tls": True}
    chosen = carrier()
    assert isinstance(chosen, SmtpCarrier)
    assert (chosen.server.host, chosen.server.tls, chosen.server.seconds) == ("mail.example", True, 10.0)
