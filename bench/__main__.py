"""Runs every group of figures, prints the table and writes var/bench.json. Always ends with 0: the figures
are shown, not asserted. `python -m bench rules views` runs some groups only and writes nothing."""

import importlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import Final

from bench.figures import Figure, missing, plain_loop, told

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "var" / "bench.json"
#: Each group runs in a process of its own, so that none fills the memory or the caches of another. The
#: names are the modules that measure; the time is what it may take at most, on a slow and busy machine.
GROUPS: Final = {
    "rules": 120,
    "views": 120,
    "papers": 150,
    "memory": 400,
    "pages": 90,
    "weight": 90,
    "agreements": 300,
    "many": 1500,
}
MARKS: Final = {True: "met", False: "NOT MET", None: "-"}


def main(chosen: list[str]) -> None:
    """Measure and tell."""
    loop = plain_loop()
    clock = f"on the clock {loop.typical * 1e3:.0f} ms; a slow or busy machine shows here"
    figures = [
        told(
            "A plain loop, sum(range(1_000_000)) (processor time)", loop.typical_processor * 1e3, "ms", clock
        )
    ]
    for group, seconds in GROUPS.items():
        if not chosen or group in chosen:
            print(f"measuring: {group}", file=sys.stderr, flush=True)
            figures += in_own_process(group, seconds)
    print(table(figures), flush=True)
    if not chosen:
        OUT.parent.mkdir(exist_ok=True)
        told_all = [asdict(figure) for figure in figures]
        OUT.write_text(json.dumps(told_all, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"Written to {OUT.relative_to(ROOT)}.")


def in_own_process(group: str, seconds: int) -> list[Figure]:
    """The figures of a group; one row that says what went wrong if there are none."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    process = subprocess.Popen(
        [sys.executable, "-m", "bench", "--group", group],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "bench.server_settings"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(timeout=seconds)
        return [Figure(**row) for row in json.loads(out.splitlines()[-1])]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the group's own server and print worker too
        process.communicate()
        return [missing(group, f"took longer than {seconds} s")]
    except (IndexError, ValueError):
        return [missing(group, f"the group ended with {process.returncode}; see above")]


def run_group(group: str) -> None:
    """Measure one group and write its figures on the last line."""
    import django

    django.setup()
    try:
        figures = importlib.import_module(f"bench.{group}").measure()
    except ImportError as problem:
        figures = [missing(group, f"{problem} (requirements/bench.txt)")]
    print(json.dumps([asdict(figure) for figure in figures]))


def table(figures: list[Figure]) -> str:
    """The figures as lines for a terminal."""
    lines = [f"{'':<60} {'value':>10} {'unit':<8} {'goal':<7} met"]
    for figure in figures:
        value = "-" if figure.value is None else f"{figure.value:,.2f}"
        name, *more = textwrap.wrap(figure.name, 60)
        lines.append(f"{name:<60} {value:>10} {figure.unit:<8} {figure.goal or '-':<7} {MARKS[figure.ok]}")
        lines += more
        lines += textwrap.wrap(figure.against, 96, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--group"]:
        run_group(sys.argv[2])
    else:
        main(sys.argv[1:])
