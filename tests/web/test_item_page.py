"""The item page in a real browser: quick by keys, safe for two, whole without scripts, fit for everybody."""

from decimal import Decimal

from playwright.sync_api import Browser, Page, expect

from domain.states import WorkState
from pipeline.records import load_item
from review.office import Office
from store.repositories import work_items
from tests.review.offices import ADMIN, CLERK
from tests.review.test_items import GRID, waiting
from tests.web.advices import LINES, TOTAL, WRONG_AMOUNT, WRONG_NUMBER
from tests.web.conftest import TWENTY, Watched, enter, watched
from tests.web.test_in_a_browser import assert_calm

AMOUNT, NUMBER = f"p0.l{WRONG_AMOUNT}.net_amount", f"p0.l{WRONG_NUMBER}.document_number"


def test_two_wrong_cells_of_twenty_lines_are_mended_from_the_page_in_a_few_keys(
    office: Office, window: Watched
) -> None:
    number = waiting(office, TWENTY)
    page = opened(window, office, number)
    assert focused(page) == AMOUNT and "2 to check" in page.inner_text("#doubts")
    assert "Difference" in page.inner_text("#sums")
    presses = ["F2", "Enter", "F2", "Enter", "Control+Enter"]
    for press in presses:
        page.keyboard.press(press)
    page.wait_for_url(lambda url: f"/items/{number}" not in url.split("?")[0])
    assert len(presses) + 1 <= 12
    item = load_item(office.engines.store, office.engines.blobs, number)
    assert [(line.document_number, line.net_amount) for line in item.remittances[0].lines] == list(LINES)
    assert state(office, number) is WorkState.CLOSED
    assert page.get_by_role("button", name="Bring it back").count() == 1
    assert_calm(window)


