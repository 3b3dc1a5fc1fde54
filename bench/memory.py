"""The memory of the print worker over 500 different papers.

Runs in a process of its own without Typst or other tools in it, as the web does: the worker's own
``ru_maxrss`` begins at its parent's size (Linux carries it over fork and exec), so a large parent makes
the press replace its worker after every paper.
"""

from pathlib import Path
from typing import Any, Final

from bench.figures import Figure, at_most, missing
from bench.papers_list import papers, printed
from tillit.documents.press import Press

PAPERS: Final = 500
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
    """The most that any worker had."""
    name = f"Most memory of the print worker over {PAPERS} different papers"
    if not Path("/proc/self/status").exists():
        return [missing(name, "needs /proc (Linux)", "≤ 250")]
    press = Watched()
    for paper in papers(PAPERS):
        printed(paper, press)
    press.close()
    peaks = press.peaks
    against = (
        f"after the first {peaks[0] / MEGABYTE:.0f}, the 100th {peaks[99] / MEGABYTE:.0f} MB; "
        f"{len(press.workers)} workers in turn"
    )
    return [at_most(name, max(peaks) / MEGABYTE, "MB", 250, against)]
