"""What many tests share: collected static files, a running server and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tillit.documents.press import PRESS

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "tillit" / "web" / "static"
MANIFEST = ROOT / "var" / "static" / "staticfiles.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

OpenPage = Callable[..., Page]


def static_is_fresh() -> bool:
    """Whether the collected files are newer than everything they were collected from."""
    if not MANIFEST.exists():
        return False
    made = MANIFEST.stat().st_mtime
    return all(path.stat().st_mtime <= made for path in STATIC.rglob("*") if path.is_file())


@pytest.fixture(scope="session", autouse=True)
def static_files(request: pytest.FixtureRequest) -> None:
    """Collect the static files before tests of pages, when they have changed."""
    folders = {part for item in request.session.items for part in item.path.parts}
    if folders & {"web", "journeys"} and not static_is_fresh():
        call_command("collectstatic", interactive=False, verbosity=0)
        os.utime(MANIFEST)


@pytest.fixture(scope="session", autouse=True)
def patient_press() -> None:
    """Give papers all the time they need: a busy machine is not a fault. Limits have tests of their own."""
    PRESS.seconds = 300.0


def free_port() -> int:
    """Ask the machine for a port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the health endpoint, and give up when the server died."""
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError("The server stopped while it was starting.")
        try:
            with urllib.request.urlopen(f"{address}/halsa/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not answer within 30 seconds.")


@pytest.fixture(scope="session")
def server(static_files: None) -> Iterator[str]:
    """Run the real server and give its address."""
    address = f"http://127.0.0.1:{free_port()}"
    bind = address.removeprefix("http://")
    command = [sys.executable, "-m", "gunicorn", "-c", "python:tillit.config.server", "--bind", bind]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tillit.config.settings"}
    process = subprocess.Popen([*command, "tillit.config.wsgi"], cwd=ROOT, env=environment)
    try:
        wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def chromium_path() -> str:
    """Find Chromium or Chrome, or say what to install."""
    candidates = [os.environ.get("TILLIT_CHROMIUM"), *map(shutil.which, BROWSERS), *MAC_BROWSERS]
    for candidate in candidates:
        if candidate and Path(candidate).exists():
            return candidate
    pytest.fail("Journeys need Chromium or Google Chrome on the PATH (Debian: apt-get install chromium).")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for the whole session."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Give a function that opens a path in a fresh context: width, scheme, bypass_csp, javascript."""
    contexts: list[BrowserContext] = []

    def open_at(
        path: str = "/",
        *,
        width: int = 1280,
        scheme: str = "light",
        bypass_csp: bool = False,
        javascript: bool = True,
        listen: Callable[[Page], None] | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=bypass_csp,
            java_script_enabled=javascript,
            locale="sv-SE",
        )
        context.set_default_timeout(90_000)
        contexts.append(context)
        page = context.new_page()
        if listen is not None:
            listen(page)
        page.goto(path, wait_until="load")
        return page

    yield open_at
    for context in contexts:
        try:
            context.close()
        except Error as problem:  # the browser is already gone: say so instead of hiding the first failure
            sys.stderr.write(f"{problem}\n")
