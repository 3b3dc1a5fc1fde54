"""The conversation with a mail server, so strict that its end is always known or known to be unknown.

Until the final dot of the message nothing has been handed over: whatever breaks, it is safe to try again.
From the dot until the answer nobody can know. Answers that say never (5xx) count only about the recipient and
the message: a refused sender or login is our own fault to mend, and must lose nobody's mail.
"""

import re
import select
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from tillit.gateways.mail import Carrier, MailboxFolder, Message, NotDelivered, Refused, Uncertain

Answer = TypeVar("Answer")

_BROKEN = (OSError, smtplib.SMTPException)  # SMTPException is an OSError too; said for the reader


@dataclass(frozen=True)
class Server:
    """Where the mail server is, how to log in, and how long to wait for each of its answers."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False  # from the first byte on port 465, else by STARTTLS; never without when asked for
    name: str = "localhost"  # what we call ourselves; asking the machine for its name may take long
    seconds: float = 10.0


class SmtpCarrier:
    """Delivers by SMTP, many messages over one connection."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection: smtplib.SMTP | None = None

    def deliver(self, message: Message) -> None:
        """Deliver one message. Raises NotDelivered, Refused or Uncertain, then reconnects."""
        reused = self._connection is not None
        try:
            self._hand_over(message)
        except NotDelivered as problem:
            if not (reused and problem.unreachable):
                raise
            self._hand_over(message)  # the server had only tired of waiting: once more, over a new connection

    def close(self) -> None:
        """Say goodbye; nobody minds if the server does not answer."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except _BROKEN:
                connection.close()

    def _hand_over(self, message: Message) -> None:
        connection = self._connection or self._connect()
        self._connection = connection
        try:
            self._ask(lambda: connection.mail(message.sender), never=False)
            self._ask(lambda: connection.rcpt(message.recipient))
            self._ask(lambda: connection.docmd("DATA"), wanted=3)
            self._safely(lambda: connection.send(_stuffed(message.data)))
            if not self.server.tls and _has_spoken(connection):
                self._drop()
                raise NotDelivered("interrupted", unreachable=True)
            self._finish(connection)
        except BaseException:
            self._drop()
            raise

    def _connect(self) -> smtplib.SMTP:
        """Open a connection and log in. Whatever goes wrong here, the server takes no mail just now."""
        server = self.server
        try:
            context = ssl.create_default_context() if server.tls else None
            if server.tls and server.port == 465:
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, server.name, timeout=server.seconds, context=context
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, server.name, timeout=server.seconds)
            self._connection = connection
            connection.ehlo_or_helo_if_needed()
            if server.tls and server.port != 465:
                connection.starttls(context=context)
                connection.ehlo_or_helo_if_needed()
            if server.user:
                connection.login(server.user, server.password)
        except _BROKEN as problem:
            self._drop()
            raise NotDelivered(_kind(problem), unreachable=True) from problem
        return connection

    def _ask(self, say: Callable[[], tuple[int, bytes]], *, wanted: int = 2, never: bool = True) -> None:
        """Say one line before the message and judge the answer by its first digit."""
        code = self._safely(say)[0]
        if code // 100 == 5 and never:
            raise Refused(f"smtp {code}")
        if code // 100 != wanted:
            raise NotDelivered(f"smtp {code}", unreachable=code == 421)

    def _safely(self, say: Callable[[], Answer]) -> Answer:
        try:
            return say()
        except _BROKEN as problem:
            raise NotDelivered(_kind(problem), unreachable=True) from problem

    def _finish(self, connection: smtplib.SMTP) -> None:
        """Send the dot. From here on a lost answer is uncertain."""
        try:
            connection.send(b".\r\n")
            code = connection.getreply()[0]
        except _BROKEN as problem:
            raise Uncertain(_kind(problem)) from problem
        if code // 100 == 5:
            raise Refused(f"smtp {code}")
        if code // 100 == 4:
            raise NotDelivered(f"smtp {code}", unreachable=code == 421)
        if code // 100 != 2:
            raise Uncertain(f"smtp {code}")

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def carrier() -> Carrier:
    """What takes mail away here: the mail server of the settings, or the mailbox folder."""
    if settings.SMTP is None:
        return MailboxFolder(Path(settings.VAR_DIR) / "mail")
    return SmtpCarrier(Server(**settings.SMTP, name=settings.MAIL_FROM.rpartition("@")[2]))


def _stuffed(data: bytes) -> bytes:
    """The message as it travels: lines end with CR LF, a dot first gets one more (RFC 5321 section 4.5.2)."""
    lines = re.sub(rb"\r\n|\n|\r", b"\r\n", data)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _has_spoken(connection: smtplib.SMTP) -> bool:
    """Whether the server has said something or hung up while it should be listening."""
    return connection.sock is not None and bool(select.select([connection.sock], [], [], 0)[0])


def _kind(problem: BaseException) -> str:
    """The kind of an error: its class only, since its text may hold an address."""
    return type(problem).__name__[:40]
