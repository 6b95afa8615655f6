"""A served office and a real browser that reaches nothing else."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Request, Route, sync_playwright
from starlette.responses import Response

from domain.clock import SetClock
from review.app import make_app
from review.office import Office
from review.sessions import begin, cookie_name
from store.repositories import users
from tests.review import offices
from tests.web.showcase import TWENTY, dressed, filled_folder
from tests.web.states import State

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(slots=True)
class Watched:
    """A browser window and everything suspicious that it did."""

    page: Page
    origin: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab (or Shift+Tab) until that element has the focus."""
        for _ in range(150):
            if self.page.evaluate("selector => document.activeElement?.matches(selector)", selector):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{selector} cannot be reached by {key}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        except Error as error:
            pytest.skip(f"Chromium does not start here: {error}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose mails were worked."""
    return filled_folder(tmp_path_factory.mktemp("filled"), tmp_path_factory.mktemp("template"))


@pytest.fixture
def office(filled: Path, tmp_path: Path) -> Iterator[Office]:
    """An office of its own."""
    folder = tmp_path / "office"
    shutil.copytree(filled, folder)
    opened = offices.office_in(folder, SetClock(offices.NOON))
    yield opened
    opened.engines.store.close()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """The address of the running pages."""
    with serving(office) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Served:
    """A running office that has something to show on every page."""

    office: Office
    address: str
    places: dict[str, str]


@pytest.fixture(scope="session")
def showcase(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An office to be looked at; whoever changes much of it takes `office`."""
    folder = tmp_path_factory.mktemp("showcase") / "office"
    shutil.copytree(filled, folder)
    shown = dressed(offices.office_in(folder, SetClock(offices.NOON)))
    with serving(shown.office) as running:
        yield Served(shown.office, running, shown.places)
    shown.office.engines.store.close()


@contextmanager
def serving(office: Office) -> Iterator[str]:
    """Serve an office on a port of its own and give its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(make_app(office), log_config=None, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Watched]:
    """A window with scripts."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield watched(context, address)
    context.close()


@pytest.fixture
def plain_window(browser: Browser, address: str) -> Iterator[Watched]:
    """A window without scripts."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, java_script_enabled=False)
    yield watched(context, address)
    context.close()


def enter(window: Watched, office: Office, name: str) -> None:
    """Be signed in without a password: hashing takes its time on purpose."""
    with office.engines.store.read() as session:
        user = users.get_user(session, name)
    answer = Response()
    begin(office, user.id, name, answer)
    token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    window.page.context.add_cookies([{"name": cookie_name(office), "value": token, "url": window.origin}])


def watched(context: BrowserContext, address: str) -> Watched:
    """Open a window that notes every request to elsewhere, dialog, error and report, and lets none out."""
    window = Watched(context.new_page(), address)

    def gate(route: Route, request: Request) -> None:
        if request.url.startswith(address + "/"):
            route.continue_()
            return
        window.foreign.append(request.url)
        route.abort()

    def answer(dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            dialog.accept()  # the browser's own question before typed text is left behind
            return
        window.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route("**/*", gate)
    window.page.on("dialog", answer)
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    window.page.on(
        "console",
        lambda said: (
            window.complaints.append(f"{said.text} {said.location.get('url', '')}")
            if said.type in ("error", "warning")
            else None
        ),
    )
    return window


def opened(browser: Browser, served: Served, size: tuple[int, int], scheme: str) -> Watched:
    """Open a window of that size and colours on the served office."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    return watched(context, served.address)


def visit(window: Watched, served: Served, state: State) -> None:
    """Go to a state as the one who sees it, and do what is done there."""
    window.page.context.clear_cookies()
    if state.who is not None:
        enter(window, served.office, state.who)
    window.page.goto(served.address + state.address.format(**served.places))
    if state.do is not None:
        state.do(window.page)
    window.complaints[:] = [said for said in window.complaints if not _expected(said)]


def _expected(said: str) -> bool:
    """Tell whether the browser complains only of an answer that this state is about."""
    return re.search(r"status of (401|403|404|409|422|429) ", said) is not None


__all__ = ["TWENTY", "Served", "Watched", "enter", "opened", "serving", "visit", "watched"]
