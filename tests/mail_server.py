"""A real mail server on the loopback that takes mail, refuses it, hangs or hangs up, as each test asks."""

import asyncio
import email
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from serving import free_port

#: Longer than any client in the tests waits.
TOO_LONG = 30.0


class Moods:
    """What the server does with each mail: `moods` in order, and then `rest`. `taken` is what it has kept."""

    def __init__(self, *moods: str, rest: str = "take") -> None:
        self.moods = list(moods)
        self.rest = rest
        self.now = rest
        self.taken: list[EmailMessage] = []
        self.asked = Counter()

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        """A new mail begins: take the next mood."""
        self.now = self.moods.pop(0) if self.moods else self.rest
        self.asked[self.now] += 1
        match self.now:
            case "never_sender":
                return "550 5.7.1 Sender refused"
            case "closing":
                return "421 4.3.2 Closing"
            case "drop_mail":
                server.transport.abort()
                return "250 too late"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """The recipient."""
        match self.now:
            case "later_rcpt":
                return "450 4.2.1 Later"
            case "never_rcpt":
                return "550 5.1.1 No such mailbox"
            case "hang_rcpt":
                await asyncio.sleep(TOO_LONG)
            case "babble":
                return "hello there"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """The whole message is here, with its dot."""
        if self.now in ("take", "take_drop", "take_hang", "take_tired"):
            self.taken.append(email.message_from_bytes(envelope.content, policy=policy.default))
        match self.now:
            case "later_dot":
                return "451 4.3.0 Later"
            case "never_dot":
                return "554 5.6.0 Refused"
            case "take_drop" | "drop_dot":
                server.transport.abort()
            case "take_hang" | "hang_dot":
                await asyncio.sleep(TOO_LONG)
            case "take_tired":
                asyncio.get_running_loop().call_later(0.05, server.transport.close)
        return "250 OK"


class Moody(SMTP):
    """A server that can also hang up in the middle of DATA."""

    async def smtp_DATA(self, arg):  # noqa: N802
        """Hang up before or after asking for the message, or ask as always."""
        if self.event_handler.now == "drop_data":
            self.transport.abort()
        elif self.event_handler.now == "drop_354":
            await self.push("354 Go on")
            self.transport.close()
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self):
        return Moody(self.handler, hostname="localhost", enable_SMTPUTF8=False, loop=self.loop)


@contextmanager
def mail_server(moods: Moods) -> Iterator[int]:
    """Run the server and give its port."""
    controller = _Controller(moods, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
