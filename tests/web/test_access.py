"""Every page in every state is fit for everybody: axe, targets, narrow windows, no page forgotten."""

import re

import pytest
from playwright.sync_api import Browser

from review.api import doors as api_doors
from review.doors import Role
from review.pages import doors as page_doors
from tests.web.axe import faults
from tests.web.conftest import Served, opened, visit
from tests.web.states import FILES, STATES

WIDE, NARROW = (1366, 2400), (400, 3600)
"""High: what a bar that stays in sight hides just now is no target either."""
LONG = pytest.mark.long
SHARES = [
    pytest.param(WIDE, "light", 0, id="light-wide"),
    pytest.param(NARROW, "dark", 1, id="dark-narrow"),
    pytest.param(NARROW, "light", None, id="all-light-narrow", marks=LONG),
    pytest.param(WIDE, "dark", None, id="all-dark-wide", marks=LONG),
    pytest.param((800, 2400), "dark", None, id="all-dark-middle", marks=LONG),
]
"""Window, colours, and which of the states: every second one, or all of them (None)."""


@pytest.mark.parametrize(("size", "scheme", "share"), SHARES)
def test_no_state_of_any_page_has_a_grave_fault_of_access(
    showcase: Served, browser: Browser, size: tuple[int, int], scheme: str, share: int | None
) -> None:
    found: dict[str, list[str]] = {}
    window = opened(browser, showcase, size, scheme)
    for state in STATES if share is None else STATES[share::2]:
        visit(window, showcase, state)
        wrong = [*window.foreign, *window.dialogs, *window.complaints]
        wrong += faults(window.page, sizes=not state.covers)
        if window.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"wider than the window: {window.page.evaluate(WIDEST)}")
        for noted in (window.foreign, window.dialogs, window.complaints):
            noted.clear()  # axe itself is told that it may not look into the frame of a mail
        if wrong:
            found[state.name] = wrong
    window.page.context.close()
    assert found == {}


def test_every_page_of_the_app_has_a_state_that_is_looked_at(showcase: Served) -> None:
    doors = (*page_doors(showcase.office), *api_doors(showcase.office))
    shown = [state.address.format(**showcase.places).partition("?")[0] for state in STATES]
    for door in doors:
        if door.changes or door.machine or door.path in FILES:
            continue
        pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(door.path)))
        assert any(pattern.fullmatch(path) for path in shown), (
            f"no state of {door.path} is looked at: add one to tests/web/states.py"
        )
    assert set(FILES) <= {door.path for door in doors}
    assert {Role.CLERK, Role.ADMIN} <= {door.role for door in doors}


WIDEST = """() => [...document.querySelectorAll('main *, header *')]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(each => each.outerHTML.slice(0, 120)).join(' | ')"""
