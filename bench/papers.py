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
PAIRS: Final = 40
WEASY_ROUNDS: Final = 8
PANGO: Final = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Mac: brew install pango)"
WEASY: Final = "Faster than WeasyPrint 70, the same content (no PDF/A there)"


class Recording(Press):
    """A press that keeps the last job that it sent."""

    last: Job

    def run(self, job: Job) -> bytes:
        """Remember and do the job."""
        self.last = job
        return super().run(job)


def measure() -> list[Figure]:
    """Both comparisons. The press starts first: see ``memory`` on what a large parent does to it."""
    press = Recording()
    first, *own = papers(1 + PAIRS + WEASY_ROUNDS)
    printed(first, press)
    jobs = []
    for paper in own:
        printed(paper, press)
        jobs.append(press.last)
    press.close()  # forget what was compiled: in the comparison every paper is new to both sides
    printed(first, press)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])
    worker.compiled(jobs[0], fonts)
    started = press.worker_id
    times = in_turn(
        {"press": lambda at: printed(own[at], press), "bare": lambda at: worker.compiled(jobs[at], fonts)},
        range(1, PAIRS),
    )
    figures = [_bare(times), _weasyprint(own[PAIRS:], press)]
    if press.worker_id != started:
        figures.append(missing("The worker lived through the comparison", "it was replaced, so the ratio is too high"))
    press.close()
    return figures


def _bare(times: dict[str, Times]) -> Figure:
    against = f"bare Typst {times['bare'].typical * 1e3:.0f} ms, ours {times['press'].typical * 1e3:.0f} ms"
    return at_most(
        "Result as PDF, of the time of bare Typst", ratio(times["press"], times["bare"]), "times", 1.3, against
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
    against = f"WeasyPrint {times['weasyprint'].typical * 1e3:.0f} ms, ours {times['press'].typical * 1e3:.0f} ms"
    return at_least(WEASY, ratio(times["weasyprint"], times["press"]), "times", 5, against)
