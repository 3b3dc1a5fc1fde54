"""The press: one warm print worker per process, replaced when it dies, hangs or has grown."""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tillit.documents import wire
from tillit.documents.failure import PrintError
from tillit.documents.fonts import require_fonts

SOURCE = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024


class TemplateError(PrintError):
    """The worker is well but could not typeset this content."""


class WorkerLostError(PrintError):
    """The worker died in the middle of the job."""


class Press:
    """One worker process and the limits it lives under; safe for threads and after a fork."""

    def __init__(
        self,
        *,
        seconds: float = 20.0,
        memory_bytes: int = 1024 * MEGABYTE,
        grown_bytes: int = 220 * MEGABYTE,
        jobs_each: int = 200,
    ) -> None:
        """Nothing starts until the first job."""
        self.seconds, self.memory_bytes = seconds, memory_bytes
        self.grown_bytes, self.jobs_each = grown_bytes, jobs_each
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._jobs = 0
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget_parents_worker)

    def run(self, job: dict[str, Any]) -> bytes:
        """Do one job; PrintError if it cannot be done. A worker that died is replaced, once."""
        frame = json.dumps({**job, "seconds": self.seconds}).encode()
        with self._lock:
            try:
                return self._attempt(frame)
            except WorkerLostError:
                return self._attempt(frame)

    def close(self) -> None:
        """End the worker; the next job starts a new one."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        worker.wait()

    @property
    def worker_id(self) -> int | None:
        """The process id of the living worker, if there is one."""
        return self._worker.pid if self._worker and self._worker.poll() is None else None

    def _attempt(self, frame: bytes) -> bytes:
        """Send the job and wait for the answer, no longer than the time limit."""
        worker = self._ready_worker()
        late = threading.Event()
        alarm = threading.Timer(self.seconds, self._stop_late, (worker, late))
        alarm.daemon = True
        alarm.start()
        try:
            answer, made = _ask(worker, frame)
        except (EOFError, OSError) as error:
            self.close()
            raise self._lost(late.is_set(), worker.returncode) from error
        except BaseException:
            self.close()
            raise
        finally:
            alarm.cancel()
        return self._finish(answer, made)

    def _finish(self, answer: dict[str, Any], made: bytes) -> bytes:
        """Give out what was made, after replacing a worker that has done its share."""
        self._jobs += 1
        if self._jobs >= self.jobs_each or answer["peak_bytes"] > self.grown_bytes:
            self.close()
            self._start()
        if answer["error"]:
            raise TemplateError("Dokumentet gick inte att skriva ut. Felet är loggat.", answer["error"])
        return made

    def _lost(self, late: bool, code: int | None) -> PrintError:
        """The error for a worker that gave no answer."""
        if late:
            message = (
                f"Utskriften tog längre tid än {self.seconds:g} sekunder och avbröts. Dela upp dokumentet."
            )
            return PrintError(message, "time limit")
        return WorkerLostError(
            "Utskriften avbröts. Försök igen, eller dela upp dokumentet om det är mycket stort.",
            f"worker ended with {code}",
        )

    def _ready_worker(self) -> "subprocess.Popen[bytes]":
        """The living worker, started if need be."""
        if self._worker is not None and self._worker.poll() is not None:
            self.close()
        return self._worker or self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        """Start a worker with an environment that holds nothing but where to find the code."""
        require_fonts()
        command = [sys.executable, "-m", "tillit.documents.worker", str(self.memory_bytes)]
        environment = {"PYTHONPATH": str(SOURCE), "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
        self._jobs = 0
        self._worker = worker = subprocess.Popen(  # noqa: S603  our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        return worker

    @staticmethod
    def _stop_late(worker: "subprocess.Popen[bytes]", late: threading.Event) -> None:
        """Kill a worker that has used up its time."""
        late.set()
        worker.kill()

    def _forget_parents_worker(self) -> None:
        """In a forked child: let go of the parent's worker without disturbing it."""
        worker, self._worker = self._worker, None
        self._lock = threading.Lock()
        if worker is None:
            return
        worker.returncode = 0
        for pipe in (worker.stdin, worker.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    os.close(pipe.fileno())


def _ask(worker: "subprocess.Popen[bytes]", frame: bytes) -> tuple[dict[str, Any], bytes]:
    """Send a job and read what the worker says of it and what it made."""
    jobs, answers = worker.stdin, worker.stdout
    if jobs is None or answers is None:
        raise EOFError("the worker has no pipes")
    wire.send(jobs, frame)
    return json.loads(wire.receive(answers)), wire.receive(answers)


PRESS = Press()
