"""A served office and a real browser that reaches nothing else."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route, sync_playwright
from starlette.responses import Response

from domain.clock import SetClock
from review.app import make_app
from review.office import Office
from review.sessions import begin, cookie_name
from store.repositories import users
from tests.review import offices
from tests.servers import stores
from tests.web.advices import wrongly_read_advice

CHROMIUM = "/usr/bin/chromium"
TWENTY = len(offices.MAILS) + 2
"""The item whose advice has twenty lines, two cells of which were read wrong."""
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

    def tab_to(self, selector: str) -> None:
        """Press Tab until that element has the focus."""
        for _ in range(150):
            if self.page.evaluate("selector => document.activeElement?.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by the Tab key")


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
    folder = tmp_path_factory.mktemp("filled")
    offices.fill(folder, stores.sqlite_template(tmp_path_factory.mktemp("template")))
    opened = offices.office_in(folder, SetClock(offices.NOON))
    assert wrongly_read_advice(opened) == TWENTY
    opened.engines.store.close()
    return folder


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
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(make_app(office), log_config=None, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
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

    context.route("**/*", gate)
    window.page.on("dialog", lambda dialog: (window.dialogs.append(dialog.message), dialog.dismiss()))
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
