"""A long payment in a real browser: Tab goes from doubt to doubt, also to lines out of sight."""

import pytest
from playwright.sync_api import Page

from review.office import Office
from tests.review.test_windows import COUNT, DOUBTFUL, long_advice
from tests.web.conftest import Watched
from tests.web.test_in_a_browser import assert_calm
from tests.web.test_item_page import opened

STANDS = "line => document.activeElement?.name?.startsWith(`p0.l${line}.`)"
MOST_STOPS = 12
"""Values of one line, and of the header, that Tab may stop at on the way."""


def test_tab_leads_to_a_doubt_out_of_sight_and_keeps_what_was_typed(office: Office, window: Watched) -> None:
    page = opened(window, office, long_advice(office, 305, (303,)))
    page.fill("[name='p0.l3.document_number']", "INV-typed")
    _tab_to_line(page, "Tab", 303)
    page.get_by_role("group", name="Which lines are shown").first.get_by_role("combobox").select_option("0")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator("[name='p0.l3.document_number']").wait_for()
    assert page.input_value("[name='p0.l3.document_number']") == "INV-typed"
    assert_calm(window)


@pytest.mark.long
def test_tab_leads_to_doubts_in_other_windows_and_back_and_keeps_what_was_typed(
    office: Office, window: Watched
) -> None:
    page = opened(window, office, long_advice(office, COUNT, DOUBTFUL))
    assert page.locator("tr.line").count() < COUNT
    page.fill("[name='p0.l3.document_number']", "INV-typed")
    _tab_to_line(page, "Tab", DOUBTFUL[0])
    page.keyboard.type("INV-mended")
    mended = str(page.evaluate("document.activeElement.name"))
    _tab_to_line(page, "Tab", DOUBTFUL[1])
    _tab_to_line(page, "Shift+Tab", DOUBTFUL[0])
    assert page.input_value(f"[name='{mended}']") == "INV-mended"
    page.get_by_role("group", name="Which lines are shown").first.get_by_role("combobox").select_option("0")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator("[name='p0.l3.document_number']").wait_for()
    assert page.input_value("[name='p0.l3.document_number']") == "INV-typed"
    assert_calm(window)


def _tab_to_line(page: Page, key: str, line: int) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        page.wait_for_load_state("networkidle")
        if page.evaluate(STANDS, line):
            return
    raise AssertionError(
        f"{key} does not lead to line {line + 1}: {page.evaluate('document.activeElement.outerHTML')}"
    )
