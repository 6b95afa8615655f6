"""A clerk's whole day without a mouse: from signing in to signing out, everything by keys."""

from domain.states import OutboxState, WorkState
from domain.words import Intent
from pipeline.records import load_item
from review.office import Office
from store.repositories import outbox, work_items
from store.tables import WorkItemRow
from tests.review.offices import ADMIN, CLERK, PASSWORD, work
from tests.review.test_items import BODY, DISPUTE, GRID, W9, waiting
from tests.web.advices import LINES
from tests.web.conftest import TWENTY, Watched
from tests.web.test_in_a_browser import assert_calm

MOUSE = """for (const kind of ['pointerdown', 'mousedown', 'wheel', 'touchstart'])
  addEventListener(kind, event => console.error('a mouse was used:', event.type), true)"""
"""Told as a complaint of the page, which fails the test in the end."""


def test_clerk_works_a_whole_day_by_keyboard_alone(office: Office, window: Watched) -> None:
    for number in (GRID, BODY, W9, TWENTY):
        waiting(office, number)
    window.page.add_init_script(MOUSE)
    window.page.set_default_timeout(60_000)
    _sign_in(window)
    _filter_the_queue(window)
    _mend_and_confirm(window, office)
    _put_off_with_a_note(window, office)
    _hand_over(window, office)
    _split_and_change_the_route(window, office)
    _answer(window, office)
    _teach(window)
    _read_figures_and_sign_out(window)
    assert_calm(window)


def test_a_mouse_on_that_day_would_be_told(window: Watched) -> None:
    """What the proof above leans on."""
    window.page.add_init_script(MOUSE)
    window.page.goto(window.origin + "/sign-in")
    window.page.click("#name")
    assert any("a mouse was used" in said for said in window.complaints)


def _sign_in(window: Watched) -> None:
    page, keys = window.page, window.page.keyboard
    page.goto(window.origin + "/")
    window.tab_to("#name")
    keys.type(CLERK)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.locator("html.scripts #list tbody tr").first.wait_for()


def _filter_the_queue(window: Watched) -> None:
    page, keys = window.page, window.page.keyboard
    keys.press("?")
    page.locator("#keys[open]").wait_for()
    keys.press("Escape")
    page.locator("#keys:not([open])").wait_for(state="attached")
    window.tab_to("#f-route")
    keys.press("d")
    page.wait_for_url("**route=dispute*")
    page.locator("html.scripts #list tbody tr").first.wait_for()
    numbers = {row.get_attribute("id") for row in page.locator("#list tbody tr").all()}
    assert numbers == {f"row-{DISPUTE}"}


def _mend_and_confirm(window: Watched, office: Office) -> None:
    page, keys = window.page, window.page.keyboard
    _find(window, "KW-2210", TWENTY)
    page.locator("[name^='p0.']:focus").wait_for()
    for key in ("F2", "Enter", "F2", "Enter", "Control+Enter"):
        keys.press(key)
    page.wait_for_url(lambda url: f"/items/{TWENTY}" not in url.split("?")[0])
    payment = load_item(office.engines.store, office.engines.blobs, TWENTY).remittances[0]
    assert [(line.document_number, line.net_amount) for line in payment.lines] == list(LINES)
    assert _row(office, TWENTY).state is WorkState.CLOSED


def _put_off_with_a_note(window: Watched, office: Office) -> None:
    page, keys = window.page, window.page.keyboard
    _find(window, "HBL-88214", GRID)
    window.tab_to("#notes > summary")
    keys.press("Enter")
    window.tab_to("textarea[name='note']")
    keys.type(f"@{ADMIN} is this one ours?")
    keys.press("Tab")
    _followed(window, "Enter")
    assert "is this one ours?" in page.inner_text("#notes")
    keys.press("Alt+p")
    page.locator("#until:focus").wait_for()
    keys.type("12012026")
    window.tab_to("button[value='postpone']")
    keys.press("Enter")
    page.wait_for_url(lambda url: f"/items/{GRID}" not in url.split("?")[0])
    until = _row(office, GRID).postponed_until
    assert until is not None and until.date().isoformat() == "2026-12-01"


def _hand_over(window: Watched, office: Office) -> None:
    page, keys = window.page, window.page.keyboard
    _find(window, "W-9", W9)
    keys.press("Alt+h")
    page.locator("#to:focus").wait_for()
    keys.type(ADMIN)
    window.tab_to("button[value='hand']")
    keys.press("Enter")
    page.wait_for_url(lambda url: f"/items/{W9}" not in url.split("?")[0])
    assert _row(office, W9).assignee == ADMIN


