"""The result as PDF: our print worker against Typst in this process and against WeasyPrint."""

from typing import Any, Final

import typst

from bench.figures import Figure, Times, at_least, at_most, in_turn, missing, ratio
from bench.papers_list import Paper, papers, printed
from bench.web_paper import as_page
from tillit.documents import worker
from tillit.documents.fonts import FONT_DIR
from tillit.documents.press import Press

Job = dict[str, Any]
PAIRS: Final = 24
WEASY_ROUNDS: Final = 6
PANGO: Final = (
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Mac: brew install pango)"
)
WEASY: Final = "Faster than WeasyPrint 70, the same content (no PDF/A there)"


class Noted(Press):
    """A press that prints nothing but keeps the job that it was given."""

    job: Job

    def run(self, job: Job) -> bytes:
        """Keep the job."""
        self.job = job
        return b""


def measure() -> list[Figure]:
    """Both comparisons; every paper is new to both sides. The press starts while this process is still
    small: see ``memory`` on what a large parent does to it."""
    press, note, jobs = Press(), Noted(), []
    first, *own = papers(1 + PAIRS + WEASY_ROUNDS)
    for paper in (first, *own[:PAIRS]):
        printed(paper, note)
        jobs.append(note.job)
    printed(first, press)
    started = press.worker_id
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])
    worker.compiled(jobs.pop(0), fonts)
    times = in_turn(
        {"press": lambda at: printed(own[at], press), "bare": lambda at: worker.compiled(jobs[at], fonts)},
        range(PAIRS),
    )
    figures = [_bare(times), _weasyprint([first, *own[PAIRS:]], press)]
    if press.worker_id != started:
        figures.append(missing("One worker through both", "it was replaced, which the figures above include"))
    press.close()
    return figures


def _bare(times: dict[str, Times]) -> Figure:
    against = f"bare Typst {times['bare'].typical * 1e3:.0f} ms, ours {times['press'].typical * 1e3:.0f} ms"
    return at_most(
        "Result as PDF, of the time of bare Typst",
        ratio(times["press"], times["bare"]),
        "times",
        1.3,
        against,
    )


def _weasyprint(own: list[Paper], press: Press) -> Figure:
    try:
        import weasyprint
    except ImportError:
        return missing(WEASY, "pip: weasyprint", "≥ 5")
    except OSError as problem:
        return missing(WEASY, f"{str(problem).splitlines()[0]}. Needs Pango: {PANGO}", "≥ 5")
    pages = [as_page(document) for document, _ in own]
    weasyprint.HTML(string=pages[0]).write_pdf()
    times = in_turn(
        {
            "press": lambda at: printed(own[at], press),
            "weasyprint": lambda at: weasyprint.HTML(string=pages[at]).write_pdf(),
        },
        range(1, len(own)),
    )
    against = (
        f"WeasyPrint {times['weasyprint'].typical * 1e3:.0f} ms, ours {times['press'].typical * 1e3:.0f} ms"
    )
    return at_least(WEASY, ratio(times["weasyprint"], times["press"]), "times", 5, against)
