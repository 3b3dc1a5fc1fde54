"""The memory of the print worker over 500 different papers.

Runs in a process of its own without Typst or other tools in it, as the web does: the worker's own
``ru_maxrss`` begins at its parent's size (Linux carries it over fork and exec), so a large parent makes
the press replace its worker after every paper.
"""

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bench.figures import Figure, at_most, missing
from bench.papers_list import papers, printed
from tillit.documents.press import Press

PAPERS: Final = 500
GOAL: Final = 250
SECONDS: Final = 180
MEGABYTE: Final = 1_000_000


class Watched(Press):
    """A press that notes, after every job, the most memory that its worker has had."""

    def __init__(self) -> None:
        """Nothing is noted yet."""
        super().__init__()
        self.peaks: list[int] = []
        self.workers: set[int] = set()

    def _finish(self, answer: dict[str, Any], made: bytes) -> bytes:
        if self.worker_id is not None:
            self.workers.add(self.worker_id)
            self.peaks.append(most_resident(self.worker_id))
        return super()._finish(answer, made)


def most_resident(process: int) -> int:
    """The largest resident set that the process has had, in bytes, from /proc."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def measure() -> list[Figure]:
    """The most that any worker had. A slow machine stops in time; then the row tells how far it came."""
    name = f"Most memory of the print worker over {PAPERS} different papers"
    if not Path("/proc/self/status").exists():
        return [missing(name, "needs /proc (Linux)", f"≤ {GOAL}")]
    press, end = Watched(), time.monotonic() + float(os.environ.get("BENCH_MEMORY_SECONDS", SECONDS))
    for paper in papers(PAPERS):
        printed(paper, press)
        if time.monotonic() > end:
            break
    press.close()
    peaks = [peak / MEGABYTE for peak in press.peaks]
    workers = f"{len(press.workers)} workers in turn" if len(press.workers) > 1 else "one worker"
    against = f"after the first paper {peaks[0]:.0f} MB, half way {peaks[len(peaks) // 2]:.0f} MB; {workers}"
    found = at_most(name, max(peaks), "MB", GOAL, against)
    if len(peaks) < PAPERS and found.ok:
        return [replace(found, ok=None, against=f"only {len(peaks)} papers in time; {against}")]
    return [found]