def _split_and_change_the_route(window: Watched, office: Office) -> None:
    keys = window.page.keyboard
    _find(window, "BACS today", BODY)
    window.tab_to("#confirm")
    window.tab_to("#part", "Shift+Tab")
    keys.type("Dispute")
    window.tab_to("button[value='split']")
    _followed(window, "Enter")
    mail = _row(office, BODY).mail_id
    assert mail is not None
    with office.engines.store.read() as session:
        parts = [row.intent for row in work_items.items_of_mail(session, mail) if row.id != BODY]
    assert parts == [Intent.DISPUTE]
    window.tab_to("#confirm")
    window.tab_to("#intent", "Shift+Tab")
    keys.type("Invoice copy")
    window.tab_to("button[value='route']")
    _followed(window, "Enter")
    work(office)
    assert _row(office, BODY).intent is Intent.INVOICE_COPY_REQUEST


def _answer(window: Watched, office: Office) -> None:
    page, keys = window.page, window.page.keyboard
    _find(window, "INV-205549", DISPUTE)
    with office.engines.store.read() as session:
        answer = outbox.answers_of_item(session, DISPUTE)[0].id
    window.tab_to(f"a[href^='/answers/{answer}']")
    keys.press("Enter")
    page.wait_for_url(f"**/answers/{answer}*")
    window.tab_to("#body")
    keys.press("Control+Home")
    keys.type("Dear Folake,\n")
    window.tab_to("button[value='send']")
    keys.press("Enter")
    page.wait_for_url(f"**/items/{DISPUTE}*")
    with office.engines.store.read() as session:
        assert outbox.get_answer(session, answer).state is OutboxState.QUEUED


def _teach(window: Watched) -> None:
    page, keys = window.page, window.page.keyboard
    _go(window, "/layouts")
    window.tab_to("nav.tabs a[href='/teach']")
    keys.press("Enter")
    page.wait_for_url("**/teach")
    window.tab_to("a[href^='/teach/']")
    keys.press("Enter")
    page.wait_for_url("**/teach/*/*")
    page.locator("html.scripts").wait_for()
    window.tab_to("[name='p0.payee_name']")
    keys.press("F2")
    keys.press("ArrowRight")
    keys.press("Enter")
    assert page.input_value("[name='p0.payee_name']") != ""


def _read_figures_and_sign_out(window: Watched) -> None:
    page, keys = window.page, window.page.keyboard
    _go(window, "/dashboard")
    window.tab_to("a[href^='/dashboard/volume.csv']")
    _go(window, "/")
    page.locator("html.scripts").wait_for()
    keys.press("n")
    page.wait_for_url("**/items/*")
    window.tab_to("form[action='/sign-out'] button")
    keys.press("Enter")
    page.wait_for_url("**/sign-in*")


def _find(window: Watched, words: str, number: int) -> None:
    """Search in the queue and open the item found."""
    page, keys = window.page, window.page.keyboard
    if page.url != window.origin + "/":
        _go(window, "/")
    page.locator("html.scripts #search").wait_for()
    keys.press("/")
    page.locator("#search:focus").wait_for()
    keys.press("Control+a")
    keys.type(words)
    _followed(window, "Enter")
    opened = f"a.open[href^='/items/{number}?'], a.open[href='/items/{number}']"
    page.locator("html.scripts").locator(opened).wait_for()
    for _ in range(20):
        keys.press("j")
        if page.evaluate("selector => document.activeElement.matches(selector)", opened):
            break
    keys.press("Enter")
    page.wait_for_url(f"**/items/{number}*")
    page.locator("html.scripts #sides").wait_for()


def _followed(window: Watched, key: str) -> None:
    """Press a key that loads a page, and wait until its own keys work."""
    with window.page.expect_navigation():
        window.page.keyboard.press(key)
    window.page.locator("html.scripts").wait_for()


def _go(window: Watched, address: str) -> None:
    """Go to a page by the links at the top."""
    window.page.keyboard.press("Control+Home")
    window.tab_to(f"header nav a[href='{address}']")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(window.origin + address)
    window.page.wait_for_load_state()


def _row(office: Office, number: int) -> WorkItemRow:
    with office.engines.store.read() as session:
        return work_items.get_item(session, number)
