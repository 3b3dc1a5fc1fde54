"""The print worker: a process of its own that compiles one job after another, within limits.

Started by `press`; reads jobs from standard input and answers on standard output (`wire`).
It has no secrets: an empty environment, and files only from the folder of templates.
"""

import json
import resource
import sys
from pathlib import Path
from typing import IO, Any

import typst

from tillit.documents import wire
from tillit.documents.fonts import FONT_DIR
from tillit.documents.templates import TEMPLATE_DIR

STANDARDS: dict[str, Any] = {"pdf": ["a-3a", "ua-1"], "png": []}
KILOBYTE = 1024


def limit(memory_bytes: int) -> None:
    """Bound what this process may take: memory, and no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """Bound the processor time of the next job."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime + seconds) + 2, hard))


def compiled(job: dict[str, Any], fonts: typst.Fonts) -> bytes:
    """Compile one job to the bytes of its first, or only, file."""
    compiler = typst.Compiler(
        str(TEMPLATE_DIR / job["template"]),
        root=str(TEMPLATE_DIR),
        font_paths=fonts,
        sys_inputs=job["inputs"],
        package_path=str(TEMPLATE_DIR / "none"),
        package_cache_path=str(TEMPLATE_DIR / "none"),
    )
    made = compiler.compile(
        format=job["format"],
        ppi=job.get("ppi"),
        pdf_standards=STANDARDS[job["format"]],
        timestamp=job["timestamp"],
    )
    return (made[0] if isinstance(made, list) else made) or b""


def peak_bytes() -> int:
    """The most memory this process has used. Linux carries ru_maxrss over from the parent, so the
    process's own high-water mark is read where there is one."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE


def serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Answer jobs until the other end is gone."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])
    while True:
        try:
            job = json.loads(wire.receive(jobs))
        except EOFError:
            return
        limit_time(job["seconds"])
        try:
            made, error = compiled(job, fonts), ""
        except Exception as problem:
            made, error = b"", f"{type(problem).__name__}: {problem}"[:2000]
        wire.send(answers, json.dumps({"error": error, "peak_bytes": peak_bytes()}).encode())
        wire.send(answers, made)


if __name__ == "__main__":
    limit(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
