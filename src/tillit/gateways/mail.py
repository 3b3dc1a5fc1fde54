"""Mail leaves the house: a letter becomes a message in text and HTML, and a carrier takes it away.

Without a mail server (the demo) messages become files in the mailbox folder. Nothing here is logged.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from django.template.loader import render_to_string

from tillit.domain.outbox import Letter, address


class NotDelivered(Exception):
    """It certainly did not leave; try again later. `unreachable`: the server takes no mail just now."""

    def __init__(self, problem: str, *, unreachable: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.unreachable = unreachable


class Refused(Exception):
    """The server says never, or the message must not leave. `problem` is a kind of error."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Uncertain(Exception):
    """The whole message was handed over, but no answer came: it may or may not have been delivered."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Message:
    """What a carrier takes: two plain addresses, and the bytes of the message with its own Message-ID."""

    sender: str
    recipient: str
    message_id: str
    data: bytes


class Carrier(Protocol):
    """Takes messages away, one at a time. `deliver` raises NotDelivered, Refused or Uncertain."""

    def deliver(self, message: Message) -> None:
        """Deliver one message; returns only when it has certainly been taken."""

    def close(self) -> None:
        """Let go of the connection, if there is one."""


def as_message(
    letter: Letter, *, sender: str, recipient: str, message_id: str, at: datetime, house: str
) -> Message:
    """Write a letter as a message, the same bytes every time but for the borders of its parts.

    `house` is the address of this Tillit, where links that are paths lead; `at` dates the message. Raises
    Refused when a header would hold a line break or an address that is none.
    """
    link = f"{house}{letter.link}" if letter.link.startswith("/") else letter.link
    words = {"letter": letter, "link": link, "house": house}
    message = EmailMessage(policy.SMTP)
    try:
        message["Subject"] = _one_line(letter.subject)
        message["From"] = Address("Tillit", addr_spec=sender)
        message["To"] = Address(addr_spec=_ascii(recipient))
        message["Date"] = format_datetime(at)
        message["Message-ID"] = _one_line(message_id)
    except (ValueError, IndexError) as problem:
        raise Refused("header") from problem
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "sv"
    message.set_content(render_to_string("mail/message.txt", words), cte="quoted-printable")
    message.add_alternative(
        render_to_string("mail/message.html", words), subtype="html", cte="quoted-printable"
    )
    return Message(sender, _ascii(recipient), message_id, message.as_bytes())


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("a line break in a header")
    return text


def _ascii(recipient: str) -> str:
    """The address as every mail server knows it: only the domain may hold å, ä, ö, else ValueError."""
    name, _, domain = address(recipient).rpartition("@")
    return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"


class MailboxFolder:
    """Delivers into a folder, a file a message. The same message again replaces its file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, message: Message) -> None:
        """Write the message whole, or not at all."""
        name = "".join(
            sign if sign.isalnum() or sign in "-.@" else "_" for sign in message.message_id.strip("<>")
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = self.folder / f"{name}.part"
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.data)
            draft.replace(self.folder / f"{name}.eml")
        except OSError as problem:
            raise NotDelivered("folder", unreachable=True) from problem

    def close(self) -> None:
        """There is nothing to let go of."""