def test_words_are_picked_by_click_by_drag_and_by_arrows(office: Office, window: Watched) -> None:
    page = opened(window, office, waiting(office, TWENTY))
    word = page.locator(".sheet .word[data-t='712.34']")
    word.click()
    assert page.input_value(f"[name='{AMOUNT}']") == "712.34"
    expect(page.locator("#sums")).to_contain_text("✓ The sums agree")
    page.focus(f"[name='{NUMBER}']")
    page.keyboard.press("F2")
    for key in ("ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.inner_text("#said") == LINES[WRONG_NUMBER][0]
    page.keyboard.press("Escape")
    assert focused(page) == NUMBER
    page.focus("[name='p0.payee_name']")
    first, last = page.locator(".sheet .word[data-t='Kestwick']"), page.locator(".sheet .word[data-t='Ltd']")
    first.scroll_into_view_if_needed()
    one, two = first.bounding_box(), last.bounding_box()
    assert one and two
    page.mouse.move(one["x"] - 3, one["y"] + 2)
    page.mouse.down()
    page.mouse.move(two["x"] + two["width"] - 2, two["y"] + two["height"] - 2, steps=4)
    page.mouse.up()
    assert page.input_value("[name='p0.payee_name']") == "Kestwick Tooling Ltd"
    page.keyboard.press("Control+s")
    page.wait_for_url("**done=saved")
    assert page.locator("[id='box-p0.payee_name']").count() == 1
    assert_calm(window)


def test_tab_stops_at_doubtful_values_alone_until_it_is_switched(office: Office, window: Watched) -> None:
    page = opened(window, office, waiting(office, TWENTY))
    page.keyboard.press("Tab")
    assert focused(page) == NUMBER
    page.keyboard.press("Shift+Tab")
    assert focused(page) == AMOUNT
    page.keyboard.press("Enter")
    assert focused(page) == NUMBER and "1 to check" in page.inner_text("#doubts")
    page.click("#keyhelp")
    with page.expect_navigation():
        page.get_by_role("button", name="Let Tab go through every field").click()
    page.focus(f"[name='{AMOUNT}']")
    page.keyboard.press("Tab")
    assert focused(page) != NUMBER
    assert_calm(window)


def test_rows_of_a_spreadsheet_are_pasted_split_and_filled_down(office: Office, window: Watched) -> None:
    page = opened(window, office, waiting(office, TWENTY))
    page.focus("[name='p0.l19.document_number']")
    rows = "INV-1\t1.00\nINV-2\t2,00\nINV-3\t-3.00"
    page.evaluate(PASTE, rows)
    expect(page.locator("tr.line")).to_have_count(22)
    assert page.input_value("[name='p0.l21.document_number']") == "INV-3"
    assert page.input_value("[name='p0.l0.document_number']") == LINES[0][0]
    page.focus("[name='p0.l20.net_amount']")
    page.keyboard.press("Control+d")
    assert page.input_value("[name='p0.l21.net_amount']") == "2,00"
    page.keyboard.press("Alt+Delete")
    expect(page.locator("tr.line")).to_have_count(21)
    page.keyboard.press("ArrowUp")
    assert focused(page) == "p0.l19.net_amount"
    assert_calm(window)


def test_two_clerks_on_one_item_lose_nothing(office: Office, window: Watched, browser: Browser) -> None:
    number = waiting(office, TWENTY)
    mine = opened(window, office, number)
    other = watched(browser.new_context(), window.origin)
    enter(other, office, ADMIN)
    theirs = other.page
    theirs.goto(f"{window.origin}/items/{number}")
    theirs.fill("[name='p0.payment_reference']", "KW-THEIRS")
    theirs.fill("[name='p0.l0.net_amount']", "1.00")
    theirs.keyboard.press("Control+s")
    theirs.wait_for_url("**done=saved")
    mine.fill("[name='p0.payee_name']", "Mine")
    mine.fill("[name='p0.l0.net_amount']", "2.00")
    mine.keyboard.press("Control+s")
    mine.get_by_role("alert").wait_for()
    assert mine.input_value("[name='p0.payment_reference']") == "KW-THEIRS"
    assert mine.input_value("[name='p0.payee_name']") == "Mine"
    assert mine.input_value("[name='p0.l0.net_amount']") == "2.00"
    mine.get_by_role("button", name="1.00").click()
    assert mine.input_value("[name='p0.l0.net_amount']") == "1.00"
    mine.keyboard.press("Control+s")
    mine.wait_for_url("**done=saved")
    payment = load_item(office.engines.store, office.engines.blobs, number).remittances[0]
    assert (payment.payee_name, payment.payment_reference) == ("Mine", "KW-THEIRS")
    assert payment.lines[0].net_amount == Decimal("1.00")
    mine.get_by_role("button", name="Undo the last change").click()
    mine.wait_for_url("**done=undone")
    assert mine.input_value("[name='p0.payee_name']") == ""
    other.page.context.close()


def test_sign_in_that_ended_while_one_types_loses_nothing(office: Office, window: Watched) -> None:
    window.page.clock.install()
    page = opened(window, office, waiting(office, TWENTY))
    page.fill("[name='p0.payee_name']", "Typed")
    page.context.clear_cookies()
    page.clock.fast_forward(21_000)
    page.locator("#signed-out").wait_for()
    with page.expect_response("**/version"):
        page.keyboard.press("Control+s")
    assert page.input_value("[name='p0.payee_name']") == "Typed"
    enter(window, office, CLERK)
    page.keyboard.press("Control+s")
    page.wait_for_url("**done=saved")
    assert page.input_value("[name='p0.payee_name']") == "Typed"
    assert window.foreign == [] and window.dialogs == []


def test_pressed_twice_is_saved_once(office: Office, window: Watched) -> None:
    number = waiting(office, TWENTY)
    page = opened(window, office, number)
    page.fill("[name='p0.payee_name']", "Once")
    page.evaluate(TWICE)
    page.wait_for_url("**done=saved")
    assert load_item(office.engines.store, office.engines.blobs, number).remittances[0].payee_name == "Once"
    assert_calm(window)


def test_change_by_somebody_else_is_told_while_one_types(office: Office, window: Watched) -> None:
    window.page.clock.install()
    number = waiting(office, TWENTY)
    page = opened(window, office, number)
    with office.engines.store.write() as session:
        work_items.change_item(session, number, None, office.engines.clock.now())
    page.clock.fast_forward(21_000)
    page.locator("#changed").wait_for()
    assert_calm(window)


def test_divider_moves_by_keys_and_buttons_and_stays(office: Office, window: Watched) -> None:
    page = opened(window, office, waiting(office, GRID))
    page.focus("#divider")
    with page.expect_response("**/preferences"):
        page.keyboard.press("ArrowRight")
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Wider document").click()
    page.reload()
    assert page.get_attribute("#divider", "aria-valuenow") == "60"
    assert_calm(window)


def test_page_is_enlarged_turned_and_left_in_place(office: Office, window: Watched) -> None:
    page = opened(window, office, waiting(office, TWENTY))
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Turn the page").click()
    turned = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().toJSON()")
    assert turned["width"] > turned["height"]
    page.locator(".sheet .word[data-t='712.34']").click()
    assert page.input_value(f"[name='{AMOUNT}']") == "712.34"
    assert_calm(window)


def test_item_page_works_wholly_without_scripts(office: Office, plain_window: Watched) -> None:
    number = waiting(office, TWENTY)
    page = opened(plain_window, office, number)
    page.click("summary:has-text('Paste rows')")
    page.fill("textarea", "INV-9\t9.00")
    page.click("button:has-text('Add the rows below')")
    page.get_by_role("button", name=f"Line {len(LINES)}: origin").click()
    page.click(f"button[value='merge_line:0:{len(LINES) - 1}']")
    assert page.input_value(f"[name='p0.l{len(LINES) - 1}.net_amount']") == str(LINES[-1][1] + 9)
    page.click("button[value='save']:not(.unseen)")
    page.click("button[value='undo']")
    assert load_item(office.engines.store, office.engines.blobs, number).remittances[0].total_amount == TOTAL
    page.click("button[title='Wider document']")
    assert "split-55" in (page.get_attribute("#sides", "class") or "")
    page.click("summary:has-text('Postpone')")
    page.fill("#until", "2026-12-01")
    page.click("button[value='postpone']")
    page.goto(f"{plain_window.origin}/items/{number}")
    assert "put off until" in page.inner_text("main")
    page.click("button[value='resume']")
    page.click("summary:has-text('Reject')")
    page.select_option("#reason_word", index=1)
    page.click("button[value='close']")
    assert state(office, number) is WorkState.CLOSED


def test_item_page_fits_narrow_windows_and_twice_the_size(office: Office, window: Watched) -> None:
    number = waiting(office, TWENTY)
    page = opened(window, office, number)
    for width, height in ((1280, 800), (683, 400), (400, 700)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.focus(f"[name='{AMOUNT}']")
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == "", width


COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const clear = document.activeElement.contains(over) || over?.contains(document.activeElement);
  return clear ? '' : `${document.activeElement.name} under ${over?.outerHTML.slice(0, 100)} ${box.top}`;
}"""
TWICE = """() => {
  const button = document.getElementById('save');
  button.form.requestSubmit(button);
  button.form.requestSubmit(button);
}"""
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', options));
}"""


def opened(window: Watched, office: Office, number: int) -> Page:
    enter(window, office, CLERK)
    window.page.goto(f"{window.origin}/items/{number}")
    return window.page


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.name ?? ''")
    return name


def state(office: Office, number: int) -> WorkState:
    with office.engines.store.read() as session:
        return work_items.get_item(session, number).state
