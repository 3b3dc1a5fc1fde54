"""The press survives its worker, keeps limits and follows a fork."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.samples import WHOLE, paper
from tillit.documents import press as press_module
from tillit.documents.document import Paragraph, Table
from tillit.documents.failure import PrintError
from tillit.documents.fonts import FontsMissingError, require_fonts
from tillit.documents.pdf import render_pdf
from tillit.documents.press import Press

HUGE = paper(*(Table(("a", "b"), (("Text som bryts " * 30, str(n)),) * 60) for n in range(160)))


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press()
    yield made
    made.close()


def test_one_worker_is_kept_warm(press: Press) -> None:
    render_pdf(WHOLE, press=press)
    first = press.worker_id
    render_pdf(WHOLE, press=press)
    assert first is not None
    assert press.worker_id == first


def test_prints_after_the_worker_was_killed_between_documents(press: Press) -> None:
    before = render_pdf(WHOLE, press=press)
    os.kill(press.worker_id or 0, signal.SIGKILL)
    time.sleep(0.05)
    assert render_pdf(WHOLE, press=press) == before


def test_prints_after_the_worker_was_killed_in_the_middle(press: Press) -> None:
    before = render_pdf(WHOLE, press=press)
    victim = press.worker_id or 0
    killer = threading.Timer(0.15, os.kill, (victim, signal.SIGKILL))
    killer.start()
    with pytest.raises(PrintError):
        _print_with_short_patience(press)
    killer.join()
    assert render_pdf(WHOLE, press=press) == before
    assert press.worker_id != victim


def _print_with_short_patience(press: Press) -> None:
    """Print something that takes longer than the press will wait."""
    patience, press.seconds = press.seconds, 0.8
    try:
        render_pdf(HUGE, press=press)
    finally:
        press.seconds = patience


def test_time_limit_is_a_clean_error() -> None:
    press = Press(seconds=0.5)
    with pytest.raises(PrintError, match=r"längre tid än 0\.5 sekunder"):
        render_pdf(HUGE, press=press)
    assert press.worker_id is None


def test_memory_limit_is_a_clean_error(capfd: pytest.CaptureFixture[str]) -> None:
    press = Press(memory_bytes=230 * 1024 * 1024, seconds=300)
    with pytest.raises(PrintError, match="Utskriften avbröts"):
        render_pdf(HUGE, press=press)
    press.close()


def test_worker_is_replaced_after_its_share() -> None:
    press = Press(jobs_each=2)
    seen = set()
    for _ in range(5):
        render_pdf(paper(Paragraph("a")), press=press)
        seen.add(press.worker_id)
    press.close()
    assert len(seen) == 3


def test_worker_is_replaced_when_it_has_grown() -> None:
    press = Press(grown_bytes=1)
    render_pdf(paper(), press=press)
    first = press.worker_id
    render_pdf(paper(), press=press)
    assert press.worker_id not in {None, first}
    press.close()


def test_threads_share_the_press(press: Press) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(render_pdf(WHOLE, press=press))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_a_forked_child_gets_a_worker_of_its_own(press: Press) -> None:
    expected = render_pdf(WHOLE, press=press)
    mine = press.worker_id
    child = os.fork()
    if child == 0:
        same = render_pdf(WHOLE, press=press) == expected
        own = press.worker_id not in {None, mine}
        press.close()
        os._exit(0 if same and own else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert render_pdf(WHOLE, press=press) == expected
    assert press.worker_id == mine


def test_the_worker_knows_nothing_of_the_environment(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hemlig")
    render_pdf(paper(), press=press)
    assert b"hemlig" not in Path(f"/proc/{press.worker_id}/environ").read_bytes()


def test_missing_fonts_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError, match="make setup"):
        require_fonts(tmp_path)


def test_nothing_starts_before_it_is_needed() -> None:
    assert press_module.Press().worker_id is None
