"""Texts that try to run as scripts, shown on every page of the real browser: nothing runs or is fetched."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.conftest import Served, opened, serving, visit, watched
from tests.web.hostile import Hostile, hostile_office
from tests.web.payloads import HOME, payloads
from tests.web.states import STATES, State, open_all

SEED = 20261116
SIZES = [
    pytest.param(24, id="small"),
    pytest.param(50, id="tenth", marks=pytest.mark.long),
    pytest.param(500, id="full", marks=pytest.mark.soak),
]
ENOUGH = 24
"""So many signs of a text tell that it stands there as it was written."""
REPORTS = """addEventListener('securitypolicyviolation', event =>
  console.error('policy violated', event.blockedURI, event.violatedDirective, event.sample))"""
"""Where the policy is violated, also where nothing would be written to the console."""


@pytest.mark.parametrize("count", SIZES)
def test_hostile_texts_run_fetch_and_report_nothing_on_any_page(
    filled: Path, tmp_path: Path, browser: Browser, count: int
) -> None:
    given = dict(payloads(count, SEED))
    folder = tmp_path / "office"
    shutil.copytree(filled, folder)
    hostile = hostile_office(folder, list(given.values()))
    unseen = {mark: _bare(text)[:ENOUGH] for mark, text in given.items()}
    with serving(hostile.office) as address:
        served = Served(hostile.office, address, hostile.places)
        window = opened(browser, served, (1366, 768), "light")
        window.page.context.add_init_script(REPORTS)
        for state in (*_hostile(hostile), *_shared()):
            visit(window, served, state)
            shown = _bare(_read(window.page))
            unseen = {mark: text for mark, text in unseen.items() if text not in shown}
            assert (window.dialogs, window.foreign, window.complaints) == ([], [], []), state
            assert window.page.url.startswith(address), state
        window.page.context.close()
    hostile.office.engines.store.close()
    assert unseen == {}, "planted, but on no page to be read as it was written"


def test_browser_would_tell_of_a_text_that_ran(browser: Browser) -> None:
    """What the proof above leans on: dialogs, foreign requests and reports are all noticed."""
    window = watched(browser.new_context(), "http://127.0.0.1:9")
    _, text = next(payloads(1, SEED))
    window.page.set_content(f"<body>{text}<img src={HOME}/a.png>")
    assert window.dialogs == ["xq0z"] and window.foreign == [f"{HOME}/a.png"]
    window.page.context.close()


def _hostile(hostile: Hostile) -> Iterator[State]:
    for number, item in enumerate(hostile.items):
        yield State(f"item {item}", f"/items/{item}", "anna", _with_frames)
        yield State(f"print {item}", f"/items/{item}/print", "anna")
        if number % 2 == 0:
            yield State(f"mail {item}", f"/items/{item}/mail.html", "anna")
    for layout in hostile.layouts:
        yield State("layout", layout, "ben", open_all)
        yield State("layout-edit", f"{layout}/edit", "ben")
    yield State("found", "/?q=remittance", "anna")
    yield State("searched", "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "anna")


def _shared() -> Iterator[State]:
    """Yield every page of the app once, with everything opened where nothing else is done."""
    known: set[str] = set()
    for state in STATES:
        path = state.address.partition("?")[0]
        if path in known or state.who is None or state.name == "nowhere":
            continue
        known.add(path)
        yield State(state.name, state.address, state.who, open_all)


def _with_frames(page: Page) -> None:
    open_all(page)
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        page.frame_locator("iframe").locator("body").wait_for()


def _read(page: Page) -> str:
    """Return what people read on the page: its words, those of its frames, and what stands in its fields."""
    return " ".join(frame.evaluate(READ) for frame in page.frames)


READ = """() => [document.body?.innerText,
  ...[...document.querySelectorAll('input, textarea')].map(each => each.value)].join(' ')"""


def _bare(text: str) -> str:
    """Return a text without spaces, hidden signs and the codes that stand for them."""
    return re.sub("[^!-~]", "", re.sub(r"⟨U\+\w+⟩", "", text)).lower()
