"""What many tests share: the choice of database, collected static files, a server and a real Chromium."""

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

import given  # noqa: F401  (how properties are tried, in every test)
from serving import own_environment, prepare_database, running_server
from sizes import FULL
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

TOUCHES_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}

OpenPage = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch of the run on PostgreSQL, which need not repeat what never meets a database."""
    parser.addoption("--database-only", action="store_true", help="leave out tests that use no database")


def pytest_report_header() -> str:
    """Say which database the tests run on."""
    return f"database: {settings.DATABASES.get('default', {}).get('ENGINE', 'none').rpartition('.')[2]}"


def touches_database(item: pytest.Item) -> bool:
    """Whether a test uses the database; journeys do too, but run twice only when they ask for it."""
    if "server" in getattr(item, "fixturenames", ()):
        return item.get_closest_marker("both_databases") is not None
    if item.get_closest_marker("one_database") is not None and not FULL:
        return False
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(TOUCHES_DATABASE & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what uses no database, when only the database is asked about."""
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
        items[:] = [item for item in items if touches_database(item)]


def static_is_fresh() -> bool:
    """Whether the collected files are newer than everything they were collected from."""
    if not MANIFEST.exists():
        return False
    made = MANIFEST.stat().st_mtime
    return all(path.stat().st_mtime <= made for path in STATIC.rglob("*") if path.is_file())


@pytest.fixture(scope="session", autouse=True)
def static_files(request: pytest.FixtureRequest) -> None:
    """Collect the static files before tests of pages, when they have changed; one process at a time."""
    folders = {part for item in request.session.items for part in item.path.parts}
    if not folders & {"web", "journeys", "walk", "actions"}:
        return
    MANIFEST.parent.mkdir(parents=True, exist_ok=True)
    with MANIFEST.parent.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not static_is_fresh():
            call_command("collectstatic", interactive=False, verbosity=0)
            os.utime(MANIFEST)


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep keys, files and anchors of the tests out of the folders of the installation."""
    var = tmp_path_factory.mktemp("var")
    folders = {"KEYS_DIR": var / "keys", "FILES_DIR": var / "files", "ANCHORS_DIR": var / "anchors"}
    with override_settings(**folders):
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_press() -> None:
    """Give papers all the time they need: a busy machine is not a fault. Limits have tests of their own."""
    PRESS.seconds = 300.0


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The var folder of the running server; sent mail lies in its folder mail."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def server(static_files: None, server_folder: Path) -> Iterator[str]:
    """Run the real server on data of its own, with the demo world, and give its address."""
    with own_environment(server_folder) as environment:
        prepare_database(environment)
        with running_server(environment) as address:
            yield address


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
        context.set_default_timeout(60_000)
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
