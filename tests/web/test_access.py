"""Every page in every state is fit for everybody: axe, targets, narrow windows, no page forgotten."""

import re
from random import Random

import pytest
from playwright.sync_api import Browser

from review.api import doors as api_doors
from review.doors import Role
from review.pages import doors as page_doors
from tests.web.axe import faults
from tests.web.conftest import Served, opened, visit
from tests.web.states import FILES, STATES, State

WIDE, NARROW = (1366, 2400), (400, 3600)
"""High: what a bar that stays in sight hides just now is no target either."""
MIDDLE = (800, 2400)
SEED, FEW = 20261122, 6


def _pages() -> tuple[State, ...]:
    """Return the first state of every page."""
    first: dict[str, State] = {}
    for state in STATES:
        first.setdefault(state.address.partition("?")[0], state)
    return tuple(first.values())


SHARES = [
    pytest.param(NARROW, "dark", _pages(), id="pages-dark-narrow"),
    pytest.param(WIDE, "light", tuple(Random(SEED).sample(STATES, FEW)), id="few-light-wide"),
    *(
        pytest.param(size, scheme, STATES, id=f"all-{scheme}-{size[0]}", marks=pytest.mark.long)
        for size in (WIDE, MIDDLE, NARROW)
        for scheme in ("light", "dark")
    ),
]
"""Window, colours and states: each page once and a few states; in the long run every state in all of them."""


@pytest.mark.parametrize(("size", "scheme", "states"), SHARES)
def test_no_state_of_any_page_has_a_grave_fault_of_access(
    showcase: Served, browser: Browser, size: tuple[int, int], scheme: str, states: tuple[State, ...]
) -> None:
    found: dict[str, list[str]] = {}
    window = opened(browser, showcase, size, scheme)
    for state in states:
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
