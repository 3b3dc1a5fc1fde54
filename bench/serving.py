"""A real server on this machine, asked as fast as wrk can."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

SECONDS: Final = 5
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")


def requests_a_second(pages: Mapping[str, str], cookie: str) -> dict[str, float] | str:
    """How many of each page the server gives out a second, or what is missing."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return "wrk is not on the PATH (apt-get install wrk; Mac: brew install wrk)"
    try:
        with server() as address:
            return {name: _rate(wrk, f"{address}{path}", cookie) for name, path in pages.items()}
    except (OSError, RuntimeError, subprocess.SubprocessError) as problem:
        return str(problem)


def _rate(wrk: str, address: str, cookie: str) -> float:
    command = [wrk, "-t1", "-c8", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}", "-H", "Accept-Encoding: gzip"]
    told = subprocess.run([*command, address], capture_output=True, text=True, timeout=30, check=True).stdout
    rate = RATE.search(told)
    if rate is None or REFUSED.search(told):
        raise RuntimeError(f"wrk got other answers than pages: {told[-200:]}")
    return float(rate[1])


@contextmanager
def server() -> Iterator[str]:
    """Tillit as `make run` starts it, on a port that the system gives."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "python:tillit.config.server"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "tillit.config.wsgi"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.server_settings"},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_up(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError("gunicorn stopped while it was starting")
        try:
            with urllib.request.urlopen(f"{address}/halsa/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn did not answer within 20 seconds")
