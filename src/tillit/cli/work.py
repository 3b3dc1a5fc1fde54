"""``tillit work``: send the mail that waits, once or for as long as the installation runs."""

import argparse
import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tillit.cli.telling import tell_json

if TYPE_CHECKING:
    from tillit.actions.outbox import Tally

Clock = Callable[[], datetime]
log = logging.getLogger("tillit.work")

#: Seconds to wait when there was nothing to do, and when the mail server or the database did not answer.
IDLE, DOWN = 2.0, 30.0


def register(verbs: Any) -> None:
    """Add the verb and its options."""
    parser = verbs.add_parser("work", help="skicka brev som väntar")
    parser.add_argument("--once", action="store_true", help="sluta när inget mer går att skicka nu")
    parser.add_argument("--put-back", action="store_true", help="försök igen med brev som inte gick fram")
    parser.add_argument("--json", action="store_true", help="JSON i stället för text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until told to stop (SIGTERM or Ctrl-C: the present mail is finished first), or once.

    Exit code 1 when, after ``--once``, mail is left that could not be sent.
    """
    import django

    django.setup()
    from tillit.actions.outbox import put_back_failed
    from tillit.domain.actors import OPERATOR

    if arguments.put_back:
        put_back_failed(actor=OPERATOR, at=now())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if arguments.once:
        return _told(work_once(stop, now), as_json=arguments.json)
    work_forever(stop, now)
    return 0


def now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


def work_once(stop: threading.Event, clock: Clock) -> "Tally":
    """Send what is due until nothing more can be sent now. Returns the sum of all rounds."""
    from tillit.actions.outbox import Tally, send_due
    from tillit.domain.actors import OPERATOR
    from tillit.gateways.smtp import carrier

    whole, smtp = Tally(), carrier()
    try:
        while not stop.is_set():
            tally = send_due(actor=OPERATOR, at=clock(), smtp=smtp, limit=1)
            whole = whole.plus(tally)
            if tally.down or not tally.handled:
                break
    finally:
        smtp.close()
    return whole


def work_forever(stop: threading.Event, clock: Clock) -> None:
    """Send mail as it becomes due, until `stop` is set. Nothing that goes wrong ends it.

    Meant for a process or a thread of its own: it closes its database connections while it rests.
    """
    from django.db import close_old_connections, connections

    tidied = datetime.min.replace(tzinfo=UTC)
    while not stop.is_set():
        pause = IDLE
        try:
            close_old_connections()
            tally = work_once(stop, clock)
            if tally.handled:
                log.info("outbox %s", " ".join(f"{name}={value}" for name, value in asdict(tally).items()))
            pause = DOWN if tally.down else IDLE
            tidied = _tidied(tidied, clock())  # last: trouble here must not keep mail waiting
        except Exception as problem:  # the outbox must outlive any fault; rows are safe in the database
            log.error("outbox stopped a round: %s", type(problem).__name__)
            connections.close_all()
            pause = DOWN
        stop.wait(pause)
    connections.close_all()


def _tidied(before: datetime, at: datetime) -> datetime:
    """Clear away what has had its time, now and then. Returns when it was last done."""
    from tillit.actions.tidying import EVERY, forget_sessions
    from tillit.domain.actors import OPERATOR

    if at - before < EVERY:
        return before
    forget_sessions(actor=OPERATOR, at=at)
    return at


def _told(tally: "Tally", *, as_json: bool) -> int:
    """Print what a run came to, and how the outbox stands."""
    from tillit.domain.actors import OPERATOR
    from tillit.queries.outbox import dead_letters, standing

    stands, dead = standing(actor=OPERATOR, at=now()), dead_letters(actor=OPERATOR, at=now())
    if as_json:
        letters = [
            {**asdict(one), "id": str(one.id), "created_at": one.created_at.isoformat()} for one in dead
        ]
        tell_json(
            {"round": asdict(tally), "states": stands.states, "doubtful": stands.doubtful, "failed": letters}
        )
    else:
        print(f"Skickade: {tally.sent}. Nytt försök senare: {tally.retried}. Osäkra: {tally.uncertain}.")
        for one in dead:
            print(f"Gick inte att skicka: {one.kind} {one.id} ({one.problem}, {one.attempts} försök).")
        if tally.down:
            print("E-postservern svarar inte. Breven ligger kvar i kön.")
    return 1 if tally.down or dead else 0
